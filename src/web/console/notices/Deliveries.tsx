import { useEffect, useState } from 'react';
import {
  DELIVERY_COLUMNS,
  DELIVERY_STATES,
  type DeliveriesAnswer,
  type DeliveryColumn,
  type DeliveryKind,
} from '../../../contract/providers.ts';
import { call } from '../../ui/api.ts';
import { count, dayTime, hourMinute } from '../../ui/format.ts';
import { useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { DeliveryRows } from './DeliveryRows.tsx';

/** Messages are no events: while a notice runs they are asked for so often (ms). */
const EVERY = 5_000;

const TONE: Readonly<Partial<Record<DeliveryColumn, string>>> = {
  delivered: 'intime-ink',
  failed: 'late-ink',
  doubt: 'near-ink',
};

/** What became of the messages of a notice, by channel, and what is doubtful about who sends them. */
export function Deliveries({ id, running }: { readonly id: string; readonly running: boolean }) {
  const { words, language } = useSpeech();
  const { past, now } = useShown(30_000);
  const [told, setTold] = useState<DeliveriesAnswer>();
  const [opened, setOpened] = useState<{ readonly kind: DeliveryKind; readonly column: DeliveryColumn }>();
  useEffect(() => {
    if (past) return;
    let left = false;
    const ask = (): void =>
      void call<DeliveriesAnswer>(`/notices/${id}/deliveries`).then((answer) => {
        if (!left && answer.ok) setTold(answer.value);
      });
    ask();
    const timer = running ? setInterval(ask, EVERY) : undefined;
    return () => {
      left = true;
      clearInterval(timer);
    };
  }, [id, running, past]);
  const w = words.sending;
  if (past) return <p className="muted">{w.gone}</p>;
  if (!told || told.rungs.length === 0) return null;
  const of = (kind: string, column: DeliveryColumn): number =>
    told.rows
      .filter((row) => row.kind === kind && (DELIVERY_STATES[column] as readonly string[]).includes(row.state))
      .reduce((sum, row) => sum + row.count, 0);
  const doubts = told.rungs.reduce((sum, kind) => sum + of(kind, 'doubt'), 0);
  return (
    <section className="card stack deliveries" aria-label={w.strip}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{w.strip}</th>
            {DELIVERY_COLUMNS.map((column) => (
              <th key={column} scope="col" className="num">
                {w.column[column]}
              </th>
            ))}
            <th scope="col">{w.by}</th>
          </tr>
        </thead>
        <tbody>
          {(told.rungs as DeliveryKind[]).map((kind) => (
            <tr key={kind} data-kind={kind}>
              <th scope="row">{w.rung[kind]}</th>
              {DELIVERY_COLUMNS.map((column) => {
                const n = of(kind, column);
                return (
                  <td key={column} className={`num ${n === 0 ? 'muted' : (TONE[column] ?? '')}`} data-column={column}>
                    {n === 0 ? (
                      0
                    ) : (
                      <button
                        type="button"
                        className="count"
                        aria-label={w.opens(w.rung[kind], w.column[column], count(language, n))}
                        onClick={() => setOpened({ kind, column })}
                      >
                        {count(language, n)}
                      </button>
                    )}
                  </td>
                );
              })}
              <td>
                {told.unserved.includes(kind) ? (
                  <span className="near-ink">{w.unserved(w.rung[kind])}</span>
                ) : (
                  told.providers
                    .filter(({ rung }) => rung === kind)
                    .map((one) => (
                      <span key={one.id} className={one.state === 'up' ? 'soft' : 'late-ink'} data-provider={one.state}>
                        {one.state === 'up'
                          ? one.name
                          : one.state === 'silent'
                            ? w.silent(one.name, hourMinute(one.since ?? 0))
                            : w.keyLost(one.name)}{' '}
                      </span>
                    ))
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {doubts > 0 && <p className="near-ink">{w.doubtNote}</p>}
      {told.nextAt !== undefined && told.nextAt > now && (
        <p className="near-ink" data-next={told.nextAt}>
          {w.nextAt(dayTime(language, told.nextAt))}
        </p>
      )}
      {opened && <DeliveryRows id={id} {...opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
