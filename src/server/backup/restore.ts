import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrations } from '../database/migrations/index.ts';
import type { MediaFiles } from '../media/index.ts';
import { readFile } from './files.ts';
import {
  BackupError,
  type BackupProgress,
  type BackupSummary,
  type FileEnd,
  type FileStart,
  FORMAT,
  type Manifest,
  OLDER,
  ROWS_END,
  type TableEnd,
  type TableStart,
} from './format.ts';
import { linesOf } from './lines.ts';
import { makePartition, quoted, tablesInOrder } from './schema.ts';
import { verifyJournal } from './verify.ts';

/** Rows are handed on in pieces of about this size. */
const PIECE = 64 * 1024;

/**
 * Reads a backup into an empty database whose schema is in place (openDatabase). One transaction: checksums and the
 * journal's chain are checked before it commits, so it is all there or nothing is.
 * @throws BackupError with the reason, the database being as it was.
 */
export async function restore(
  config: pg.ClientConfig,
  file: string,
  options: { readonly media: MediaFiles; readonly progress?: BackupProgress },
): Promise<BackupSummary> {
  const client = new pg.Client(config);
  await client.connect();
  const brought: string[] = [];
  try {
    await client.query('BEGIN');
    const shapes = new Map((await tablesInOrder(client)).map((table) => [table.name, table]));
    for (const { name } of shapes.values()) {
      const { rowCount } = await client.query(`SELECT FROM ${quoted(name)} LIMIT 1`);
      if (rowCount) throw new BackupError(`the database is not empty: there are rows in '${name}'`);
    }
    const summary = await readInto(client, file, shapes, brought, options);
    const { bad } = await verifyJournal(client as unknown as pg.Pool);
    if (bad)
      throw new BackupError(`the journal in the backup is not sound: ${bad.tenant}, seq ${bad.seq}: ${bad.reason}`);
    await client.query('COMMIT');
    return summary;
  } catch (error) {
    for (const one of brought) await rm(one, { force: true });
    if (error instanceof BackupError) throw error;
    throw new BackupError(
      `the backup cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  } finally {
    // What was not committed is gone with the connection.
    await client.end().catch(() => {});
  }
}

async function readInto(
  client: pg.Client,
  file: string,
  shapes: ReadonlyMap<string, { readonly columns: readonly string[] }>,
  brought: string[],
  { media, progress }: { readonly media: MediaFiles; readonly progress?: BackupProgress },
): Promise<BackupSummary> {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.once('error', (error) => unpacked.destroy(error));
  const lines = linesOf(source.pipe(unpacked))[Symbol.asyncIterator]();
  const next = async (): Promise<Buffer> => {
    const { value, done } = await lines.next();
    if (done) throw new BackupError('the backup is cut short');
    return value;
  };
  const json = async <T>(): Promise<T> => {
    const line = await next();
    try {
      return JSON.parse(line.toString('utf8')) as T;
    } catch (cause) {
      throw new BackupError('the backup is damaged: a line that should be JSON is not', cause);
    }
  };
  const manifest = await json<Manifest>();
  if (manifest.format !== FORMAT && manifest.format !== OLDER)
    throw new BackupError(`this is not a backup of the form ${FORMAT}`);
  const known = new Set(migrations.map((migration) => migration.name));
  const newer = manifest.migrations.filter((name) => !known.has(name));
  if (newer.length > 0)
    throw new BackupError(`the backup was made by a newer version (${newer.join(', ')}); update first`);
  for (const part of manifest.partitions) await makePartition(client, part);
  const summary: { name: string; rows: number }[] = [];
  for (;;) {
    const head = await json<TableStart | FileStart | FileEnd>();
    if ('end' in head) {
      if (head.tables !== summary.length) throw new BackupError('the backup is damaged: tables are missing');
      if ((head.files ?? 0) !== brought.length) throw new BackupError('the backup is damaged: files are missing');
      break;
    }
    if ('file' in head) {
      brought.push(await readFile(media, head, next));
      progress?.({ table: 'files', index: summary.length, tables: shapes.size, rows: brought.length });
      continue;
    }
    const { table, columns } = head;
    const shape = shapes.get(table);
    if (!shape || columns.some((column) => !shape.columns.includes(column)))
      throw new BackupError(`the backup has a table or column that this version does not know: ${table}`);
    const digest = createHash('sha256');
    let rows = 0;
    const report = () => progress?.({ table, index: summary.length, tables: shapes.size, rows });
    report();
    const sink = client.query(copyFrom(`COPY ${quoted(table)} (${columns.map(quoted).join(', ')}) FROM STDIN`));
    const taken = finished(sink);
    taken.catch(() => {});
    let piece: Buffer[] = [];
    let size = 0;
    const hand = async () => {
      const bytes = Buffer.concat(piece);
      piece = [];
      size = 0;
      digest.update(bytes);
      if (!sink.write(bytes)) await Promise.race([once(sink, 'drain'), taken]);
      report();
    };
    for (;;) {
      const line = await next();
      if (line.length === 3 && line.toString('latin1') === `${ROWS_END}\n`) break;
      rows += 1;
      piece.push(line);
      size += line.length;
      if (size >= PIECE) await hand();
    }
    if (size > 0) await hand();
    sink.end();
    await taken;
    const tail = await json<TableEnd>();
    if (tail.rows !== rows || tail.sha256 !== digest.digest('hex'))
      throw new BackupError(`the backup is damaged: the rows of '${table}' do not match their checksum`);
    summary.push({ name: table, rows });
  }
  for (const [name, last] of Object.entries(manifest.sequences))
    await client.query('SELECT setval($1::regclass, $2)', [quoted(name), last]);
  return { tables: summary, rows: summary.reduce((sum, table) => sum + table.rows, 0), files: brought.length };
}
