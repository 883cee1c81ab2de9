import { hash, randomBytes, randomUUID } from 'node:crypto';
import type { Open311Key } from '../../contract/open311.ts';
import type { Sql } from '../access/sql.ts';

/** What a key is allowed. */
export interface Key {
  readonly id: string;
  readonly perMinute: number;
}
export interface Kept {
  readonly case: string;
  readonly key: string;
  readonly token: string;
  readonly mediaUrl?: string;
}

/** 32 random bytes need no slow digest: there is nothing to guess. */
const digestOf = (key: string): string => hash('sha256', key);
/** When a key was used last is written at most so often. */
const USED_EVERY_MS = 60_000;

/** Keys and the setting of the GeoReport door, and what was handed in with which key. */
export class Open311Store {
  private readonly sql: Sql;
  private readonly realTime: () => number;
  constructor(sql: Sql, realTime: () => number) {
    this.sql = sql;
    this.realTime = realTime;
  }

  async publicRead(tenant: string): Promise<boolean> {
    const { rows } = await this.sql.query<{ open: boolean }>(
      'SELECT public_read AS open FROM open311_door WHERE tenant = $1',
      [tenant],
    );
    return rows[0]?.open ?? false;
  }

  async setPublicRead(tenant: string, open: boolean): Promise<void> {
    await this.sql.query(
      `INSERT INTO open311_door (tenant, public_read, changed_at) VALUES ($1, $2, $3)
       ON CONFLICT (tenant) DO UPDATE SET public_read = EXCLUDED.public_read, changed_at = EXCLUDED.changed_at`,
      [tenant, open, this.realTime()],
    );
  }

  /** Newest first, those withdrawn after the others. */
  async keys(tenant: string): Promise<Open311Key[]> {
    const { rows } = await this.sql.query<Open311Key>(
      `SELECT id, name, per_minute AS "perMinute", created_at AS "createdAt", used_at AS "usedAt", withdrawn_at AS "withdrawnAt",
         (SELECT count(*)::int FROM open311_report r WHERE r.tenant = k.tenant AND r.key = k.id) AS reports
       FROM open311_key k WHERE tenant = $1 ORDER BY withdrawn_at IS NOT NULL, created_at DESC, id`,
      [tenant],
    );
    return rows;
  }

  /** Makes a key and answers it, for the only time; undefined when `most` of them are in force. */
  async make(
    tenant: string,
    { name, perMinute, by, most }: { name: string; perMinute: number; by: string; most: number },
  ): Promise<{ id: string; key: string } | undefined> {
    const id = randomUUID();
    const key = `yp_${randomBytes(32).toString('base64url')}`;
    const { rowCount } = await this.sql.query(
      `INSERT INTO open311_key (tenant, id, name, digest, per_minute, created_at, created_by) SELECT $1, $2, $3, $4, $5, $6, $7
       WHERE (SELECT count(*) FROM open311_key WHERE tenant = $1 AND withdrawn_at IS NULL) < $8`,
      [tenant, id, name, digestOf(key), perMinute, this.realTime(), by, most],
    );
    return rowCount === 1 ? { id, key } : undefined;
  }

  async withdraw(tenant: string, id: string): Promise<boolean> {
    const { rowCount } = await this.sql.query(
      'UPDATE open311_key SET withdrawn_at = $3 WHERE tenant = $1 AND id = $2 AND withdrawn_at IS NULL',
      [tenant, id, this.realTime()],
    );
    return rowCount === 1;
  }

  /** The key of this district; undefined when there is none, when it was withdrawn, or when it opens another district. */
  async find(tenant: string, key: string): Promise<Key | undefined> {
    const { rows } = await this.sql.query<Key & { usedAt: number | null }>(
      `SELECT id, per_minute AS "perMinute", used_at AS "usedAt" FROM open311_key
       WHERE digest = $2 AND tenant = $1 AND withdrawn_at IS NULL`,
      [tenant, digestOf(key)],
    );
    const [row] = rows;
    if (!row) return undefined;
    const now = this.realTime();
    if (row.usedAt === null || now - row.usedAt > USED_EVERY_MS)
      await this.sql.query('UPDATE open311_key SET used_at = $3 WHERE tenant = $1 AND id = $2', [tenant, row.id, now]);
    return row;
  }

  /** A repeat changes nothing. */
  async keep(tenant: string, { case: id, key, token, mediaUrl }: Kept): Promise<void> {
    await this.sql.query(
      'INSERT INTO open311_report (tenant, case_id, key, token, media_url, kept_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
      [tenant, id, key, token, mediaUrl ?? null, this.realTime()],
    );
  }

  async caseOf(tenant: string, token: string): Promise<string | undefined> {
    const { rows } = await this.sql.query<{ id: string }>(
      'SELECT case_id AS id FROM open311_report WHERE tenant = $1 AND token = $2',
      [tenant, token],
    );
    return rows[0]?.id;
  }
}
