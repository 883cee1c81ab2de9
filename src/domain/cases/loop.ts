import type { Words } from '../places/index.ts';
import type { CaseState, LimitKey, Phase, RequestKind, Stage } from './case.ts';
import { STAGES } from './case.ts';
import type { CaseCommandType } from './commands.ts';

/** Who has to move next. 'unit' is the unit in `state.unit`, 'checker' whoever may check. */
export type Holder =
  | 'author'
  | 'intake'
  | 'verifier'
  | 'shift-leader'
  | 'dispatcher'
  | 'unit'
  | 'upper'
  | 'checker'
  | 'reporter'
  | 'nobody';

export interface StageFacts {
  readonly name: Words;
  readonly phase: Phase;
  /** Stage of GB/T 30428 that it belongs to; null beside the main line. */
  readonly standard: 'collect' | 'register' | 'dispatch' | 'handle' | 'feed-back' | 'check' | 'evaluate' | null;
  readonly holder: Holder;
  /** Step clock that runs here. */
  readonly clock: LimitKey | null;
}

export const STAGE_FACTS: Readonly<Record<Stage, StageFacts>> = {
  draft: { name: { zh: '草稿', en: 'Draft' }, phase: 'open', standard: 'collect', holder: 'author', clock: null },
  reported: {
    name: { zh: '待受理', en: 'Reported' },
    phase: 'open',
    standard: 'collect',
    holder: 'intake',
    clock: 'accept',
  },
  verifying: {
    name: { zh: '待核实', en: 'To be verified' },
    phase: 'open',
    standard: 'collect',
    holder: 'verifier',
    clock: 'verify',
  },
  accepted: {
    name: { zh: '待立案', en: 'To be registered' },
    phase: 'open',
    standard: 'register',
    holder: 'shift-leader',
    clock: 'register',
  },
  registered: {
    name: { zh: '待派遣', en: 'To be dispatched' },
    phase: 'open',
    standard: 'register',
    holder: 'dispatcher',
    clock: 'dispatch',
  },
  dispatched: {
    name: { zh: '待接单', en: 'Dispatched' },
    phase: 'working',
    standard: 'dispatch',
    holder: 'unit',
    clock: 'take',
  },
  handling: {
    name: { zh: '处理中', en: 'Being handled' },
    phase: 'working',
    standard: 'handle',
    holder: 'unit',
    clock: 'handle',
  },
  suspended: {
    name: { zh: '挂账', en: 'Suspended' },
    phase: 'working',
    standard: 'handle',
    holder: 'dispatcher',
    clock: null,
  },
  followed: {
    name: { zh: '已上报区级·跟踪中', en: 'Handed up, followed' },
    phase: 'working',
    standard: 'handle',
    holder: 'upper',
    clock: 'follow',
  },
  'self-handled': {
    name: { zh: '自处理待审核', en: 'Fixed on the spot' },
    phase: 'checking',
    standard: 'feed-back',
    holder: 'intake',
    clock: 'audit',
  },
  'fed-back': {
    name: { zh: '待核查', en: 'Fed back' },
    phase: 'checking',
    standard: 'feed-back',
    holder: 'intake',
    clock: 'check',
  },
  checking: {
    name: { zh: '核查中', en: 'Being checked' },
    phase: 'checking',
    standard: 'check',
    holder: 'checker',
    clock: 'check',
  },
  closed: {
    name: { zh: '已结案', en: 'Closed' },
    phase: 'closed',
    standard: 'check',
    holder: 'reporter',
    clock: 'evaluate',
  },
  evaluated: {
    name: { zh: '已评价', en: 'Evaluated' },
    phase: 'closed',
    standard: 'evaluate',
    holder: 'nobody',
    clock: null,
  },
  rejected: {
    name: { zh: '不予立案', en: 'Rejected' },
    phase: 'closed',
    standard: null,
    holder: 'nobody',
    clock: null,
  },
  voided: { name: { zh: '作废', en: 'Voided' }, phase: 'closed', standard: null, holder: 'nobody', clock: null },
  merged: { name: { zh: '并案', en: 'Merged' }, phase: 'closed', standard: null, holder: 'nobody', clock: null },
  discarded: {
    name: { zh: '草稿已弃', en: 'Discarded' },
    phase: 'closed',
    standard: null,
    holder: 'nobody',
    clock: null,
  },
};

