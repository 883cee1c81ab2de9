import type { Actor, Command, Instant, Recorded } from '../kernel/index.ts';
import type { District } from '../places/index.ts';

/** What a reaction may look at besides the event. */
export interface ReactionContext {
  readonly now: Instant;
  readonly district: District;
  readonly by: Actor;
  /** State of any stream as it stands after the event. */
  state<T>(stream: string): T | undefined;
  /** Names of the streams of a kind that are open (`Aggregate.open`), as they stand after the event. */
  open(kind: string): readonly string[];
}

/**
 * Whenever this event, then these commands. Pure; the commands carry derived ids, are decided as SYSTEM in the same
 * transaction, and a refusal among them refuses the command that caused it: so a reaction asks only for what holds.
 */
export type Reaction<E = Recorded> = (event: E, context: ReactionContext) => readonly Command[];
