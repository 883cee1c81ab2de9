import { hash } from 'node:crypto';
import {
  type Actor,
  type Aggregate,
  type Command,
  type Context,
  type Decision,
  type Event,
  type Instant,
  kindOf,
  type Recorded,
  type Refusal,
  refuse,
  SYSTEM,
} from '../../domain/kernel/index.ts';
import type { KnownOutcome, OutcomeRow } from '../journal/index.ts';
import type { React, ReactionContext } from './types.ts';

/** A stream as this batch sees it; version 0 means that nothing was ever recorded in it. */
export interface StreamRecord {
  readonly version: number;
  readonly state: unknown;
}

/** Thrown inside a decision that needs something not yet read; the engine reads it and decides anew. */
export class Missing extends Error {
  readonly streams: readonly string[];
  readonly ids: readonly string[];
  readonly series: readonly string[];
  /** Kinds whose open streams are asked for. */
  readonly kinds: readonly string[];
  constructor(
    streams: readonly string[],
    ids: readonly string[],
    series: readonly string[],
    kinds: readonly string[] = [],
  ) {
    super('not read yet');
    this.kinds = kinds;
    this.streams = streams;
    this.ids = ids;
    this.series = series;
  }
}

/** What has been read for this batch, and what is remembered from earlier ones. */
export interface Knowledge {
  stream(name: string): StreamRecord | undefined;
  outcome(id: string): KnownOutcome | null | undefined;
  ordinal(series: string): number | undefined;
  /** Names of the open streams of a kind before this batch. */
  open(kind: string): readonly string[] | undefined;
}

/** What a batch that is not yet committed will have changed. */
export interface Pending {
  readonly streams: ReadonlyMap<string, { readonly record: StreamRecord }>;
  readonly outcomes: ReadonlyMap<string, KnownOutcome>;
  readonly ordinals: ReadonlyMap<string, number>;
}

export type Decided =
  | { readonly ok: true; readonly seq: number; readonly version: number; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: Refusal; readonly replayed: boolean };

/** A storm's orders to every unit and every stairwell fit; a reaction that feeds itself does not. */
const MOST_WAVES = 16;
const MOST_CASCADE = 50_000;

/**
 * The work of one batch, decided in order and all in memory. A command that is refused or faults leaves no trace:
 * what it touched is put back from the undo list.
 */
export class Draft<W> {
  readonly events: Recorded[] = [];
  readonly outcomes: OutcomeRow[] = [];
  readonly touched = new Map<string, { record: StreamRecord; seq: number; at: Instant }>();
  readonly ordinals = new Map<string, number>();
  private readonly seen = new Map<string, KnownOutcome>();
  private undo: (() => void)[] = [];
  private readonly tenant: { readonly seq: number; readonly world: W };
  private readonly aggregates: ReadonlyMap<string, Aggregate>;
  private readonly knowledge: Knowledge;
  private readonly react: React<W> | undefined;

  constructor(
    tenant: { readonly seq: number; readonly world: W },
    aggregates: ReadonlyMap<string, Aggregate>,
    knowledge: Knowledge,
    react: React<W> | undefined,
  ) {
    this.tenant = tenant;
    this.aggregates = aggregates;
    this.knowledge = knowledge;
    this.react = react;
  }

  /** Decides a command and all that follows from it. @throws Missing, or whatever the domain code throws. */
  decide(actor: Actor, command: Command, now: Instant): Decided {
    const content = contentOf(actor, command);
    const before = this.outcomeOf(command.id);
    if (before) return replay(before, content);
    const events = this.events.length;
    const outcomes = this.outcomes.length;
    this.undo = [];
    try {
      const refusal = this.run(actor, command, now);
      if (!refusal) {
        const own = this.events.length;
        const version = this.stream(command.stream).version;
        this.remember(command, content, own > events ? this.tenant.seq + own : 0, version, undefined);
        const stopped = this.cascade(events, actor, now);
        if (!stopped) return { ok: true, seq: own > events ? this.tenant.seq + own : 0, version, replayed: false };
        this.rollBack(events, outcomes);
        this.remember(command, content, 0, 0, stopped);
        return { ok: false, refusal: stopped, replayed: false };
      }
      this.rollBack(events, outcomes);
      this.remember(command, content, 0, 0, refusal);
      return { ok: false, refusal, replayed: false };
    } catch (error) {
      this.rollBack(events, outcomes);
      throw error;
    }
  }

