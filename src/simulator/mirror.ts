import { type Aggregate, idOf, kindOf, type Recorded } from '../domain/kernel/index.ts';

/** What an onlooker knows: the state of every stream, folded from the events by the domain's own `evolve`. */
export interface Mirror {
  readonly seq: number;
  fold(event: Recorded): void;
  /** Passes over what is hidden from this reader. */
  skipTo(seq: number): void;
  state<S>(stream: string): S | undefined;
  /** id → state of a kind. */
  all<S>(kind: string): ReadonlyMap<string, S>;
}

export function createMirror(aggregates: readonly Aggregate[]): Mirror {
  const byKind = new Map(aggregates.map((aggregate) => [aggregate.kind, aggregate]));
  const streams = new Map<string, Map<string, unknown>>();
  let seq = 0;
  return {
    get seq() {
      return seq;
    },
    fold(event) {
      if (event.seq <= seq) throw new RangeError(`event ${event.seq} came after ${seq}`);
      seq = event.seq;
      const kind = kindOf(event.stream);
      const aggregate = byKind.get(kind);
      if (!aggregate) return;
      const known = streams.get(kind) ?? new Map<string, unknown>();
      streams.set(kind, known);
      const id = idOf(event.stream);
      known.set(id, aggregate.evolve(known.get(id) ?? aggregate.initial, event));
    },
    skipTo(to) {
      seq = Math.max(seq, to);
    },
    state: <S>(stream: string) => streams.get(kindOf(stream))?.get(idOf(stream)) as S | undefined,
    all: <S>(kind: string) => (streams.get(kind) ?? new Map()) as ReadonlyMap<string, S>,
  };
}
