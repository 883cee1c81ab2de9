import { type Instant, idOf, type Recorded } from '../kernel/index.ts';
import type { CaseState, Stage } from './case.ts';
import type { CaseEventData, CaseEventType, Clocks } from './events.ts';
import { momentOf } from './moment.ts';
import { decided, end, lastDispatch, move } from './moves.ts';

type Fact<T extends CaseEventType> = Recorded<T, CaseEventData[T]>;
type Folds = { readonly [T in CaseEventType]: (state: CaseState, event: Fact<T>, at: Instant) => CaseState };

/** A case after one more fact. Sees the fact alone: no district, no clock. */
export function evolveCase(state: CaseState, event: Recorded): CaseState {
  const fold = FOLDS[event.type as CaseEventType] as
    | ((state: CaseState, event: Recorded, at: Instant) => CaseState)
    | undefined;
  if (!fold) throw new RangeError(`a case does not know the event ${event.type}`);
  const at = momentOf(state, event.occurredAt, event.at);
  return { ...fold(state, event, at), touchedAt: event.at };
}

function opened(
  state: CaseState,
  event: Fact<'case.reported'> | Fact<'case.fixed-on-spot'>,
  stage: Stage,
  at: Instant,
): CaseState {
  const { data } = event;
  return {
    ...state,
    id: idOf(event.stream),
    no: data.no,
    stage,
    since: at,
    source: data.source,
    category: data.category,
    urgency: data.urgency,
    description: data.description,
    place: data.place,
    reporters: data.reporters,
    evidence: [...(data.drafted ?? state.evidence), ...data.evidence],
    storm: data.storm,
    clocks: data.clocks,
    links: data.links,
    externalNos: data.externalNo
      ? { ...state.externalNos, [data.externalNo.system]: data.externalNo.no }
      : state.externalNos,
    occurredAt: at,
    recordedAt: event.at,
    author: event.by,
  };
}

/** Nobody's any more: back with the dispatcher. */
const WITHOUT_UNIT = { unit: null, handler: null, helpers: [], checker: null } as const;

