import { mkdir, open, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { type Configstore, FileStore } from '@tus/file-store';
import type { Server } from '@tus/server';
import type { UploadMetadata } from '../../contract/media.ts';
import type { Sql } from '../access/sql.ts';
import { MEDIA_LIMITS, MediaRefused } from './limits.ts';

type Upload = Awaited<ReturnType<Server['datastore']['getUpload']>>;

/** An upload that is not done: who sends it, and what was said of it when it began. */
export interface Unfinished {
  readonly tenant: string;
  readonly id: string;
  readonly owner: string;
  readonly bytes: number;
  readonly said: UploadMetadata;
  readonly created_at: number;
  readonly until: number;
}

/** `tenant/id`: how tus knows an upload, and where its bytes lie below `uploads/`. */
export const keyOf = (tenant: string, id: string): string => `${tenant}/${id}`;
function partsOf(key: string): [tenant: string, id: string] {
  const [tenant = '', id = ''] = key.split('/');
  return [tenant, id];
}

/** The rows of what is on its way in, where tus keeps files of JSON beside the bytes. */
export class UnfinishedRows implements Configstore {
  private readonly sql: Sql;
  constructor(sql: Sql) {
    this.sql = sql;
  }

  async find(tenant: string, id: string): Promise<Unfinished | undefined> {
    const { rows } = await this.sql.query<Unfinished>(
      'SELECT tenant, id, owner, bytes, said, created_at, until FROM media_upload WHERE tenant = $1 AND id = $2',
      [tenant, id],
    );
    return rows[0];
  }

  /** False when the id is taken. */
  async begin(row: Unfinished): Promise<boolean> {
    const { rowCount } = await this.sql.query(
      `INSERT INTO media_upload (tenant, id, owner, bytes, said, created_at, until) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT DO NOTHING`,
      [row.tenant, row.id, row.owner, row.bytes, JSON.stringify(row.said), row.created_at, row.until],
    );
    return rowCount === 1;
  }

  async countOf(tenant: string, owner: string): Promise<number> {
    const { rows } = await this.sql.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM media_upload WHERE tenant = $1 AND owner = $2',
      [tenant, owner],
    );
    return rows[0]?.n ?? 0;
  }

  async past(now: number): Promise<string[]> {
    const { rows } = await this.sql.query<{ tenant: string; id: string }>(
      'SELECT tenant, id FROM media_upload WHERE until <= $1',
      [now],
    );
    return rows.map(({ tenant, id }) => keyOf(tenant, id));
  }

  async get(key: string): Promise<Upload | undefined> {
    const row = await this.find(...partsOf(key));
    return (
      row && ({ id: key, size: row.bytes, offset: 0, creation_date: new Date(row.created_at).toISOString() } as Upload)
    );
  }

  /** Rows are begun before tus hears of an upload, and never change. */
  async set(): Promise<void> {}

  async delete(key: string): Promise<void> {
    await this.sql.query('DELETE FROM media_upload WHERE tenant = $1 AND id = $2', partsOf(key));
  }
}

/** Bytes that have arrived so far; each piece is on disk before it is acknowledged. */
export class PieceStore extends FileStore {
  private readonly free: (folder: string) => Promise<number>;

  constructor(folder: string, rows: UnfinishedRows, free: (folder: string) => Promise<number> = freeBytes) {
    super({
      directory: folder,
      configstore: rows,
      expirationPeriodInMilliseconds: MEDIA_LIMITS.unfinishedKeptMs,
    });
    this.free = free;
  }

  fileOf(key: string): string {
    return path.join(this.directory, ...partsOf(key));
  }

  /** An empty file where there is none: the process may have ended between row and file. */
  async touch(key: string): Promise<void> {
    const file = this.fileOf(key);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, '', { flag: 'a', mode: 0o600 });
  }

  /** @throws MediaRefused when a file of this size would leave too little to the journal. */
  async room(bytes: number): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    if ((await this.free(this.directory)) < bytes * 2 + MEDIA_LIMITS.reserve) throw new MediaRefused('media.disk-full');
  }

  override async create(upload: Upload): Promise<Upload> {
    await this.touch(upload.id);
    return upload;
  }

  /** A row without its file is gone as well. */
  override async remove(key: string): Promise<void> {
    await rm(this.fileOf(key), { force: true });
    await this.configstore.delete(key);
  }

  override async write(readable: Readable, key: string, offset: number): Promise<number> {
    const file = await open(this.fileOf(key), 'r+');
    let at = offset;
    try {
      for await (const piece of readable) {
        for (let rest = piece as Buffer; rest.length > 0; ) {
          const { bytesWritten } = await file.write(rest, 0, rest.length, at);
          at += bytesWritten;
          rest = rest.subarray(bytesWritten);
        }
      }
      await file.datasync();
    } catch (error) {
      if (['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw new MediaRefused('media.disk-full');
      throw error;
    } finally {
      await file.close();
    }
    return at;
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
