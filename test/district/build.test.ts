import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MAP_LAYERS, mapLayer } from '../../src/server/district/index.ts';
import { buildDistrict } from '../../tools/build-district/build.ts';
import { Source } from '../../tools/build-district/source.ts';
import { BLANK, FOLDER, pack } from './town.ts';

describe('the generator', () => {
  it('gives the committed files again, byte for byte', () => {
    const categories = JSON.parse(readFileSync(`${FOLDER}/categories.json`, 'utf8'));
    const { files, blank } = buildDistrict(new Source(FOLDER), categories);
    expect(Object.keys(files)).toHaveLength(17);
    for (const [name, text] of Object.entries(files))
      expect(text === readFileSync(`${FOLDER}/${name}`, 'utf8'), name).toBe(true);
    for (const [name, text] of Object.entries(blank))
      expect(text === readFileSync(`${BLANK}/${name}`, 'utf8'), name).toBe(true);
  });
});

describe('map layers', () => {
  it('are small enough to be sent whole', () => {
    const kilobytes = MAP_LAYERS.map(
      (name) =>
        [
          name,
          Math.round(gzipSync(JSON.stringify(mapLayer(pack.district, name)), { level: 6 }).length / 1_000),
        ] as const,
    );
    expect(kilobytes).toHaveLength(11);
    expect(kilobytes.reduce((sum, [, kB]) => sum + kB, 0)).toBeLessThan(400);
  });
});
