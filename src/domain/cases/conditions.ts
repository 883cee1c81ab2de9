import type { CaseRequest, CaseState, RequestKind } from './case.ts';
import type { Step } from './loop.ts';

/** More would be a flood, not evidence. */
export const MOST_EVIDENCE = 200;

function pending(state: CaseState, kind: RequestKind): CaseRequest | undefined {
  return state.requests.find((request) => request.kind === kind);
}
const once = (kind: RequestKind) => (state: CaseState) => (pending(state, kind) ? 'case.request-pending' : undefined);
const asked = (kind: RequestKind) => (state: CaseState) => (pending(state, kind) ? undefined : 'case.no-such-request');
const noDispute = (state: CaseState) => (state.dispute ? 'case.dispute-open' : undefined);

/** What must hold of the case besides its stage: the refusal code, if it does not. Buttons and decisions both ask. */
export const CONDITIONS: Partial<Record<Step, (state: CaseState) => string | undefined>> = {
  'case.request-delay': (state) => (state.clocks.step ? once('delay')(state) : 'case.no-limit'),
  'case.request-send-back': once('send-back'),
  'case.request-suspend': once('suspend'),
  'case.request-void': once('void'),
  'case.request-help': once('help'),
  'case.grant:delay': asked('delay'),
  'case.grant:send-back': asked('send-back'),
  'case.grant:suspend': asked('suspend'),
  'case.grant:void': asked('void'),
  'case.grant:help': asked('help'),
  'case.deny:delay': asked('delay'),
  'case.deny:send-back': asked('send-back'),
  'case.deny:suspend': asked('suspend'),
  'case.deny:void': asked('void'),
  'case.deny:help': asked('help'),
  'case.withdraw:delay': asked('delay'),
  'case.withdraw:send-back': asked('send-back'),
  'case.withdraw:suspend': asked('suspend'),
  'case.withdraw:void': asked('void'),
  'case.withdraw:help': asked('help'),
  'case.answer': (state) => (state.supervisions.some((row) => !row.answer) ? undefined : 'case.no-such-supervision'),
  'case.dispute': noDispute,
  'case.evaluate': noDispute,
  'case.let-evaluation-lapse': noDispute,
  'case.answer-dispute': (state) => (state.dispute ? undefined : 'case.no-dispute'),
  'case.add-evidence': (state) => (state.evidence.length >= MOST_EVIDENCE ? 'case.too-much-evidence' : undefined),
};
