import { rmSync } from 'node:fs';
import { compare, type Result } from './measure.ts';
import { child, ended, message } from './rig/child.ts';
import { benchFolder } from './rig/district.ts';

export const names = ['roll-import', 'roll-import-rss-mb'];

const HOUSEHOLDS = 100_000;

/**
 * 100,000 households from one xlsx: opened, its XML read, headings found, every address looked up, every number read, into
 * the preview's table by COPY; beside COPY of the same rows from memory. Then the memory of that process at its highest.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const folder = benchFolder('roll');
  const reader = child('./roll-read.ts', [folder, String(HOUSEHOLDS)]);
  try {
    const { seconds, copySeconds, rss, megabytes } = await message<{
      seconds: number;
      copySeconds: number;
      rss: number;
      megabytes: number;
    }>(reader);
    say(`${HOUSEHOLDS} households in ${seconds.toFixed(1)} s, COPY of the rows ${copySeconds.toFixed(2)} s, ${rss} MB`);
    return {
      'roll-import': compare(
        HOUSEHOLDS / seconds,
        'households/s',
        'COPY of the same rows, per s',
        HOUSEHOLDS / copySeconds,
        '>=0.02',
        `xlsx of ${megabytes.toFixed(1)} MB, from the bytes to the preview's table`,
      ),
      'roll-import-rss-mb': compare(rss, 'MB', 'limit', 400, '<1', 'highest resident memory of the whole process'),
    };
  } finally {
    if (reader.connected) reader.disconnect();
    await ended(reader);
    rmSync(folder, { recursive: true, force: true });
  }
}
