import type { Decision } from './refusal.ts';
import type { Instant } from './time.ts';

/** Who acts. `person` is an id, never a name; `roles` come from the posts held at that moment. */
export interface Actor {
  readonly person: string;
  /** Unit on whose behalf the person acts; absent for residents and for the system itself. */
  readonly unit?: string;
  /** Area answered for (a committee id), if the post is bound to one. */
  readonly area?: string;
  readonly roles: readonly string[];
}

/** The clock, the reactions and the timers act as this actor; it may do what the rules allow role 'system'. */
export const SYSTEM: Actor = { person: 'system', roles: ['system'] };

/**
 * A wish to change something.
 * @property id     UUID made by the sender; a repeat of the same id gets the first answer and changes nothing.
 * @property type   'noun.verb', e.g. 'case.report'.
 * @property stream 'noun/id' of the aggregate that decides, e.g. 'case/0190…'.
 */
export interface Command<T extends string = string, D = unknown> {
  readonly id: string;
  readonly type: T;
  readonly stream: string;
  readonly data: D;
  /** When it happened in the world, if that was before it was told (recorded later). */
  readonly occurredAt?: Instant;
}

/** A fact that a decision produced, before it has a place in the journal. */
export interface Event<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
}

/** A fact in the journal. `evolve` sees nothing else: whatever a fold needs must be in here. */
export interface Recorded<T extends string = string, D = unknown> extends Event<T, D> {
  /** Place in the tenant's journal, from 1, without a gap. */
  readonly seq: number;
  readonly stream: string;
  /** Place in the stream, from 1. */
  readonly version: number;
  /** Person and unit that did it. */
  readonly by: { readonly person: string; readonly unit?: string };
  /** When it was recorded (tenant time). */
  readonly at: Instant;
  /** When it happened (tenant time); equals `at` unless told later. */
  readonly occurredAt: Instant;
  readonly commandId: string;
}

/** What `decide` is given besides the state and the command. `W` is the district as reference data. */
export interface Context<W> {
  readonly now: Instant;
  readonly by: Actor;
  readonly district: W;
  /** Id of the command, from which further ids are derived with `deriveId`. */
  readonly commandId: string;
  /** State of another stream named by `needs`, or undefined if it does not exist. */
  state<T>(stream: string): T | undefined;
  /** The next whole number of a named series of this tenant (1, 2, 3 …), for numbers that people read aloud. */
  ordinal(series: string): number;
}

/** Something an aggregate owes: at `at` the engine sends it this command as SYSTEM. */
export interface Due {
  readonly at: Instant;
  readonly type: string;
  readonly data: unknown;
}

/**
 * One kind of thing with a life of its own. All functions are pure and synchronous; the engine calls
 * `decide` while it holds the tenant's journal, then folds the events with `evolve` and stores both.
 */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds aggregates of every kind
export interface Aggregate<S = any, C extends Command = any, E extends Event = any, W = any> {
  /** First part of the stream name: 'case' for 'case/…'. */
  readonly kind: string;
  readonly initial: S;
  decide(state: S, command: C, context: Context<W>): Decision<E>;
  evolve(state: S, event: Recorded<E['type'], E['data']>): S;
  /** The next thing owed, if any. Depends on the state alone. */
  due?(state: S): Due | undefined;
  /** Whether it still needs somebody; the engine can list the open streams of a kind for the reactions. */
  open?(state: S): boolean;
  /** Other streams whose state `decide` wants to see. */
  needs?(command: C): readonly string[];
}

export function streamName(kind: string, id: string): string {
  return `${kind}/${id}`;
}
export function kindOf(stream: string): string {
  return stream.slice(0, stream.indexOf('/'));
}
export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1);
}