  pending(): Pending {
    return { streams: this.touched, outcomes: this.seen, ordinals: this.ordinals };
  }

  /** State as it stands in this batch. @throws Missing */
  stream(name: string): StreamRecord {
    const touched = this.touched.get(name);
    if (touched) return touched.record;
    const known = this.knowledge.stream(name);
    if (!known) throw new Missing([name], [], []);
    return known;
  }

  private run(actor: Actor, command: Command, now: Instant): Refusal | undefined {
    const aggregate = this.aggregates.get(kindOf(command.stream));
    if (!aggregate) return refuse('command.stream-mismatch', { type: command.type, stream: command.stream }).refusal;
    const record = this.stream(command.stream);
    const context: Context<W> = {
      now,
      by: actor,
      district: this.tenant.world,
      commandId: command.id,
      state: <T>(stream: string) => this.stateOf<T>(stream),
      ordinal: (series) => this.ordinal(series),
    };
    const decision: Decision<Event> = aggregate.decide(
      record.version === 0 ? aggregate.initial : record.state,
      command,
      context,
    );
    if (!decision.ok) return decision.refusal;
    let { version } = record;
    let state = version === 0 ? aggregate.initial : record.state;
    const by = actor.unit ? { person: actor.person, unit: actor.unit } : { person: actor.person };
    for (const { type, data } of decision.events) {
      version += 1;
      const event: Recorded = {
        seq: this.tenant.seq + this.events.length + 1,
        stream: command.stream,
        version,
        type,
        data,
        by,
        at: now,
        occurredAt: command.occurredAt ?? now,
        commandId: command.id,
      };
      state = aggregate.evolve(state, event);
      this.events.push(event);
    }
    if (version !== record.version) this.touch(command.stream, { version, state }, now);
    return undefined;
  }

  /** Wave after wave: the reactions to all events of one wave are read for and decided before those that they cause. */
  private cascade(from: number, actor: Actor, now: Instant): Refusal | undefined {
    if (!this.react) return undefined;
    let total = 0;
    for (let wave = 0; from < this.events.length; wave++) {
      if (wave === MOST_WAVES) throw new Error(`reactions did not come to rest after ${MOST_WAVES} waves`);
      const until = this.events.length;
      const commands: Command[] = [];
      for (; from < until; from++) {
        const event = this.events[from] as Recorded;
        const context: ReactionContext<W> = {
          now,
          district: this.tenant.world,
          by: wave === 0 ? actor : SYSTEM,
          state: <T>(stream: string) => this.stateOf<T>(stream),
          open: (kind) => this.open(kind),
        };
        commands.push(...this.react(event, context));
      }
      total += commands.length;
      if (total > MOST_CASCADE) throw new Error(`one command set off more than ${MOST_CASCADE} others`);
      this.demand(commands);
      for (const command of commands) {
        const content = contentOf(SYSTEM, command);
        const before = this.outcomeOf(command.id);
        if (before) {
          if (before.refusal) return before.refusal;
          continue;
        }
        const start = this.events.length;
        const refusal = this.run(SYSTEM, command, now);
        if (refusal) return refusal;
        const own = this.events.length;
        this.remember(
          command,
          content,
          own > start ? this.tenant.seq + own : 0,
          this.stream(command.stream).version,
          undefined,
        );
      }
    }
    return undefined;
  }

