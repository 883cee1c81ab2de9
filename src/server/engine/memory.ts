import { LRUCache } from 'lru-cache';
import { type Aggregate, idOf, kindOf } from '../../domain/kernel/index.ts';
import type { Known, KnownOutcome, KnownStream } from '../journal/index.ts';
import type { Knowledge, Pending, StreamRecord } from './draft.ts';

/** Stream states of one tenant, least recently used out first. Only a saving: what is not here is read. */
export class Memory {
  // A Map that drops its oldest key was tried: it walks over all keys dropped since it last grew, a twelfth of the engine's time.
  private readonly streams: LRUCache<string, StreamRecord>;
  private readonly ordinals = new Map<string, number>();

  constructor(limit: number) {
    this.streams = new LRUCache({ max: limit });
  }

  stream(name: string): StreamRecord | undefined {
    return this.streams.get(name);
  }

  ordinal(series: string): number | undefined {
    return this.ordinals.get(series);
  }

  keep(name: string, record: StreamRecord): void {
    this.streams.set(name, record);
  }

  keepOrdinal(series: string, last: number): void {
    this.ordinals.set(series, last);
    // Series are named by day: the old days are never asked for again.
    if (this.ordinals.size > 1_000)
      for (const oldest of [...this.ordinals.keys()].slice(0, 500)) this.ordinals.delete(oldest);
  }

  forget(): void {
    this.streams.clear();
    this.ordinals.clear();
  }
}

const NOTHING: StreamRecord = { version: 0, state: undefined };

/** What stands in the table as a record: a stream of one event is folded from it. */
export function recordOf(aggregates: ReadonlyMap<string, Aggregate>, name: string, known: KnownStream): StreamRecord {
  if (!known.only) return known;
  const aggregate = aggregates.get(kindOf(name));
  return { version: known.version, state: aggregate?.evolve(aggregate.initial, known.only) };
}

/** What one batch knows: what it has read itself, over what is remembered. Held fast until the batch is done. */
export class BatchKnowledge implements Knowledge {
  private readonly streams = new Map<string, StreamRecord>();
  private readonly outcomes = new Map<string, KnownOutcome | null>();
  private readonly ordinals = new Map<string, number>();
  private readonly kinds = new Map<string, readonly string[]>();
  private readonly memory: Memory;
  private readonly aggregates: ReadonlyMap<string, Aggregate>;
  /** The batch before, which is on its way: it counts for more than what is read or remembered. */
  private readonly pending: Pending | undefined;

  constructor(memory: Memory, aggregates: ReadonlyMap<string, Aggregate>, pending: Pending | undefined) {
    this.memory = memory;
    this.aggregates = aggregates;
    this.pending = pending;
  }

  stream(name: string): StreamRecord | undefined {
    const own = this.pending?.streams.get(name)?.record ?? this.streams.get(name);
    if (own) return own;
    const remembered = this.memory.stream(name);
    if (remembered) this.streams.set(name, remembered);
    return remembered;
  }

  outcome(id: string): KnownOutcome | null | undefined {
    return this.pending?.outcomes.get(id) ?? this.outcomes.get(id);
  }

  ordinal(series: string): number | undefined {
    return this.pending?.ordinals.get(series) ?? this.ordinals.get(series) ?? this.memory.ordinal(series);
  }

  open(kind: string): readonly string[] | undefined {
    return this.kinds.get(kind);
  }

  learnOpen(kind: string, streams: readonly string[]): void {
    const names = new Set(streams);
    const isOpen = this.aggregates.get(kind)?.open;
    for (const [name, { record }] of this.pending?.streams ?? []) {
      if (kindOf(name) !== kind) continue;
      if (isOpen?.(record.state)) names.add(name);
      else names.delete(name);
    }
    this.kinds.set(kind, [...names]);
  }

  /** Takes in what was read; what was asked for and not found does not exist. */
  learn(known: Known, streams: readonly string[], ids: readonly string[], series: readonly string[]): void {
    for (const name of streams) {
      const found = known.streams.get(name);
      this.streams.set(name, found ? recordOf(this.aggregates, name, found) : NOTHING);
    }
    for (const id of ids) this.outcomes.set(id, known.outcomes.get(id) ?? null);
    for (const name of series) this.ordinals.set(name, known.ordinals.get(name) ?? 0);
  }

  /** If each command founds a stream that bears its own id and that nobody here has heard of: takes all of them for new. */
  takeForNew(commands: readonly { readonly stream: string; readonly id: string }[]): boolean {
    if (!commands.every(({ stream, id }) => idOf(stream) === id && !this.stream(stream))) return false;
    for (const { stream, id } of commands) {
      this.streams.set(stream, NOTHING);
      this.outcomes.set(id, null);
    }
    return true;
  }

  /** Streams that commands aim at or need and that have to be read. */
  missing(
    commands: readonly {
      readonly stream: string;
      readonly type: string;
      readonly id: string;
      readonly data: unknown;
    }[],
  ): string[] {
    const names = new Set<string>();
    for (const command of commands) {
      if (!this.stream(command.stream)) names.add(command.stream);
      const needs = this.aggregates.get(command.stream.slice(0, command.stream.indexOf('/')))?.needs;
      if (needs) for (const name of needs(command)) if (!this.stream(name)) names.add(name);
    }
    return [...names];
  }
}
