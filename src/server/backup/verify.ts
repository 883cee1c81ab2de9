import type pg from 'pg';
import { digestNamed, FIRST_HASH, hashRow } from '../journal/index.ts';

export interface BadRow {
  readonly tenant: string;
  /** Place of the first row that is wrong, or where the row is missing. */
  readonly seq: number;
  readonly reason: string;
}

export interface VerifyResult {
  readonly ok: boolean;
  readonly tenants: readonly { readonly tenant: string; readonly events: number; readonly lastSeq: number }[];
  /** The first bad row of the first bad tenant. */
  readonly bad?: BadRow;
}

export type Progress = (step: { readonly tenant: string; readonly done: number; readonly total: number }) => void;

const PAGE = 5_000;

interface Row {
  seq: number;
  stream: string;
  version: number;
  type: string;
  data: string;
  person: string;
  unit: string | null;
  at: number;
  occurred_at: number;
  command_id: string;
  digest: string;
  prev_hash: string;
  hash: string;
}

type Queryable = Pick<pg.Pool, 'query'>;

/**
 * Walks the chain of every tenant (or one) from the first row to the head and names the first row that is not what was
 * written. Reads in pages; what is written meanwhile is left for the next time. About 100,000 rows take a second or two.
 */
export async function verifyJournal(
  db: Queryable,
  options: { readonly tenant?: string; readonly progress?: Progress } = {},
): Promise<VerifyResult> {
  const { rows: heads } = await db.query<{ tenant: string; seq: number; hash: string; at: number }>(
    `SELECT tenant, seq, encode(hash, 'hex') AS hash, at FROM head ${options.tenant ? 'WHERE tenant = $1' : ''} ORDER BY tenant`,
    options.tenant ? [options.tenant] : [],
  );
  const tenants: { tenant: string; events: number; lastSeq: number }[] = [];
  for (const head of heads) {
    const bad = await verifyTenant(db, head, options.progress);
    if (bad) return { ok: false, tenants, bad };
    tenants.push({ tenant: head.tenant, events: head.seq, lastSeq: head.seq });
  }
  const { rows: headless } = await db.query<{ tenant: string; seq: number }>(
    'SELECT tenant, min(seq) AS seq FROM journal j WHERE NOT EXISTS (SELECT FROM head h WHERE h.tenant = j.tenant) GROUP BY tenant ORDER BY tenant LIMIT 1',
  );
  if (headless[0]) return { ok: false, tenants, bad: { ...headless[0], reason: 'events of a tenant without a head' } };
  return { ok: true, tenants };
}

async function verifyTenant(
  db: Queryable,
  head: { tenant: string; seq: number; hash: string },
  progress: Progress | undefined,
): Promise<BadRow | undefined> {
  const { tenant } = head;
  let last = 0;
  let hash = FIRST_HASH;
  let at = 0;
  progress?.({ tenant, done: 0, total: head.seq });
  while (last < head.seq) {
    const { rows } = await db.query<Row>({
      name: 'verify-page',
      text: `SELECT seq, stream, version, type, data::text AS data, person, unit, at, occurred_at, command_id::text AS command_id, digest,
          encode(prev_hash, 'hex') AS prev_hash, encode(hash, 'hex') AS hash
        FROM journal WHERE tenant = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT ${PAGE}`,
      values: [tenant, last, head.seq],
    });
    if (rows.length === 0)
      return { tenant, seq: last + 1, reason: `the row is missing; the journal should reach ${head.seq}` };
    for (const row of rows) {
      const reason = wrong(tenant, row, last, hash, at);
      if (reason) return { tenant, seq: Math.min(row.seq, last + 1), reason };
      ({ seq: last, hash, at } = row);
    }
    progress?.({ tenant, done: last, total: head.seq });
  }
  if (hash !== head.hash)
    return { tenant, seq: last, reason: 'the last row is not the one that the head was moved to' };
  const { rows: beyond } = await db.query<{ seq: number }>(
    `SELECT j.seq FROM journal j JOIN head h USING (tenant) WHERE j.tenant = $1 AND j.seq > h.seq ORDER BY j.seq LIMIT 1`,
    [tenant],
  );
  if (beyond[0]) return { tenant, seq: beyond[0].seq, reason: 'the row lies beyond the head' };
  return undefined;
}

function wrong(tenant: string, row: Row, last: number, hash: string, at: number): string | undefined {
  if (row.seq !== last + 1) return row.seq < 1 ? 'the place is not a place' : 'the row is missing';
  if (row.prev_hash !== hash) return 'it does not follow from the row before it';
  if (row.at < at) return 'it was recorded before the row before it';
  try {
    digestNamed(row.digest);
  } catch {
    return `its digest '${row.digest}' is not known here`;
  }
  const own = hashRow(
    tenant,
    {
      seq: row.seq,
      stream: row.stream,
      version: row.version,
      type: row.type,
      person: row.person,
      unit: row.unit,
      at: row.at,
      occurredAt: row.occurred_at,
      commandId: row.command_id,
      data: row.data,
    },
    row.digest,
    hash,
  );
  return own === row.hash ? undefined : 'its content is not what was hashed';
}
