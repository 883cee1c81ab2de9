import { setTimeout as rest } from 'node:timers/promises';
import type pg from 'pg';
import {
  type Actor,
  type Aggregate,
  type Command,
  type Due,
  type Instant,
  idOf,
  kindOf,
  type Recorded,
} from '../../domain/kernel/index.ts';
import { type Append, type Head, readHead, readKnown, readOpen } from '../journal/index.ts';
import { type Decided, Draft, Missing, type Pending } from './draft.ts';
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

/** What was decided; undefined for a timer that had lapsed. */
type Answer = Decided | undefined | { readonly thrown: unknown };

/** A batch decided and ready to be written. */
interface Prepared {
  /** Parameters of the append; undefined when there is nothing to write. */
  readonly values: string[] | undefined;
  readonly after: Head;
  readonly answers: readonly Answer[];
  readonly touched: readonly {
    stream: string;
    version: number;
    state: unknown;
    seq: number;
    at: Instant;
    due: Due | undefined;
    open: boolean;
  }[];
  readonly events: readonly Recorded[];
  readonly ordinals: ReadonlyMap<string, number>;
  readonly refused: number;
  /** What the next batch has to know before this one can be read. */
  readonly pending: Pending;
}

/** A batch on its way; `landed` says whether it was committed as prepared. */
interface Flight {
  readonly prepared: Prepared;
  readonly size: number;
  readonly landed: Promise<boolean>;
}