const FOLDS: Folds = {
  'case.drafted': (state, { data, stream, by, at }) => ({
    ...state,
    id: idOf(stream),
    stage: 'draft',
    source: data.source,
    category: data.category,
    urgency: data.urgency,
    description: data.description,
    place: data.place,
    evidence: [...state.evidence, ...data.evidence],
    links: data.links,
    recordedAt: at,
    author: by,
  }),
  'case.discarded': (state, _, at) => end(state, 'discarded', at),
  'case.reported': (state, event, at) => opened(state, event, 'reported', at),
  'case.fixed-on-spot': (state, event, at) => ({
    ...opened(state, event, 'self-handled', at),
    selfHandled: true,
    handledBy: { persons: [event.by.person], units: [] },
  }),
  'case.joined': (state, { data }) => ({
    ...state,
    reporters: [...state.reporters, data.reporter],
    evidence: [...state.evidence, ...data.evidence],
  }),

  'case.sent-to-verify': (state, { data }, at) => ({
    ...move(state, 'verifying', at, data.clocks),
    urgency: data.urgency,
  }),
  'case.accepted': (state, { data }, at) => ({ ...move(state, 'accepted', at, data.clocks), urgency: data.urgency }),
  'case.registered': (state, { data }, at) => ({
    ...move(state, 'registered', at, data.clocks),
    urgency: data.urgency,
    registeredAt: at,
  }),
  'case.verified': (state, { data }, at) => ({
    ...move(state, data.to, at, data.clocks),
    evidence: [...state.evidence, ...data.evidence],
    registeredAt: data.to === 'registered' ? at : state.registeredAt,
  }),
  'case.rejected': (state, { data, by }, at) => ({
    ...end(state, 'rejected', at),
    evidence: [...state.evidence, ...data.evidence],
    rejection: { reason: data.reason, by: by.person, at },
    closedAt: at,
    closedBy: by.person,
  }),
  'case.corrected': (state, { data }) => ({
    ...state,
    category: data.category ?? state.category,
    description: data.description ?? state.description,
    place: data.place ?? state.place,
    urgency: data.urgency ?? state.urgency,
    clocks: data.clocks,
  }),
  'case.merged': (state, { data, by }, at) => ({
    ...end(state, 'merged', at),
    mergedInto: data.into,
    dispatches: lastDispatch(state, { ended: 'merged' }),
    closedAt: at,
    closedBy: by.person,
  }),
  'case.absorbed': (state, { data }) => ({
    ...state,
    absorbed: [...state.absorbed, data.from],
    reporters: [...state.reporters, ...data.reporters],
    evidence: [...state.evidence, ...data.evidence],
  }),

  'case.dispatched'(state, { data, by }, at) {
    // What the unit before had asked for goes with it; a request to void is about the case and stays.
    const gone = state.requests.filter((request) => request.kind !== 'void');
    const moved = move(
      gone.reduce((left, request) => decided(left, request.id, 'lapsed', 'system', at), state),
      'dispatched',
      at,
      data.clocks,
    );
    return {
      ...moved,
      unit: data.unit,
      handler: data.handler,
      helpers: [],
      escalatedAt: null,
      dispatches: [
        ...lastDispatch(state, { ended: 'redirected' }),
        { unit: data.unit, by: by.person, at, handler: data.handler ?? undefined },
      ],
    };
  },
  'case.taken': (state, { data }, at) => ({
    ...move(state, 'handling', at, data.clocks),
    handler: data.handler,
    dispatches: lastDispatch(state, { takenAt: at, handler: data.handler ?? undefined }),
  }),
  'case.assigned': (state, { data }) => ({
    ...state,
    handler: data.handler,
    dispatches: lastDispatch(state, { handler: data.handler }),
  }),
  'case.fed-back': (state, { data }, at) => ({
    ...move(state, 'fed-back', at, data.clocks),
    handler: data.handler,
    evidence: [...state.evidence, ...data.evidence],
    handledBy: data.handledBy,
    dispatches: lastDispatch(state, { fedBackAt: at }),
  }),
  'case.handed-up': (state, { data, by }, at) => ({
    ...move(state, 'followed', at, data.clocks),
    ...WITHOUT_UNIT,
    unit: data.unit,
    suspension: null,
    upper: { unit: data.unit, since: at, lastWord: data.note ?? null, lastAt: at },
    externalNos: data.externalNo
      ? { ...state.externalNos, [data.externalNo.system]: data.externalNo.no }
      : state.externalNos,
    dispatches: [...lastDispatch(state, { ended: 'handed-up' }), { unit: data.unit, by: by.person, at, takenAt: at }],
  }),
  'case.followed-up': (state, { data, at }) => ({
    ...state,
    clocks: data.clocks,
    upper: state.upper && { ...state.upper, lastWord: data.word, lastAt: at },
  }),
  'case.taken-back': (state, { data }, at) => ({
    ...move(state, 'registered', at, data.clocks),
    ...WITHOUT_UNIT,
    upper: null,
    dispatches: lastDispatch(state, { ended: 'sent-back' }),
  }),

  'case.requested': (state, { data, by }, at) => ({
    ...state,
    requests: [
      ...state.requests,
      {
        id: data.request,
        kind: data.kind,
        by: by.person,
        unit: data.unit,
        at,
        reason: data.reason,
        minutes: data.minutes,
        reviewAt: data.reviewAt,
        units: data.units,
      },
    ],
  }),
  'case.granted-delay': (state, { data, by }, at) => ({
    ...decided(state, data.request, 'granted', by.person, at),
    clocks: data.clocks,
  }),
  'case.granted-send-back': (state, { data, by }, at) => ({
    ...move(decided(state, data.request, 'granted', by.person, at), 'registered', at, data.clocks),
    ...WITHOUT_UNIT,
    dispatches: lastDispatch(state, { ended: 'sent-back' }),
  }),
  'case.granted-suspend': (state, { data, by }, at) => ({
    ...move(decided(state, data.request, 'granted', by.person, at), 'suspended', at, data.clocks),
    // The handling is interrupted, not over: its record is written when it ends.
    steps: state.steps,
    suspension: { reason: data.reason, reviewAt: data.reviewAt, reviewed: false },
  }),
  'case.granted-void': (state, { data, by }, at) => ({
    ...end(decided(state, data.request, 'granted', by.person, at), 'voided', at),
    dispatches: lastDispatch(state, { ended: 'voided' }),
    suspension: null,
    closedAt: at,
    closedBy: by.person,
  }),
  'case.granted-help': (state, { data, by }, at) => ({
    ...decided(state, data.request, 'granted', by.person, at),
    helpers: [...new Set([...state.helpers, ...data.units])],
  }),
  'case.denied': (state, { data, by }, at) => decided(state, data.request, 'denied', by.person, at),
  'case.withdrawn': (state, { data, by }, at) => decided(state, data.request, 'withdrawn', by.person, at),
  'case.prolonged': (state, { data }) => ({
    ...state,
    suspension: state.suspension && { ...state.suspension, reviewAt: data.reviewAt, reviewed: false },
  }),
  'case.resumed': (state, { data }, at) => ({
    ...move(state, 'handling', at, data.clocks),
    steps: state.steps,
    suspension: null,
  }),
  'case.supervised': (state, { data, by }, at) => ({
    ...state,
    supervisions: [
      ...state.supervisions,
      { id: data.supervision, by: by.person, at, text: data.text, answerBy: data.answerBy },
    ],
  }),
  'case.answered': (state, { data, by }, at) => ({
    ...state,
    supervisions: state.supervisions.map((row) =>
      row.id === data.supervision ? { ...row, answer: { by: by.person, at, text: data.text } } : row,
    ),
  }),
  'case.reminded': (state) => ({ ...state, reminders: state.reminders + 1 }),

  'case.fix-refused': (state, { data }, at) => ({
    ...move(state, 'registered', at, data.clocks),
    selfHandled: false,
    registeredAt: at,
    reworks: state.reworks + 1,
    evidence: [...state.evidence, ...data.evidence],
  }),
  // One limit from the feedback to the end of the check: no step ends here.
  'case.check-started': (state, { data }, at) => ({
    ...move(state, 'checking', at, data.clocks),
    steps: state.steps,
    checker: data.checker,
  }),
  'case.reworked': (state, { data, by }, at) => ({
    ...move(state, data.to, at, data.clocks),
    reworks: state.reworks + 1,
    checker: null,
    evidence: [...state.evidence, ...data.evidence],
    dispatches: [
      ...lastDispatch(state, { ended: 'rework' }),
      { unit: data.unit, by: by.person, at, handler: state.handler ?? undefined },
    ],
  }),
  'case.closed': (state, { data, by }, at) => ({
    ...end(state, 'closed', at, data.clocks),
    evidence: [...state.evidence, ...data.evidence],
    dispatches: lastDispatch(state, { ended: 'passed' }),
    closedAt: at,
    closedBy: by.person,
    registeredAt: state.registeredAt ?? at,
  }),
  'case.reopened': (state, { data }, at) => ({
    ...move(state, 'registered', at, data.clocks),
    ...WITHOUT_UNIT,
    upper: null,
    rejection: null,
    dispute: null,
    evaluation: null,
    closedAt: null,
    closedBy: null,
    escalatedAt: null,
    storm: data.storm,
    reopens: state.reopens + 1,
    registeredAt: state.registeredAt ?? at,
  }),
  'case.disputed': (state, { data }, at) => ({
    ...state,
    dispute: { by: data.reporter, at, reason: data.reason },
    disputes: state.disputes + 1,
  }),
  'case.dispute-answered': (state, { data }) => ({ ...state, clocks: data.clocks, dispute: null }),
  'case.evaluated': (state, { data, by }, at) => ({
    ...end(state, 'evaluated', at),
    evaluation: { score: data.score, solved: data.solved, by: data.reporter ?? by.person, at },
  }),

  'case.contacted': (state, { data, by, occurredAt }) => ({
    ...state,
    contacts: [...state.contacts, { who: data.who, way: data.way, result: data.result, by: by.person, at: occurredAt }],
  }),
  'case.noted': (state) => ({ ...state, notes: state.notes + 1 }),
  'case.evidence-added': (state, { data }) => ({ ...state, evidence: [...state.evidence, ...data.evidence] }),
  'case.external-no-set': (state, { data }) => ({
    ...state,
    externalNos: { ...state.externalNos, [data.system]: data.no },
  }),
  'case.linked': (state, { data }) => ({ ...state, links: { ...state.links, ...data.links } }),

  'case.limits-switched': (state, { data, at }) => ({
    ...state,
    storm: data.storm,
    clocks: data.clocks,
    switches: [
      ...state.switches,
      { at, storm: data.storm, wholeDueAt: state.clocks.whole?.dueAt, stepDueAt: state.clocks.step?.dueAt },
    ],
  }),
  'case.overdue': (state, { data }) => ({ ...state, clocks: noted(state.clocks, data.clock) }),
  'case.escalated': (state, _, at) => ({ ...state, clocks: noted(state.clocks, 'step'), escalatedAt: at }),
  'case.suspension-due': (state) => ({
    ...state,
    suspension: state.suspension && { ...state.suspension, reviewed: true },
  }),
};

function noted(clocks: Clocks, which: 'step' | 'whole'): Clocks {
  const clock = clocks[which];
  return clock ? { ...clocks, [which]: { ...clock, overdue: true } } : clocks;
}
