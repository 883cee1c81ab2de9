import type pg from 'pg';
import type { Receipt } from '../channels/channel.ts';

type Sql = Pick<pg.Pool, 'query'>;

/** Receipts come twice, late and in any order: only what says more than what is known changes anything. */
const rankOf = (column: string): string =>
  `CASE ${column} WHEN 'failed' THEN 1 WHEN 'delivered' THEN 2 WHEN 'answered' THEN 3 ELSE 0 END`;
/** A receipt for something never sent is kept for a day. */
const KEPT_MS = 86_400_000;

/**
 * Takes in what a provider says became of messages. Returns how many rows learnt something.
 *
 * A provider may be quicker with its receipt than with its answer to our request. So a receipt is always put by first
 * and then applied to rows that are known by its number; whoever writes the number down applies what was put by. In
 * whatever order the two come, the later one finds what the earlier one left.
 */
export async function takeReceipts(
  sql: Sql,
  tenant: string,
  provider: string,
  receipts: readonly Receipt[],
  now: number,
): Promise<number> {
  if (receipts.length === 0) return 0;
  // The last of those that say the same; one statement cannot touch a row twice.
  const told = [...new Map(receipts.map((one) => [`${one.ref} ${one.state}`, one])).values()];
  await sql.query({
    name: 'receipt-put-by',
    text: `INSERT INTO receipt (tenant, provider, ref, state, code, answer, kept_at)
      SELECT $1, $2, e.ref, e.state, e.code, e.answer, $7 FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS e (ref, state, code, answer)
      ON CONFLICT (tenant, provider, ref, state) DO UPDATE SET code = EXCLUDED.code, answer = EXCLUDED.answer`,
    values: [
      tenant,
      provider,
      told.map((one) => one.ref),
      told.map((one) => one.state),
      told.map((one) => one.code ?? null),
      told.map((one) => one.answer ?? null),
      now,
    ],
  });
  const refs = [...new Set(told.map((one) => one.ref))];
  return applyReceipts(sql, tenant, provider, refs, now);
}

/** Applies what was put by for these numbers, and lets go of it where a row is known by the number. */
export async function applyReceipts(
  sql: Sql,
  tenant: string,
  provider: string,
  refs: readonly string[],
  now: number,
): Promise<number> {
  if (refs.length === 0) return 0;
  const { rows } = await sql.query<{ learnt: number }>({
    name: 'receipt-apply',
    text: `WITH best AS (SELECT DISTINCT ON (ref) ref, state, code, answer FROM receipt WHERE tenant = $1 AND provider = $2 AND ref = ANY ($3)
        ORDER BY ref, ${rankOf('state')} DESC),
      learnt AS (UPDATE delivery d SET state = e.state, code = COALESCE(e.code, d.code), answer = COALESCE(e.answer, d.answer), settled_at = $4, told = false
        FROM best e WHERE d.tenant = $1 AND d.provider = $2 AND d.ref = e.ref AND (${rankOf('e.state')} > ${rankOf('d.state')}
          OR (e.state = 'answered' AND d.state = 'answered' AND e.answer IS DISTINCT FROM d.answer)) RETURNING 1),
      gone AS (DELETE FROM receipt r WHERE r.tenant = $1 AND r.provider = $2 AND r.ref = ANY ($3)
        AND EXISTS (SELECT FROM delivery d WHERE d.tenant = $1 AND d.provider = $2 AND d.ref = r.ref))
      SELECT count(*)::int AS learnt FROM learnt`,
    values: [tenant, provider, refs, now],
  });
  return rows[0]?.learnt ?? 0;
}

/** Receipts for messages that were never ours are let go of after a day. */
export async function forgetReceipts(sql: Sql, tenant: string, now: number): Promise<void> {
  await sql.query('DELETE FROM receipt WHERE tenant = $1 AND kept_at < $2', [tenant, now - KEPT_MS]);
}
