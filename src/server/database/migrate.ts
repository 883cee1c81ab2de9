import type pg from 'pg';
import { migrations } from './migrations/index.ts';

/** Any number does, as long as all nodes use the same one. */
const ADVISORY_LOCK = 7_221_001;

/** Applies what is missing, in order, each in its own transaction, under a lock that other nodes wait for. Returns the names applied. */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (name text COLLATE "C" PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migration');
    const done = new Set(rows.map((row) => row.name));
    for (const { name, sql } of migrations) {
      if (done.has(name)) continue;
      await client.query('BEGIN');
      try {
        await client.query(sql);
        await client.query('INSERT INTO migration (name) VALUES ($1)', [name]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
      applied.push(name);
    }
    await client.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK]);
    return applied;
  } finally {
    client.release();
  }
}
