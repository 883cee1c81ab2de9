import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type pg from 'pg';
import type { Instant, Recorded } from '../../domain/kernel/index.ts';
import { readEvents, seqAt } from '../journal/index.ts';
import { copyOfOuter, jsonInSlices } from './slices.ts';
import type { Log, Snapshotter, TenantId } from './types.ts';

const PAGE = 2_000;
const LONGEST_REST_MS = 3_000;
/** Events per entry of the fold before the next copy: with 10,000 entries one every 10,000. */
const EARNED_BY = 1;
const zip = promisify(gzip);
const unzip = promisify(gunzip);

interface Fold {
  state: unknown;
  seq: number;
  /** Events folded since the copy that it was built from. */
  folded: number;
}

/**
 * The fold of a tenant's whole journal, kept running, and a copy of it put by every so many events. Copies are written
 * outside the transaction: they can be made again from the journal, so losing one costs time and nothing else.
 */
export class Snapshots {
  private readonly pool: pg.Pool;
  private readonly tenant: TenantId;
  private readonly rule: Snapshotter;
  private readonly log: Log;
  private running: Promise<Fold> | undefined;
  private live: Fold | undefined;
  /** Published while the running fold is being brought up. */
  private readonly meanwhile: Recorded[] = [];
  private lastKept = 0;
  private restUntil = 0;
  /** Entries of the last copy. */
  private entries = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(pool: pg.Pool, tenant: TenantId, rule: Snapshotter, log: Log) {
    this.pool = pool;
    this.tenant = tenant;
    this.rule = rule;
    this.log = log;
  }

  /** Events as they are published. Before anybody asked for the fold they are only counted. */
  take(events: readonly Recorded[]): void {
    const last = events.at(-1);
    if (!last) return;
    if (this.live) this.foldInto(this.live, events);
    else if (this.running) this.meanwhile.push(...events);
    else if (last.seq - this.lastKept >= this.rule.every) void this.now().catch((error) => this.failed(error));
  }

  /** The running fold, brought up from the newest copy if need be. */
  async now(): Promise<Fold> {
    if (this.live) return this.live;
    this.running ??= this.build(Number.MAX_SAFE_INTEGER).then(
      (fold) => {
        this.live = fold;
        this.running = undefined;
        this.foldInto(fold, this.meanwhile.splice(0));
        return fold;
      },
      (error: unknown) => {
        this.running = undefined;
        this.meanwhile.length = 0;
        throw error;
      },
    );
    return this.running;
  }

  async at(at: Instant): Promise<Fold> {
    const fold = await this.build(await seqAt(this.pool, this.tenant, at));
    // A stretch where copies are far apart (a flood was going on): put one by, so that the next who looks is faster.
    if (fold.folded > this.rule.every) this.keep(copyOfOuter(fold.state), fold.seq, at);
    return fold;
  }

  /** Waits until what was begun is written. */
  async rest(): Promise<void> {
    await this.running?.catch(() => {});
    await this.writing;
  }

  private async build(upTo: number): Promise<Fold> {
    const { rows } = await this.pool.query<{ seq: number; state: Buffer }>({
      name: 'snapshot-before',
      text: 'SELECT seq, state FROM snapshot WHERE tenant = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1',
      values: [this.tenant, upTo],
    });
    const kept = rows[0];
    const fold: Fold = kept
      ? { state: JSON.parse((await unzip(kept.state)).toString('utf8')), seq: kept.seq, folded: 0 }
      : { state: this.rule.empty(), seq: 0, folded: 0 };
    if (kept) this.lastKept = Math.max(this.lastKept, kept.seq);
    while (fold.seq < upTo) {
      const events = await readEvents(this.pool, this.tenant, fold.seq, Math.min(PAGE, upTo - fold.seq));
      if (events.length === 0) break;
      for (const event of events) this.rule.fold(fold.state, event);
      fold.seq = (events.at(-1) as Recorded).seq;
      fold.folded += events.length;
    }
    return fold;
  }

  private foldInto(fold: Fold, events: readonly Recorded[]): void {
    try {
      for (const event of events) {
        if (event.seq <= fold.seq) continue;
        this.rule.fold(fold.state, event);
        fold.seq = event.seq;
        this.keepIfDue(fold, event.at);
      }
    } catch (error) {
      this.live = undefined;
      this.failed(error);
    }
  }

  private keepIfDue({ state, seq }: Fold, at: Instant): void {
    // A copy costs by what stands in the fold, so it has to be earned by as many events: the work for each stays bounded.
    const due = Math.max(this.rule.every, this.entries * EARNED_BY);
    if (seq - this.lastKept < due || performance.now() < this.restUntil) return;
    this.lastKept = seq;
    this.keep(copyOfOuter(state), seq, at);
  }

  private keep(state: unknown, seq: number, at: Instant): void {
    this.writing = this.writing
      .then(async () => {
        const begun = performance.now();
        const { text, entries } = await jsonInSlices(state);
        this.entries = entries;
        // In a flood a copy every so many events would cost more than all else: at most a twentieth of the time.
        this.restUntil = performance.now() + Math.min(LONGEST_REST_MS, 20 * (performance.now() - begun));
        // Level 1: 5 MB of screen become 0.5 MB in 30 ms, off the main thread.
        const packed = await zip(text, { level: 1 });
        await this.pool.query({
          name: 'snapshot-keep',
          text: 'INSERT INTO snapshot (tenant, seq, at, state) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, seq) DO NOTHING',
          values: [this.tenant, seq, at, packed],
        });
      })
      .catch((error) => this.failed(error));
  }

  private failed(error: unknown): void {
    this.log.warn(
      { tenant: this.tenant, error: error instanceof Error ? error.stack : String(error) },
      'a snapshot was not kept',
    );
  }
}
