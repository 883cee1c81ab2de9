import type { Instant } from '../../../domain/kernel/index.ts';
import { boardRow } from '../../../domain/notices/index.ts';
import { isOpen as isOpenTask } from '../../../domain/responses/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';
import { blindSpots, type RoundState } from '../../../domain/sweeps/index.ts';
import type { CaseRow } from './cases.ts';

/** One figure of work left: how much is open, how much of it late, since when the oldest waits. */
export interface Figure {
  readonly value: number;
  readonly late: number;
  readonly oldest: Instant | undefined;
  /** Of how many, where a share says more than a number. */
  readonly of?: number;
}
export type FigureKey = 'new' | 'late' | 'open' | 'tasks' | 'doors' | 'blind';
export type WorkLeft = Readonly<Record<FigureKey, Figure>>;

export function openRounds(screen: ScreenState): readonly (readonly [string, RoundState])[] {
  return Object.entries(all(screen, 'round')).filter(([, round]) => round.phase === 'open');
}

export function workLeft(screen: ScreenState, rows: readonly CaseRow[]): WorkLeft {
  const fresh = rows.filter((row) => row.isNew);
  const late = rows.filter((row) => row.late);
  const tasks = Object.values(all(screen, 'task')).filter(isOpenTask);
  const running = new Set(
    Object.entries(all(screen, 'notice'))
      .filter(([, n]) => n.phase === 'issued')
      .map(([id]) => id),
  );
  let unconfirmed = 0;
  let households = 0;
  let oldestDoor: Instant | undefined;
  for (const doors of Object.values(all(screen, 'doors'))) {
    if (!running.has(doors.notice)) continue;
    households += boardRow([doors]).households;
    unconfirmed += doors.tally.unconfirmed;
    if (doors.tally.unconfirmed > 0 && (oldestDoor === undefined || doors.openedAt < oldestDoor))
      oldestDoor = doors.openedAt;
  }
  const rounds = openRounds(screen).map(([, round]) => round);
  const targets = new Set(rounds.flatMap((round) => round.targets.map((target) => target.id))).size;
  return {
    new: {
      value: fresh.length,
      late: fresh.filter((row) => row.late).length,
      oldest: oldest(fresh.map((row) => row.state.since)),
    },
    late: {
      value: late.length,
      late: late.length,
      oldest: oldest(late.map((row) => row.clock?.dueAt ?? row.state.since)),
    },
    open: { value: rows.length, late: late.length, oldest: oldest(rows.map((row) => row.state.occurredAt)) },
    tasks: {
      value: tasks.length,
      late: tasks.filter((task) => task.lateAt !== null).length,
      oldest: oldest(tasks.flatMap((task) => task.assignedAt ?? [])),
    },
    doors: { value: unconfirmed, late: 0, oldest: oldestDoor, of: households },
    blind: {
      value: blindSpots(rounds).length,
      late: 0,
      oldest: oldest(rounds.map((round) => round.openedAt)),
      of: targets,
    },
  };
}

function oldest(times: readonly Instant[]): Instant | undefined {
  return times.length ? times.reduce((a, b) => Math.min(a, b)) : undefined;
}
