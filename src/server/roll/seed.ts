import type pg from 'pg';
import type { Household } from '../../domain/places/index.ts';
import { homeKey } from '../../domain/roll/index.ts';
import { inTransaction, type Pool } from './sql.ts';

/** Households that a district pack brings: the roll begins with them. */
export interface Seed {
  readonly digest: string;
  readonly households: readonly Household[];
}

/**
 * Puts the households of the pack into the tables, as long as no roll was adopted; after that the pack's households are
 * history. A pack that came into force since replaces them.
 */
export async function seedRoll(pool: Pool, tenant: string, seed: Seed, now: number): Promise<void> {
  const { rows } = await pool.query<{ seed: string; revision: number }>(
    'SELECT seed, revision FROM roll_head WHERE tenant = $1',
    [tenant],
  );
  if (rows[0] && (rows[0].revision > 0 || rows[0].seed === seed.digest)) return;
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO roll_head AS head (tenant, seed, revision, changed_at) VALUES ($1, $2, 0, $3)
       ON CONFLICT (tenant) DO UPDATE SET seed = excluded.seed WHERE head.revision = 0 AND head.seed <> excluded.seed`,
      [tenant, seed.digest, now],
    );
    if (rowCount === 0) return;
    await client.query('DELETE FROM household WHERE tenant = $1', [tenant]);
    await client.query('DELETE FROM household_care WHERE tenant = $1', [tenant]);
    await insert(client, tenant, seed.households, now);
  });
}

async function insert(client: pg.PoolClient, tenant: string, all: readonly Household[], now: number): Promise<void> {
  const homes = new Map<string, number>();
  // A pack may name two homes alike (a lane house with one number); each keeps its place.
  const homeOf = ({ stairwell, room }: Household): string => {
    const home = homeKey(stairwell, room);
    const before = homes.get(home) ?? 0;
    homes.set(home, before + 1);
    return before === 0 ? home : `${home}#${before + 1}`;
  };
  const column = <T>(read: (row: Household) => T): T[] => all.map(read);
  await client.query(
    `INSERT INTO household (tenant, id, home, stairwell, room, floor, floor_kind, use, people, reachable, changed_at)
     SELECT $1, one.*, $11 FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::int[], $10::boolean[]) AS one`,
    [
      tenant,
      column((row) => row.id),
      column(homeOf),
      column((row) => row.stairwell),
      column((row) => row.room),
      column((row) => row.floor),
      column((row) => row.floorKind),
      column((row) => row.use),
      column((row) => row.people),
      column((row) => row.reachable),
      now,
    ],
  );
  const cared = all.filter((row) => row.tags.length > 0);
  await client.query(
    `INSERT INTO household_care (tenant, household, tags, purpose)
     SELECT $1, id, string_to_array(tags, ' '), 'standing' FROM unnest($2::text[], $3::text[]) AS one (id, tags)`,
    [tenant, cared.map((row) => row.id), cared.map((row) => [...row.tags].sort().join(' '))],
  );
}

/** The households of the adopted roll, or undefined while none is adopted. One picture of one moment. */
export async function loadRoll(
  pool: Pool,
  tenant: string,
): Promise<{ readonly revision: number; readonly households: readonly Household[] } | undefined> {
  return inTransaction(pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: heads } = await client.query<{ revision: number }>(
      'SELECT revision FROM roll_head WHERE tenant = $1 AND revision > 0',
      [tenant],
    );
    if (!heads[0]) return undefined;
    const { rows } = await client.query<Household & { tags: string[] | null }>(
      `SELECT h.id, h.stairwell, h.room, h.floor, h.floor_kind AS "floorKind", h.use, h.people, h.reachable,
         (SELECT array_agg(DISTINCT tag ORDER BY tag) FROM household_care c, unnest(c.tags) AS tag
          WHERE c.tenant = h.tenant AND c.household = h.id) AS tags
       FROM household h
       WHERE h.tenant = $1 AND h.gone_at IS NULL ORDER BY h.stairwell, h.floor, h.home`,
      [tenant],
    );
    return { revision: heads[0].revision, households: rows.map((row) => ({ ...row, tags: row.tags ?? [] })) };
  });
}
