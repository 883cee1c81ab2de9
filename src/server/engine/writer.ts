import { type Actor, type Aggregate, type Command, type Due, type Instant, idOf, kindOf, type Recorded } from '../../domain/kernel/index.ts';
import type pg from 'pg';
import { type Append, type Head, readHead, readKnown, readOpen } from '../journal/index.ts';
import { type Decided, Draft, Missing } from './draft.ts';
import { BatchKnowledge, Memory } from './memory.ts';
import { BUSY, isCollision, isStorageTrouble, Overtaken, STORAGE } from './trouble.ts';
import { Fault, type Log, type Outcome, type Projection, type React, type TenantId } from './types.ts';

/** A command in the queue, and who waits for it. */
export interface Entry {
  readonly actor: Actor;
  readonly command: Command;
  /** Decide at this instant instead of now (a timer). */
  readonly at?: Instant;
  /** A timer: only if this is still what the stream owes. */
  readonly due?: { readonly version: number };
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (fault: Fault) => void;
}

export interface Rules<W> {
  readonly aggregates: ReadonlyMap<string, Aggregate>;
  readonly projections: readonly Projection[];
  readonly react: React<W> | undefined;
  readonly append: Append;
  readonly digest: string;
  readonly node: string;
  readonly batchLimit: number;
  readonly queueLimit: number;
  readonly cacheLimit: number;
  readonly log: Log;
  readonly figures: { waiting: number; batches: number; events: number; refused: number; faults: number };
}

export interface WriterDoors<W> {
  readonly tenant: TenantId;
  readonly pool: pg.Pool;
  readonly rules: Rules<W>;
  world(): W;
  /** Tenant time now. */
  now(): Instant;
  /** After commit: events in order, and what each touched stream owes next. */
  committed(events: readonly Recorded[], dues: readonly Due[]): void;
}

/** Losing the race so often means that another node is hard at work: wait in line for the lock instead. */
const RACES_BEFORE_LOCK = 2;
const STATEMENT_PATIENCE_MS = 30_000;

/**
 * The one writer of a tenant in this process: takes what has queued up, decides it in order, writes it in one
 * statement, answers. Nobody is answered before the commit; what was not committed is answered as such.
 */
export class Writer<W> {
  readonly memory: Memory;
  private readonly doors: WriterDoors<W>;
  private queue: Entry[] = [];
  private head: Head | undefined;
  private working = false;
  private idle: (() => void)[] = [];

  constructor(doors: WriterDoors<W>) {
    this.doors = doors;
    this.memory = new Memory(doors.rules.cacheLimit);
  }

  push(entry: Entry): void {
    const { command } = entry;
    if (this.queue.length >= this.doors.rules.queueLimit) {
      entry.resolve({ ok: false, id: command.id, refusal: BUSY, replayed: false });
      return;
    }
    this.queue.push(entry);
    this.doors.rules.figures.waiting += 1;
    if (!this.working) {
      this.working = true;
      // Not at once: whatever else arrives in this turn of the event loop shares the batch.
      setImmediate(() => void this.work());
    }
  }

