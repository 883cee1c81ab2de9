import type { Command, Event, Instant } from '../kernel/index.ts';
import type { Level } from '../places/index.ts';

/** What is responded to. Kinds may stand side by side (flood and epidemic, C6). */
export const RESPONSE_KINDS = ['flood-typhoon', 'epidemic', 'heat', 'cold', 'event', 'other'] as const;
export type ResponseKind = (typeof RESPONSE_KINDS)[number];

/** 'all', or the committees that it covers. */
export type Scope = 'all' | readonly string[];

/** What starting a response must state by law: matter, level, expected length, measures (突发事件应对法 §72). */
export interface ResponseTerms {
  readonly level: Level;
  readonly reason: string;
  readonly scope: Scope;
  /** Expected length in minutes. */
  readonly expectedMinutes: number;
  readonly measures: string;
  /** Number of the order of the level above, if this follows one. */
  readonly upperNumber?: string;
  /** What the system recommended when it was signed. */
  readonly recommended?: Level | null;
}

export interface Proposal extends ResponseTerms {
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
  readonly state: 'waiting' | 'signed' | 'declined' | 'overtaken';
  readonly answer?: string;
}

export interface UpperOrder {
  readonly level: Level | null;
  readonly number: string;
  readonly issuer: string;
  readonly text: string;
  readonly at: Instant;
}

export type ResponseStep = 'start' | 'raise' | 'lower' | 'lift' | 'change-scope' | 'extend';
/** One signed step, kept for good. */
export interface ResponseChange {
  readonly step: ResponseStep;
  readonly from: Level | null;
  readonly to: Level | null;
  readonly at: Instant;
  /** Person who signed. */
  readonly by: string;
  readonly reason: string;
  /** Number of this street's own order, 'YYYY-n'. */
  readonly order: string;
  readonly upperNumber?: string;
  readonly proposal?: string;
}

export interface ResponseState {
  readonly id: string;
  readonly phase: 'none' | 'waiting' | 'active' | 'lifted';
  readonly kind: ResponseKind | null;
  readonly level: Level | null;
  readonly scope: Scope;
  readonly reason: string;
  readonly measures: string;
  readonly expectedUntil: Instant | null;
  readonly expectedPassed: boolean;
  readonly startedAt: Instant | null;
  readonly liftedAt: Instant | null;
  /** Level by level, gap-free from start to lift; `to` is null while it lasts. */
  readonly timeline: readonly { readonly level: Level; readonly from: Instant; readonly to: Instant | null }[];
  readonly history: readonly ResponseChange[];
  readonly proposals: readonly Proposal[];
  readonly upper: UpperOrder | null;
  readonly upperOrders: readonly UpperOrder[];
  readonly review: { readonly at: Instant; readonly by: string; readonly text: string } | null;
}

export type ResponseCommand =
  /** Ops centre proposes; anyone who may sign need not. `kind` only matters for the first step of a stream. */
  | Command<'response.propose', ResponseTerms & { kind: ResponseKind }>
  | Command<'response.decline', { proposal: string; reason: string }>
  | Command<'response.start', ResponseTerms & { kind: ResponseKind; proposal?: string }>
  | Command<'response.raise', ResponseTerms & { proposal?: string }>
  | Command<'response.lower', ResponseTerms & { proposal?: string }>
  /** `dangers`: what is still dangerous (突发事件应对法 §70). */
  | Command<'response.lift', { reason: string; dangers: string; upperNumber?: string; proposal?: string }>
  | Command<'response.change-scope', { scope: Scope; reason: string }>
  | Command<'response.extend', { expectedMinutes: number; reason: string }>
  /** The order of the level above; `level` null when it lifts. May come before anything was started here. */
  | Command<
      'response.note-upper-order',
      { kind: ResponseKind; level: Level | null; number: string; issuer: string; text: string }
    >
  | Command<'response.review', { text: string }>
  /** Timer: the expected length has passed and nobody lifted or extended. */
  | Command<'response.pass-expected', Record<string, never>>;

/** `id` is the response id; `seq` of a step is its place in `history`, from 1. */
export interface ResponseStepped {
  readonly id: string;
  readonly kind: ResponseKind;
  readonly step: ResponseStep;
  readonly number: number;
  readonly from: Level | null;
  readonly to: Level | null;
  readonly scope: Scope;
  /** Scope before the step; equal to `scope` unless it changed. */
  readonly scopeBefore: Scope;
  readonly reason: string;
  readonly measures: string;
  readonly expectedUntil: Instant | null;
  readonly order: string;
  readonly upperNumber?: string;
  readonly proposal?: string;
  readonly recommended?: Level | null;
}

export type ResponseEvent =
  | Event<'response.proposed', { id: string; kind: ResponseKind; proposal: string; terms: ResponseTerms }>
  | Event<'response.declined', { id: string; proposal: string; reason: string }>
  | Event<'response.started', ResponseStepped>
  | Event<'response.raised', ResponseStepped>
  | Event<'response.lowered', ResponseStepped>
  | Event<'response.lifted', ResponseStepped>
  | Event<'response.scope-changed', ResponseStepped>
  | Event<'response.extended', ResponseStepped>
  | Event<
      'response.upper-order-noted',
      { id: string; kind: ResponseKind; level: Level | null; number: string; issuer: string; text: string }
    >
  | Event<'response.reviewed', { id: string; text: string }>
  | Event<'response.expected-passed', { id: string }>;
