import type pg from 'pg';
import { kindOf, MINUTE, type Recorded } from '../../domain/kernel/index.ts';
import { beginsAt, type DoorsState, doorsAggregate, sendingsOf } from '../../domain/notices/index.ts';
import type { Engine } from '../engine/types.ts';
import { dropOthers, type Owed, type Standing, writeFresh, writeMissing } from './rows.ts';

/** Doors opened longer ago than this are asked how they stand: much may have become known since. */
const FRESH_MS = 5 * MINUTE;
/** Events read at once: the doors of a whole district are opened in one transaction of as many. */
const PAGE = 2_000;

export interface FollowerDoors {
  readonly tenant: string;
  readonly engine: Engine;
  readonly pool: pg.Pool;
  /** Something may be due now. */
  owed(): void;
}

/**
 * Turns what the journal says of doors into tries to send. Where it has got to stands in `delivery_cursor` and moves in
 * the transaction that writes the rows; whatever is read twice after a crash changes nothing, because the rows follow
 * from how the doors stand now and a try has one key.
 */
export class Follower {
  private readonly doors: FollowerDoors;

  constructor(doors: FollowerDoors) {
    this.doors = doors;
  }

  /** Takes in everything that the journal holds beyond the cursor. Returns how many events that were. */
  async catchUp(): Promise<number> {
    const { tenant, engine, pool } = this.doors;
    let taken = 0;
    for (;;) {
      const after = await this.cursor();
      const events = await engine.readEvents(tenant, after, PAGE);
      const last = events.at(-1);
      if (!last) return taken;
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('BEGIN');
        const now = await engine.now(tenant);
        await writeFresh(client, tenant, openedBy(events.filter((event) => event.at > now - FRESH_MS)));
        await this.reconcile(
          client,
          events.filter((event) => event.type !== 'doors.opened' || event.at <= now - FRESH_MS),
        );
        const { rowCount } = await client.query('UPDATE delivery_cursor SET seq = $3 WHERE tenant = $1 AND seq = $2', [
          tenant,
          after,
          last.seq,
        ]);
        await client.query(rowCount === 1 ? 'COMMIT' : 'ROLLBACK');
      } catch (error) {
        await client.query('ROLLBACK').catch((failure: Error) => {
          broken = failure;
        });
        throw error;
      } finally {
        client.release(broken);
      }
      taken += events.length;
      this.doors.owed();
    }
  }

  private async cursor(): Promise<number> {
    const { tenant, pool } = this.doors;
    // The first time it begins where the journal stands: nobody is sent what was said before there was a sender.
    const { rows } = await pool.query<{ seq: number }>(
      `WITH made AS (INSERT INTO delivery_cursor (tenant, seq) SELECT tenant, seq FROM head WHERE tenant = $1 ON CONFLICT DO NOTHING RETURNING seq)
       SELECT seq FROM made UNION ALL SELECT seq FROM delivery_cursor WHERE tenant = $1 LIMIT 1`,
      [tenant],
    );
    return rows[0]?.seq ?? 0;
  }

  /** Doors of which something became known: what is owed to them now is written, the rest dropped. */
  private async reconcile(client: pg.PoolClient, events: readonly Recorded[]): Promise<void> {
    const { tenant, engine } = this.doors;
    const at = new Map<string, number>();
    for (const event of events) if (kindOf(event.stream) === 'doors') at.set(event.stream, event.at);
    if (at.size === 0) return;
    const owed: Owed[] = [];
    const standings: Standing[] = [];
    for (const { stream, state } of await engine.statesOf<DoorsState>(tenant, [...at.keys()])) {
      const { notice, stairwell } = state;
      const now = new Map(sendingsOf(state).map((one) => [one.household, one]));
      for (const one of now.values())
        owed.push({ ...one, notice, stairwell, dueAt: beginsAt(state.quiet, one.channel, at.get(stream) as number) });
      for (const household of Object.keys(state.doors)) standings.push({ notice, household, owed: now.get(household) });
    }
    await writeMissing(client, tenant, owed);
    await dropOthers(client, tenant, standings);
  }
}

/** Tries owed to the households of doors that have just been opened. */
export function openedBy(events: readonly Recorded[]): Owed[] {
  return events.flatMap((event) => {
    if (event.type !== 'doors.opened') return [];
    const state = doorsAggregate.evolve(doorsAggregate.initial, event as never);
    const { notice, stairwell } = state;
    return sendingsOf(state).map((one) => ({
      ...one,
      notice,
      stairwell,
      dueAt: beginsAt(state.quiet, one.channel, event.at),
    }));
  });
}
