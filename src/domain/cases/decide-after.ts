import { accept, refuse } from '../kernel/index.ts';
import { REOPENABLE_FOR } from './case.ts';
import { stepClock, wholeClock } from './clocks.ts';
import type { CaseEvent } from './events.ts';
import { stormOf } from './limits.ts';
import { type Deciders, refsOf } from './matter.ts';

/** 重开, 异议, 评价: "closed but not fixed, let me say so". */
export const afterClose: Pick<Deciders, 'case.reopen' | 'case.dispute' | 'case.answer-dispute' | 'case.evaluate'> = {
  'case.reopen'({ state, data, context, at }) {
    if (at - state.touchedAt > REOPENABLE_FOR) return refuse('case.too-long-settled', { no: state.no });
    // The storm may have come or gone while it was closed.
    const storm = stormOf(context);
    const kind = { category: state.category, storm };
    return accept<CaseEvent>({
      type: 'case.reopened',
      data: {
        storm,
        reason: data.reason,
        reporters: refsOf(state),
        clocks: {
          whole: wholeClock(context.district, kind, at),
          step: stepClock(context.district, 'registered', kind, at),
        },
      },
    });
  },

  'case.dispute': ({ state, data, context, at }) =>
    at - state.touchedAt > REOPENABLE_FOR
      ? refuse('case.too-long-settled', { no: state.no })
      : accept<CaseEvent>({
          type: 'case.disputed',
          data: { reporter: data.reporter ?? context.by.person, reason: data.reason },
        }),

  'case.answer-dispute'({ state, data, context, at }) {
    // The reporter gets the whole time for an evaluation again.
    const step = state.stage === 'closed' ? stepClock(context.district, 'closed', state, at) : null;
    return accept<CaseEvent>({
      type: 'case.dispute-answered',
      data: { reason: data.reason, reporters: refsOf(state), clocks: { whole: null, step } },
    });
  },

  'case.evaluate'({ data, context }) {
    if (!Number.isInteger(data.score) || data.score < 1 || data.score > 5) return refuse('case.score-out-of-range');
    return accept<CaseEvent>({
      type: 'case.evaluated',
      data: { score: data.score, solved: data.solved, reporter: data.reporter ?? context.by.person },
    });
  },
};
