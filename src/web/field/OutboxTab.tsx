import { CircleAlert, CircleCheck, Clock } from 'lucide-react';
import { hourMinute } from '../ui/format.ts';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { useSpeech } from '../ui/words/index.tsx';
import type { CaseButton } from '../ui/words/zh-work.ts';
import { useFieldStore, useShift } from './context.tsx';
import type { Entry } from './outbox/entry.ts';

const ICON = { kept: Clock, agreed: CircleCheck, refused: CircleAlert } as const;

/** Everything that was done on this phone and where it stands: kept, agreed, or refused with words. */
export function OutboxTab() {
  const { words } = useSpeech();
  const { outbox } = useShift();
  const store = useFieldStore();
  const w = words.field;
  const rank = { refused: 0, kept: 1, agreed: 2 } as const;
  const rows = outbox.toSorted((a, b) => rank[a.state] - rank[b.state] || b.n - a.n);
  return (
    <>
      <div className="field-page-head">
        <h1 className="grow">{w.outbox}</h1>
        <button type="button" className="button big" onClick={() => void store.sync()}>
          {w.sendNow}
        </button>
      </div>
      <p className="soft">{w.boxNote}</p>
      {rows.length === 0 && (
        <div className="field-empty">
          <strong>{w.boxEmpty}</strong>
        </div>
      )}
      <ul className="field-targets">
        {rows.map((entry) => (
          <Row key={entry.n} entry={entry} />
        ))}
      </ul>
    </>
  );
}

function Row({ entry }: { readonly entry: Entry }) {
  const { words, language } = useSpeech();
  const { district } = useShift();
  const store = useFieldStore();
  const { refused } = useTeller();
  const w = words.field;
  const Icon = ICON[entry.state];
  const data = entry.command.data as { category?: string; text?: string; description?: string };
  const about = district.categories.get(data.category ?? '')?.name[language] ?? data.text ?? data.description ?? '';
  return (
    <li className={`field-card box-${entry.state}`}>
      <p className="row">
        <Icon size={20} aria-hidden />
        <strong className="grow">{titleOf(entry.command.type, words)}</strong>
        <span>{w.state[entry.state]}</span>
        <span className="soft figure">{hourMinute(entry.command.occurredAt ?? entry.madeAt)}</span>
      </p>
      {about && <p>{about}</p>}
      {entry.trouble && (
        <>
          <p className="late-ink">{entry.trouble[language]}</p>
          <p className="soft">{entry.trouble.todo[language]}</p>
          <div className="row wrap">
            <button
              type="button"
              className="button big main"
              onClick={() =>
                void store.resend(entry).then((answer) => {
                  if (!answer.ok) refused(answer.trouble[language], answer.trouble.todo[language]);
                })
              }
            >
              {w.resend}
            </button>
            <button
              type="button"
              className="button big"
              onClick={() => {
                if (confirm(w.putAsideAsk)) void store.putAside(entry);
              }}
            >
              {w.putAside}
            </button>
          </div>
        </>
      )}
    </li>
  );
}

function titleOf(type: string, words: ReturnType<typeof useSpeech>['words']): string {
  if (type === 'round.tick') return words.field.sweeps;
  if (type.startsWith('doors.')) return words.field.doors;
  return words.step[type as CaseButton] ?? type;
}
