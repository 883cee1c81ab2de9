import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, type Result } from './measure.ts';

export const names = ['replay-rss-mb'];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the issue allows the server process, PostgreSQL apart. */
const LIMIT_MB = 600;

/** The whole storm, headless, from the bundle that is shipped: highest resident memory of the server process. */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  execFileSync(process.execPath, [join(ROOT, 'tools', 'build.mjs')], { cwd: ROOT, stdio: 'ignore' });
  const folder = mkdtempSync(join(tmpdir(), 'yiping-bench-replay-'));
  try {
    const [json, rss] = [join(folder, 'outcome.json'), join(folder, 'rss.json')];
    const args = ['dist/server/yiping.mjs', 'replay', 'in-fa-2021', '--speed', 'max', '--json', json, '--rss', rss];
    const code = await new Promise<number>((resolve, reject) => {
      const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
      child.on('error', reject);
      child.on('exit', (status) => resolve(status ?? 1));
    });
    if (code !== 0) throw new Error(`the replay ended with ${code}`);
    const outcome = JSON.parse(readFileSync(json, 'utf8')) as {
      wall_s: number;
      journal: { events: number };
      cases: { reported: number };
    };
    const { server_rss_mb: value, server_cpu_s: cpu } = JSON.parse(readFileSync(rss, 'utf8')) as {
      server_rss_mb: number;
      server_cpu_s: number;
    };
    if (value <= 0) throw new Error('this system does not tell the memory of a process (/proc is missing)');
    say(
      `${outcome.journal.events} events, ${outcome.cases.reported} cases in ${outcome.wall_s} s, server ${cpu.toFixed(0)} s of processor`,
    );
    const bound = `--speed max is bound by the lock-step: the clock moves only when everything said in a step is on disk; ${outcome.wall_s} s for ${outcome.journal.events} events, the server busy for ${Math.round((100 * cpu) / outcome.wall_s)} % of it`;
    return { 'replay-rss-mb': compare(value, 'MB', 'limit of the issue, MB', LIMIT_MB, '<1', bound) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
