import { accept, type Decision, refuse } from '../kernel/index.ts';
import { indexed } from '../places/index.ts';
import type { CaseRequest, CaseState, RequestKind } from './case.ts';
import { entering, extended, running, stopped } from './clocks.ts';
import type { CaseEvent } from './events.ts';
import { type Deciders, type Matter, refsOf } from './matter.ts';

type Asked = Partial<Pick<CaseRequest, 'minutes' | 'reviewAt' | 'units'>>;

function ask(kind: RequestKind, { context, data }: Matter<{ reason: string }>, more: Asked = {}): Decision<CaseEvent> {
  return accept<CaseEvent>({
    type: 'case.requested',
    data: { request: context.commandId, kind, reason: data.reason, unit: context.by.unit, ...more },
  });
}

/** The loop has found the request before a decider is asked. */
function requestOf(state: CaseState, id: string): CaseRequest {
  return state.requests.find((row) => row.id === id) as CaseRequest;
}

/** Side requests, each with its own approver and its own record: 延时, 回退, 挂账, 作废, 会办, and 督办, 催办 beside them. */
export const requests: Pick<
  Deciders,
  | 'case.request-delay'
  | 'case.request-send-back'
  | 'case.request-suspend'
  | 'case.request-void'
  | 'case.request-help'
  | 'case.grant'
  | 'case.deny'
  | 'case.withdraw'
  | 'case.prolong'
  | 'case.resume'
  | 'case.supervise'
  | 'case.answer'
  | 'case.remind'
> = {
  'case.request-delay': (matter) => ask('delay', matter, { minutes: matter.data.minutes }),
  'case.request-send-back'(matter) {
    const { unit } = matter.data;
    if (unit !== undefined && !indexed(matter.context.district).units.has(unit))
      return refuse('case.unknown-unit', { unit });
    return ask('send-back', matter, unit === undefined ? {} : { units: [unit] });
  },
  'case.request-suspend'(matter) {
    if (matter.data.reviewAt <= matter.context.now) return refuse('case.review-in-past');
    return ask('suspend', matter, { reviewAt: matter.data.reviewAt });
  },
  'case.request-void': (matter) => ask('void', matter),
  'case.request-help'(matter) {
    const units = matter.data.units ?? [];
    return unknownUnit(matter, units) ?? ask('help', matter, { units });
  },

  'case.grant'(matter) {
    const { state, data, context, at } = matter;
    const request = requestOf(state, data.request);
    const { note } = data;
    const { whole, step } = state.clocks;
    switch (request.kind) {
      case 'delay': {
        const minutes = request.minutes ?? 0;
        const clocks = {
          whole: extended(context.district, whole, minutes, context.now),
          step: extended(context.district, step, minutes, context.now),
        };
        return accept<CaseEvent>({ type: 'case.granted-delay', data: { request: request.id, note, clocks } });
      }
      case 'send-back':
        return accept<CaseEvent>({
          type: 'case.granted-send-back',
          data: {
            request: request.id,
            unit: state.unit as string,
            note,
            clocks: entering(context.district, state, 'registered', at),
          },
        });
      case 'suspend': {
        const reviewAt = request.reviewAt as number;
        if (reviewAt <= context.now) return refuse('case.review-in-past');
        return accept<CaseEvent>({
          type: 'case.granted-suspend',
          data: {
            request: request.id,
            reason: request.reason,
            reviewAt,
            note,
            clocks: { whole: stopped(whole, at), step: stopped(step, at) },
          },
        });
      }
      case 'void':
        return accept<CaseEvent>({
          type: 'case.granted-void',
          data: { request: request.id, reason: request.reason, note, reporters: refsOf(state) },
        });
      case 'help': {
        const units = (data.units ?? request.units ?? []).filter((unit) => unit !== state.unit);
        if (units.length === 0) return refuse('case.help-units-missing');
        return (
          unknownUnit(matter, units) ??
          accept<CaseEvent>({ type: 'case.granted-help', data: { request: request.id, units, note } })
        );
      }
    }
  },

  'case.deny': ({ state, data }) =>
    accept<CaseEvent>({
      type: 'case.denied',
      data: { request: data.request, kind: requestOf(state, data.request).kind, reason: data.reason },
    }),

  'case.withdraw': ({ state, data }) =>
    accept<CaseEvent>({
      type: 'case.withdrawn',
      data: { request: data.request, kind: requestOf(state, data.request).kind },
    }),

  'case.prolong': ({ data, context }) =>
    data.reviewAt <= context.now
      ? refuse('case.review-in-past')
      : accept<CaseEvent>({ type: 'case.prolonged', data: { reviewAt: data.reviewAt, reason: data.reason } }),

  'case.resume': ({ state, data, context, at }) =>
    accept<CaseEvent>({
      type: 'case.resumed',
      data: {
        note: data.note,
        clocks: {
          whole: running(context.district, state.clocks.whole, at),
          step: running(context.district, state.clocks.step, at),
        },
      },
    }),

  'case.supervise'({ data, context }) {
    if (data.answerBy !== undefined && data.answerBy <= context.now) return refuse('case.review-in-past');
    return accept<CaseEvent>({
      type: 'case.supervised',
      data: { supervision: context.commandId, text: data.text, answerBy: data.answerBy },
    });
  },

  'case.answer'({ state, data }) {
    const supervision = state.supervisions.find((row) => row.id === data.supervision);
    if (!supervision) return refuse('case.no-such-supervision');
    if (supervision.answer) return refuse('case.already-answered');
    return accept<CaseEvent>({ type: 'case.answered', data: { supervision: data.supervision, text: data.text } });
  },

  'case.remind': ({ data }) => accept<CaseEvent>({ type: 'case.reminded', data: { note: data.note } }),
};

function unknownUnit({ context }: Matter<unknown>, units: readonly string[]) {
  const unknown = units.find((unit) => !indexed(context.district).units.has(unit));
  return unknown === undefined ? undefined : refuse('case.unknown-unit', { unit: unknown });
}
