import type { Instant } from '../kernel/index.ts';
import type { CaseState, DispatchRecord, RequestRecord, Stage, StepRecord } from './case.ts';
import type { Clocks } from './events.ts';
import { requestStages, STAGE_FACTS } from './loop.ts';

/** Moves a case to a stage: closes the record of the step it leaves, lets requests lapse that nobody can decide any more. */
export function move(state: CaseState, stage: Stage, at: Instant, clocks: Clocks): CaseState {
  const lapsed = state.requests.filter((request) => !requestStages(request.kind).includes(stage));
  return {
    ...state,
    stage,
    since: at,
    clocks,
    steps: leaving(state, at),
    requests: lapsed.length === 0 ? state.requests : state.requests.filter((request) => !lapsed.includes(request)),
    requestHistory: [...state.requestHistory, ...lapsed.map((row) => record(row, 'lapsed', 'system', at))],
  };
}

function leaving(state: CaseState, at: Instant): readonly StepRecord[] {
  const { step } = state.clocks;
  // A suspended case holds the stopped clock of its handling.
  const key = STAGE_FACTS[state.stage].clock ?? step?.key;
  if (!key || state.id === '') return state.steps;
  const startedAt = step?.startedAt ?? state.since;
  return [
    ...state.steps,
    {
      key,
      startedAt,
      dueAt: step?.dueAt,
      // A word from above starts the limit anew; what is told later may have happened before it.
      endedAt: step?.stoppedAt ?? Math.max(startedAt, at),
      unit: state.unit ?? undefined,
    },
  ];
}

/** A case that ends keeps the record of its whole clock; nothing runs any more. */
export function end(
  state: CaseState,
  stage: Stage,
  at: Instant,
  clocks: Clocks = { whole: null, step: null },
): CaseState {
  const { whole } = state.clocks;
  const moved = move(state, stage, at, { ...clocks, whole: null });
  return whole
    ? {
        ...moved,
        steps: [...moved.steps, { key: 'whole', startedAt: whole.startedAt, dueAt: whole.dueAt, endedAt: at }],
      }
    : moved;
}

function record(
  request: CaseState['requests'][number],
  outcome: RequestRecord['outcome'],
  by: string,
  at: Instant,
): RequestRecord {
  return {
    id: request.id,
    kind: request.kind,
    unit: request.unit,
    at: request.at,
    outcome,
    decidedBy: by,
    decidedAt: at,
  };
}

export function decided(
  state: CaseState,
  id: string,
  outcome: RequestRecord['outcome'],
  by: string,
  at: Instant,
): CaseState {
  const request = state.requests.find((row) => row.id === id);
  if (!request) return state;
  return {
    ...state,
    requests: state.requests.filter((row) => row !== request),
    requestHistory: [...state.requestHistory, record(request, outcome, by, at)],
  };
}

export function lastDispatch(state: CaseState, change: Partial<DispatchRecord>): readonly DispatchRecord[] {
  const last = state.dispatches.at(-1);
  return last && !last.ended ? [...state.dispatches.slice(0, -1), { ...last, ...change }] : state.dispatches;
}
