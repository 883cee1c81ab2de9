import { useState } from 'react';
import type { RollAdopted, RollImport } from '../../contract/roll.ts';
import { call } from '../ui/api.ts';
import { count } from '../ui/format.ts';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { useSpeech } from '../ui/words/index.tsx';
import type { useImport } from './useImport.ts';

/** What the list would change, and the one button that does it. */
export function Adopt({
  found,
  work,
  onAdopted,
}: {
  readonly found: RollImport;
  readonly work: ReturnType<typeof useImport>;
  readonly onAdopted: (change: RollAdopted) => void;
}) {
  const { words, language } = useSpeech();
  const w = words.roll;
  const { refused } = useTeller();
  const [remove, setRemove] = useState(false);
  const [busy, setBusy] = useState(false);
  const { report } = found;
  if (!report) return null;
  const { counts, errors } = report;
  const n = (value: number): string => count(language, value);
  const changes = counts.added + counts.changed + (remove ? counts.gone : 0);
  const adopt = async (): Promise<void> => {
    setBusy(true);
    const answer = await call<RollAdopted>(`/roll/imports/${found.id}/commit`, { body: { remove } });
    setBusy(false);
    if (answer.ok) return onAdopted(answer.value);
    refused(answer.trouble[language], answer.trouble.todo[language]);
    work.again();
  };
  const drop = async (): Promise<void> => {
    await call(`/roll/imports/${found.id}`, { method: 'DELETE' });
    work.forget();
  };
  return (
    <section className="card roll-adopt">
      <div className="row">
        <h2 className="grow">{found.name}</h2>
        <button type="button" className="button quiet" onClick={() => void drop()}>
          {w.drop_}
        </button>
      </div>
      <dl className="roll-counts">
        {(['listed', 'added', 'changed', 'unchanged', 'gone'] as const).map((key) => (
          <div key={key} className={key}>
            <dt>{w.counts[key]}</dt>
            <dd>{n(counts[key])}</dd>
          </div>
        ))}
      </dl>
      {counts.erased > 0 && <p className="soft">{w.erased(n(counts.erased))}</p>}
      {counts.gone > 0 && (
        <label className="roll-remove">
          <input type="checkbox" checked={remove} onChange={(event) => setRemove(event.target.checked)} />
          <span>
            {w.gone(n(counts.gone))}
            <small className="soft">{w.goneNote}</small>
          </span>
        </label>
      )}
      <div className="row">
        <button
          type="button"
          className="button main roll-go"
          disabled={busy || errors > 0 || changes === 0}
          onClick={() => void adopt()}
        >
          {busy ? w.adopting : w.adopt(n(changes))}
        </button>
        {errors > 0 ? (
          <span className="late-ink">{w.blocked(n(errors))}</span>
        ) : (
          changes === 0 && <span className="soft">{w.nothing}</span>
        )}
      </div>
    </section>
  );
}