/** Losing the race so often means that another node is hard at work: wait in line for the lock instead. */
const RACES_BEFORE_LOCK = 2;
/** How long a crowd that has just been answered is waited for, before fewer than half of it make a batch of their own. */
const PATIENCE_MS = 4;
/** What of a crowd is still counted on with each batch that did not see it. */
const CROWD_STAYS = 0.9;
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
  /** Commands on their way or waiting at one time, as of lately. */
  private crowd = 0;
  /** Commands taken from the queue and not yet answered. */
  private inHand = 0;
  private wanted: { readonly count: number; readonly enough: () => void } | undefined;
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
    this.crowd = Math.max(this.crowd, this.queue.length + this.inHand);
    this.doors.rules.figures.waiting += 1;
    if (this.wanted && this.queue.length >= this.wanted.count) {
      this.wanted.enough();
      this.wanted = undefined;
    }
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

  /**
   * While one batch is on its way to the disk the next is decided on top of it, so that this process and PostgreSQL
   * work at the same time. It is sent when the one before has landed; if that one did not, it is decided anew.
   */
  private async work(): Promise<void> {
    let before: Flight | undefined;
    while (this.queue.length > 0 || before) {
      // A crowd splits into halves: one on its way, one being gathered. Its size is that of lately, or it would never
      // grow again: those answered last need a moment to come back.
      this.crowd *= CROWD_STAYS;
      const half = this.crowd / 2;
      if (before) await Promise.race([before.landed, this.gathered(half)]);
      if (this.queue.length < half) await Promise.race([this.gathered(half), rest(PATIENCE_MS)]);
      const entries = this.take();
      if (entries.length > 0) before = await this.launch(entries, before);
      else {
        await before?.landed;
        before = undefined;
      }
    }
    this.working = false;
    for (const rested of this.idle.splice(0)) rested();
  }

  private gathered(count: number): Promise<void> {
    if (this.queue.length >= count) return Promise.resolve();
    return new Promise((enough) => {
      this.wanted = { count, enough };
    });
  }

  private take(): Entry[] {
    const { batchLimit, figures } = this.doors.rules;
    const entries = this.queue.slice(0, batchLimit);
    this.queue = this.queue.slice(entries.length);
    this.inHand += entries.length;
    figures.waiting -= entries.length;
    return entries;
  }

  private async launch(entries: readonly Entry[], before: Flight | undefined): Promise<Flight | undefined> {
    const { pool } = this.doors;
    const prepared = await this.prepare(pool, entries, before?.prepared, true).catch(() => undefined);
    const landed = before ? await before.landed : true;
    // What went wrong is found out by doing it again with nothing in flight.
    if (!prepared || !landed) {
      await this.settle(entries);
      return undefined;
    }
    const flight = this.send(pool, prepared).then(
      () => {
        this.remember(prepared);
        // The batch behind is sent first: the database works on it while these are answered.
        setImmediate(() => this.tell(entries, prepared));
        return true;
      },
      async (error: unknown) => {
        await this.settle(entries, error);
        return false;
      },
    );
    return { prepared, landed: flight, size: entries.length };
  }

  /** Writes a batch, whatever it takes; every entry is answered when this returns. */
  private async settle(entries: readonly Entry[], failure?: unknown): Promise<void> {
    for (let race = 0; ; race++) {
      try {
        if (race === 0 && failure !== undefined) throw failure;
        return race < RACES_BEFORE_LOCK ? await this.attempt(entries) : await this.attemptLocked(entries);
      } catch (error) {
        this.forget();
        if (isStorageTrouble(error)) {
          this.doors.rules.log.error(
            { tenant: this.doors.tenant, commands: entries.length, error: String(error) },
            'storage failed; nothing acknowledged',
          );
          this.inHand -= entries.length;
          for (const { command, resolve } of entries)
            resolve({ ok: false, id: command.id, refusal: STORAGE, replayed: false });
          return;
        }
        if (isCollision(error) && race <= RACES_BEFORE_LOCK + 3) continue;
        // One row that the database does not take fails its statement: find it by going one at a time.
        if (entries.length > 1) {
          for (const entry of entries) await this.settle([entry]);
          return;
        }
        this.inHand -= 1;
        this.fault(entries[0] as Entry, error);
        return;
      }
    }
  }

  private fault({ command, reject }: Entry, error: unknown): void {
    const fault = new Fault(command.id, error);
    this.doors.rules.figures.faults += 1;
    this.doors.rules.log.error(
      {
        tenant: this.doors.tenant,
        command: command.id,
        type: command.type,
        stream: command.stream,
        error: fault.stack,
      },
      'fault',
    );
    reject(fault);
  }

  private async attemptLocked(entries: readonly Entry[]): Promise<void> {
    const client = await this.doors.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      this.head = await readHead(client, this.doors.tenant, true);
      const prepared = await this.prepare(client, entries, undefined);
      await this.send(client, prepared);
      await client.query('COMMIT');
      this.land(entries, prepared);
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async attempt(entries: readonly Entry[]): Promise<void> {
    const prepared = await this.prepare(this.doors.pool, entries, undefined);
    await this.send(this.doors.pool, prepared);
    this.land(entries, prepared);
  }

  /**
   * Reads what is needed and decides, on top of the batch before if that is still on its way. Hopeful, it takes commands
   * that found a stream of their own for new without asking: one that is not runs into the unique keys of `outcome` and
   * `journal`, and its batch is decided anew, with asking.
   */
  private async prepare(
    db: Pick<pg.Pool, 'query'>,
    entries: readonly Entry[],
    before: Prepared | undefined,
    hopeful = false,
  ): Promise<Prepared> {
    const { tenant, rules } = this.doors;
    const head = before?.after ?? this.head ?? (await readHead(db, tenant, false));
    if (!head) throw new Error(`no tenant '${tenant}'`);
    const knowledge = new BatchKnowledge(this.memory, rules.aggregates, before?.pending);
    const read = async (streams: readonly string[], ids: readonly string[], series: readonly string[]) =>
      knowledge.learn(await readKnown(db, tenant, streams, ids, series), streams, ids, series);
    const commands = entries.map((entry) => entry.command);
    const ids = hopeful && knowledge.takeForNew(commands) ? [] : [...new Set(commands.map((command) => command.id))];
    const missing = knowledge.missing(commands);
    if (ids.length > 0 || missing.length > 0) await read(missing, ids, []);
    const draft = new Draft<W>({ seq: head.seq, world: this.doors.world() }, rules.aggregates, knowledge, rules.react);
    const answers: Answer[] = [];
    let refused = 0;
    const clock = Math.floor(this.doors.now());
    // Recorded time never runs backwards, though the wall clock may.
    let now = head.at;
    for (const entry of entries) {
      now = Math.max(now, entry.at ?? clock);
      for (;;) {
        try {
          const decided =
            entry.due && this.lapsed(draft, entry) ? undefined : draft.decide(entry.actor, entry.command, now);
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
      return {
        stream,
        version: record.version,
        state: record.state,
        seq,
        at,
        due: aggregate?.due?.(record.state),
        open: aggregate?.open?.(record.state) ?? false,
      };
    });
    const made = {
      answers,
      touched,
      events: draft.events,
      ordinals: draft.ordinals,
      refused,
      pending: draft.pending(),
    };
    if (draft.events.length === 0 && draft.outcomes.length === 0) return { ...made, values: undefined, after: head };
    return {
      ...made,
      ...rules.append.parameters({
        tenant,
        digest: rules.digest,
        node: rules.node,
        before: head,
        events: draft.events,
        outcomes: draft.outcomes,
        streams: touched,
        ordinals: draft.ordinals,
        rows: this.rows(touched),
      }),
    };
  }

  /** One statement, one commit. @throws Overtaken when another writer was quicker. */
  private async send(db: Pick<pg.Pool, 'query'>, { values }: Prepared): Promise<void> {
    if (!values) return;
    const query = {
      name: 'append',
      text: this.doors.rules.append.sql,
      values,
      query_timeout: STATEMENT_PATIENCE_MS,
    } as pg.QueryConfig;
    const { rowCount } = await db.query(query);
    if (rowCount !== 1) throw new Overtaken();
  }

  /** It is on disk. */
  private land(entries: readonly Entry[], prepared: Prepared): void {
    this.remember(prepared);
    this.tell(entries, prepared);
  }

  private remember({ values, after, touched, ordinals, events, refused }: Prepared): void {
    const { figures } = this.doors.rules;
    this.head = after;
    for (const { stream, version, state } of touched) this.memory.keep(stream, { version, state });
    for (const [series, last] of ordinals) this.memory.keepOrdinal(series, last);
    if (values) figures.batches += 1;
    figures.events += events.length;
    figures.refused += refused;
  }

  /** Answers those who wait, and publishes. */
  private tell(entries: readonly Entry[], { answers, events, touched }: Prepared): void {
    this.answer(entries, answers);
    this.doors.committed(
      events,
      touched.flatMap(({ due }) => due ?? []),
    );
  }

  private answer(entries: readonly Entry[], answers: readonly Answer[]): void {
    this.inHand -= entries.length;
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
  if (decided.ok)
    return { ok: true, id, seq: decided.seq, stream, version: decided.version, replayed: decided.replayed };
  return { ok: false, id, refusal: decided.refusal, replayed: decided.replayed };
}