  /** Asks at once for all that a wave needs, instead of one after the other. */
  private demand(commands: readonly Command[]): void {
    const streams = new Set<string>();
    const ids: string[] = [];
    for (const command of commands) {
      if (this.outcomeOf(command.id, true) === undefined) ids.push(command.id);
      const needed = this.aggregates.get(kindOf(command.stream))?.needs?.(command) ?? [];
      for (const name of [command.stream, ...needed]) {
        if (!this.touched.has(name) && !this.knowledge.stream(name)) streams.add(name);
      }
    }
    if (streams.size > 0 || ids.length > 0) throw new Missing([...streams], ids, []);
  }

  private outcomeOf(id: string, ask: true): KnownOutcome | null | undefined;
  private outcomeOf(id: string): KnownOutcome | null;
  private outcomeOf(id: string, ask = false): KnownOutcome | null | undefined {
    const known = this.seen.get(id) ?? this.knowledge.outcome(id);
    if (known === undefined && !ask) throw new Missing([], [id], []);
    return known;
  }

  private stateOf<T>(stream: string): T | undefined {
    const record = this.stream(stream);
    return record.version === 0 ? undefined : (record.state as T);
  }

  private open(kind: string): readonly string[] {
    const before = this.knowledge.open(kind);
    if (!before) throw new Missing([], [], [], [kind]);
    const isOpen = this.aggregates.get(kind)?.open;
    const names = new Set(before);
    for (const [stream, { record }] of this.touched) {
      if (kindOf(stream) !== kind) continue;
      if (isOpen?.(record.state)) names.add(stream);
      else names.delete(stream);
    }
    return [...names].sort();
  }

  private ordinal(series: string): number {
    const last = this.ordinals.get(series) ?? this.knowledge.ordinal(series);
    if (last === undefined) throw new Missing([], [], [series]);
    const before = this.ordinals.get(series);
    this.undo.push(() => {
      if (before === undefined) this.ordinals.delete(series);
      else this.ordinals.set(series, before);
    });
    this.ordinals.set(series, last + 1);
    return last + 1;
  }

  private touch(stream: string, record: StreamRecord, at: Instant): void {
    const before = this.touched.get(stream);
    this.undo.push(() => {
      if (before === undefined) this.touched.delete(stream);
      else this.touched.set(stream, before);
    });
    this.touched.set(stream, { record, seq: this.tenant.seq + this.events.length, at });
  }

  private remember(
    command: Command,
    content: string,
    seq: number,
    version: number,
    refusal: Refusal | undefined,
  ): void {
    this.outcomes.push({ id: command.id, content, stream: command.stream, seq, version, refusal });
    this.seen.set(command.id, { content, stream: command.stream, seq, version, refusal });
  }

  private rollBack(events: number, outcomes: number): void {
    this.events.length = events;
    for (const { id } of this.outcomes.slice(outcomes)) this.seen.delete(id);
    this.outcomes.length = outcomes;
    for (let i = this.undo.length - 1; i >= 0; i--) this.undo[i]?.();
    this.undo = [];
  }
}

function replay(before: KnownOutcome, content: string): Decided {
  if (before.content !== content) return { ok: false, refusal: { code: 'command.id-reused' }, replayed: false };
  if (before.refusal) return { ok: false, refusal: before.refusal, replayed: true };
  return { ok: true, seq: before.seq, version: before.version, replayed: true };
}

/**
 * What makes two commands with one id the same: sender, type, stream, time of occurrence and data (as JSON text, so in
 * the order of the contract's fields). 128 bits suffice: only the sender could make two of his own collide.
 */
function contentOf(actor: Actor, command: Command): string {
  return hash(
    'sha256',
    `${actor.person}\n${command.type}\n${command.stream}\n${command.occurredAt ?? ''}\n${JSON.stringify(command.data) ?? ''}`,
    'hex',
  ).slice(0, 32);
}
