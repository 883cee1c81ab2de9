import { X } from 'lucide-react';
import { clockColour } from '../../../domain/kernel/index.ts';
import { isOpen, spentShare, type TaskState } from '../../../domain/responses/index.ts';
import { unitName } from '../../ui/derive/names.ts';
import { dayTime, span } from '../../ui/format.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { Ring } from '../../ui/parts/Ring.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { tell } from './evidence.ts';
import { TaskActions } from './TaskActions.tsx';
import { TaskFacts } from './TaskFacts.tsx';
import { TaskReceipts } from './TaskReceipts.tsx';

/** One task of one unit: what, by when, what may be done with it, who has confirmed, what was handed in. */
export function TaskPanel({ task }: { readonly task: TaskState }) {
  const { words, language } = useSpeech();
  const w = words.task;
  const desk = useDesk();
  const district = useDistrict();
  const { now } = useShown();
  const share = spentShare(task, now);
  const round = task.rounds.at(-1);
  const open = isOpen(task);
  return (
    <aside className="panel" aria-label={w.panel}>
      <header className="case-head">
        <div className="grow">
          <h2>
            {task.row} · {unitName(district, task.unit, language)}
          </h2>
          <div className="row wrap">
            <span className={`tag solid-${task.level === 'LIFT' ? 'none' : task.level}`}>
              {words.level[task.level]}
            </span>
            <span
              className={`tag ${task.lateAt !== null && open ? 'late' : task.phase === 'done' ? 'intime' : 'accent'}`}
              data-task-phase={task.phase}
            >
              {w.phase[task.phase]}
            </span>
            {task.lateAt !== null && open && <span className="tag late">{w.late}</span>}
            {task.mustClose && <span className="tag">{w.mustClose}</span>}
          </div>
        </div>
        <button
          type="button"
          className="button quiet square"
          onClick={() => desk.open('responses')}
          aria-label={words.common.close}
        >
          <X size={18} />
        </button>
      </header>
      <p className="case-what">{task.action[language]}</p>
      <div className="clocks">
        <div className="clock-card">
          {share !== null && round?.dueAt ? (
            <Ring share={share} colour={clockColour(round.openedAt, round.dueAt, now)} size={34} label={w.due} />
          ) : null}
          <div>
            <div className="soft">{w.due}</div>
            <div>{round?.dueAt ? dayTime(language, round.dueAt) : w.noDue}</div>
            {round?.dueAt && open && (
              <div className={now > round.dueAt ? 'late-ink' : 'intime-ink'}>
                {now > round.dueAt
                  ? words.common.over(span(language, now - round.dueAt))
                  : words.common.in(span(language, round.dueAt - now))}
              </div>
            )}
          </div>
        </div>
      </div>
      <TaskActions task={task} />
      <TaskFacts task={task} />
      <TaskReceipts task={task} />
      {task.evidence.length > 0 && (
        <section className="case-part">
          <h3>{w.given}</h3>
          {task.evidence
            .toReversed()
            .slice(0, 20)
            .map((piece) => (
              <div key={`${piece.at}${piece.round}`}>
                <span className="tag">{w.kind[piece.what.kind]}</span> {tell(piece.what, words)}{' '}
                <span className="muted">
                  {dayTime(language, piece.at)}
                  {task.everyMinutes ? ` · ${w.rounds(String(piece.round))}` : ''}
                </span>
              </div>
            ))}
        </section>
      )}
    </aside>
  );
}
