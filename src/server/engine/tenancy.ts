import type pg from 'pg';
import { type Clock, type Command, type Instant, SYSTEM, tenantTime } from '../../domain/kernel/index.ts';
import { readEvents, readHead } from '../journal/index.ts';
import { Publisher } from './publisher.ts';
import { Snapshots } from './snapshots.ts';
import { Timers } from './timers.ts';
import type { ClockListener, Log, Outcome, Snapshotter, Tenant, TenantId } from './types.ts';
import { type Rules, Writer } from './writer.ts';

export const CLOCK_CHANNEL = 'yiping_clock';

export interface TenancyDoors<W> {
  readonly pool: pg.Pool;
  readonly rules: Rules<W>;
  readonly worldOf: (tenant: TenantId) => W;
  readonly realTime: () => Instant;
  readonly snapshotter: Snapshotter | undefined;
  readonly timers: boolean;
  readonly log: Log;
}

/** Everything one tenant has in this process: its writer, clock, timers, listeners and running fold. */
export class Tenancy<W> {
  readonly writer: Writer<W>;
  readonly publisher: Publisher;
  readonly timers: Timers;
  readonly snapshots: Snapshots | undefined;
  readonly clockListeners = new Set<ClockListener>();
  tenant: Tenant;
  private readonly doors: TenancyDoors<W>;
  /** Set while the clock is being moved: every decision meanwhile happens at this instant. */
  private stepping: Instant | undefined;
  private moving: Promise<unknown> = Promise.resolve();

  private constructor(doors: TenancyDoors<W>, tenant: Tenant, seq: number) {
    this.doors = doors;
    this.tenant = tenant;
    const { pool, rules, log } = doors;
    this.publisher = new Publisher(seq, (after, limit) => readEvents(pool, tenant.id, after, limit), log);
    this.snapshots = doors.snapshotter ? new Snapshots(pool, tenant.id, doors.snapshotter, log) : undefined;
    if (this.snapshots) this.publisher.subscribe((events) => this.snapshots?.take(events));
    this.writer = new Writer({
      tenant: tenant.id,
      pool,
      rules,
      world: () => doors.worldOf(tenant.id),
      now: () => this.now(),
      committed: (events, dues) => {
        this.publisher.take(events);
        if (doors.timers) this.timers.note(dues);
      },
    });
    this.timers = new Timers({
      tenant: tenant.id,
      pool,
      log,
      real: tenant.mode === 'real',
      clock: () => this.tenant.clock,
      realTime: doors.realTime,
      submit: (command, version, at) => this.fire(command, version, at),
    });
  }

  static async open<W>(doors: TenancyDoors<W>, id: TenantId): Promise<Tenancy<W>> {
    const tenant = await readTenant(doors.pool, id);
    const head = tenant && (await readHead(doors.pool, id, false));
    if (!tenant || !head) throw new RangeError(`there is no tenant '${id}'`);
    const tenancy = new Tenancy(doors, tenant, head.seq);
    if (doors.timers) void tenancy.timers.look();
    return tenancy;
  }

  now(): Instant {
    return this.stepping ?? tenantTime(this.tenant.clock, this.doors.realTime());
  }

  /** Writes the clock down and acts on it. */
  async setClock(clock: Clock): Promise<void> {
    await this.exclusively(() => this.putClock(clock));
  }

  async advance(to: Instant): Promise<number> {
    return this.exclusively(async () => {
      if (this.tenant.mode === 'real') throw new RangeError('the clock of a real district cannot be moved');
      this.stepping = this.now();
      if (to < this.stepping) {
        this.stepping = undefined;
        throw new RangeError('the clock of a drill cannot run backwards');
      }
      this.timers.hold();
      try {
        const fired = await this.timers.fireUpTo(to, (at) => {
          this.stepping = Math.max(this.stepping ?? at, at);
        });
        const { speed } = this.tenant.clock;
        await this.putClock({ at: Math.max(to, this.stepping), since: this.doors.realTime(), speed });
        return fired;
      } finally {
        this.stepping = undefined;
        if (this.doors.timers) await this.timers.release();
      }
    });
  }

  /** Another node set the clock. */
  async reloadClock(): Promise<void> {
    const tenant = await readTenant(this.doors.pool, this.tenant.id);
    if (tenant) await this.adopt(tenant.clock);
  }

  async stop(): Promise<void> {
    await this.timers.stop();
    await this.writer.rest();
    await this.snapshots?.rest();
  }

  private async putClock(clock: Clock): Promise<void> {
    if (this.tenant.mode === 'real') throw new RangeError('the clock of a real district cannot be set');
    if (!(clock.speed >= 0) || !Number.isFinite(clock.speed) || !Number.isSafeInteger(Math.floor(clock.at)))
      throw new RangeError('a clock needs a whole instant and a speed of 0 or more');
    const real = this.doors.realTime();
    // A millisecond of grace: the caller read the clock before it set it.
    if (tenantTime(clock, real) < this.now() - 1) throw new RangeError('the clock of a drill cannot run backwards');
    await this.doors.pool.query(
      `WITH c AS (UPDATE tenant SET clock_at = $2, clock_since = $3, clock_speed = $4 WHERE id = $1 RETURNING id) SELECT pg_notify('${CLOCK_CHANNEL}', id || ' ' || $5) FROM c`,
      [this.tenant.id, clock.at, clock.since, clock.speed, this.doors.rules.node],
    );
    await this.adopt(clock);
  }

  private async adopt(clock: Clock): Promise<void> {
    this.tenant = { ...this.tenant, clock };
    const now = tenantTime(clock, this.doors.realTime());
    for (const listener of this.clockListeners) {
      try {
        listener(clock, now);
      } catch (error) {
        this.doors.log.error({ error: String(error) }, 'a listener to the clock threw');
      }
    }
    if (this.doors.timers) await this.timers.look();
  }

  private fire(command: Command, version: number, at: Instant | undefined): Promise<Outcome> {
    return new Promise((resolve, reject) =>
      this.writer.push({ actor: SYSTEM, command, at, due: { version }, resolve, reject }),
    );
  }

  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.moving.then(work, work);
    this.moving = turn.catch(() => {});
    return turn;
  }
}

interface TenantRow {
  id: string;
  mode: 'drill' | 'real';
  name: string;
  clock_at: number;
  clock_since: number;
  clock_speed: number;
}

const toTenant = (row: TenantRow): Tenant => ({
  id: row.id,
  mode: row.mode,
  name: row.name,
  clock: { at: row.clock_at, since: row.clock_since, speed: row.clock_speed },
});

export async function readTenant(pool: pg.Pool, id: TenantId): Promise<Tenant | undefined> {
  const { rows } = await pool.query<TenantRow>('SELECT * FROM tenant WHERE id = $1', [id]);
  return rows[0] && toTenant(rows[0]);
}

export async function readTenants(pool: pg.Pool): Promise<Tenant[]> {
  const { rows } = await pool.query<TenantRow>('SELECT * FROM tenant ORDER BY id');
  return rows.map(toTenant);
}
