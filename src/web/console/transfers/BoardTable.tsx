import type { LineState, TransferRow } from '../../../domain/transfers/index.ts';
import { count, percent } from '../../ui/format.ts';
import { useSpeech } from '../../ui/words/index.tsx';

export interface Line {
  readonly id: string;
  readonly name: string;
  readonly row: TransferRow;
}

/** States that have a column, in the order of the night; those at the end only where there are any. */
const ALWAYS: readonly LineState[] = ['listed', 'told', 'moving', 'settled', 'refused', 'gone'];
const AFTER: readonly LineState[] = ['may-return', 'returned', 'stood-down', 'struck'];
const TONE: Readonly<Partial<Record<LineState, string>>> = {
  listed: 'near-ink',
  settled: 'intime-ink',
  returned: 'intime-ink',
  refused: 'late-ink',
  gone: 'late-ink',
};

/** The committees: how many households in which state, and what is left. A name opens the households. */
export function BoardTable({
  lines,
  sum,
  onOpen,
}: {
  readonly lines: readonly Line[];
  readonly sum: TransferRow;
  readonly onOpen: (committee: string) => void;
}) {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const states = [...ALWAYS, ...AFTER.filter((state) => sum.states[state] > 0)];
  const number = (value: number, tone = ''): React.ReactNode => (
    <td className={`num ${value === 0 ? 'muted' : tone}`}>{count(language, value)}</td>
  );
  const cells = ({ households, people, states: by, left, late }: TransferRow): React.ReactNode => (
    <>
      {number(households)}
      {number(people)}
      {states.map((state) => (
        <td key={state} className={`num ${by[state] === 0 ? 'muted' : (TONE[state] ?? '')}`}>
          {count(language, by[state])}
        </td>
      ))}
      {number(late, 'late-ink')}
      <td>
        <span className="row">
          <span className="bar-track">
            <i style={{ width: percent(households ? (households - left) / households : 0) }} />
          </span>
          {count(language, left)}
        </span>
      </td>
    </>
  );
  return (
    <table className="plain notice-board">
      <thead>
        <tr>
          <th scope="col">{w.committees}</th>
          <th scope="col" className="num">
            {w.households}
          </th>
          <th scope="col" className="num">
            {w.people}
          </th>
          {states.map((state) => (
            <th key={state} scope="col" className="num">
              {w.state[state]}
            </th>
          ))}
          <th scope="col" className="num">
            {w.lateCount}
          </th>
          <th scope="col">{w.left}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">
              <button
                type="button"
                className="link-row"
                data-ledger={line.id}
                aria-label={w.openLedger(line.name)}
                onClick={() => onOpen(line.id)}
              >
                <span>{line.name}</span>
              </button>
            </th>
            {cells(line.row)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.paper.all}</th>
          {cells(sum)}
        </tr>
      </tfoot>
    </table>
  );
}
