import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account that PostgreSQL runs under. It refuses to run as root, so root has to step down. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * undefined: run as we are. As root: 'postgres' if it exists, else it is created, else 'nobody'
 * (initdb insists on an account with a name, so a bare number will not do).
 */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp('postgres');
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'ignore',
    });
  } catch {
    // No useradd in a small image, or a read-only /etc: 'nobody' is everywhere.
  }
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (!account)
    throw new Error('started as root, and there is neither an account "postgres" nor "nobody" to run PostgreSQL under');
  return account;
}

function lookUp(name: string): Account | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/** Whether the account may walk through every folder above `path` and through `path` itself, as far as they exist. */
export function reachable(path: string, account: Account): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat) {
      const bit = stat.uid === account.uid ? 0o100 : stat.gid === account.gid ? 0o010 : 0o001;
      if ((stat.mode & bit) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}
