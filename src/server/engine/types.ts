import type { Actor, Aggregate, Clock, Command, Instant, Recorded, Refusal } from '../../domain/kernel/index.ts';
import type { Database } from '../database/index.ts';

/** Clocks of phones differ by seconds; what lies further ahead than this is refused (ms). */
export const AHEAD_TOLERATED_MS = 120_000;

export type TenantId = string;
export type TenantMode = 'drill' | 'real';

/** One walled-off subdistrict: its own journal, its own clock, its own people. */
export interface Tenant {
  readonly id: TenantId;
  readonly mode: TenantMode;
  readonly name: string;
  readonly clock: Clock;
}

/** First answer to a command; a repeat of the same id gets it again with `replayed: true`. */
export type Outcome =
  | {
      readonly ok: true;
      readonly id: string;
      /** Last journal place that the command itself filled (0 if it was accepted without an event). */
      readonly seq: number;
      readonly stream: string;
      /** Version of the stream after the command. */
      readonly version: number;
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly id: string; readonly refusal: Refusal; readonly replayed: boolean };

export interface ReactionContext<W> {
  readonly now: Instant;
  readonly district: W;
  /** Who caused the event. */
  readonly by: Actor;
  /** State of any stream as it stands after the event, or undefined if it does not exist. */
  state<T>(stream: string): T | undefined;
  /**
   * Names of all streams of a kind that are open (`Aggregate.open`), by name, as they stand after the event.
   * One indexed read (`stream.open`, partial index), so ask only when the event is rare (a level was raised).
   */
  open(kind: string): readonly string[];
}

/**
 * Whenever this event, then these commands. Pure, and may be called more than once for one event (the engine
 * repeats it when a state it asked for had to be read first). The commands carry ids made by `deriveId`,
 * are decided as SYSTEM in the same transaction, wave by wave; a refusal among them refuses the whole command.
 */
// biome-ignore lint/suspicious/noExplicitAny: the world is the district, but the engine does not look into it
export type React<W = any> = (event: Recorded, context: ReactionContext<W>) => readonly Command[];

export type ColumnType = 'text' | 'int8' | 'float8' | 'boolean' | 'json' | 'jsonb';
export type Cell = string | number | boolean | null | undefined | object;

export interface StreamMeta {
  readonly tenant: TenantId;
  readonly stream: string;
  /** Part of the stream name after the kind. */
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly at: Instant;
}

/**
 * A read table with one row per stream of a kind, keyed by (tenant, id), upserted in the transaction that
 * writes the events. Text that is empty is stored as NULL. The table itself comes from a migration.
 */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds projections of every kind
export interface Projection<S = any> {
  readonly kind: string;
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The row of this state, one cell per column; undefined when the stream has no row (yet). */
  row(state: S, meta: StreamMeta): Readonly<Record<string, Cell>> | undefined;
}

/**
 * A fold over all events of a tenant, kept every `every` events so that any minute can be wound back to.
 * The state is a plain JSON value; `fold` may change its outer three levels in place (state → streams → kind), what lies
 * deeper it replaces.
 */
