import {
  type Aggregate,
  accept,
  type Context,
  type Decision,
  type Due,
  deriveId,
  type Event,
  idOf,
  localDate,
  MINUTE,
  type Recorded,
  refuse,
} from '../kernel/index.ts';
import type { District, Level } from '../places/index.ts';
import { severity } from './grades.ts';
import { refusalOfRight } from './may.ts';
import type {
  Proposal,
  ResponseCommand,
  ResponseEvent,
  ResponseKind,
  ResponseState,
  ResponseStep,
  ResponseStepped,
  Scope,
  UpperOrder,
} from './response.ts';
import type { StandingState } from './standing.ts';

export type RecordedResponse = ResponseEvent extends infer E
  ? E extends Event<infer T, infer D>
    ? Recorded<T, D>
    : never
  : never;

const standingOf = (kind: ResponseKind): string => `standing/response-${kind}`;
const EVENT_OF: Readonly<Record<ResponseStep, ResponseEvent['type']>> = {
  start: 'response.started',
  raise: 'response.raised',
  lower: 'response.lowered',
  lift: 'response.lifted',
  'change-scope': 'response.scope-changed',
  extend: 'response.extended',
};

export const responses: Aggregate<ResponseState, ResponseCommand, ResponseEvent, District> = {
  kind: 'response',
  initial: {
    id: '',
    phase: 'none',
    kind: null,
    level: null,
    scope: 'all',
    reason: '',
    measures: '',
    expectedUntil: null,
    expectedPassed: false,
    startedAt: null,
    liftedAt: null,
    timeline: [],
    history: [],
    proposals: [],
    upper: null,
    upperOrders: [],
    review: null,
  },
  open: (state) => state.phase === 'active',
  needs(command) {
    return command.type === 'response.start' ? [standingOf(command.data.kind)] : [];
  },
  decide(state, command, context): Decision<ResponseEvent> {
    const right = refusalOfRight(command.type, context.by, null);
    if (right) return right;
    const id = idOf(command.stream);
    const bad = checkScope(command, context.district);
    if (bad) return bad;
    if (state.phase === 'lifted' && command.type !== 'response.review') return refuse('response.lifted');
    switch (command.type) {
      case 'response.propose': {
        const { kind, ...terms } = command.data;
        if (state.kind && state.kind !== kind) return refuse('response.other-kind');
        if (state.level === terms.level && state.phase === 'active')
          return refuse('response.level-already', { level: terms.level });
        return accept({
          type: 'response.proposed',
          data: { id, kind, proposal: deriveId('proposal', context.commandId), terms },
        });
      }
      case 'response.decline': {
        const waiting = findWaiting(state, command.data.proposal);
        return waiting
          ? accept({ type: 'response.declined', data: { id, ...command.data } })
          : refuse('response.no-such-proposal');
      }
      case 'response.note-upper-order': {
        if (state.kind && state.kind !== command.data.kind) return refuse('response.other-kind');
        if (
          state.upperOrders.some((order) => order.number === command.data.number && order.level === command.data.level)
        )
          return accept();
        return accept({ type: 'response.upper-order-noted', data: { id, ...command.data } });
      }
      case 'response.start': {
        if (state.phase === 'active') return refuse('response.already-active', { level: state.level ?? '' });
        if (state.kind && state.kind !== command.data.kind) return refuse('response.other-kind');
        if (context.state<StandingState>(standingOf(command.data.kind))?.heads.length)
          return refuse('response.kind-already-active');
        return step(state, 'start', command.data, context, id);
      }
      case 'response.raise':
        if (state.phase !== 'active') return refuse('response.not-active');
        if (severity(command.data.level) <= severity(state.level))
          return refuse('response.not-higher', { level: state.level ?? '' });
        return step(state, 'raise', command.data, context, id);
      case 'response.lower':
        if (state.phase !== 'active') return refuse('response.not-active');
        if (severity(command.data.level) >= severity(state.level))
          return refuse('response.not-lower', { level: state.level ?? '' });
        return step(state, 'lower', command.data, context, id);
      case 'response.lift':
        if (state.phase !== 'active') return refuse('response.not-active');
        return step(state, 'lift', command.data, context, id);
      case 'response.change-scope':
        if (state.phase !== 'active') return refuse('response.not-active');
        return step(state, 'change-scope', command.data, context, id);
      case 'response.extend':
        if (state.phase !== 'active') return refuse('response.not-active');
        return step(state, 'extend', command.data, context, id);
      case 'response.review':
        if (state.phase !== 'lifted') return refuse('response.not-lifted');
        return accept({ type: 'response.reviewed', data: { id, text: command.data.text } });
      case 'response.pass-expected':
        return state.phase === 'active' && !state.expectedPassed
          ? accept({ type: 'response.expected-passed', data: { id } })
          : accept();
    }
  },
  evolve(state, recorded) {
    const event = recorded as RecordedResponse;
    switch (event.type) {
      case 'response.proposed': {
        const proposals = state.proposals.map(
          (p): Proposal => (p.state === 'waiting' ? { ...p, state: 'overtaken' } : p),
        );
        const proposal: Proposal = {
          ...event.data.terms,
          id: event.data.proposal,
          by: event.by.person,
          at: event.at,
          state: 'waiting',
        };
        return {
          ...state,
          id: event.data.id,
          kind: event.data.kind,
          phase: state.phase === 'none' ? 'waiting' : state.phase,
          proposals: [...proposals, proposal],
        };
      }
      case 'response.declined':
        return {
          ...state,
          proposals: state.proposals.map(
            (p): Proposal =>
              p.id === event.data.proposal ? { ...p, state: 'declined', answer: event.data.reason } : p,
          ),
        };
      case 'response.upper-order-noted': {
        const { id, kind, level, number, issuer, text } = event.data;
        const upper: UpperOrder = { level, number, issuer, text, at: event.occurredAt };
        return {
          ...state,
          id,
          kind,
          phase: state.phase === 'none' ? 'waiting' : state.phase,
          upper,
          upperOrders: [...state.upperOrders, upper],
        };
      }
      case 'response.reviewed':
        return { ...state, review: { at: event.at, by: event.by.person, text: event.data.text } };
      case 'response.expected-passed':
        return { ...state, expectedPassed: true };
      default:
        return stepped(state, event as Recorded<string, ResponseStepped>);
    }
  },
  due(state): Due | undefined {
    if (state.phase !== 'active' || state.expectedUntil === null || state.expectedPassed) return undefined;
    return { at: state.expectedUntil, type: 'response.pass-expected', data: {} };
  },
};

