import type pg from 'pg';
import type { RollCounts } from '../../domain/roll/index.ts';
import { COMPARED, MISSING } from './difference.ts';

/** What one adoption wrote, row by row of each table. */
export interface Written {
  readonly households: number;
  readonly care: number;
  readonly contacts: number;
  readonly removed: number;
}
export interface Change extends RollCounts {
  readonly digest: string;
  readonly written: Written;
}
/** What was gathered for one storm only: until when it may be kept. */
export interface Purpose {
  readonly purpose: 'standing' | 'storm';
  readonly until: number | null;
}

/** Numbers gathered for one storm stand behind those that stay. */
const STORM_ORDER = 100;

/**
 * Brings the roll to what an import says, inside the caller's transaction: only rows that differ are written.
 * @param stairwells those of the committees that the list speaks of; of them, households that the list lacks are taken off
 *   the roll when `remove` is true. They keep their rows for the notices that still have them.
 */
export async function applyImport(
  client: pg.PoolClient,
  tenant: string,
  id: string,
  options: { readonly stairwells: readonly string[]; readonly remove: boolean; readonly now: number } & Purpose,
): Promise<Change> {
  const { stairwells, remove, now, purpose, until } = options;
  await client.query(`CREATE TEMP TABLE compared ON COMMIT DROP AS ${COMPARED}`, [tenant, id, purpose]);
  await client.query('ANALYZE compared');
  const removed = remove
    ? await count(
        client,
        `UPDATE household SET gone_at = $4, changed_at = $4 WHERE tenant = $1 AND id IN (SELECT id FROM (${MISSING}) AS missing)`,
        [tenant, id, stairwells, now],
      )
    : 0;
  const added = await count(
    client,
    `INSERT INTO household (tenant, id, home, stairwell, room, floor, floor_kind, use, people, reachable, changed_at)
     SELECT $1, id, home, stairwell, room, coalesce(floor, guess_floor), coalesce(floor_kind, guess_kind), coalesce(use, 'owner'),
       coalesce(people, 1), false, $2 FROM compared WHERE known IS NULL`,
    [tenant, now],
  );
  const differing = await count(
    client,
    `UPDATE household h SET floor = coalesce(s.floor, h.floor), floor_kind = coalesce(s.floor_kind, h.floor_kind), use = coalesce(s.use, h.use),
       people = coalesce(s.people, h.people), gone_at = NULL, changed_at = $2
     FROM compared s WHERE h.tenant = $1 AND h.id = s.known AND (s.home_differs OR s.was_gone)`,
    [tenant, now],
  );
  const renewed = await count(
    client,
    `UPDATE household_care c SET tags = coalesce(s.tags, c.tags), language = coalesce(s.language, c.language), wecom = coalesce(s.wecom, c.wecom), until = $3::bigint
     FROM compared s WHERE c.tenant = $1 AND c.household = s.known AND c.purpose = $2 AND s.care_differs`,
    [tenant, purpose, until],
  );
  const fresh = await count(
    client,
    `INSERT INTO household_care (tenant, household, tags, language, wecom, purpose, until)
     SELECT $1, coalesce(known, id), coalesce(tags, '{}'), language, wecom, $2, $3::bigint FROM compared WHERE care_differs
     ON CONFLICT DO NOTHING`,
    [tenant, purpose, until],
  );
  await client.query(
    `DELETE FROM contact WHERE tenant = $1 AND purpose = $2 AND id IN (SELECT coalesce(known, id) FROM compared WHERE contacts_differ)`,
    [tenant, purpose],
  );
  const contacts = await count(
    client,
    `INSERT INTO contact (tenant, id, ord, relation, name, phone, purpose, until, created_at)
     SELECT $1, coalesce(s.known, s.id), one.n - 1 + $5, one.who ->> 0, one.who ->> 1, one.who ->> 2, $2, $3::bigint, $4
     FROM compared s, jsonb_array_elements(s.contacts) WITH ORDINALITY AS one (who, n) WHERE s.contacts_differ`,
    [tenant, purpose, until, now, purpose === 'storm' ? STORM_ORDER : 0],
  );
  await reachAgain(
    client,
    tenant,
    'SELECT coalesce(known, id) FROM compared WHERE contacts_differ OR care_differs OR is_new',
  );
  const { rows } = await client.query<{ back: number; changed: number }>(
    `SELECT count(*) FILTER (WHERE was_gone)::int AS back,
       count(*) FILTER (WHERE NOT is_new AND (home_differs OR care_differs OR contacts_differ))::int AS changed FROM compared`,
  );
  const { back = 0, changed = 0 } = rows[0] ?? {};
  return {
    ...(await bumped(client, tenant, now)),
    added: added + back,
    changed,
    removed,
    written: { households: added + differing, care: renewed + fresh, contacts, removed },
  };
}

/** A household can be reached when anybody of it has a number, or it an account of WeCom. Only those that changed are written. */
export async function reachAgain(
  client: Pick<pg.PoolClient, 'query'>,
  tenant: string,
  which: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await client.query(
    `UPDATE household h SET reachable = now.reachable FROM (
       SELECT w.id, EXISTS (SELECT 1 FROM contact k WHERE k.tenant = $1 AND k.id = w.id AND k.phone <> '')
         OR EXISTS (SELECT 1 FROM household_care c WHERE c.tenant = $1 AND c.household = w.id AND c.wecom <> '') AS reachable FROM (${which}) AS w (id)
     ) AS now WHERE h.tenant = $1 AND h.id = now.id AND h.reachable <> now.reachable`,
    [tenant, ...values],
  );
}

/** The next revision of the roll, and what it comes to. */
export async function bumped(
  client: Pick<pg.PoolClient, 'query'>,
  tenant: string,
  now: number,
): Promise<Pick<Change, 'digest' | 'households' | 'people'>> {
  await client.query('UPDATE roll_head SET revision = revision + 1, changed_at = $2 WHERE tenant = $1', [tenant, now]);
  const { rows } = await client.query<Pick<Change, 'digest' | 'households' | 'people'>>(
    `SELECT count(*)::int AS households, coalesce(sum(people), 0)::int AS people,
       encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', id, home, floor, floor_kind, use, people, reachable), E'\\n' ORDER BY id), ''), 'UTF8')), 'hex') AS digest
     FROM household WHERE tenant = $1 AND gone_at IS NULL`,
    [tenant],
  );
  return rows[0] as Pick<Change, 'digest' | 'households' | 'people'>;
}

async function count(client: pg.PoolClient, statement: string, values: readonly unknown[]): Promise<number> {
  return (await client.query(statement, [...values])).rowCount ?? 0;
}
