import { useState } from 'react';
import type { RollHistory } from '../../contract/roll.ts';
import type { SessionAnswer } from '../../contract/session.ts';
import type { District } from '../../domain/places/index.ts';
import { count, dayTime } from '../ui/format.ts';
import { Bones } from '../ui/parts/Hollow.tsx';
import { useSpeech } from '../ui/words/index.tsx';

/** What was adopted before, and the roll as a file. */
export function Aside({
  history,
  district,
  session,
}: {
  readonly history: RollHistory['imports'] | undefined;
  readonly district: Pick<District, 'committees'> | undefined;
  readonly session: SessionAnswer;
}) {
  const { words, language, name } = useSpeech();
  const w = words.roll;
  const [reason, setReason] = useState('');
  const whole = session.capabilities.includes('read-personal');
  const address = (format: string): string =>
    `/api/v1/roll/export?format=${format}${reason.trim().length >= 4 ? `&reason=${encodeURIComponent(reason.trim())}` : ''}`;
  return (
    <aside className="roll-aside stack">
      <section className="card stack">
        <h2>{w.exportTitle}</h2>
        <div className="row">
          <a className="button" href={address('xlsx')} download>
            {w.exportXlsx}
          </a>
          <a className="button" href={address('csv')} download>
            {w.exportCsv}
          </a>
        </div>
        <small className="soft">{w.exportNote}</small>
        {whole && (
          <label className="field">
            <span>{w.exportWhole}</span>
            <input
              className="input"
              value={reason}
              maxLength={200}
              placeholder={words.common.reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        )}
      </section>
      <section className="card">
        <h2>{w.history}</h2>
        {!history ? (
          <Bones rows={3} />
        ) : history.length === 0 ? (
          <p className="soft">{w.noHistory}</p>
        ) : (
          <ol className="roll-history">
            {history.map((one) => (
              <li key={one.id}>
                <strong>{one.name}</strong>
                <span className="soft">
                  {dayTime(language, one.at)} · {one.by} ·{' '}
                  {one.committee
                    ? name(district?.committees.find((row) => row.id === one.committee)?.name, one.committee)
                    : w.whole}
                </span>
                <span>
                  {w.written(count(language, one.added), count(language, one.changed), count(language, one.removed))}
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
    </aside>
  );
}
