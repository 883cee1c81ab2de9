import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doorsId } from '../src/domain/notices/index.ts';
import type { District } from '../src/domain/places/index.ts';
import { compare, median, percentile, type Result } from './measure.ts';
import { child, ended, message } from './rig/child.ts';
import { watchCounters } from './rig/counters.ts';
import { loadDistrict } from './rig/district.ts';
import { type Post, signIn } from './rig/storm.ts';

export const names = ['confirm-rate', 'confirm-lag'];

const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 64;
/** Households kept for looks, at most ten a second. */
const LOOKS = 100;
const LAG_LIMIT_MS = 1_000;

interface Server {
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
 * Households confirmed one by one through the door of the desk, each with its own command and each acknowledged when it is on disk, against a
 * POST of the same server that does nothing: in turn, several rounds, medians. Every round has a notice of its own to all 17,500
 * households, so that each confirmation changes something. Meanwhile a console follows the live stream: how long after the answer it counts the household.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const folder = mkdtempSync(join(tmpdir(), 'yiping-bench-confirm-'));
  chmodSync(folder, 0o755);
  const district = await loadDistrict();
  const process_ = child('./serve.ts', [folder, '512']);
  try {
    const server = await message<Server>(process_);
    const [commander, leader] = await Promise.all([
      signIn(server.url, 'commander'),
      signIn(server.url, 'shift-leader'),
    ]);
    await load(server.url, 'noop', server.headers, server.bodies, 2);
    const noop: number[] = [];
    const confirmed: Load[] = [];
    const lags: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      noop.push((await load(server.url, 'noop', server.headers, server.bodies, SECONDS)).rate);
      const { bodies, probes } = await issued(district, commander, leader);
      const counters = await watchCounters(server.url, leader.headers, probes);
      const some = await load(server.url, 'commands', leader.headers, bodies, SECONDS);
      const lag = await counters.stop();
      if (some.total > bodies.length) throw new Error('there were more confirmations than households');
      confirmed.push(some);
      lags.push(...lag);
      say(
        `round ${round + 1}: no-op ${Math.round(noop.at(-1) ?? 0)}/s, confirmed ${Math.round(some.rate)}/s, counted within ${Math.round(Math.max(...lag))} ms`,
      );
    }
    const latency = `p50 ${median(confirmed.map((one) => one.p50))} ms, p99 ${median(confirmed.map((one) => one.p99))} ms`;
    return {
      'confirm-rate': compare(
        median(confirmed.map((one) => one.rate)),
        'confirmations/s',
        'no-op POST to the same server, per s',
        median(noop),
        '>=0.5',
        latency,
      ),
      'confirm-lag': compare(
        Math.max(...lags),
        'ms until the board counts it (most)',
        'limit in ms',
        LAG_LIMIT_MS,
        '<1',
        `at that rate, ${lags.length} looks; median ${Math.round(median(lags))} ms, p99 ${Math.round(percentile(lags, 0.99))} ms`,
      ),
    };
  } finally {
    process_.kill('SIGTERM');
    await ended(process_);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A notice to everybody has gone out. Answers the confirmations of its households in no order of places, and some kept for looks. */
async function issued(district: District, commander: Post, leader: Post) {
  const notice = randomUUID();
  const stream = `notice/${notice}`;
  await leader.say('notice.compose', stream, {
    template: 'warning',
    fields: { 台站: '上海中心气象台', 时间: '7月25日9时', 灾种: '台风', 颜色: '橙色', 居委电话: '62550000' },
    level: 'II',
    audience: { everyone: true },
  });
  await commander.say('notice.sign', stream, {});
  await leader.say('notice.issue', stream, {});
  const { households } = district;
  const order = households.map((_, i) => households[(i * 7_919) % households.length] as (typeof households)[number]);
  const said = order.map(({ id, stairwell }) => ({
    stream: `doors/${doorsId(notice, stairwell)}`,
    data: { households: [id], by: 'self', way: 'call' },
  }));
  return {
    probes: said.slice(0, LOOKS),
    bodies: said.slice(LOOKS).map((one) => JSON.stringify({ id: '@id@', type: 'doors.confirm', ...one })),
  };
}

async function load(
  url: string,
  door: 'noop' | 'commands',
  headers: Readonly<Record<string, string>>,
  bodies: readonly string[],
  seconds: number,
): Promise<Load> {
  const generator = child('./load.ts');
  generator.send({ url, path: `/api/v1/${door}`, headers, bodies, connections: CONNECTIONS, seconds });
  const result = await message<Load>(generator);
  generator.kill();
  if (result.bad > 0)
    throw new Error(`${result.bad} of ${result.total + result.bad} requests to ${door} were not answered with success`);
  return result;
}
