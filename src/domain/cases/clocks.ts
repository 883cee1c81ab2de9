import { counted, deadline, type Instant, type Limit, MINUTE } from '../kernel/index.ts';
import { type District, indexed } from '../places/index.ts';
import type { CaseClock, CaseState, LimitKey, Stage } from './case.ts';
import type { Clocks } from './events.ts';
import { STAGE_FACTS } from './loop.ts';

/** Limit of a step; null where the district sets none. A category without a normal limit keeps its storm limit. */
export function limitOf(district: District, key: LimitKey, category: string, storm: boolean): Limit | null {
  if (key === 'handle') {
    const kind = indexed(district).categories.get(category);
    return (storm ? kind?.storm : (kind?.normal ?? kind?.storm)) ?? null;
  }
  const step = district.stepLimits[key];
  return step ? (storm ? step.storm : step.normal) : null;
}

function clock(
  district: District,
  key: LimitKey,
  from: Instant,
  limit: Limit | null,
  dueAt?: Instant,
): CaseClock | null {
  if (!limit) return null;
  return {
    key,
    startedAt: from,
    dueAt: dueAt ?? deadline(district.calendar, from, limit),
    minutes: limit.minutes,
    unit: limit.unit,
  };
}

type Kind = Pick<CaseState, 'category' | 'storm'>;

/** Clock of the step that a stage asks for. */
export function stepClock(district: District, stage: Stage, kind: Kind, from: Instant): CaseClock | null {
  const key = STAGE_FACTS[stage].clock;
  return key && clock(district, key, from, limitOf(district, key, kind.category, kind.storm));
}

/** Clock of the whole case: the allowance round the handling, then the handling itself, each counted in its own unit. */
export function wholeClock(district: District, kind: Kind, from: Instant): CaseClock | null {
  const handling = limitOf(district, 'handle', kind.category, kind.storm);
  if (!handling) return null;
  const round = limitOf(district, 'whole', kind.category, kind.storm);
  const start = round ? deadline(district.calendar, from, round) : from;
  const minutes = handling.minutes + (round?.unit === handling.unit ? round.minutes : 0);
  return clock(district, 'whole', from, { minutes, unit: handling.unit }, deadline(district.calendar, start, handling));
}

/** Clocks when a case enters a stage at `at`: a new step clock, the whole clock as it runs. */
export function entering(district: District, state: CaseState, stage: Stage, at: Instant): Clocks {
  return { whole: running(district, state.clocks.whole, at), step: stepClock(district, stage, state, at) };
}

/** Stops a clock; one that stands already stays as it is. */
export function stopped(clock: CaseClock | null, at: Instant): CaseClock | null {
  return clock && clock.stoppedAt === undefined ? { ...clock, stoppedAt: at } : clock;
}

/** Lets a stopped clock run again: what was left of it when it stopped is left of it now. */
export function running(district: District, clock: CaseClock | null, at: Instant): CaseClock | null {
  if (!clock || clock.stoppedAt === undefined) return clock;
  const { stoppedAt, ...rest } = clock;
  if (stoppedAt >= clock.dueAt) return rest;
  const left = counted(district.calendar, stoppedAt, clock.dueAt, clock.unit);
  return { ...rest, dueAt: deadline(district.calendar, at, { minutes: left / MINUTE, unit: clock.unit }) };
}

/** A delay that was granted: counted on from the deadline, in the clock's own unit. */
export function extended(district: District, clock: CaseClock | null, minutes: number, now: Instant): CaseClock | null {
  if (!clock) return null;
  const dueAt = deadline(district.calendar, clock.dueAt, { minutes, unit: clock.unit });
  return { ...clock, dueAt, minutes: clock.minutes + minutes, overdue: clock.overdue === true && now > dueAt };
}

/**
 * Clocks after the limits went to storm mode or back. The new limit counts from the switch: into the storm a deadline
 * only comes nearer, out of it it only moves away; a deadline that has passed stays passed.
 */
export function switched(district: District, state: CaseState, storm: boolean, now: Instant): Clocks {
  const kind = { category: state.category, storm };
  const refit = (old: CaseClock | null, fresh: CaseClock | null): CaseClock | null => {
    if (!old || !fresh || old.dueAt < now) return old;
    const dueAt = storm ? Math.min(old.dueAt, fresh.dueAt) : Math.max(old.dueAt, fresh.dueAt);
    return { ...old, dueAt, minutes: fresh.minutes, unit: fresh.unit };
  };
  const { whole, step } = state.clocks;
  return {
    whole: refit(whole, wholeClock(district, kind, now)),
    step: refit(step, stepClock(district, state.stage, kind, now)),
  };
}

/** Clocks after the category was corrected: the limits of the right category, counted from when each clock started. */
export function recategorised(district: District, state: CaseState, category: string): Clocks {
  const kind = { category, storm: state.storm };
  const { whole, step } = state.clocks;
  const again = (old: CaseClock | null, fresh: CaseClock | null) =>
    fresh && old?.stoppedAt !== undefined ? { ...fresh, stoppedAt: old.stoppedAt } : fresh;
  return {
    whole: again(whole, wholeClock(district, kind, whole?.startedAt ?? state.occurredAt)),
    step: step?.key === 'handle' ? again(step, stepClock(district, state.stage, kind, step.startedAt)) : step,
  };
}
