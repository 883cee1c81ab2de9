import { Check, Clock3, Minus, RotateCw, X } from 'lucide-react';
import { memo, useMemo } from 'react';
import { type Board, type CellColour, isLive, type TaskState, unconfirmed } from '../../../domain/responses/index.ts';
import { Scrolling } from '../../ui/parts/Scrolling.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

interface TableProps {
  readonly made: Board;
  readonly openOnly: boolean;
  readonly selected: string | undefined;
  readonly name: (unit: string) => string;
  readonly person: (id: string) => string;
  readonly onTask: (task: TaskState) => void;
  readonly colour: (task: TaskState | undefined) => CellColour;
}

/** Units × tasks. Whoever is furthest behind stands on top. */
export function BoardTable({ made, openOnly, selected, name, person, onTask, colour }: TableProps) {
  const { words, language } = useSpeech();
  const units = useMemo(
    () =>
      made.units
        .filter((unit) => !openOnly || unit.counts.open > 0)
        .toSorted((a, b) => b.counts.late - a.counts.late || b.counts.open - a.counts.open),
    [made, openOnly],
  );
  const rows = useMemo(() => made.rows.filter((row) => !openOnly || row.counts.open > 0), [made, openOnly]);
  return (
    <Scrolling className="board-scroll" label={words.response.board}>
      <table className="board">
        <thead>
          <tr>
            <th scope="col" className="unit">
              {words.response.unit} <span className="muted">({words.response.behind})</span>
            </th>
            <th scope="col" className="sum">
              {words.task.phase.done}
            </th>
            {rows.map((row) => (
              <th key={row.row} scope="col" title={row.action[language]} className={`col level-${row.level}`}>
                <span>{row.row}</span>
                <small className={row.counts.late ? 'late-ink' : 'muted'}>
                  {row.counts.done + row.counts.notApplicable}/{row.counts.total}
                </small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <UnitRow
              key={unit.unit}
              label={name(unit.unit)}
              done={unit.counts.done + unit.counts.notApplicable}
              total={unit.counts.total}
              late={unit.counts.late}
              tasks={rows.map((row) => made.cells.get(row.row)?.get(unit.unit))}
              selected={selected}
              person={person}
              onTask={onTask}
              colour={colour}
            />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

interface RowProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly late: number;
  readonly tasks: readonly (TaskState | undefined)[];
  readonly selected: string | undefined;
  readonly person: (id: string) => string;
  readonly onTask: (task: TaskState) => void;
  readonly colour: (task: TaskState | undefined) => CellColour;
}
const SIGN = {
  open: Clock3,
  late: Clock3,
  done: Check,
  waiting: RotateCw,
  'not-applicable': Minus,
  cancelled: X,
} as const;

/** Some hundred cells a screen: a row is drawn again only when one of its tasks changed. */
const UnitRow = memo(
  function UnitRow({ label, done, total, late, tasks, selected, person, onTask, colour }: RowProps) {
    const { words, language } = useSpeech();
    return (
      <tr>
        <th scope="row" className="unit cut" title={label}>
          {label}
        </th>
        <td className="sum">
          <span className={late ? 'late-ink' : done === total ? 'intime-ink' : ''}>
            {done}/{total}
          </span>
        </td>
        {tasks.map((task, i) => {
          const tone = colour(task);
          // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell is nothing but its column
          if (!task || tone === 'none') return <td key={i} />;
          const Sign = SIGN[tone];
          const missing = isLive(task) ? unconfirmed(task) : [];
          const waits = missing.length > 0 ? ` · ${words.task.notYet}: ${missing.map(person).join(', ')}` : '';
          return (
            <td key={task.id}>
              <button
                type="button"
                className={`cell ${tone}`}
                aria-pressed={task.id === selected}
                onClick={() => onTask(task)}
                title={`${task.row} ${task.action[language]} · ${words.task.phase[task.phase]}${waits}`}
                aria-label={`${label}, ${task.row}, ${words.task.phase[task.phase]}${tone === 'late' ? `, ${words.task.late}` : ''}${waits}`}
              >
                {missing.length > 0 ? (
                  <small className="num">
                    {task.people.length - missing.length}/{task.people.length}
                  </small>
                ) : (
                  <Sign size={15} strokeWidth={2.4} />
                )}
              </button>
            </td>
          );
        })}
      </tr>
    );
  },
  (a, b) =>
    a.label === b.label &&
    a.selected === b.selected &&
    a.tasks.length === b.tasks.length &&
    a.tasks.every((task, i) => task === b.tasks[i]),
);
