import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Account, reachable } from './account.ts';
import { type Binaries, SHARED_FOLDER } from './binaries.ts';

/** Folders of one embedded cluster. */
export interface ClusterFolders {
  /** Holds everything below; belongs to the database account. */
  readonly base: string;
  /** PGDATA. */
  readonly data: string;
  readonly log: string;
  /** Who started or adopted the postmaster: a process id. */
  readonly owner: string;
}

export const SUPERUSER = 'yiping';
/** A socket address holds 107 bytes; the file name takes '/.s.PGSQL.5432'. */
const LONGEST_SOCKET_FOLDER = 90;

/**
 * The folder under `wanted`, or, when the database account cannot get there (data under /root), one of its own under
 * /var/lib/yiping whose place is noted in `wanted/elsewhere`: deleting `wanted` begins anew either way.
 */
export function clusterFolders(wanted: string, account: Account | undefined): ClusterFolders {
  let base = resolve(wanted);
  mkdirSync(base, { recursive: true });
  if (account) {
    // Our own data folder may be passed through (not listed); folders above it are not ours to open.
    const own = statSync(dirname(base));
    if (own.uid === process.getuid?.() && (own.mode & 0o001) === 0 && dirname(base) !== homedir())
      chmodSync(dirname(base), (own.mode & 0o7777) | 0o011);
    const note = join(base, 'elsewhere');
    if (existsSync(note)) base = readFileSync(note, 'utf8').trim();
    else if (!reachable(base, account)) {
      const elsewhere = join(SHARED_FOLDER, randomBytes(8).toString('hex'));
      mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
      writeFileSync(note, `${elsewhere}\n`);
      base = elsewhere;
    }
    mkdirSync(base, { recursive: true });
    chownSync(base, account.uid, account.gid);
  }
  return { base, data: join(base, 'cluster'), log: join(base, 'postgres.log'), owner: join(base, 'owner.pid') };
}

/** Makes the cluster if there is none. A half-made one (killed in the middle) is thrown away, never used. */
export function makeCluster(folders: ClusterFolders, binaries: Binaries, account: Account | undefined): void {
  if (existsSync(join(folders.data, 'PG_VERSION'))) return;
  const half = `${folders.data}.new`;
  rmSync(half, { recursive: true, force: true });
  execFileSync(
    binaries.initdb,
    [
      '-D',
      half,
      '-U',
      SUPERUSER,
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
      '--no-instructions',
      // Reached only through a unix socket in a folder that the account alone (and root) may enter.
      '--auth-local=trust',
      '--auth-host=reject',
    ],
    { ...account, cwd: folders.base, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  );
  renameSync(half, folders.data);
}

/** A folder for the socket that only the database account and root may enter. */
export function socketFolder(folders: ClusterFolders, account: Account | undefined): string {
  let folder = join(folders.base, 'run');
  if (Buffer.byteLength(folder) <= LONGEST_SOCKET_FOLDER) mkdirSync(folder, { recursive: true });
  else folder = mkdtempSync(join(tmpdir(), 'yiping-'));
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly socket: string;
}

/** The postmaster named in the cluster's lock file, if that process is alive. */
export function livePostmaster(folders: ClusterFolders): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(folders.data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  const socket = lines[4]?.trim();
  if (!pid || !socket || !alive(pid)) return undefined;
  return { pid, port: Number(lines[3]), socket };
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A killed child stays in the process table until it is reaped: dead all the same.
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return !statSync('/proc/self', { throwIfNoEntry: false });
  }
}
