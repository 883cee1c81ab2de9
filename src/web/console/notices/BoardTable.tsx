import type { BoardColumn, BoardRow } from '../../../domain/notices/index.ts';
import { count, percent } from '../../ui/format.ts';
import { useSpeech } from '../../ui/words/index.tsx';

export interface Line {
  readonly id: string;
  readonly name: string;
  readonly row: BoardRow;
}

/** Columns of domain.md §8.4 with the word and the colour of each. */
const COLUMNS = [
  ['households', 'households', ''],
  ['reached', 'delivered', ''],
  ['confirmed', 'confirmed', 'intime-ink'],
  ['needsHelp', 'help', 'late-ink'],
  ['unreached', 'unreached', ''],
  ['atDoor', 'visit', 'near-ink'],
] as const satisfies readonly (readonly [BoardColumn, string, string])[];

/** The board at one step down: a name opens the next step, a number the households that it counts. */
export function BoardTable({
  lines,
  sum,
  head,
  onOpen,
  onCount,
}: {
  readonly lines: readonly Line[];
  readonly sum: BoardRow;
  readonly head: string;
  readonly onOpen: (id: string) => void;
  /** `id` undefined: of all lines together. */
  readonly onCount: (column: BoardColumn, title: string, id: string | undefined) => void;
}) {
  const { words, language } = useSpeech();
  const w = words.notice.rows;
  const cells = (row: BoardRow, name: string, id: string | undefined): React.ReactNode => (
    <>
      {COLUMNS.map(([column, word, tone]) => (
        <td key={column} className={`num ${row[column] === 0 ? 'muted' : tone}`}>
          {row[column] === 0 ? (
            0
          ) : (
            <button
              type="button"
              className="count"
              data-count={column}
              aria-label={words.paper.opens(w[word], name, count(language, row[column]))}
              onClick={() => onCount(column, `${name} · ${w[word]}`, id)}
            >
              {count(language, row[column])}
            </button>
          )}
        </td>
      ))}
      <td>
        <span className="row">
          <span className="bar-track">
            <i style={{ width: percent(row.households ? row.confirmed / row.households : 0) }} />
          </span>
          {percent(row.households ? row.confirmed / row.households : 0)}
        </span>
      </td>
    </>
  );
  return (
    <table className="plain notice-board">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {COLUMNS.map(([column, word]) => (
            <th key={column} scope="col" className="num">
              {w[word]}
            </th>
          ))}
          <th scope="col">{w.share}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">
              <button type="button" className="link-row" onClick={() => onOpen(line.id)}>
                <span>{line.name}</span>
              </button>
            </th>
            {cells(line.row, line.name, line.id)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.paper.all}</th>
          {cells(sum, words.paper.all, undefined)}
        </tr>
      </tfoot>
    </table>
  );
}