interface Asked {
  readonly level?: Level;
  readonly kind?: ResponseKind;
  readonly reason: string;
  readonly scope?: Scope;
  readonly expectedMinutes?: number;
  readonly measures?: string;
  readonly dangers?: string;
  readonly upperNumber?: string;
  readonly proposal?: string;
  readonly recommended?: Level | null;
}

function step(
  state: ResponseState,
  name: ResponseStep,
  asked: Asked,
  context: Context<District>,
  id: string,
): Decision<ResponseEvent> {
  if (asked.proposal && !findWaiting(state, asked.proposal)) return refuse('response.no-such-proposal');
  const to = name === 'lift' ? null : (asked.level ?? state.level);
  const floor = state.upper?.level ?? null;
  // Below the order of the level above only with a newer order's number (domain.md §6.1).
  if (severity(to) < severity(floor) && (!asked.upperNumber || asked.upperNumber === state.upper?.number))
    return refuse('response.below-upper-order', { level: floor ?? '', number: state.upper?.number ?? '' });
  const year = localDate(context.district.calendar, context.now).slice(0, 4);
  const data: ResponseStepped = {
    id,
    kind: (asked.kind ?? state.kind) as ResponseKind,
    step: name,
    number: state.history.length + 1,
    from: state.level,
    to,
    scope: asked.scope ?? state.scope,
    scopeBefore: state.phase === 'active' ? state.scope : (asked.scope ?? state.scope),
    reason: asked.reason,
    measures: asked.measures ?? asked.dangers ?? state.measures,
    expectedUntil:
      name === 'lift'
        ? null
        : asked.expectedMinutes === undefined
          ? state.expectedUntil
          : context.now + asked.expectedMinutes * MINUTE,
    order: `${year}-${context.ordinal(`order-${year}`)}`,
    ...(asked.upperNumber ? { upperNumber: asked.upperNumber } : {}),
    ...(asked.proposal ? { proposal: asked.proposal } : {}),
    ...(asked.recommended === undefined ? {} : { recommended: asked.recommended }),
  };
  return accept({ type: EVENT_OF[name], data } as ResponseEvent);
}

function stepped(state: ResponseState, event: Recorded<string, ResponseStepped>): ResponseState {
  const { data } = event;
  // Signed by telephone and entered later: the level holds from when it was signed, never before the step before it.
  const last = state.timeline.at(-1);
  const at = Math.max(event.occurredAt, last?.from ?? event.occurredAt);
  const moved = data.from !== data.to;
  const closed = moved ? state.timeline.map((span) => (span.to === null ? { ...span, to: at } : span)) : state.timeline;
  return {
    ...state,
    id: data.id,
    kind: data.kind,
    phase: data.to ? 'active' : 'lifted',
    level: data.to,
    scope: data.scope,
    reason: data.reason,
    measures: data.measures,
    expectedUntil: data.expectedUntil,
    expectedPassed: data.expectedUntil === state.expectedUntil && state.expectedPassed,
    startedAt: state.startedAt ?? at,
    liftedAt: data.to ? null : at,
    timeline: moved && data.to ? [...closed, { level: data.to, from: at, to: null }] : closed,
    history: [
      ...state.history,
      {
        step: data.step,
        from: data.from,
        to: data.to,
        at,
        by: event.by.person,
        reason: data.reason,
        order: data.order,
        ...(data.upperNumber ? { upperNumber: data.upperNumber } : {}),
        ...(data.proposal ? { proposal: data.proposal } : {}),
      },
    ],
    proposals: state.proposals.map(
      (p): Proposal => (p.state !== 'waiting' ? p : { ...p, state: p.id === data.proposal ? 'signed' : 'overtaken' }),
    ),
  };
}

function findWaiting(state: ResponseState, proposal: string): Proposal | undefined {
  return state.proposals.find((p) => p.id === proposal && p.state === 'waiting');
}

function checkScope(command: ResponseCommand, district: District): ReturnType<typeof refuse> | undefined {
  const scope = 'scope' in command.data ? command.data.scope : undefined;
  if (scope === undefined || scope === 'all') return undefined;
  if (scope.length === 0) return refuse('response.scope-empty');
  const unknown = scope.find((committee) => !district.committees.some((c) => c.id === committee));
  return unknown === undefined ? undefined : refuse('response.scope-unknown', { committee: unknown });
}
