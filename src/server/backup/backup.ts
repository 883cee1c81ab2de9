import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { MediaFiles } from '../media/index.ts';
import { writeFiles } from './files.ts';
import { type BackupProgress, type BackupSummary, FORMAT, type Manifest, ROWS_END } from './format.ts';
import { migrationsApplied, partitions, quoted, tablesInOrder } from './schema.ts';

const LF = 10;

/**
 * Writes everything in the database and all media to `file`, as it stood at one moment, while others go on writing.
 * The file appears under its name only when it is whole and on disk.
 */
export async function backup(
  config: pg.ClientConfig,
  file: string,
  options: { readonly madeAt: Date; readonly media: MediaFiles; readonly progress?: BackupProgress },
): Promise<BackupSummary> {
  const client = new pg.Client(config);
  await client.connect();
  const half = `${file}.part`;
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const gzip = createGzip({ level: 6 });
    const sink = createWriteStream(half, { mode: 0o600 });
    const written = finished(gzip.pipe(sink));
    // Awaited at the end; an early failure (disk full) must not count as unhandled in between.
    written.catch(() => {});
    const put = async (chunk: Buffer | string) => {
      if (!gzip.write(chunk))
        await Promise.race([
          once(gzip, 'drain'),
          written.then(() => Promise.reject(new Error('the backup file was closed'))),
        ]);
    };
    const manifest: Manifest = {
      format: FORMAT,
      madeAt: options.madeAt.toISOString(),
      server: (await client.query<{ v: string }>(`SELECT current_setting('server_version') AS v`)).rows[0]?.v ?? '',
      migrations: await migrationsApplied(client),
      sequences: await sequences(client),
      partitions: await partitions(client),
    };
    await put(`${JSON.stringify(manifest)}\n`);
    const tables = await tablesInOrder(client);
    const summary: { name: string; rows: number }[] = [];
    for (const [index, { name, columns }] of tables.entries()) {
      await put(`${JSON.stringify({ table: name, columns })}\n`);
      const digest = createHash('sha256');
      let rows = 0;
      options.progress?.({ table: name, index, tables: tables.length, rows });
      const source = client.query(
        copyTo(`COPY (SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(name)}) TO STDOUT`),
      );
      for await (const chunk of source as AsyncIterable<Buffer>) {
        digest.update(chunk);
        for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) rows += 1;
        await put(chunk);
        options.progress?.({ table: name, index, tables: tables.length, rows });
      }
      await put(`${ROWS_END}\n${JSON.stringify({ rows, sha256: digest.digest('hex') })}\n`);
      summary.push({ name, rows });
    }
    const kept = await writeFiles(client, options.media, put, (files) =>
      options.progress?.({ table: 'files', index: tables.length, tables: tables.length, rows: files }),
    );
    await put(`${JSON.stringify({ end: true, tables: tables.length, files: kept.files })}\n`);
    gzip.end();
    await written;
    await client.query('COMMIT');
    await toDisk(half);
    await rename(half, file);
    return {
      tables: summary,
      rows: summary.reduce((sum, table) => sum + table.rows, 0),
      files: kept.files,
      ...(kept.missing > 0 ? { missing: kept.missing } : {}),
    };
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function sequences(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; last: number | null }>(
    'SELECT sequencename AS name, last_value AS last FROM pg_sequences WHERE schemaname = current_schema()',
  );
  return Object.fromEntries(rows.flatMap(({ name, last }) => (last === null ? [] : [[name, last]])));
}

async function toDisk(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