// biome-ignore lint/suspicious/noExplicitAny: the state is the screen, of which the engine knows nothing
export interface Snapshotter<S = any> {
  readonly every: number;
  empty(): S;
  fold(state: S, event: Recorded): void;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

// biome-ignore lint/suspicious/noExplicitAny: see React
export interface EngineOptions<W = any> {
  readonly database: Database;
  readonly aggregates: readonly Aggregate[];
  /** Reference data of a tenant, handed to `decide`. Called once per batch. */
  readonly worldOf: (tenant: TenantId) => W;
  readonly react?: React<W>;
  readonly projections?: readonly Projection[];
  readonly snapshotter?: Snapshotter;
  /** Digest that chains new rows: 'sha256' (default) or 'sm3'. */
  readonly digest?: string;
  /** Commands of one tenant that may wait before `engine.busy` is answered (default 10,000). */
  readonly queueLimit?: number;
  /** Most commands decided in one transaction (default 512). */
  readonly batchLimit?: number;
  /** Stream states kept in memory per tenant (default 20,000). */
  readonly cacheLimit?: number;
  /** Whether this engine fires timers by itself (default true); tests that move the clock by hand say false. */
  readonly timers?: boolean;
  /** Real time in ms since 1970 (default Date.now). */
  readonly realTime?: () => Instant;
  readonly log?: Log;
}

export type Listener = (events: readonly Recorded[]) => void;
export type ClockListener = (clock: Clock, now: Instant) => void;

export interface StreamState<S = unknown> {
  readonly stream: string;
  readonly version: number;
  readonly state: S;
}

export interface Engine {
  /** Decides and records one command. Never throws for a refusal; throws a `Fault` when the code itself failed (500). */
  submit(tenant: TenantId, actor: Actor, command: Command): Promise<Outcome>;
  /** Like `submit` for each, in order, in as few transactions as fit; one refusal does not stop the next. */
  submitMany(tenant: TenantId, actor: Actor, commands: readonly Command[]): Promise<Outcome[]>;
  /** Events with seq > after, ascending, at most `limit` (≤ 10,000). */
  readEvents(tenant: TenantId, after: number, limit: number): Promise<Recorded[]>;
  /** Current state of a stream, or undefined if nothing was ever recorded in it. */
  state<S = unknown>(tenant: TenantId, stream: string): Promise<StreamState<S> | undefined>;
  /** Those of these streams in which something was ever recorded, in no order. */
  statesOf<S = unknown>(tenant: TenantId, streams: readonly string[]): Promise<StreamState<S>[]>;
  /** All streams of a kind ('task'), by name. Meant for start-up and reports, not for pages. */
  states<S = unknown>(tenant: TenantId, kind: string): Promise<StreamState<S>[]>;
  /** All events of one stream, by version. */
  history(tenant: TenantId, stream: string): Promise<Recorded[]>;
  /** Calls the listener after commit with the recorded events, in order and without a gap. Returns how to stop. */
  subscribe(tenant: TenantId, listener: Listener): () => void;
  /** Calls the listener whenever the tenant's clock was set. */
  onClock(tenant: TenantId, listener: ClockListener): () => void;
  /** Last seq in the journal that this engine has published. */
  lastSeq(tenant: TenantId): Promise<number>;
  clock(tenant: TenantId): Promise<Clock>;
  /** Tenant time now. */
  now(tenant: TenantId): Promise<Instant>;
  /** Sets the clock of a drill. Throws a RangeError for a real district or when time would run backwards. */
  setClock(tenant: TenantId, clock: Clock): Promise<void>;
  /** Fires everything due up to `to`, in order of time and each at its own instant, then sets the clock to `to`. Returns how many fired. */
  advance(tenant: TenantId, to: Instant): Promise<number>;
  createTenant(tenant: { id: TenantId; mode: TenantMode; name: string; clock?: Clock }): Promise<Tenant>;
  tenants(): Promise<Tenant[]>;
  /**
   * The snapshotter's fold as it stood at tenant time `at` (all events with at ≤ `at`), as a state of the caller's own.
   * @throws Error without a snapshotter.
   */
  foldAt<S>(tenant: TenantId, at: Instant): Promise<{ state: S; seq: number }>;
  /** The fold of all events so far. The state is the engine's: look, do not touch, do not keep. */
  foldNow<S>(tenant: TenantId): Promise<{ state: S; seq: number }>;
  /** For /metrics: commands waiting, batches and events written since start. */
  figures(): { waiting: number; batches: number; events: number; refused: number; faults: number };
  /** Waits for what is in hand, then lets go of timers and connections (not of the database). */
  stop(): Promise<void>;
}

/** The code failed while it handled this command: logged with the id, answered with 500, nobody else affected. */
export class Fault extends Error {
  readonly commandId: string;
  constructor(commandId: string, cause: unknown) {
    super(`fault while handling command ${commandId}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'Fault';
    this.commandId = commandId;
  }
}
