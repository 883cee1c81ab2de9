import type { Instant } from '../kernel/index.ts';
import type { PlanLevel, Unit, Words } from '../places/index.ts';
import type { TaskState } from './task.ts';
import { isLive, isOpen } from './tasks.ts';

/** Counts of tasks. `total` = open + waiting + done + notApplicable; cancelled tasks stand outside. Late ones are among the open. */
export interface TaskCounts {
  readonly total: number;
  readonly done: number;
  readonly open: number;
  readonly waiting: number;
  readonly late: number;
  readonly unanswered: number;
  readonly escalated: number;
  readonly notApplicable: number;
  readonly cancelled: number;
  /** Rounds of recurring tasks that passed undone. */
  readonly missedRounds: number;
}

export type CellColour = 'none' | 'open' | 'late' | 'done' | 'waiting' | 'not-applicable' | 'cancelled';

export interface Board {
  /** Rows of the plan in use, in the order of the plan's levels and ids. */
  readonly rows: readonly {
    readonly row: string;
    readonly level: PlanLevel;
    readonly action: Words;
    readonly counts: TaskCounts;
  }[];
  readonly units: readonly { readonly unit: string; readonly counts: TaskCounts }[];
  /** Task of a row and a unit, or undefined: `cells.get(row)?.get(unit)`. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, TaskState>>;
  readonly counts: TaskCounts;
}

const LEVEL_ORDER: readonly PlanLevel[] = ['IV', 'III', 'II', 'I', 'LIFT'];

/** Units × tasks of one response (or of all, with response null), counted to done. Units without a task are left out. */
export function board(
  all: Iterable<TaskState>,
  units: readonly Pick<Unit, 'id'>[],
  response: string | null = null,
): Board {
  const cells = new Map<string, Map<string, TaskState>>();
  const rows = new Map<string, TaskState[]>();
  const byUnit = new Map<string, TaskState[]>();
  const kept: TaskState[] = [];
  for (const task of all) {
    if (task.phase === 'none' || (response !== null && task.response !== response)) continue;
    kept.push(task);
    push(rows, task.row, task);
    push(byUnit, task.unit, task);
    const line = cells.get(task.row) ?? new Map<string, TaskState>();
    line.set(task.unit, task);
    cells.set(task.row, line);
  }
  return {
    rows: [...rows]
      .map(([row, tasks]) => ({
        row,
        level: (tasks[0] as TaskState).level,
        action: (tasks[0] as TaskState).action,
        counts: count(tasks),
      }))
      .sort((a, b) => LEVEL_ORDER.indexOf(a.level) - LEVEL_ORDER.indexOf(b.level) || (a.row < b.row ? -1 : 1)),
    units: units
      .filter((unit) => byUnit.has(unit.id))
      .map((unit) => ({ unit: unit.id, counts: count(byUnit.get(unit.id) as TaskState[]) })),
    cells,
    counts: count(kept),
  };
}

function push(map: Map<string, TaskState[]>, key: string, task: TaskState): void {
  const list = map.get(key);
  if (list) list.push(task);
  else map.set(key, [task]);
}

export function count(tasks: readonly TaskState[]): TaskCounts {
  const sum = {
    total: 0,
    done: 0,
    open: 0,
    waiting: 0,
    late: 0,
    unanswered: 0,
    escalated: 0,
    notApplicable: 0,
    cancelled: 0,
    missedRounds: 0,
  };
  for (const task of tasks) {
    if (task.phase === 'cancelled') sum.cancelled++;
    else sum.total++;
    if (task.phase === 'done') sum.done++;
    if (task.phase === 'not-applicable') sum.notApplicable++;
    if (task.phase === 'waiting') sum.waiting++;
    if (isOpen(task)) sum.open++;
    if (isOpen(task) && task.lateAt !== null) sum.late++;
    if (isLive(task) && task.unansweredAt !== null) sum.unanswered++;
    if (isLive(task) && task.escalatedAt !== null) sum.escalated++;
    for (const round of task.rounds) if (round.missed) sum.missedRounds++;
  }
  return sum;
}

/** What one cell of the board looks like. */
export function cellColour(task: TaskState | undefined): CellColour {
  if (!task || task.phase === 'none') return 'none';
  if (isOpen(task)) return task.lateAt === null ? 'open' : 'late';
  if (task.phase === 'done' || task.phase === 'waiting' || task.phase === 'not-applicable') return task.phase;
  return 'cancelled';
}

/** What must be closed and is not: must be empty at the end of a storm. */
export function leftOpen(all: Iterable<TaskState>): TaskState[] {
  return [...all].filter((task) => task.mustClose && isLive(task));
}

/** Share of the time of a task that is used up, for the colour of its clock; null without a deadline. */
export function spentShare(task: TaskState, now: Instant): number | null {
  const round = task.rounds.at(-1);
  if (!round || round.dueAt === null || !isOpen(task)) return null;
  return (now - round.openedAt) / Math.max(1, round.dueAt - round.openedAt);
}
