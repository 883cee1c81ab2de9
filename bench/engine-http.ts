import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, median, type Result } from './measure.ts';
import { child, ended, message } from './rig/child.ts';

export const names = ['http-report', 'http-report-vs-single'];

const ROUNDS = 5;
const SECONDS = 4;
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
 * against the same code with one commit per report. In turn, several rounds, medians: whatever else the machine does
 * falls on all of them alike.
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
    const rates: Record<'noop' | 'report' | 'single', number[]> = { noop: [], report: [], single: [] };
    const latencies: Load[] = [];
    for (const [path, server] of [
      ['noop', grouped],
      ['commands', grouped],
      ['commands', single],
    ] as const)
      await load(server, path, 2);
    for (let round = 0; round < ROUNDS; round++) {
      rates.noop.push((await load(grouped, 'noop', SECONDS)).rate);
      const reported = await load(grouped, 'commands', SECONDS);
      latencies.push(reported);
      rates.report.push(reported.rate);
      rates.single.push((await load(single, 'commands', SECONDS)).rate);
      say(
        `round ${round + 1}: no-op ${Math.round(rates.noop.at(-1) ?? 0)}/s, report ${Math.round(reported.rate)}/s, one commit each ${Math.round(rates.single.at(-1) ?? 0)}/s`,
      );
    }
    const latency = `p50 ${median(latencies.map((one) => one.p50))} ms, p99 ${median(latencies.map((one) => one.p99))} ms`;
    return {
      'http-report': compare(
        median(rates.report),
        'reports/s',
        'no-op POST to the same server, per s',
        median(rates.noop),
        '>=0.5',
        latency,
      ),
      'http-report-vs-single': compare(
        median(rates.report),
        'reports/s',
        'one commit per report, per s',
        median(rates.single),
        '>=3',
      ),
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
  if (result.bad > 0)
    throw new Error(`${result.bad} of ${result.total + result.bad} requests to ${door} were not answered with success`);
  return result;
}
