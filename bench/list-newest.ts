import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { compare, type Result } from './measure.ts';
import { child, ended, message } from './rig/child.ts';

export const names = ['list-newest'];

const CASES = 100_000;
const ROUNDS = 6;
const SECONDS = 2;

/**
 * The newest 100 of 100,000 cases as GeoJSON: through session, rights, checked query and keyset page, beside a bare
 * Fastify handler with one indexed query on the same table and JSON.stringify. One connection, as in the figures of
 * other systems; in short turns, the best of six each.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const folder = mkdtempSync(join(tmpdir(), 'yiping-bench-list-'));
  chmodSync(folder, 0o755);
  const server = child('./list-serve.ts', [folder, String(CASES)]);
  try {
    const { ours, bare, cookie } = await message<{ ours: string; bare: string; cookie: string }>(server);
    const features = async (url: string) =>
      ((await (await fetch(url, { headers: { cookie } })).json()) as { features: unknown[] }).features;
    const [ourFeatures, bareFeatures] = [await features(ours), await features(bare)];
    if (ourFeatures.length !== 100 || JSON.stringify(ourFeatures[0]) !== JSON.stringify(bareFeatures[0]))
      throw new Error('the two do not list the same');
    const best = { ours: 0, bare: 0 };
    await rate(ours, cookie, 1);
    await rate(bare, cookie, 1);
    for (let round = 0; round < ROUNDS; round++) {
      best.ours = Math.max(best.ours, await rate(ours, cookie, SECONDS));
      best.bare = Math.max(best.bare, await rate(bare, cookie, SECONDS));
      say(`round ${round + 1}: best so far ours ${best.ours.toFixed(0)}/s, bare ${best.bare.toFixed(0)}/s`);
    }
    return {
      'list-newest': compare(
        best.ours,
        'requests/s',
        'bare handler with one indexed query, per s',
        best.bare,
        '>=0.5',
        `${CASES} cases, one connection`,
      ),
    };
  } finally {
    if (server.connected) server.disconnect();
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rate(url: string, cookie: string, seconds: number): Promise<number> {
  const result = await autocannon({ url, connections: 1, duration: seconds, headers: { cookie } });
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.total / result.duration;
}
