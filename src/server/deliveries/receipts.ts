import type pg from 'pg';
import type { Receipt } from '../channels/channel.ts';

type Sql = Pick<pg.Pool, 'query'>;

/** Receipts come twice, late and in any order: only what says more than what is known changes anything. */
const RANK = { failed: 1, delivered: 2, answered: 3 } as const;
/** In SQL the same, and 0 for a row that was only handed over. */
const RANK_OF = (column: string) =>
  `CASE ${column} WHEN 'failed' THEN 1 WHEN 'delivered' THEN 2 WHEN 'answered' THEN 3 ELSE 0 END`;
/** A receipt for something never sent is kept for a day: the provider may be quicker than its own answer to us. */
const EARLY_KEPT_MS = 86_400_000;

/** Takes in what a provider says became of messages. Returns how many rows learnt something. */
export async function takeReceipts(
  sql: Sql,
  tenant: string,
  provider: string,
  receipts: readonly Receipt[],
  now: number,
): Promise<number> {
  const best = new Map<string, Receipt>();
  for (const receipt of receipts) {
    const known = best.get(receipt.ref);
    if (!known || RANK[receipt.state] > RANK[known.state]) best.set(receipt.ref, receipt);
  }
  if (best.size === 0) return 0;
  const told = [...best.values()];
  const columns = [
    told.map((one) => one.ref),
    told.map((one) => one.state),
    told.map((one) => one.code ?? null),
    told.map((one) => one.answer ?? null),
  ];
  const { rowCount } = await sql.query({
    name: 'receipt-take',
    text: `UPDATE delivery d SET state = e.state, code = COALESCE(e.code, d.code), answer = COALESCE(e.answer, d.answer), settled_at = $7, told = false
      FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS e (ref, state, code, answer)
      WHERE d.tenant = $1 AND d.provider = $2 AND d.ref = e.ref AND (${RANK_OF('e.state')} > ${RANK_OF('d.state')}
        OR (e.state = 'answered' AND e.answer IS DISTINCT FROM d.answer))`,
    values: [tenant, provider, ...columns, now],
  });
  await sql.query({
    name: 'receipt-early',
    text: `INSERT INTO receipt_early (tenant, provider, ref, state, code, answer, at, kept_at)
      SELECT $1, $2, e.ref, e.state, e.code, e.answer, $7, $7 FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS e (ref, state, code, answer)
      WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.tenant = $1 AND d.provider = $2 AND d.ref = e.ref) ON CONFLICT DO NOTHING`,
    values: [tenant, provider, ...columns, now],
  });
  return rowCount ?? 0;
}

/** Receipts that were here before we knew under which number the provider took the message. */
export async function takeEarly(
  sql: Sql,
  tenant: string,
  provider: string,
  refs: readonly string[],
  now: number,
): Promise<void> {
  if (refs.length === 0) return;
  const { rows } = await sql.query<{
    ref: string;
    state: Receipt['state'];
    at: number;
    code: string | null;
    answer: string | null;
  }>({
    name: 'receipt-early-take',
    text: 'DELETE FROM receipt_early WHERE tenant = $1 AND provider = $2 AND ref = ANY ($3) RETURNING ref, state, at, code, answer',
    values: [tenant, provider, refs],
  });
  const receipts = rows.map(({ ref, state, at, code, answer }) => ({
    ref,
    state,
    at,
    ...(code === null ? {} : { code }),
    ...(answer === null ? {} : { answer }),
  }));
  await takeReceipts(sql, tenant, provider, receipts, now);
}

export async function forgetEarly(sql: Sql, tenant: string, now: number): Promise<void> {
  await sql.query('DELETE FROM receipt_early WHERE tenant = $1 AND kept_at < $2', [tenant, now - EARLY_KEPT_MS]);
}
