import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Sending } from '../../domain/notices/index.ts';

/** A try as it is written down. */
export interface Owed extends Sending {
  readonly notice: string;
  readonly stairwell: string;
  /** Tenant time. */
  readonly dueAt: number;
}

/** Rows in one piece of the COPY stream: some 100 kB. */
const PIECE = 1_000;
/** Fewer rows than this are cheaper by INSERT. */
const WORTH_A_COPY = 500;
const COLUMNS = 'tenant, notice, household, rung, try, stairwell, kind, state, due_at';

/** Ids come from district data and commands; COPY's text format needs these few escaped. */
function escaped(value: string): string {
  return /[\\\t\n\r]/.test(value)
    ? value.replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[c] ?? '\\r')
    : value;
}

function* copyText(tenant: string, rows: readonly Owed[]): Generator<string> {
  const who = escaped(tenant);
  for (let from = 0; from < rows.length; from += PIECE) {
    let text = '';
    for (const row of rows.slice(from, from + PIECE))
      text += `${who}\t${escaped(row.notice)}\t${escaped(row.household)}\t${row.rung}\t${row.try}\t${escaped(row.stairwell)}\t${row.channel}\tdue\t${row.dueAt}\n`;
    yield text;
  }
}

interface Key {
  readonly notice: string;
  readonly household: string;
  readonly rung: number;
  readonly try: number;
}

/** The key of rows as the four columns that `unnest` puts together again: notice, household, rung, try. */
export function keyColumns(rows: readonly Key[]): [string[], string[], number[], number[]] {
  return [
    rows.map((row) => row.notice),
    rows.map((row) => row.household),
    rows.map((row) => row.rung),
    rows.map((row) => row.try),
  ];
}

/** Tries that cannot have been written before (the doors have just been opened): in the caller's transaction. */
export async function writeFresh(client: pg.PoolClient, tenant: string, rows: readonly Owed[]): Promise<void> {
  if (rows.length < WORTH_A_COPY) return writeMissing(client, tenant, rows);
  const sink = client.query(copyFrom(`COPY delivery (${COLUMNS}) FROM STDIN`));
  await pipeline(Readable.from(copyText(tenant, rows)), sink);
}

/** Tries of which some may be there already; those stay as they are, whatever became of them. */
export async function writeMissing(db: Pick<pg.Pool, 'query'>, tenant: string, rows: readonly Owed[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query({
    name: 'delivery-missing',
    text: `INSERT INTO delivery (${COLUMNS})
      SELECT $1, n, h, r, t, s, k, 'due', d FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::bigint[]) AS e (n, h, r, t, s, k, d)
      ON CONFLICT (tenant, notice, household, rung, try) DO NOTHING`,
    values: [
      tenant,
      ...keyColumns(rows),
      rows.map((row) => row.stairwell),
      rows.map((row) => row.channel),
      rows.map((row) => row.dueAt),
    ],
  });
}

/** How a household stands: the try owed to it, if any. */
export interface Standing {
  readonly notice: string;
  readonly household: string;
  readonly owed: Sending | undefined;
}

/** What waits and is no longer owed is dropped; what is on its way cannot be held any more. */
export async function dropOthers(
  db: Pick<pg.Pool, 'query'>,
  tenant: string,
  standings: readonly Standing[],
): Promise<void> {
  if (standings.length === 0) return;
  await db.query({
    name: 'delivery-drop',
    text: `UPDATE delivery d SET state = 'dropped'
      FROM unnest($2::text[], $3::text[], $4::int[], $5::int[]) AS e (n, h, r, t)
      WHERE d.tenant = $1 AND d.notice = e.n AND d.household = e.h AND d.state = 'due' AND NOT (d.rung = e.r AND d.try = e.t)`,
    values: [
      tenant,
      standings.map((one) => one.notice),
      standings.map((one) => one.household),
      standings.map((one) => one.owed?.rung ?? -1),
      standings.map((one) => one.owed?.try ?? -1),
    ],
  });
}