  /** Resolves when nothing waits and nothing is being written. */
  async rest(): Promise<void> {
    if (!this.working) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** Somebody else wrote: what is remembered may be old. */
  forget(): void {
    this.head = undefined;
    this.memory.forget();
  }

  private async work(): Promise<void> {
    const { rules } = this.doors;
    while (this.queue.length > 0) {
      const entries = this.queue.length <= rules.batchLimit ? this.queue : this.queue.slice(0, rules.batchLimit);
      this.queue = this.queue.length <= rules.batchLimit ? [] : this.queue.slice(rules.batchLimit);
      rules.figures.waiting -= entries.length;
      await this.settle(entries);
    }
    this.working = false;
    for (const rested of this.idle.splice(0)) rested();
  }

  /** Writes a batch, whatever it takes; every entry is answered when this returns. */
  private async settle(entries: readonly Entry[]): Promise<void> {
    for (let race = 0; ; race++) {
      try {
        return race < RACES_BEFORE_LOCK ? await this.attempt(this.doors.pool, entries) : await this.attemptLocked(entries);
      } catch (error) {
        this.forget();
        if (isStorageTrouble(error)) {
          this.doors.rules.log.error({ tenant: this.doors.tenant, commands: entries.length, error: String(error) }, 'storage failed; nothing acknowledged');
          for (const { command, resolve } of entries) resolve({ ok: false, id: command.id, refusal: STORAGE, replayed: false });
          return;
        }
        if (isCollision(error) && race <= RACES_BEFORE_LOCK + 3) continue;
        // One row that the database does not take fails its statement: find it by going one at a time.
        if (entries.length > 1) {
          for (const entry of entries) await this.settle([entry]);
          return;
        }
        this.fault(entries[0] as Entry, error);
        return;
      }
    }
  }

  private fault({ command, reject }: Entry, error: unknown): void {
    const fault = new Fault(command.id, error);
    this.doors.rules.figures.faults += 1;
    this.doors.rules.log.error({ tenant: this.doors.tenant, command: command.id, type: command.type, stream: command.stream, error: fault.stack }, 'fault');
    reject(fault);
  }

  private async attemptLocked(entries: readonly Entry[]): Promise<void> {
    const client = await this.doors.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      this.head = await readHead(client, this.doors.tenant, true);
      const done = await this.write(client, entries);
      await client.query('COMMIT');
      done();
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async attempt(pool: pg.Pool, entries: readonly Entry[]): Promise<void> {
    const done = await this.write(pool, entries);
    done();
  }

  /** Decides and writes. Returns what to do once it is committed. */
  private async write(db: Pick<pg.Pool, 'query'>, entries: readonly Entry[]): Promise<() => void> {
    const { tenant, rules } = this.doors;
    this.head ??= await readHead(db, tenant, false);
    const head = this.head;
    if (!head) throw new Error(`no tenant '${tenant}'`);
    const knowledge = new BatchKnowledge(this.memory, rules.aggregates);
    const read = async (streams: readonly string[], ids: readonly string[], series: readonly string[]) =>
      knowledge.learn(await readKnown(db, tenant, streams, ids, series), streams, ids, series);
    const commands = entries.map((entry) => entry.command);
    await read(knowledge.missing(commands), [...new Set(commands.map((command) => command.id))], []);
    const draft = new Draft<W>({ seq: head.seq, world: this.doors.world() }, rules.aggregates, knowledge, rules.react);
    const answers: (Decided | undefined | { readonly thrown: unknown })[] = [];
    let refused = 0;
    const clock = Math.floor(this.doors.now());
    // Recorded time never runs backwards, though the wall clock may.
    let now = head.at;
    for (const entry of entries) {
      now = Math.max(now, entry.at ?? clock);
      for (;;) {
        try {
          const decided = entry.due && this.lapsed(draft, entry) ? undefined : draft.decide(entry.actor, entry.command, now);
          if (decided && !decided.ok) refused += 1;
          answers.push(decided);
          break;
        } catch (error) {
          if (error instanceof Missing) {
            await read(error.streams, error.ids, error.series);
            for (const kind of error.kinds) knowledge.learnOpen(kind, await readOpen(db, tenant, kind));
          } else {
            answers.push({ thrown: error });
            break;
          }
        }
      }
    }
    const touched = [...draft.touched].map(([stream, { record, seq, at }]) => {
      const aggregate = rules.aggregates.get(kindOf(stream));
      return { stream, version: record.version, state: record.state, seq, at, due: aggregate?.due?.(record.state), open: aggregate?.open?.(record.state) ?? false };
    });
    if (draft.events.length > 0 || draft.outcomes.length > 0) {
      const { values, after } = rules.append.parameters({
        tenant, digest: rules.digest, node: rules.node, before: head, events: draft.events, outcomes: draft.outcomes,
        streams: touched, ordinals: draft.ordinals, rows: this.rows(touched),
      });
      const { rowCount } = await db.query({ name: 'append', text: rules.append.sql, values, query_timeout: STATEMENT_PATIENCE_MS } as pg.QueryConfig);
      if (rowCount !== 1) throw new Overtaken();
      return () => {
        this.head = after;
        for (const { stream, version, state } of touched) this.memory.keep(stream, { version, state });
        for (const [series, last] of draft.ordinals) this.memory.keepOrdinal(series, last);
        rules.figures.batches += 1;
        rules.figures.events += draft.events.length;
        rules.figures.refused += refused;
        this.answer(entries, answers);
        this.doors.committed(draft.events, touched.flatMap(({ due }) => due ?? []));
      };
    }
    return () => this.answer(entries, answers);
  }

  private answer(entries: readonly Entry[], answers: readonly (Decided | undefined | { readonly thrown: unknown })[]): void {
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] as Entry;
      const decided = answers[i];
      if (decided && 'thrown' in decided) this.fault(entry, decided.thrown);
      else entry.resolve(outcomeOf(entry.command, decided));
    }
  }

  /** A timer whose stream went on in the meantime, or owes something else now. */
  private lapsed(draft: Draft<W>, { command, due }: Entry): boolean {
    return draft.stream(command.stream).version !== due?.version;
  }

  private rows(touched: readonly { stream: string; version: number; state: unknown; seq: number; at: Instant }[]) {
    return this.doors.rules.projections.map(({ kind, row }) => {
      const rows: { id: string; cells: Readonly<Record<string, unknown>> }[] = [];
      for (const { stream, version, state, seq, at } of touched) {
        if (kindOf(stream) !== kind) continue;
        const id = idOf(stream);
        const cells = row(state, { tenant: this.doors.tenant, stream, id, version, seq, at });
        if (cells) rows.push({ id, cells });
      }
      return rows;
    });
  }
}

function outcomeOf({ id, stream }: Command, decided: Decided | undefined): Outcome {
  if (!decided) return { ok: true, id, seq: 0, stream, version: 0, replayed: true };
  if (decided.ok) return { ok: true, id, seq: decided.seq, stream, version: decided.version, replayed: decided.replayed };
  return { ok: false, id, refusal: decided.refusal, replayed: decided.replayed };
}
