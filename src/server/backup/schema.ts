import type pg from 'pg';

export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

type Queryable = Pick<pg.ClientBase, 'query'>;

/** Which migrations made the schema: goes into the file by name, not as rows. */
export const LEDGER = 'migration';

/** All tables but the ledger, with their stored columns, those that are referred to before those that refer to them. */
export async function tablesInOrder(db: Queryable): Promise<TableShape[]> {
  const { rows } = await db.query<{ name: string; columns: string[]; refers: string[] }>(`
    SELECT c.relname AS name,
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      COALESCE((SELECT array_agg(DISTINCT r.relname::text) FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid), '{}') AS refers
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '${LEDGER}'
    ORDER BY c.relname`);
  const ordered: TableShape[] = [];
  const left = new Map(rows.map((row) => [row.name, row]));
  while (left.size > 0) {
    const free = [...left.values()].filter((row) => row.refers.every((name) => !left.has(name)));
    if (free.length === 0) throw new Error(`tables refer to each other in a ring: ${[...left.keys()].join(', ')}`);
    for (const { name, columns } of free) {
      ordered.push({ name, columns });
      left.delete(name);
    }
  }
  return ordered;
}

export async function migrationsApplied(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(`SELECT name FROM ${LEDGER} ORDER BY name`);
  return rows.map((row) => row.name);
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A part of a table that is split by ranges of whole numbers (machine readings by week). */
export interface Partition {
  readonly name: string;
  readonly of: string;
  readonly from: number;
  readonly to: number;
}

export async function partitions(db: Queryable): Promise<Partition[]> {
  const { rows } = await db.query<{ name: string; of: string; bound: string }>(`
    SELECT c.relname AS name, p.relname AS of, pg_get_expr(c.relpartbound, c.oid) AS bound
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relispartition ORDER BY c.relname`);
  return rows.map(({ name, of, bound }) => {
    const [, from, to] = /^FOR VALUES FROM \('?(-?\d+)'?\) TO \('?(-?\d+)'?\)$/.exec(bound) ?? [];
    if (from === undefined || to === undefined)
      throw new Error(`the part '${name}' of '${of}' is not a range of whole numbers: ${bound}`);
    return { name, of, from: Number(from), to: Number(to) };
  });
}

/** Makes a part that is missing. @throws RangeError for what cannot have come from `partitions`. */
export async function makePartition(db: Queryable, { name, of, from, to }: Partition): Promise<void> {
  if (![name, of].every((one) => /^[a-z][a-z0-9_]{0,62}$/.test(one)) || ![from, to].every(Number.isSafeInteger))
    throw new RangeError(`'${name}' is no part of a table`);
  await db.query(
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} PARTITION OF ${quoted(of)} FOR VALUES FROM (${from}) TO (${to})`,
  );
}
