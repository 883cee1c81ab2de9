import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, percentile, type Result } from './measure.ts';
import { child, ended, message } from './rig/child.ts';

export const names = ['live-p99', 'live-cpu'];

const READERS = 1_000;
const RATE = 100;
const SECONDS = 10;
const ROUNDS = 3;

interface Door {
  readonly port: number;
  readonly path: string;
  readonly cookie: string;
}
interface Run {
  readonly cpu: number;
  readonly committed: [number, number][];
  readonly texts: string[];
}

/**
 * From the commit of an event to its frame at each of 1,000 readers, at 100 events/s, and the CPU of the server meanwhile:
 * the whole server, which also decides, journals and projects those events, beside a bare server that pushes the same
 * bytes. In turn, the best of three each.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const folder = mkdtempSync(join(tmpdir(), 'yiping-bench-live-'));
  chmodSync(folder, 0o755);
  const processes: ChildProcess[] = [];
  const start = (file: string, args: readonly string[] = []) => {
    const process = child(file, args);
    processes.push(process);
    return process;
  };
  try {
    const ours = start('./live-ours.ts', [folder]);
    const oursDoor = await message<Door>(ours);
    const bare = start('./live-bare.ts');
    const bareDoor = await message<Door>(bare);
    const best = { ours: { p99: Infinity, cpu: Infinity }, bare: { p99: Infinity, cpu: Infinity } };
    let texts: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const one = await measured(ours, oursDoor, start('./live-readers.ts'), []);
      texts = one.texts;
      const other = await measured(bare, bareDoor, start('./live-readers.ts'), texts);
      best.ours = { p99: Math.min(best.ours.p99, one.p99), cpu: Math.min(best.ours.cpu, one.cpu) };
      best.bare = { p99: Math.min(best.bare.p99, other.p99), cpu: Math.min(best.bare.cpu, other.cpu) };
      say(
        `round ${round + 1}: ours p50 ${one.p50.toFixed(1)} p99 ${one.p99.toFixed(1)} ms, ${(one.cpu * 100).toFixed(0)} % of a core; bare p50 ${other.p50.toFixed(1)} p99 ${other.p99.toFixed(1)} ms, ${(other.cpu * 100).toFixed(0)} %`,
      );
    }
    const note = `${READERS} readers, ${RATE} events/s; ours also decides and commits them`;
    return {
      'live-p99': compare(best.ours.p99, 'ms', 'bare server pushing the same bytes, ms', best.bare.p99, '<=2', note),
      'live-cpu': compare(
        best.ours.cpu,
        'cores',
        'bare server pushing the same bytes, cores',
        best.bare.cpu,
        '<=2',
        note,
      ),
    };
  } finally {
    for (const process of processes) {
      if (process.connected) process.disconnect();
      await ended(process);
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(
  server: ChildProcess,
  door: Door,
  readers: ChildProcess,
  texts: readonly string[],
): Promise<{ p50: number; p99: number; cpu: number; texts: string[] }> {
  readers.send({ do: 'open', ...door, readers: READERS });
  await message(readers);
  // Warm up: code paths, connections, statements.
  server.send({ seconds: 2, rate: RATE, texts });
  const warm = await message<Run>(server);
  readers.send({ do: 'start' });
  server.send({ seconds: SECONDS, rate: RATE, texts: texts.length > 0 ? texts : warm.texts });
  const done = await message<Run>(server);
  readers.send({ do: 'report' });
  const { frames } = await message<{ frames: [number, number][][] }>(readers);
  readers.disconnect();
  const first = done.committed[0]?.[0] ?? 0;
  const waits: number[] = [];
  for (const list of frames) {
    let next = 0;
    for (const [id, at] of list) {
      for (; next < done.committed.length && (done.committed[next] as [number, number])[0] <= id; next++)
        waits.push((at - (done.committed[next] as [number, number])[1]) / 1e6);
    }
    if (next < done.committed.length)
      throw new Error(
        `a reader missed ${done.committed.length - next} of ${done.committed.length} events from ${first} on`,
      );
  }
  return { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), cpu: done.cpu, texts: done.texts };
}
