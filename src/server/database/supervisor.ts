import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Account, databaseAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import {
  alive,
  type ClusterFolders,
  clusterFolders,
  livePostmaster,
  makeCluster,
  type Postmaster,
  SUPERUSER,
  socketFolder,
} from './cluster.ts';

export interface Supervisor {
  /** How to connect: a unix socket, user, no password. Stays the same over restarts. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  pid(): number | undefined;
  /** Stops PostgreSQL if this process started or adopted it. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  readonly folder: string;
  /** Further settings, e.g. { fsync: 'off' } for tests that lose nothing by it. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly say?: (message: string) => void;
}

const PORT = 5432; // only a part of the socket's name: no TCP port is opened
/** After a kill the old backends hold the shared memory for some moments, and recovery takes time. */
const START_PATIENCE_MS = 60_000;
const WATCH_MS = 250;
const LONGEST_LOG = 16 * 1024 * 1024;

/**
 * Memory: 81 MB idle. WAL is kept at 'minimal': nobody replicates an embedded cluster, backups are exports.
 * full_page_writes and fsync stay on, so that an acknowledged command survives the plug being pulled.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  timezone: 'UTC',
  lc_messages: 'C',
  log_timezone: 'UTC',
};

/** Starts the cluster in `folder` (made if missing), or finds the one that is still running there, and keeps it running. */
export async function supervise(options: SupervisorOptions): Promise<Supervisor> {
  if (process.platform === 'win32')
    throw new Error('the embedded database needs unix sockets; on Windows set DATABASE_URL');
  const say = options.say ?? (() => {});
  const account = databaseAccount();
  const folders = clusterFolders(options.folder, account);
  let running = livePostmaster(folders);
  let ours = false;
  let binaries: Binaries | undefined;
  const start = async () => {
    binaries ??= findBinaries(account);
    makeCluster(folders, binaries, account);
    running = await startPostmaster(folders, binaries, account, options.settings ?? {}, say);
    ours = true;
    writeFileSync(folders.owner, String(process.pid));
  };
  if (running && (await answers(running))) {
    ours = !ownerAlive(folders);
    if (ours) writeFileSync(folders.owner, String(process.pid));
    say(`database: found running (pid ${running.pid})${ours ? '' : ', started by another process'}`);
  } else {
    await start();
  }
  const { socket, port } = running as Postmaster;
  let stopping = false;
  let restart: Promise<void> | undefined;
  const watch = setInterval(() => {
    if (stopping || restart || (running && alive(running.pid))) return;
    say('database: gone; starting it again');
    restart = start()
      .catch((error: unknown) =>
        say(`database: did not start: ${error instanceof Error ? error.message : String(error)}`),
      )
      .finally(() => {
        restart = undefined;
      });
  }, WATCH_MS);
  watch.unref();
  return {
    host: socket,
    port,
    user: SUPERUSER,
    pid: () => running?.pid,
    async stop() {
      if (stopping) return;
      stopping = true;
      clearInterval(watch);
      await restart;
      if (ours && running) await stopPostmaster(running.pid);
    },
  };
}

function ownerAlive(folders: ClusterFolders): boolean {
  try {
    const pid = Number(readFileSync(folders.owner, 'utf8'));
    return pid !== process.pid && pid > 0 && alive(pid);
  } catch {
    return false;
  }
}

async function startPostmaster(
  folders: ClusterFolders,
  binaries: Binaries,
  account: Account | undefined,
  settings: Readonly<Record<string, string>>,
  say: (message: string) => void,
): Promise<Postmaster> {
  const socket = socketFolder(folders, account);
  const all = { ...SETTINGS, ...settings, unix_socket_directories: socket, port: String(PORT) };
  const args = ['-D', folders.data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const until = Date.now() + START_PATIENCE_MS;
  for (let attempt = 1; ; attempt++) {
    if ((statSync(folders.log, { throwIfNoEntry: false })?.size ?? 0) > LONGEST_LOG) truncateSync(folders.log);
    const log = openSync(folders.log, 'a');
    // Detached: Ctrl-C goes to the whole foreground group, and the database has to outlive our last commit.
    const child = spawn(binaries.postgres, args, {
      ...account,
      cwd: folders.base,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, LC_ALL: 'C' },
    });
    closeSync(log);
    let failure: string | undefined;
    child.once('error', (error) => {
      failure = error.message;
    });
    child.once('exit', (code, signal) => {
      failure ??= `exit ${code ?? signal}`;
    });
    child.unref();
    while (!failure && Date.now() < until) {
      const found: Postmaster = { pid: child.pid as number, port: PORT, socket };
      if (await answers(found)) return found;
      await sleep(25);
    }
    // Two starters at once: the other one won, and its postmaster serves as well.
    const other = livePostmaster(folders);
    if (other && other.pid !== child.pid && (await answers(other))) return other;
    if (Date.now() >= until) {
      throw new Error(`PostgreSQL did not start (${failure ?? 'no answer'}); its log is ${folders.log}`);
    }
    if (attempt === 1) say(`database: not up yet (${failure}), trying on`);
    await sleep(Math.min(1_000, 100 * attempt));
  }
}

async function answers(postmaster: Postmaster): Promise<boolean> {
  const client = new pg.Client({
    host: postmaster.socket,
    port: postmaster.port,
    user: SUPERUSER,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** SIGINT is PostgreSQL's fast shutdown: roll back what is open, write a checkpoint, go. */
async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const until = Date.now() + patience;
    while (Date.now() < until) {
      if (!alive(pid)) return;
      await sleep(20);
    }
  }
}
