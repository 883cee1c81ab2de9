import { join } from 'node:path';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { type Supervisor, supervise } from './supervisor.ts';

/** An open PostgreSQL ≥ 15 with the schema in place. */
export interface Database {
  /** How to open further connections (LISTEN, COPY, a second engine). */
  readonly config: pg.ClientConfig;
  readonly pool: pg.Pool;
  /** Process id of the embedded postmaster; undefined with DATABASE_URL. */
  pid(): number | undefined;
  /** Closes the pool, and stops the embedded PostgreSQL if this process started it. */
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** Folder of all data (YIPING_DATA); the embedded cluster lives in `postgres/` below it. */
  readonly folder?: string;
  /** Use this PostgreSQL instead of the embedded one. */
  readonly url?: string;
  /** Name of the database inside the embedded cluster (default 'yiping'). */
  readonly name?: string;
  /** Settings of the embedded PostgreSQL beyond the standing ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Most connections in the pool (default 12). */
  readonly connections?: number;
  readonly say?: (message: string) => void;
}

// Journal places and instants are whole numbers below 2^53: read them as numbers, not as text.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const OLDEST = 150_000; // server_version_num of PostgreSQL 15

/** Opens (and if need be makes, starts, migrates) the database. Throws an Error that says what to do. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  let supervisor: Supervisor | undefined;
  let config: pg.ClientConfig;
  if (options.url) config = { connectionString: options.url };
  else {
    if (!options.folder) throw new Error('a data folder or a DATABASE_URL is needed');
    supervisor = await supervise({
      folder: join(options.folder, 'postgres'),
      settings: options.settings,
      say: options.say,
    });
    const name = options.name ?? 'yiping';
    config = { host: supervisor.host, port: supervisor.port, user: supervisor.user, database: name };
    await ensureDatabase(config, name);
  }
  const pool = openPool(config, options.connections ?? 12);
  try {
    const { rows } = await pool.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    );
    if ((rows[0]?.version ?? 0) < OLDEST) throw new Error('PostgreSQL 15 or newer is needed');
    await migrate(pool);
  } catch (error) {
    await pool.end();
    await supervisor?.stop();
    throw error;
  }
  return {
    config,
    pool,
    pid: () => supervisor?.pid(),
    async stop() {
      await pool.end();
      await supervisor?.stop();
    },
  };
}

export function openPool(config: pg.ClientConfig, connections: number): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  // An idle connection that dies with its server is replaced on next use; whoever was using one is told by its query.
  pool.on('error', () => {});
  // One that is taken out and dies between two queries would end the program: whoever holds it is told by its next query.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

async function ensureDatabase(config: pg.ClientConfig, name: string): Promise<void> {
  const client = new pg.Client({ ...config, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== '42P04' && code !== '23505') throw error; // two processes at once: it exists now
  } finally {
    await client.end();
  }
}
