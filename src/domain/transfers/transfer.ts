import type { Command, Event, Instant } from '../kernel/index.ts';
import type { AudienceSpec, HeadCount } from '../places/index.ts';

/** Why people have to leave. One kind for a list, another for a single line where it is one. */
export const RISKS = ['old-house', 'shed', 'basement', 'low-ground', 'care', 'other'] as const;
export type Risk = (typeof RISKS)[number];

/** Most households of one list: as many as one street moved in the gravest night, and some. */
export const LIST_MOST = 5_000;

/** Where the list comes from: an audience, or households by name. Both together narrow. */
export type ListSpec = Omit<AudienceSpec, 'of'>;

/** A household as it gets on the list. Ids and counts only: names and numbers are in the roll. */
export interface Listed {
  readonly household: string;
  readonly committee: string;
  readonly people: number;
  readonly risk: Risk;
}

/**
 * Life of a transfer: drawn up → ordered → lifted → closed; discarded before the order. The district government orders
 * and lifts; the numbers of its orders stand here.
 */
export type TransferPhase = 'none' | 'drawn-up' | 'ordered' | 'lifted' | 'closed' | 'discarded';

export interface TransferState {
  readonly phase: TransferPhase;
  readonly title: string;
  readonly risk: Risk;
  readonly response?: string;
  /** The list as it was drawn up and added to: household → line. Where each stands is in the ledgers. */
  readonly list: Readonly<Record<string, Listed>>;
  readonly committees: readonly string[];
  readonly drawnUpBy: string;
  readonly drawnUpAt: Instant;
  /** Number of the district's order. */
  readonly order?: string;
  readonly orderedBy?: string;
  readonly orderedAt?: Instant;
  /** Every household is told by then, and has arrived by then. */
  readonly tellBy?: Instant;
  readonly arriveBy?: Instant;
  /** How often a household that stays somewhere is looked at. */
  readonly checkMinutes?: number;
  /** Number of the district's order that lifts it. */
  readonly liftOrder?: string;
  readonly liftedAt?: Instant;
  readonly endedAt?: Instant;
  /** Ledgers in which everybody is home, or off the list. */
  readonly done: readonly string[];
}

export type TransferCommand =
  | Command<
      'transfer.draw-up',
      { readonly title: string; readonly risk: Risk; readonly households: ListSpec; readonly response?: string }
    >
  /** Late additions: before the order to the list, after it to the ledgers as well. */
  | Command<'transfer.add', { readonly households: ListSpec; readonly risk?: Risk }>
  | Command<'transfer.discard', { readonly note: string }>
  | Command<'transfer.order', { readonly order: string; readonly tellBy: Instant; readonly arriveBy: Instant }>
  | Command<'transfer.lift', { readonly order: string }>
  /** System: everybody of a committee is home or off the list, or no longer. */
  | Command<'transfer.note-ledger', { readonly committee: string; readonly done: boolean }>;

export type TransferEvent =
  | Event<
      'transfer.drawn-up',
      {
        readonly title: string;
        readonly risk: Risk;
        readonly households: ListSpec;
        readonly response?: string;
        readonly list: readonly Listed[];
        readonly headCount: HeadCount;
      }
    >
  | Event<'transfer.added', { readonly list: readonly Listed[] }>
  | Event<'transfer.discarded', { readonly note: string }>
  | Event<
      'transfer.ordered',
      { readonly order: string; readonly tellBy: Instant; readonly arriveBy: Instant; readonly checkMinutes: number }
    >
  | Event<'transfer.lifted', { readonly order: string }>
  | Event<'transfer.ledger-done', { readonly committee: string }>
  | Event<'transfer.ledger-reopened', { readonly committee: string }>
  | Event<'transfer.closed', { readonly households: number }>;

export const NO_TRANSFER: TransferState = {
  phase: 'none',
  title: '',
  risk: 'other',
  list: {},
  committees: [],
  drawnUpBy: '',
  drawnUpAt: 0,
  done: [],
};
