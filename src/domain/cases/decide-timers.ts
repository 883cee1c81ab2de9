import { accept, refuse } from '../kernel/index.ts';
import type { CaseClock } from './case.ts';
import { switched } from './clocks.ts';
import type { CaseEvent } from './events.ts';
import type { Deciders } from './matter.ts';

/** Whether a clock has run out and nobody has noted it yet. */
export function runOut(clock: CaseClock | null, now: number): clock is CaseClock {
  return clock !== null && clock.stoppedAt === undefined && !clock.overdue && now > clock.dueAt;
}

/** What the clock and the response level do to a case. A timer that comes too late finds nothing to do and is refused. */
export const timers: Pick<
  Deciders,
  'case.switch-limits' | 'case.note-overdue' | 'case.escalate' | 'case.review-suspension' | 'case.let-evaluation-lapse'
> = {
  'case.switch-limits'({ state, data, context }) {
    if (state.storm === data.storm) return refuse('case.limits-already');
    return accept<CaseEvent>({
      type: 'case.limits-switched',
      data: { storm: data.storm, clocks: switched(context.district, state, data.storm, context.now) },
    });
  },

  'case.note-overdue'({ state, data, context }) {
    const clock = state.clocks[data.clock];
    if (!runOut(clock, context.now)) return refuse('case.not-overdue');
    return accept<CaseEvent>({
      type: 'case.overdue',
      data: { clock: data.clock, key: clock.key, unit: state.unit, dueAt: clock.dueAt },
    });
  },

  'case.escalate'({ state, context }) {
    const { step } = state.clocks;
    if (!runOut(step, context.now)) return refuse('case.not-overdue');
    return accept<CaseEvent>({ type: 'case.escalated', data: { key: step.key, unit: state.unit, dueAt: step.dueAt } });
  },

  'case.review-suspension'({ state, context }) {
    const { suspension } = state;
    if (!suspension || suspension.reviewed || context.now < suspension.reviewAt) return refuse('case.not-overdue');
    return accept<CaseEvent>({ type: 'case.suspension-due', data: { reviewAt: suspension.reviewAt } });
  },

  'case.let-evaluation-lapse': ({ state, context }) =>
    runOut(state.clocks.step, context.now)
      ? accept<CaseEvent>({ type: 'case.evaluated', data: {} })
      : refuse('case.not-overdue'),
};
