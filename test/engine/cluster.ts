import { spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * One PostgreSQL for all tests that run on this machine at the same time, whatever process they run in: a keeper
 * process starts it, watches the leases (one file per test process) and stops it when the last has been gone a while.
 */
export const FOLDER = join(tmpdir(), `yiping-test-${process.getuid?.() ?? 0}`);
export const LEASES = join(FOLDER, 'leases');
export const READY = join(FOLDER, 'ready.json');
export const KEEPER = join(FOLDER, 'keeper.pid');

export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

const PATIENCE_MS = 90_000;

/** Takes a lease on the cluster, starting it if nobody has, and says where it is. */
export function leaseCluster(): Promise<Address> {
  lease ??= takeLease();
  return lease;
}
let lease: Promise<Address> | undefined;

async function takeLease(): Promise<Address> {
  mkdirSync(LEASES, { recursive: true });
  chmodSync(FOLDER, 0o755);
  writeFileSync(join(LEASES, String(process.pid)), '');
  process.once('exit', () => rmSync(join(LEASES, String(process.pid)), { force: true }));
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (keeperAlive()) {
      if (existsSync(READY)) return JSON.parse(readFileSync(READY, 'utf8')) as Address;
    } else startKeeper();
    await sleep(50);
  }
  throw new Error(`the test database did not start; see ${join(FOLDER, 'keeper.log')}`);
}

export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function keeperAlive(): boolean {
  try {
    return processAlive(Number(readFileSync(KEEPER, 'utf8')));
  } catch {
    return false;
  }
}

/** The file made with 'wx' is the lock: of several that find no keeper, one makes it. */
function startKeeper(): void {
  const lock = join(FOLDER, 'starting');
  let handle: number;
  try {
    handle = openSync(lock, 'wx');
  } catch {
    const holder = Number(readFileSync(lock, { encoding: 'utf8', flag: 'a+' }));
    if (holder && !processAlive(holder)) rmSync(lock, { force: true });
    return;
  }
  try {
    writeFileSync(handle, String(process.pid));
    if (keeperAlive()) return;
    rmSync(READY, { force: true });
    const log = openSync(join(FOLDER, 'keeper.log'), 'a');
    const keeper = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./keeper.ts', import.meta.url))],
      { detached: true, stdio: ['ignore', log, log] },
    );
    closeSync(log);
    writeFileSync(KEEPER, String(keeper.pid));
    keeper.unref();
  } finally {
    closeSync(handle);
    rmSync(lock, { force: true });
  }
}
