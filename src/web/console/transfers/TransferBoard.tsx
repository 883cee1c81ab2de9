import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type LedgerState, LINE_STATES, type TransferState, transferRow } from '../../../domain/transfers/index.ts';
import { count } from '../../ui/format.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { BoardTable, type Line } from './BoardTable.tsx';
import { Ledger } from './Ledger.tsx';
import { TransferHead } from './TransferHead.tsx';

/** Sums by state that add up to the list; committee → household, work left first. */
export function TransferBoard({
  id,
  transfer,
  ledgers,
  at,
}: {
  readonly id: string;
  readonly transfer: TransferState;
  readonly ledgers: readonly LedgerState[];
  readonly at: string | undefined;
}) {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const district = useDistrict();
  const { now } = useShown(30_000);
  const [committee, setCommittee] = useState(at);
  const [leftOnly, setLeftOnly] = useState(false);
  const minute = Math.floor(now / 60_000);
  const whole = useMemo(() => transferRow(ledgers, now), [ledgers, minute]);
  const lines = useMemo<readonly Line[]>(
    () =>
      ledgers
        .map((ledger) => ({
          id: ledger.committee,
          name: district.committees.get(ledger.committee)?.name[language] ?? ledger.committee,
          row: transferRow([ledger], now),
        }))
        .filter((line) => !leftOnly || line.row.left > 0)
        .sort((a, b) => b.row.late - a.row.late || b.row.left - a.row.left),
    [ledgers, leftOnly, district, language, minute],
  );
  const total = LINE_STATES.reduce((sum, state) => sum + whole.states[state], 0);
  const listed = Object.keys(transfer.list).length;
  const holds = total === listed;
  const ledger = committee === undefined ? undefined : ledgers.find((one) => one.committee === committee);
  const { staying } = whole;
  return (
    <>
      <TransferHead id={id} transfer={transfer} />
      {ledgers.length > 0 && (
        <>
          <ul className="sum-of-states" aria-label={w.ledger}>
            {LINE_STATES.filter((state) => whole.states[state] > 0).map((state) => (
              <li key={state} className={`line-${state}`} style={{ flexGrow: whole.states[state] }}>
                <strong>{count(language, whole.states[state])}</strong> {w.state[state]}
              </li>
            ))}
          </ul>
          <p className="row wrap">
            <span className={holds ? 'intime-ink' : 'late-ink'} data-sum-holds={holds}>
              {holds
                ? w.sumHolds(count(language, total))
                : w.sumBroken(count(language, total), count(language, listed))}
            </span>
            <span className="soft">
              {w.staying(
                words.common.people(count(language, staying.shelter)),
                words.common.people(count(language, staying.kin)),
                words.common.people(count(language, staying.nearby)),
              )}
            </span>
          </p>
          <nav className="row wrap crumbs" aria-label={w.ledger}>
            <button type="button" className="button quiet small" onClick={() => setCommittee(undefined)}>
              {words.paper.all}
            </button>
            {ledger && (
              <>
                <ChevronRight size={15} />
                <span>{district.committees.get(ledger.committee)?.name[language]}</span>
              </>
            )}
            <span className="grow" />
            <label className="check">
              <input type="checkbox" checked={leftOnly} onChange={(e) => setLeftOnly(e.target.checked)} />
              {w.leftOnly}
            </label>
          </nav>
          {ledger ? (
            <Ledger key={ledger.committee} ledger={ledger} risk={transfer.risk} leftOnly={leftOnly} />
          ) : (
            <BoardTable lines={lines} sum={whole} onOpen={setCommittee} />
          )}
        </>
      )}
    </>
  );
}
