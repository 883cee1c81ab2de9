import { type Command, type Instant, MINUTE, type Refusal } from '../kernel/index.ts';
import type { CaseState } from './case.ts';
import { loopRow, type Step } from './loop.ts';

/** Clocks of telephones and of the box differ; up to this much in either direction is taken as the same time. */
const CLOCK_TOLERANCE = 2 * MINUTE;

/** Steps that may tell of a time before the case stood where it stands: they add to the record and move nothing. */
const ANY_TIME: ReadonlySet<Step> = new Set<Step>([
  'case.contact',
  'case.note',
  'case.add-evidence',
  'case.join',
  'case.set-external-no',
  'case.link',
]);

/** When a step happened: what was said, held between the case's last move and now. */
export function momentOf(state: Pick<CaseState, 'since'>, occurredAt: Instant | undefined, now: Instant): Instant {
  return Math.max(state.since, Math.min(occurredAt ?? now, now));
}

/** Voice first, recorded after (L8): any step may be told later, but not before its time and not before the one it follows. */
export function refusedMoment(state: CaseState, step: Step, command: Command, now: Instant): Refusal | undefined {
  const { occurredAt } = command;
  if (occurredAt === undefined) return undefined;
  if (occurredAt > now + CLOCK_TOLERANCE)
    return { code: 'clock.ahead', params: { minutes: Math.ceil((occurredAt - now) / MINUTE) } };
  if (state.id === '' || state.stage === 'draft' || ANY_TIME.has(step) || loopRow(step).to === 'same') return undefined;
  if (occurredAt < state.since - CLOCK_TOLERANCE)
    return { code: 'case.before-last-step', params: { minutes: Math.ceil((state.since - occurredAt) / MINUTE) } };
  return undefined;
}
