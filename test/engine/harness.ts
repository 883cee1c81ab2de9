import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Database, openPool } from '../../src/server/database/index.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import {
  createEngine,
  type Engine,
  type EngineOptions,
  type Log,
  type TenantMode,
} from '../../src/server/engine/index.ts';
import { leaseCluster } from './cluster.ts';

export interface TestDatabase extends Database {
  readonly name: string;
  /** Closes it and drops it. */
  stop(): Promise<void>;
}

/** An empty database with the schema in place, on the PostgreSQL shared by all tests of this machine. */
export async function testDatabase(): Promise<TestDatabase> {
  const address = await leaseCluster();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(address, `CREATE DATABASE ${name}`);
  const config: pg.ClientConfig = { ...address, database: name };
  const pool = openPool(config, 8);
  await migrate(pool);
  return {
    name,
    config,
    pool,
    pid: () => undefined,
    async stop() {
      await pool.end();
      await onServer(address, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(address: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client({ ...address, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Collects what the engine complains of; a test that expects none checks that `lines` is empty. */
export function memoryLog(): Log & { readonly lines: { level: string; fields: object; message: string }[] } {
  const lines: { level: string; fields: object; message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

export interface EngineWorld {
  readonly engine: Engine;
  readonly database: TestDatabase;
  /** The one tenant made for the test: 'test', a drill whose clock stands still at `START`. */
  readonly tenant: string;
  readonly log: ReturnType<typeof memoryLog>;
}

/** 2021-07-23T00:00:00+08:00 */
export const START = 1_626_969_600_000;

/** Runs `work` with an engine on a database of its own; both are gone afterwards. Time moves only by `advance`. */
export async function withEngine<W>(
  options: Omit<EngineOptions<W>, 'database' | 'log'> & { readonly mode?: TenantMode },
  work: (world: EngineWorld) => Promise<void>,
): Promise<void> {
  const database = await testDatabase();
  const log = memoryLog();
  const { mode = 'drill', ...rest } = options;
  const engine = createEngine({ timers: false, ...rest, database, log });
  try {
    await engine.createTenant(
      mode === 'real'
        ? { id: 'test', mode, name: 'Test' }
        : { id: 'test', mode, name: 'Test', clock: { at: START, since: 0, speed: 0 } },
    );
    await work({ engine, database, tenant: 'test', log });
  } finally {
    await engine.stop();
    await database.stop();
  }
}
