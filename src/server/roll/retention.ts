import type { Audit } from '../access/audit.ts';
import { bumped, reachAgain } from './adopt.ts';
import { dropRows, type Roll } from './roll.ts';
import { seedRoll } from './seed.ts';
import { inTransaction } from './sql.ts';

/**
 * Tables of personal data whose rows say for what they were gathered and until when they may be kept (突发事件应对法 art. 85:
 * data got for an emergency is destroyed after it).
 */
const TABLES = [
  { table: 'contact', owner: 'id' },
  { table: 'household_care', owner: 'household' },
] as const;

/** A household that was taken off the roll keeps its row so long, for the notices that still have it. */
export const GONE_KEPT_MS = 90 * 86_400_000;

/** Deletes what is past its time, of one tenant: run at the start and once a day, on every node. Writes down how much. */
export async function expire(roll: Roll, audit: Audit, tenant: string): Promise<Readonly<Record<string, number>>> {
  const { sql, realTime } = roll.parts;
  const now = realTime();
  const deleted: Record<string, number> = {};
  const change = await inTransaction(sql, async (client) => {
    const owners = new Set<string>();
    for (const { table, owner } of TABLES) {
      const { rows } = await client.query<{ owner: string }>(
        `DELETE FROM ${table} WHERE tenant = $1 AND until IS NOT NULL AND until <= $2 RETURNING ${owner} AS owner`,
        [tenant, now],
      );
      deleted[table] = rows.length;
      for (const row of rows) owners.add(row.owner);
    }
    const { rows: gone } = await client.query<{ id: string }>(
      'DELETE FROM household WHERE tenant = $1 AND gone_at <= $2 RETURNING id',
      [tenant, now - GONE_KEPT_MS],
    );
    deleted['household'] = gone.length;
    for (const { table, owner } of TABLES)
      await client.query(`DELETE FROM ${table} WHERE tenant = $1 AND ${owner} = ANY($2)`, [
        tenant,
        gone.map((row) => row.id),
      ]);
    // Whoever may be told in a browser is no part of what the roll comes to.
    const { rowCount: browsers } = await client.query(
      'DELETE FROM push_subscription WHERE tenant = $1 AND (until <= $2 OR household = ANY($3))',
      [tenant, now, gone.map((row) => row.id)],
    );
    deleted['push_subscription'] = browsers ?? 0;
    if (owners.size === 0) return undefined;
    await reachAgain(client, tenant, 'SELECT unnest($2::text[])', [[...owners]]);
    return bumped(client, tenant, now);
  });
  const { rows } = await sql.query<{ id: string }>(
    `DELETE FROM roll_import WHERE tenant = $1 AND state NOT IN ('adopting', 'adopted') AND until <= $2 RETURNING id`,
    [tenant, now],
  );
  for (const { id } of rows) await dropRows(sql, tenant, id);
  deleted['roll_import'] = rows.length;
  if (Object.values(deleted).some((count) => count > 0))
    await audit.write({ tenant, action: 'personal.expired', target: 'roll', detail: deleted });
  if (change) await roll.changedByItself(tenant, change);
  return deleted;
}

/**
 * Forgets what the roll holds of the people of a household: tags and needs, and that they can be reached; later lists do
 * not bring them back. Names and numbers go by `Contacts.erase`.
 */
export async function forgetHousehold(roll: Roll, tenant: string, household: string): Promise<void> {
  const { sql, realTime, seedOf } = roll.parts;
  const seed = seedOf(tenant);
  if (seed) await seedRoll(sql, tenant, seed, realTime());
  const change = await inTransaction(sql, async (client) => {
    const { rowCount } = await client.query('UPDATE household SET erased_at = $3 WHERE tenant = $1 AND id = $2', [
      tenant,
      household,
      realTime(),
    ]);
    if (rowCount === 0) return undefined;
    await client.query('DELETE FROM household_care WHERE tenant = $1 AND household = $2', [tenant, household]);
    await reachAgain(client, tenant, 'SELECT $2::text', [household]);
    return bumped(client, tenant, realTime());
  });
  if (change) await roll.changedByItself(tenant, change);
}