/** 'none': there is no case yet. */
export type From = Stage | 'none';

/**
 * A grant goes where its request leads, so the loop names the two together ('case.grant:void').
 * Everything else goes by the command type alone.
 */
export type Step =
  | Exclude<CaseCommandType, 'case.grant' | 'case.deny' | 'case.withdraw'>
  | `case.${'grant' | 'deny' | 'withdraw'}:${RequestKind}`;

export interface LoopRow {
  readonly step: Step;
  readonly from: readonly From[];
  /** Stages it can lead to; 'same' leaves the case where it is. */
  readonly to: readonly Stage[] | 'same';
}

const all = (...phases: Phase[]): Stage[] =>
  STAGES.filter((stage) => stage !== 'draft' && phases.includes(STAGE_FACTS[stage].phase));
/** Everything that somebody still has to do something about. */
const OPEN = all('open', 'working', 'checking');
const LIVE: Stage[] = [...OPEN, 'closed', 'evaluated', 'rejected'];

/** The closed loop. One row per step; decide, the buttons, the diagram in docs/life-of-a-case.md and the golden all read it. */
export const LOOP: readonly LoopRow[] = [
  // telling it
  { step: 'case.draft', from: ['none', 'draft'], to: ['draft'] },
  { step: 'case.discard', from: ['draft'], to: ['discarded'] },
  { step: 'case.report', from: ['none', 'draft'], to: ['reported'] },
  { step: 'case.fix-on-spot', from: ['none', 'draft'], to: ['self-handled'] },
  { step: 'case.join', from: OPEN, to: 'same' },
  // taking it in
  { step: 'case.accept', from: ['reported'], to: ['verifying', 'accepted', 'registered'] },
  { step: 'case.verify', from: ['verifying'], to: ['accepted', 'registered', 'rejected'] },
  { step: 'case.register', from: ['accepted'], to: ['registered'] },
  { step: 'case.reject', from: ['reported', 'accepted'], to: ['rejected'] },
  { step: 'case.correct', from: OPEN, to: 'same' },
  { step: 'case.merge', from: ['reported', 'verifying', 'accepted', 'registered', 'dispatched'], to: ['merged'] },
  { step: 'case.absorb', from: [...OPEN, 'closed', 'evaluated', 'rejected', 'voided', 'merged'], to: 'same' },
  // sending it out and working on it
  { step: 'case.dispatch', from: ['registered', 'dispatched'], to: ['dispatched'] },
  { step: 'case.take', from: ['dispatched'], to: ['handling'] },
  { step: 'case.assign', from: ['dispatched', 'handling'], to: 'same' },
  { step: 'case.feed-back', from: ['handling'], to: ['fed-back'] },
  { step: 'case.hand-up', from: ['registered', 'dispatched', 'handling', 'suspended'], to: ['followed'] },
  { step: 'case.follow-up', from: ['followed'], to: 'same' },
  { step: 'case.upper-done', from: ['followed'], to: ['fed-back'] },
  { step: 'case.take-back', from: ['followed'], to: ['registered'] },
  // side requests
  { step: 'case.request-delay', from: ['handling'], to: 'same' },
  { step: 'case.grant:delay', from: ['handling'], to: 'same' },
  { step: 'case.deny:delay', from: ['handling'], to: 'same' },
  { step: 'case.withdraw:delay', from: ['handling'], to: 'same' },
  { step: 'case.request-send-back', from: ['dispatched', 'handling'], to: 'same' },
  { step: 'case.grant:send-back', from: ['dispatched', 'handling'], to: ['registered'] },
  { step: 'case.deny:send-back', from: ['dispatched', 'handling'], to: 'same' },
  { step: 'case.withdraw:send-back', from: ['dispatched', 'handling'], to: 'same' },
  { step: 'case.request-suspend', from: ['handling'], to: 'same' },
  { step: 'case.grant:suspend', from: ['handling'], to: ['suspended'] },
  { step: 'case.deny:suspend', from: ['handling'], to: 'same' },
  { step: 'case.withdraw:suspend', from: ['handling'], to: 'same' },
  { step: 'case.prolong', from: ['suspended'], to: 'same' },
  { step: 'case.resume', from: ['suspended'], to: ['handling'] },
  { step: 'case.request-void', from: ['registered', 'dispatched', 'handling', 'suspended'], to: 'same' },
  { step: 'case.grant:void', from: ['registered', 'dispatched', 'handling', 'suspended'], to: ['voided'] },
  { step: 'case.deny:void', from: ['registered', 'dispatched', 'handling', 'suspended'], to: 'same' },
  { step: 'case.withdraw:void', from: ['registered', 'dispatched', 'handling', 'suspended'], to: 'same' },
  { step: 'case.request-help', from: ['dispatched', 'handling'], to: 'same' },
  { step: 'case.grant:help', from: ['dispatched', 'handling'], to: 'same' },
  { step: 'case.deny:help', from: ['dispatched', 'handling'], to: 'same' },
  { step: 'case.withdraw:help', from: ['dispatched', 'handling'], to: 'same' },
  { step: 'case.supervise', from: OPEN, to: 'same' },
  { step: 'case.answer', from: OPEN, to: 'same' },
  { step: 'case.remind', from: OPEN, to: 'same' },
  // checking and closing
  { step: 'case.audit-fix', from: ['self-handled'], to: ['closed', 'registered'] },
  { step: 'case.start-check', from: ['fed-back'], to: ['checking'] },
  { step: 'case.check', from: ['fed-back', 'checking'], to: ['closed', 'dispatched', 'followed'] },
  // after the close
  { step: 'case.reopen', from: ['closed', 'evaluated', 'rejected'], to: ['registered'] },
  { step: 'case.dispute', from: ['closed', 'evaluated', 'rejected'], to: 'same' },
  { step: 'case.answer-dispute', from: ['closed', 'evaluated', 'rejected'], to: 'same' },
  { step: 'case.evaluate', from: ['closed'], to: ['evaluated'] },
  // at any time
  { step: 'case.contact', from: LIVE, to: 'same' },
  { step: 'case.note', from: [...LIVE, 'merged', 'voided'], to: 'same' },
  { step: 'case.add-evidence', from: ['draft', ...LIVE], to: 'same' },
  { step: 'case.set-external-no', from: LIVE, to: 'same' },
  { step: 'case.link', from: LIVE, to: 'same' },
  // the clock and the reactions
  { step: 'case.switch-limits', from: OPEN, to: 'same' },
  { step: 'case.note-overdue', from: OPEN, to: 'same' },
  { step: 'case.escalate', from: ['reported', 'dispatched'], to: 'same' },
  { step: 'case.review-suspension', from: ['suspended'], to: 'same' },
  { step: 'case.let-evaluation-lapse', from: ['closed'], to: ['evaluated'] },
];

const ROWS = new Map<string, LoopRow>(LOOP.map((row) => [row.step, row]));

export function fromOf(state: CaseState): From {
  return state.id === '' ? 'none' : state.stage;
}

export function loopRow(step: Step): LoopRow {
  const row = ROWS.get(step);
  if (!row) throw new RangeError(`the loop has no row for ${step}`);
  return row;
}

/** Phase of a case; a case that does not exist yet counts as open. */
export function phaseOf(state: Pick<CaseState, 'stage'>): Phase {
  return STAGE_FACTS[state.stage].phase;
}

export function isOpen(state: Pick<CaseState, 'stage'>): boolean {
  return phaseOf(state) !== 'closed';
}

/** Stages in which a pending request of a kind can still be decided; left, it lapses. */
export function requestStages(kind: RequestKind): readonly From[] {
  return loopRow(`case.grant:${kind}`).from;
}
