import type { Due } from '../kernel/index.ts';
import type { CaseClock, CaseState } from './case.ts';

/**
 * What a case owes next. A limit is kept up to and including its deadline, so its timer rings one millisecond after.
 * A stopped clock owes nothing; a suspended case owes its review.
 */
export function dueOfCase(state: CaseState): Due | undefined {
  const owed: Due[] = [];
  const { step, whole } = state.clocks;
  // While a reporter disputes the close, nobody's patience runs out.
  if (rings(step) && !(state.stage === 'closed' && state.dispute))
    owed.push({ at: step.dueAt + 1, ...stepTimer(state) });
  if (rings(whole)) owed.push({ at: whole.dueAt + 1, type: 'case.note-overdue', data: { clock: 'whole' } });
  if (state.suspension && !state.suspension.reviewed)
    owed.push({ at: state.suspension.reviewAt, type: 'case.review-suspension', data: {} });
  return owed.reduce<Due | undefined>((first, due) => (first && first.at <= due.at ? first : due), undefined);
}

function rings(clock: CaseClock | null): clock is CaseClock {
  return clock !== null && clock.stoppedAt === undefined && !clock.overdue;
}

function stepTimer(state: CaseState): Pick<Due, 'type' | 'data'> {
  switch (state.stage) {
    case 'reported':
    case 'dispatched':
      return { type: 'case.escalate', data: {} };
    case 'closed':
      return { type: 'case.let-evaluation-lapse', data: {} };
    default:
      return { type: 'case.note-overdue', data: { clock: 'step' } };
  }
}
