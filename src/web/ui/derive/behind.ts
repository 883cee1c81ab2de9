import type { Instant } from '../../../domain/kernel/index.ts';
import { isOpen as isOpenTask } from '../../../domain/responses/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';
import type { CaseRow } from './cases.ts';

export interface UnitBehind {
  readonly unit: string;
  readonly lateTasks: number;
  readonly openTasks: number;
  readonly lateCases: number;
  /** Since when the longest of them is late. */
  readonly since: Instant;
}

/** Units with something late, the furthest behind first. Units, never persons: nobody is ranked. */
export function unitsBehind(screen: ScreenState, rows: readonly CaseRow[], now: Instant): readonly UnitBehind[] {
  const found = new Map<string, { lateTasks: number; openTasks: number; lateCases: number; since: Instant }>();
  const of = (unit: string) => {
    let one = found.get(unit);
    if (!one) {
      one = { lateTasks: 0, openTasks: 0, lateCases: 0, since: now };
      found.set(unit, one);
    }
    return one;
  };
  for (const task of Object.values(all(screen, 'task'))) {
    if (!isOpenTask(task)) continue;
    const one = of(task.unit);
    one.openTasks++;
    if (task.lateAt === null) continue;
    one.lateTasks++;
    one.since = Math.min(one.since, task.lateAt);
  }
  for (const row of rows) {
    if (!row.late || !row.state.unit) continue;
    const one = of(row.state.unit);
    one.lateCases++;
    one.since = Math.min(one.since, row.clock?.dueAt ?? now);
  }
  return [...found]
    .map(([unit, one]) => ({ unit, ...one }))
    .filter((one) => one.lateTasks + one.lateCases > 0)
    .sort((a, b) => b.lateTasks + b.lateCases - (a.lateTasks + a.lateCases) || a.since - b.since);
}
