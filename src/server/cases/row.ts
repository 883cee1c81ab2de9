import { type CaseState, isDraft, phaseOf, type Urgency } from '../../domain/cases/index.ts';
import type { Projection } from '../engine/index.ts';

/** Order of the queue: life in danger first. */
const RANK: Readonly<Record<Urgency, number>> = { 'very-urgent': 0, urgent: 1, normal: 2 };

interface RunningLimit {
  readonly startedAt: number;
  readonly dueAt: number;
  readonly stoppedAt?: number;
}

/** What a list shows of a case without opening it. */
export interface CaseSummary {
  readonly description: string;
  readonly urgency: Urgency;
  readonly address?: string;
  readonly handler?: string;
  readonly since: number;
  readonly occurredAt: number;
  readonly reporters: number;
  readonly reworks: number;
  /** Running limit of the step: start and end, so that the client colours it itself. */
  readonly step?: RunningLimit & { readonly key: string };
  readonly whole?: RunningLimit;
  /** Kinds of the side requests that wait for an answer. */
  readonly requests?: readonly string[];
  readonly disputed?: true;
  readonly mergedInto?: string;
}

function summaryOf(state: CaseState): CaseSummary {
  const { step, whole } = state.clocks;
  return {
    description: state.description,
    urgency: state.urgency,
    address: state.place?.address,
    handler: state.handler ?? undefined,
    since: state.since,
    occurredAt: state.occurredAt,
    reporters: state.reporters.length,
    reworks: state.reworks,
    step: step ? { key: step.key, startedAt: step.startedAt, dueAt: step.dueAt, stoppedAt: step.stoppedAt } : undefined,
    whole: whole ? { startedAt: whole.startedAt, dueAt: whole.dueAt, stoppedAt: whole.stoppedAt } : undefined,
    requests: state.requests.length > 0 ? state.requests.map((request) => request.kind) : undefined,
    disputed: state.dispute ? true : undefined,
    mergedInto: state.mergedInto ?? undefined,
  };
}

/** The read table `case_row`. Drafts are not in it: they are their author's alone. */
export const caseRow: Projection<CaseState> = {
  kind: 'case',
  table: 'case_row',
  columns: {
    version: 'int8',
    seq: 'int8',
    no: 'text',
    stage: 'text',
    phase: 'text',
    category: 'text',
    source: 'text',
    committee: 'text',
    unit: 'text',
    rank: 'int8',
    lon: 'float8',
    lat: 'float8',
    reported_at: 'int8',
    due_at: 'int8',
    whole_due_at: 'int8',
    closed_at: 'int8',
    touched_at: 'int8',
    summary: 'json',
  },
  row(state, { version, seq, at }) {
    if (isDraft(state)) return undefined;
    const { step, whole } = state.clocks;
    return {
      version,
      seq,
      no: state.no,
      stage: state.stage,
      phase: phaseOf(state),
      category: state.category,
      source: state.source,
      committee: state.place?.committee,
      unit: state.unit,
      rank: RANK[state.urgency],
      lon: state.place?.position[0],
      lat: state.place?.position[1],
      reported_at: state.recordedAt,
      due_at: step && step.stoppedAt === undefined ? step.dueAt : null,
      whole_due_at: whole?.dueAt,
      closed_at: state.closedAt,
      touched_at: at,
      summary: summaryOf(state),
    };
  },
};
