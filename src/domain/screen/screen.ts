import type { Aggregate, Instant, Recorded } from '../kernel/index.ts';
import { HOUR, idOf, kindOf } from '../kernel/index.ts';

/**
 * The one screen: every aggregate's own state, folded from the journal by its own `evolve`. A plain JSON value.
 *
 * The containers are mutable and the states in them are not: a storm has a hundred thousand events, and copying a
 * record of some thousand entries at each would cost minutes. Whoever wants to know what changed compares states by
 * identity.
 */
export interface ScreenState {
  /** Last event folded in. */
  seq: number;
  /** Tenant time of that event. */
  at: Instant;
  /** kind → id → state. */
  readonly streams: Readonly<Record<string, Record<string, unknown>>>;
}

/** The instant from which on a state belongs to the archive only, if it has come to that. */
export type Leaves = (state: never) => Instant | null | undefined;

/** How a kind stands on the screen. */
export interface Standing {
  readonly initial: unknown;
  evolve(state: never, event: never): unknown;
}

export interface ScreenRules {
  readonly aggregates: readonly Aggregate[];
  /** Kinds of which the screen shows less than their own state. */
  readonly instead: Readonly<Record<string, Standing>>;
  /** Facts other than the first of a stream with which it begins for whoever may not see those before. */
  readonly begins: Readonly<Record<string, (event: Recorded) => boolean>>;
  readonly leaves: Readonly<Record<string, Leaves>>;
}

/**
 * The screen is tidied with the first event of each hour: a rule of the fold, so that server and browser tidy alike, on a
 * quiet day as often as in a storm. By number of events it cost more the more there was, in the very flood that had no time.
 */
const TIDY_EVERY = HOUR;

export interface Screen {
  empty(): ScreenState;
  /**
   * Folds one event into the state. Places may be missing (what a reader may not see), order may not.
   * @throws RangeError on a repeat or on an event of before.
   */
  fold(state: ScreenState, event: Recorded): void;
}

export function createScreen({ aggregates, instead, begins, leaves }: ScreenRules): Screen {
  const byKind = new Map<string, Standing>(
    aggregates.map((aggregate) => [aggregate.kind, instead[aggregate.kind] ?? aggregate]),
  );

  function tidy(state: ScreenState): void {
    for (const [kind, leavesAt] of Object.entries(leaves)) {
      const streams = state.streams[kind] ?? {};
      for (const id in streams) {
        const at = leavesAt(streams[id] as never);
        if (at != null && state.at > at) delete streams[id];
      }
    }
  }

  return {
    empty: () => ({ seq: 0, at: 0, streams: Object.fromEntries([...byKind.keys()].map((kind) => [kind, {}])) }),

    fold(state, event) {
      if (event.seq <= state.seq) throw new RangeError(`event ${event.seq} after ${state.seq}`);
      const kind = kindOf(event.stream);
      const standing = byKind.get(kind);
      const streams = state.streams[kind];
      // A kind that this program does not know yet (a newer server): the rest of the screen stays true.
      const id = idOf(event.stream);
      const tidyUp = Math.floor(event.at / TIDY_EVERY) > Math.floor(state.at / TIDY_EVERY);
      // Nor does something that has left the screen come back in the middle of its life.
      if (standing && streams && (event.version === 1 || streams[id] !== undefined || begins[kind]?.(event))) {
        streams[id] = standing.evolve((streams[id] ?? standing.initial) as never, event as never);
      }
      state.seq = event.seq;
      state.at = event.at;
      if (tidyUp) tidy(state);
    },
  };
}
