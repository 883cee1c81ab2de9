import { deriveId, type Instant, MINUTE } from '../kernel/index.ts';
import type { District, Level, PlanTask, Unit } from '../places/index.ts';
import { severity } from './grades.ts';
import type { ResponseStepped, Scope } from './response.ts';
import type { TaskCommand, TaskTerms } from './task.ts';

/** Rows of the plan that hold at a level: all rows up to it, less those that another of them takes the place of. */
export function rowsAt(plan: readonly PlanTask[], level: Level | null): readonly PlanTask[] {
  if (level === null) return [];
  const held = plan.filter((row) => row.level !== 'LIFT' && severity(row.level) <= severity(level));
  const replaced = new Set(held.flatMap((row) => row.replaces ?? []));
  return held.filter((row) => !replaced.has(row.id));
}

/** Units of the kinds of a row that work in the scope. A unit without committees works for the whole district. */
export function unitsFor(
  district: Pick<District, 'units'>,
  row: Pick<PlanTask, 'units'>,
  scope: Scope,
): readonly Unit[] {
  return district.units.filter((unit) => row.units.includes(unit.kind) && within(unit, scope));
}

function within(unit: Unit, scope: Scope): boolean {
  return (
    scope === 'all' || unit.committees.length === 0 || unit.committees.some((committee) => scope.includes(committee))
  );
}

export function taskId(response: string, row: string, unit: string): string {
  return deriveId('task', response, row, unit);
}

type Pair = { readonly row: PlanTask; readonly unit: Unit };
function pairs(district: Pick<District, 'plan' | 'units'>, level: Level | null, scope: Scope): readonly Pair[] {
  return rowsAt(district.plan, level).flatMap((row) => unitsFor(district, row, scope).map((unit) => ({ row, unit })));
}

/**
 * Tasks that a signed step gives out: every row that newly holds × every unit of its kinds in scope. Lifting gives
 * out the rows 'LIFT'. Deadlines count from `at`, the moment the step took effect.
 * @returns commands `task.assign`, ids derived from the step, so that a repeat changes nothing.
 */
export function tasksFor(
  district: Pick<District, 'plan' | 'units'>,
  step: ResponseStepped,
  at: Instant,
): Extract<TaskCommand, { type: 'task.assign' }>[] {
  const before = new Set(pairs(district, step.from, step.scopeBefore).map(key));
  const wanted: readonly Pair[] =
    step.to === null
      ? district.plan
          .filter((row) => row.level === 'LIFT')
          .flatMap((row) => unitsFor(district, row, step.scope).map((unit) => ({ row, unit })))
      : pairs(district, step.to, step.scope).filter((pair) => !before.has(key(pair)));
  return wanted.map(({ row, unit }) => ({
    id: deriveId('task.assign', step.id, step.number, row.id, unit.id),
    type: 'task.assign',
    stream: `task/${taskId(step.id, row.id, unit.id)}`,
    data: terms(step.id, row, unit, at),
  }));
}

/**
 * Tasks that no longer hold after a step: rows of the level left behind, rows that another takes the place of, units
 * out of scope. A recurring task that did its rounds ends as done (decided by the task itself).
 */
export function tasksToCancel(
  district: Pick<District, 'plan' | 'units'>,
  step: ResponseStepped,
): Extract<TaskCommand, { type: 'task.cancel' }>[] {
  const after = new Set(pairs(district, step.to, step.scope).map(key));
  const reason = step.step;
  return pairs(district, step.from, step.scopeBefore)
    .filter((pair) => !after.has(key(pair)) && keepOpen(step, pair.row) === false)
    .map(({ row, unit }) => ({
      id: deriveId('task.cancel', step.id, step.number, row.id, unit.id),
      type: 'task.cancel',
      stream: `task/${taskId(step.id, row.id, unit.id)}`,
      data: { reason },
    }));
}

/** What the plan says must be closed (a transfer, a sweep) stays open after lowering and lifting until it is. */
function keepOpen(step: ResponseStepped, row: PlanTask): boolean {
  return row.mustClose && row.everyMinutes === undefined && (step.step === 'lift' || step.step === 'lower');
}

function key({ row, unit }: Pair): string {
  return `${row.id} ${unit.id}`;
}

function terms(response: string, row: PlanTask, unit: Unit, at: Instant): TaskTerms {
  return {
    response,
    row: row.id,
    level: row.level,
    unit: unit.id,
    action: row.action,
    dueAt: row.dueMinutes === null ? null : at + row.dueMinutes * MINUTE,
    everyMinutes: row.everyMinutes ?? null,
    evidenceKind: row.evidence,
    confirm: row.confirm,
    people: [],
    basis: row.basis,
    notice: row.notice ?? null,
    sweep: row.sweep ?? [],
    mustClose: row.mustClose,
  };
}

/** Everything that follows from a signed step: new tasks, ended tasks, and the place of this response among its kind. */
export function afterResponse(
  district: Pick<District, 'plan' | 'units'>,
  step: ResponseStepped,
  at: Instant,
): { id: string; type: string; stream: string; data: unknown }[] {
  const series = `standing/response-${step.kind}`;
  const stands =
    step.step === 'start'
      ? [
          {
            id: deriveId('standing.note', step.id),
            type: 'standing.note',
            stream: series,
            data: { id: step.id, at, alone: true },
          },
        ]
      : step.step === 'lift'
        ? [{ id: deriveId('standing.drop', step.id), type: 'standing.drop', stream: series, data: { id: step.id } }]
        : [];
  return [...stands, ...tasksToCancel(district, step), ...tasksFor(district, step, at)];
}
