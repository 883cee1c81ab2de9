import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { compare, type Result } from './measure.ts';
import { child, ended, message } from './rig/child.ts';

export const names = ['http-report', 'http-report-vs-single'];

const ROUNDS = 3;
const SECONDS = 6;
const CONNECTIONS = 64;

interface Server {
  readonly process: ChildProcess;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly bodies: readonly string[];
}
interface Load {
  readonly rate: number;
  readonly total: number;
  readonly bad: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * Durable reports through the whole server against a POST of the same body to the same server that does nothing, and
 * against the same code with one commit per report. In turn, several rounds; the best of each, because what else runs
 * on the machine only ever takes away.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const folders = ['grouped', 'single'].map((name) => {
    const folder = mkdtempSync(join(tmpdir(), `yiping-bench-${name}-`));
    chmodSync(folder, 0o755);
    return folder;
  });
  const servers: Server[] = [];
  try {
    servers.push(await serve(folders[0] as string, 512), await serve(folders[1] as string, 1));
    const [grouped, single] = servers as [Server, Server];
    const best = { noop: 0, report: 0, single: 0 };
    let latency = '';
    for (const [path, server] of [['noop', grouped], ['commands', grouped], ['commands', single]] as const) await load(server, path, 2);
    for (let round = 0; round < ROUNDS; round++) {
      best.noop = Math.max(best.noop, (await load(grouped, 'noop', SECONDS)).rate);
      const reported = await load(grouped, 'commands', SECONDS);
      if (reported.rate > best.report) {
        best.report = reported.rate;
        latency = `p50 ${reported.p50} ms, p99 ${reported.p99} ms`;
      }
      best.single = Math.max(best.single, (await load(single, 'commands', SECONDS)).rate);
      say(`round ${round + 1}: best so far no-op ${Math.round(best.noop)}/s, report ${Math.round(best.report)}/s, one commit each ${Math.round(best.single)}/s`);
    }
    return {
      'http-report': compare(best.report, 'reports/s', 'no-op POST to the same server, per s', best.noop, '>=0.5', latency),
      'http-report-vs-single': compare(best.report, 'reports/s', 'one commit per report, per s', best.single, '>=3'),
    };
  } finally {
    for (const { process } of servers) {
      process.kill('SIGTERM');
      await ended(process);
    }
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

async function serve(folder: string, batchLimit: number): Promise<Server> {
  const process = child('./serve.ts', [folder, String(batchLimit)]);
  return { process, ...(await message<Omit<Server, 'process'>>(process)) };
}

async function load({ url, headers, bodies }: Server, door: 'noop' | 'commands', seconds: number): Promise<Load> {
  const generator = child('./load.ts');
  generator.send({ url, path: `/api/v1/${door}`, headers, bodies, connections: CONNECTIONS, seconds });
  const result = await message<Load>(generator);
  generator.kill();
  if (result.bad > 0) throw new Error(`${result.bad} of ${result.total + result.bad} requests to ${door} were not answered with success`);
  return result;
}
