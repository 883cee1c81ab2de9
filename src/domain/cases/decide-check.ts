import { accept } from '../kernel/index.ts';
import type { Evidence } from './case.ts';
import { entering, stepClock, stopped } from './clocks.ts';
import type { CaseEvent } from './events.ts';
import { type Deciders, type Matter, refsOf } from './matter.ts';

/** 核查, 结案, 返工, 自处理审核. Who handled does not check: that stands in may.ts. */
export const checking: Pick<Deciders, 'case.audit-fix' | 'case.start-check' | 'case.check'> = {
  'case.audit-fix'(matter) {
    const { state, data, context, at } = matter;
    if (data.passed) return closed(matter, null);
    return accept<CaseEvent>({
      type: 'case.fix-refused',
      data: {
        note: data.note,
        evidence: data.evidence ?? [],
        clocks: entering(context.district, state, 'registered', at),
      },
    });
  },

  // The check has one limit from the feedback on, however it is shared out.
  'case.start-check': ({ state, data, context }) =>
    accept<CaseEvent>({
      type: 'case.check-started',
      data: { checker: data.checker ?? context.by.person, clocks: state.clocks },
    }),

  'case.check'(matter) {
    const { state, data, context, at } = matter;
    if (data.passed) return closed(matter, state.unit);
    const to = state.upper ? 'followed' : 'dispatched';
    const clocks = entering(context.district, state, to, at);
    return accept<CaseEvent>({
      type: 'case.reworked',
      data: {
        to,
        unit: state.unit as string,
        note: data.note,
        evidence: data.evidence ?? [],
        clocks: to === 'followed' ? { ...clocks, whole: stopped(clocks.whole, at) } : clocks,
      },
    });
  },
};

function closed(
  { state, data, context, at }: Matter<{ readonly note?: string; readonly evidence?: readonly Evidence[] }>,
  unit: string | null,
) {
  return accept<CaseEvent>({
    type: 'case.closed',
    data: {
      unit,
      note: data.note,
      evidence: data.evidence ?? [],
      reporters: refsOf(state),
      clocks: { whole: null, step: stepClock(context.district, 'closed', state, at) },
    },
  });
}
