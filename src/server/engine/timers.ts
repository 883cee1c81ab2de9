import type pg from 'pg';
import {
  type Clock,
  type Command,
  type Due,
  deriveId,
  type Instant,
  realDelay,
  tenantTime,
} from '../../domain/kernel/index.ts';
import type { Log, Outcome, TenantId } from './types.ts';
import { Fault } from './types.ts';

/** Timers taken from the table at once; enough to fill a batch, few enough that a later one seldom overtakes. */
const PAGE = 500;
/** Longest sleep: setTimeout counts in 31 bits, and other nodes may have written. */
const LONGEST_SLEEP_MS = 60_000;
const RETRY_MS = 1_000;

export interface TimerDoors {
  readonly tenant: TenantId;
  readonly pool: pg.Pool;
  readonly log: Log;
  clock(): Clock;
  realTime(): Instant;
  /** Whether lateness is part of what happened (a real district), or the clock was moved (a drill). */
  readonly real: boolean;
  submit(command: Command, version: number, at: Instant | undefined): Promise<Outcome>;
}

const DUE = 'SELECT stream, version, due_at, due FROM stream WHERE tenant = $1 AND due_at <= $2';

interface DueRow {
  stream: string;
  version: number;
  due_at: number;
  due: { type: string; data: unknown };
}

/**
 * Sends what streams owe. The id of the command is derived from stream and version, so that a crash, a second node or
 * a second firing neither loses nor doubles it.
 */
export class Timers {
  private readonly doors: TimerDoors;
  private sleeping: NodeJS.Timeout | undefined;
  private wakeAt: Instant = Number.POSITIVE_INFINITY;
  private firing: Promise<number> | undefined;
  private held = 0;
  private stopped = false;

  constructor(doors: TimerDoors) {
    this.doors = doors;
  }

  /** Something owes at these instants: sleeps no longer than that. */
  note(dues: readonly Due[]): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { at } of dues) if (at < next) next = at;
    if (next < this.wakeAt) this.arm(next);
  }

  /** Looks into the table for what is owed next; at start, and when the clock was set. */
  async look(): Promise<void> {
    if (this.stopped) return;
    try {
      const { rows } = await this.doors.pool.query<{ at: number | null }>({
        name: 'due-next',
        text: 'SELECT min(due_at) AS at FROM stream WHERE tenant = $1 AND due_at IS NOT NULL',
        values: [this.doors.tenant],
      });
      this.arm(rows[0]?.at ?? Number.POSITIVE_INFINITY);
    } catch {
      this.sleep(RETRY_MS);
    }
  }

  /** Keeps the timers still while somebody moves the clock. */
  hold(): void {
    this.held += 1;
    clearTimeout(this.sleeping);
  }

  async release(): Promise<void> {
    this.held -= 1;
    if (this.held === 0) await this.look();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.sleeping);
    await this.firing?.catch(() => {});
  }

  /**
   * Fires all that is due up to `to`, in order of time. Where the clock was moved, groups share one instant, and `each` is
   * told the instant of every group before it fires: nothing that they set off can have been due before them. In a real
   * district what is due by now is due now, and a page shares its commits.
   */
  async fireUpTo(to: Instant, each?: (at: Instant) => void): Promise<number> {
    const page = this.doors.real
      ? { name: 'due-page-real', text: `${DUE} ORDER BY due_at, stream LIMIT ${PAGE}` }
      : {
          name: 'due-page',
          text: `${DUE} AND due_at = (SELECT min(due_at) FROM stream WHERE tenant = $1 AND due_at IS NOT NULL) ORDER BY stream LIMIT ${PAGE}`,
        };
    let fired = 0;
    for (;;) {
      const { rows } = await this.doors.pool.query<DueRow>({ ...page, values: [this.doors.tenant, to] });
      const first = rows[0];
      if (!first) return fired;
      each?.(first.due_at);
      await Promise.all(rows.map((row) => this.fire(row)));
      fired += rows.length;
      if (this.stopped) return fired;
    }
  }

  private async fire({ stream, version, due_at: at, due }: DueRow): Promise<void> {
    const { tenant, log } = this.doors;
    const command: Command = { id: deriveId('due', stream, version), type: due.type, stream, data: due.data };
    let why: string | undefined;
    try {
      const outcome = await this.doors.submit(command, version, this.doors.real ? undefined : at);
      if (!outcome.ok) {
        if (outcome.refusal.code === 'engine.storage' || outcome.refusal.code === 'engine.busy')
          throw new Error(outcome.refusal.code);
        why = outcome.refusal.code;
      } else if (outcome.version !== version) return; // the stream went on, by this or by something quicker
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      why = error.message;
    }
    // A timer that is refused, faults or changes nothing would fire for ever: strike it out until the stream goes on.
    const { rowCount } = await this.doors.pool.query({
      name: 'due-strike',
      text: 'UPDATE stream SET due_at = NULL, due = NULL WHERE tenant = $1 AND stream = $2 AND version = $3 AND due_at = $4',
      values: [tenant, stream, version, at],
    });
    if (rowCount)
      log.warn({ tenant, stream, version, type: due.type, why: why ?? 'it changed nothing' }, 'a timer was struck out');
  }

  private arm(at: Instant): void {
    this.wakeAt = at;
    if (this.held > 0 || this.stopped) return;
    // While a drill's clock stands nothing happens by itself: what falls due at this very instant waits for the clock to
    // move. A replay in lock-step is the same from run to run only so.
    if (this.doors.clock().speed === 0) return;
    this.sleep(Math.min(LONGEST_SLEEP_MS, realDelay(this.doors.clock(), this.doors.realTime(), at)));
  }

  private sleep(ms: number): void {
    clearTimeout(this.sleeping);
    this.sleeping = setTimeout(() => this.wake(), Math.ceil(ms));
    this.sleeping.unref();
  }

  private wake(): void {
    if (this.stopped || this.held > 0 || this.firing) return;
    this.wakeAt = Number.POSITIVE_INFINITY;
    const now = tenantTime(this.doors.clock(), this.doors.realTime());
    this.firing = this.fireUpTo(now);
    this.firing.then(
      () => {
        this.firing = undefined;
        return this.look();
      },
      (error: unknown) => {
        this.firing = undefined;
        this.doors.log.warn({ tenant: this.doors.tenant, error: String(error) }, 'timers failed; trying again');
        this.sleep(RETRY_MS);
      },
    );
  }
}
