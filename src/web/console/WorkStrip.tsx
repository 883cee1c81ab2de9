import type { FigureKey, WorkLeft } from '../ui/derive/work.ts';
import { count, hourMinute, span } from '../ui/format.ts';
import { useConnection, useShown } from '../ui/live/LiveProvider.tsx';
import { useSpeech } from '../ui/words/index.tsx';
import { useDesk } from './desk.tsx';

const KEYS: readonly FigureKey[] = ['new', 'late', 'open', 'tasks', 'doors', 'blind'];

/** Six figures of what is still open. Each opens the rows it counts, says its age, and turns grey with its source. */
export function WorkStrip({ figures }: { readonly figures: WorkLeft }) {
  const { words, language } = useSpeech();
  const desk = useDesk();
  const { connection } = useConnection();
  const shown = useShown();
  const stale = !shown.past && connection !== 'live';
  const open = (key: FigureKey): void => {
    if (key === 'tasks') desk.open('responses');
    else if (key === 'doors') desk.open('notices');
    else if (key === 'blind') desk.open('sweeps', 'blind');
    else desk.narrow(desk.figure === key ? undefined : key);
  };
  const notes: Readonly<Record<FigureKey, string>> = {
    new: words.left.newNote,
    late: words.left.lateNote,
    open: words.left.openNote,
    tasks: words.left.tasksNote,
    doors: words.left.doorsNote,
    blind: words.left.blindNote,
  };
  return (
    <section className={stale ? 'work-strip stale' : 'work-strip'} aria-label={words.left.title}>
      {KEYS.map((key) => {
        const figure = figures[key];
        const hot = key === 'late' ? figure.value > 0 : figure.late > 0;
        const age =
          figure.oldest === undefined || figure.value === 0
            ? undefined
            : words.left.oldest(span(language, shown.now - figure.oldest));
        return (
          <button
            key={key}
            type="button"
            className="figure"
            aria-pressed={desk.figure === key}
            onClick={() => open(key)}
            title={`${notes[key]} · ${words.left.rows}`}
            data-figure={key}
          >
            <span className={`value ${figure.value === 0 ? 'zero' : hot && key === 'late' ? 'late-ink' : ''}`}>
              {count(language, figure.value)}
            </span>
            <span className="what">
              <span className="name">{words.left[key]}</span>
              <span className="age cut">
                {key !== 'late' && figure.late > 0 && (
                  <span className="late-ink">{words.left.lateOf(count(language, figure.late))}</span>
                )}
                {figure.of !== undefined && figure.of > 0 && (
                  <span>
                    {words.common.sample} {count(language, figure.of)}
                  </span>
                )}
                {stale ? (
                  <span>{words.left.upTo(hourMinute(shown.now))}</span>
                ) : (
                  age && (
                    <span className={figure.of || (key !== 'late' && figure.late > 0) ? 'wide-only' : undefined}>
                      {age}
                    </span>
                  )
                )}
              </span>
            </span>
          </button>
        );
      })}
    </section>
  );
}
