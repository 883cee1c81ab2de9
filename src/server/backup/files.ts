import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { digestOf, type MediaFiles, toDisk } from '../media/index.ts';
import { BackupError, type BackupProgress, type FileStart, ROWS_END } from './format.ts';

type Queryable = Pick<pg.Pool, 'query'>;

/** Bytes of a line before they are written as base64: a multiple of three, so that lines need no filling but the last. */
const PIECE = 48 * 1024;

const KEPT = `SELECT DISTINCT tenant, sha256, bytes FROM media WHERE sha256 IS NOT NULL AND refused IS NULL ORDER BY tenant, sha256`;

export interface FilesDone {
  readonly files: number;
  /** Were erased while the backup was made, or are lost: `verify` tells which. */
  readonly missing: number;
}

/** Writes the originals of all media of the snapshot; what is shown is made from them again. */
export async function writeFiles(
  client: Queryable,
  media: MediaFiles,
  put: (chunk: Buffer | string) => Promise<void>,
  progress: (files: number) => void,
): Promise<FilesDone> {
  const { rows } = await client.query<{ tenant: string; sha256: string; bytes: number }>(KEPT);
  let files = 0;
  for (const { tenant, sha256, bytes } of rows) {
    const file = media.original(tenant, sha256);
    if (!(await media.has(file))) continue;
    const head: FileStart = { file: sha256, tenant, bytes };
    await put(`${JSON.stringify(head)}\n`);
    for await (const piece of createReadStream(file, { highWaterMark: PIECE }))
      await put(`${(piece as Buffer).toString('base64')}\n`);
    await put(`${ROWS_END}\n`);
    files += 1;
    progress(files);
  }
  return { files, missing: rows.length - files };
}

/** Brings one file back to its place; its name is the digest of what it has to be. Answers where it lies now. */
export async function readFile(
  media: MediaFiles,
  { tenant, file: sha256 }: FileStart,
  next: () => Promise<Buffer>,
): Promise<string> {
  let to: string;
  try {
    to = media.original(tenant, sha256);
  } catch (cause) {
    throw new BackupError('the backup is damaged: a file has no proper name', cause);
  }
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const half = `${to}.part`;
  const digest = createHash('sha256');
  const handle = await open(half, 'w', 0o600);
  try {
    for (;;) {
      const line = (await next()).toString('latin1');
      if (line === `${ROWS_END}\n`) break;
      const bytes = Buffer.from(line, 'base64');
      digest.update(bytes);
      await handle.write(bytes);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (digest.digest('hex') !== sha256) {
    await rm(half, { force: true });
    throw new BackupError(`the backup is damaged: the file ${sha256.slice(0, 12)}… does not match its checksum`);
  }
  await rename(half, to);
  await toDisk(path.dirname(to));
  return to;
}

export interface BadFile {
  readonly tenant: string;
  /** Media id. */
  readonly id: string;
  readonly reason: string;
  /** First event of the journal that names it. */
  readonly seq?: number;
}

export interface MediaVerified {
  readonly files: number;
  readonly bad: readonly BadFile[];
}

/** Looks whether every piece of media that was not erased is there and is what it was, and names those that are not. */
export async function verifyMedia(
  db: Queryable,
  media: MediaFiles,
  options: { readonly tenant?: string; readonly progress?: BackupProgress } = {},
): Promise<MediaVerified> {
  const { rows } = await db.query<{ tenant: string; id: string; sha256: string }>(
    `SELECT tenant, id, sha256 FROM media WHERE sha256 IS NOT NULL AND refused IS NULL ${options.tenant ? 'AND tenant = $1' : ''} ORDER BY tenant, id`,
    options.tenant ? [options.tenant] : [],
  );
  const bad: BadFile[] = [];
  for (const [n, { tenant, id, sha256 }] of rows.entries()) {
    const file = media.original(tenant, sha256);
    const reason = !(await media.has(file))
      ? 'its file is missing'
      : (await digestOf(file)) !== sha256
        ? 'its file is not what was taken in'
        : undefined;
    options.progress?.({ table: 'media', index: 0, tables: 1, rows: n + 1 });
    if (reason) bad.push({ tenant, id, reason, ...(await named(db, tenant, id)) });
  }
  return { files: rows.length, bad };
}

async function named(db: Queryable, tenant: string, id: string): Promise<{ seq?: number }> {
  const { rows } = await db.query<{ seq: number | null }>(
    'SELECT min(seq) AS seq FROM journal WHERE tenant = $1 AND strpos(data::text, $2) > 0',
    [tenant, `"${id}"`],
  );
  const seq = rows[0]?.seq;
  return typeof seq === 'number' ? { seq } : {};
}
