import type pg from 'pg';
import type { Handed } from '../channels/channel.ts';
import { keyColumns } from './rows.ts';

type Sql = Pick<pg.Pool, 'query'>;

/** A try that this process is about to hand over. */
export interface Claim {
  readonly notice: string;
  readonly household: string;
  readonly stairwell: string;
  readonly rung: number;
  readonly try: number;
  /** How often it was tried to hand it over, this time included. */
  readonly attempts: number;
}

/** What becomes of a claim. */
export type Settled =
  | { readonly state: 'handed'; readonly ref: string }
  | { readonly state: 'failed'; readonly code: string }
  | { readonly state: 'doubt'; readonly code: string }
  /** Back into the queue; `pinned` to the same provider, which knows a repeat by its id. */
  | { readonly state: 'due'; readonly dueAt: number; readonly code: string; readonly pinned?: boolean };

/** Ways by which a rung reaches people, each with addresses of its own; others have one for every household. */
export type Way = 'push' | 'wecom';
const REACHES: Readonly<Record<Way, string>> = {
  push: 'EXISTS (SELECT FROM push_subscription s WHERE s.tenant = $1 AND s.household = d.household)',
  wecom: `EXISTS (SELECT FROM household_care c WHERE c.tenant = $1 AND c.household = d.household AND c.wecom <> '')`,
};

/**
 * Which of a rung's tries a sender takes, where the rung has several ways: those that it reaches. The last one takes those
 * too whom none of the others reaches, so that nobody is left waiting.
 */
export interface Reach {
  readonly way: Way;
  /** Only at the last: the ways before it. */
  readonly others?: readonly Way[];
}
function reachOf({ way, others }: Reach): string {
  const rest = (others ?? []).map((one) => REACHES[one]).join(' OR ');
  return rest ? `AND (${REACHES[way]} OR NOT (${rest}))` : `AND ${REACHES[way]}`;
}

/** Takes what is due, oldest first. Two that claim at the same time never get the same row. */
export async function claim(
  sql: Sql,
  tenant: string,
  kind: string,
  provider: string,
  most: number,
  now: number,
  reach?: Reach,
): Promise<Claim[]> {
  const { rows } = await sql.query<Claim>({
    name: `delivery-claim ${reach ? [reach.way, ...(reach.others ?? [])].join(' ') : ''}`,
    text: `UPDATE delivery SET state = 'sending', provider = $3, attempts = attempts + 1
      WHERE tenant = $1 AND ctid = ANY (ARRAY (
        SELECT ctid FROM delivery d WHERE tenant = $1 AND kind = $2 AND state = 'due' AND due_at <= $4 AND (provider IS NULL OR provider = $3)
          ${reach ? reachOf(reach) : ''}
        ORDER BY due_at LIMIT $5 FOR UPDATE SKIP LOCKED))
      RETURNING notice, household, stairwell, rung, try, attempts`,
    values: [tenant, kind, provider, now, most],
  });
  return rows;
}

/** Writes down what became of claims. A row that somebody else settled meanwhile stays as it is. */
export async function settle(
  sql: Sql,
  tenant: string,
  done: readonly { readonly claim: Claim; readonly as: Settled }[],
  now: number,
): Promise<void> {
  if (done.length === 0) return;
  await sql.query({
    name: 'delivery-settle',
    text: `UPDATE delivery d SET state = e.state, ref = e.ref, code = e.code, due_at = COALESCE(e.due_at, d.due_at),
        provider = CASE WHEN e.state = 'due' AND NOT e.pinned THEN NULL ELSE d.provider END,
        handed_at = CASE WHEN e.state = 'handed' THEN $10 ELSE d.handed_at END,
        settled_at = CASE WHEN e.state IN ('failed', 'doubt') THEN $10 ELSE NULL END, told = e.state <> 'failed'
      FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::bigint[], $11::boolean[])
        AS e (notice, household, rung, try, state, ref, code, due_at, pinned)
      WHERE d.tenant = $1 AND d.notice = e.notice AND d.household = e.household AND d.rung = e.rung AND d.try = e.try AND d.state = 'sending'`,
    values: [
      tenant,
      ...keyColumns(done.map((one) => one.claim)),
      done.map(({ as }) => as.state),
      done.map(({ as }) => (as.state === 'handed' ? as.ref : null)),
      done.map(({ as }) => (as.state === 'handed' ? null : as.code)),
      done.map(({ as }) => (as.state === 'due' ? as.dueAt : null)),
      now,
      done.map(({ as }) => as.state === 'due' && as.pinned === true),
    ],
  });
}

/**
 * What a sender that died had in hand: nobody knows whether it went out. A provider that knows a repeat by its id is
 * simply told again; with others it stands as a doubt, and the ladder goes on when its time is over.
 * @param ours what this process has in hand itself, after the database was away: of that it will know.
 */
export async function takeOver(
  sql: Sql,
  tenant: string,
  idempotent: readonly string[],
  ours: readonly Claim[],
  now: number,
): Promise<number> {
  const { rowCount } = await sql.query({
    name: 'delivery-take-over',
    text: `UPDATE delivery d SET state = CASE WHEN provider = ANY ($2) THEN 'due' ELSE 'doubt' END, code = 'sender-died',
        settled_at = CASE WHEN provider = ANY ($2) THEN NULL ELSE $3::bigint END
      WHERE tenant = $1 AND state = 'sending' AND NOT EXISTS (SELECT FROM unnest($4::text[], $5::text[], $6::int[], $7::int[]) AS e (n, h, r, t)
        WHERE d.notice = e.n AND d.household = e.h AND d.rung = e.r AND d.try = e.t)`,
    values: [tenant, idempotent, now, ...keyColumns(ours)],
  });
  return rowCount ?? 0;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** How a provider's answer stands in the row. */
export function settledBy(handed: Handed, attempts: number, idempotent: boolean, now: number): Settled {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 10));
  switch (handed.state) {
    case 'taken':
      return { state: 'handed', ref: handed.ref };
    case 'doubt':
      return idempotent
        ? { state: 'due', dueAt: now + wait, code: handed.code, pinned: true }
        : { state: 'doubt', code: handed.code };
    case 'refused':
      return handed.again
        ? { state: 'due', dueAt: now + (handed.waitMs ?? wait), code: handed.code }
        : { state: 'failed', code: handed.code };
  }
}
