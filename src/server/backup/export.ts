import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type pg from 'pg';
import type { Progress } from './verify.ts';

const PAGE = 2_000;

/**
 * Writes the journal of a tenant as lines of JSON, in order, each with the fields of its chain: whoever has the file can
 * check it without us (what is hashed is written down in journal/chain.ts). `data` stands there as text, byte for byte
 * as it was hashed. Returns the number of events.
 */
export async function exportJournal(
  db: Pick<pg.Pool, 'query'>,
  tenant: string,
  out: Writable,
  options: { readonly after?: number; readonly progress?: Progress } = {},
): Promise<number> {
  const { rows: heads } = await db.query<{ seq: number }>('SELECT seq FROM head WHERE tenant = $1', [tenant]);
  const total = heads[0]?.seq;
  if (total === undefined) throw new RangeError(`there is no tenant '${tenant}'`);
  let last = options.after ?? 0;
  let count = 0;
  while (last < total) {
    const { rows } = await db.query<{ seq: number }>({
      name: 'export-page',
      text: `SELECT tenant, seq, stream, version, type, data::text AS data, person, unit, at, occurred_at, command_id::text AS command_id, digest,
          encode(prev_hash, 'hex') AS prev_hash, encode(hash, 'hex') AS hash
        FROM journal WHERE tenant = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT ${PAGE}`,
      values: [tenant, last, total],
    });
    const end = rows.at(-1);
    if (!end) break;
    if (!out.write(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`)) await once(out, 'drain');
    last = end.seq;
    count += rows.length;
    options.progress?.({ tenant, done: last, total });
  }
  return count;
}
