import type { Aggregate, Instant, Recorded } from '../kernel/index.ts';
import { DAY, idOf, kindOf } from '../kernel/index.ts';

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

/** The instant since which a state only matters to the archive, if it has come to that. */
export type Settled = (state: never) => Instant | null | undefined;

export interface ScreenRules {
  readonly aggregates: readonly Aggregate[];
  readonly settled: Readonly<Record<string, Settled>>;
}

/** Settled things stay this long; a case can be reopened or disputed for as long, not longer (cases/decide-after.ts). */
export const KEEP_SETTLED = 30 * DAY;
/** The screen is tidied as seq passes each such number: a rule of the fold, so that server and browser tidy alike. */
const TIDY_EVERY = 1_000;

export interface Screen {
  empty(): ScreenState;
  /**
   * Folds one event into the state. Places may be missing (what a reader may not see), order may not.
   * @throws RangeError on a repeat or on an event of before.
   */
  fold(state: ScreenState, event: Recorded): void;
}

export function createScreen({ aggregates, settled }: ScreenRules): Screen {
  const byKind = new Map(aggregates.map((aggregate) => [aggregate.kind, aggregate]));

  function tidy(state: ScreenState): void {
    for (const [kind, settledSince] of Object.entries(settled)) {
      const streams = state.streams[kind] ?? {};
      for (const [id, item] of Object.entries(streams)) {
        const since = settledSince(item as never);
        if (since != null && state.at - since > KEEP_SETTLED) delete streams[id];
      }
    }
  }

  return {
    empty: () => ({ seq: 0, at: 0, streams: Object.fromEntries([...byKind.keys()].map((kind) => [kind, {}])) }),

    fold(state, event) {
      if (event.seq <= state.seq) throw new RangeError(`event ${event.seq} after ${state.seq}`);
      const kind = kindOf(event.stream);
      const aggregate = byKind.get(kind);
      const streams = state.streams[kind];
      // A kind that this program does not know yet (a newer server): the rest of the screen stays true.
      const id = idOf(event.stream);
      const tidyUp = Math.floor(event.seq / TIDY_EVERY) > Math.floor(state.seq / TIDY_EVERY);
      // Nor does something that has left the screen come back in the middle of its life.
      if (aggregate && streams && (event.version === 1 || streams[id] !== undefined)) {
        streams[id] = aggregate.evolve(streams[id] ?? aggregate.initial, event);
      }
      state.seq = event.seq;
      state.at = event.at;
      if (tidyUp) tidy(state);
    },
  };
}
