import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { District } from '../../src/domain/places/index.ts';
import { loadPack } from '../../src/server/district/index.ts';
import { drawIncidents, type Incident } from '../../src/simulator/incidents.ts';
import { rainOf, readScenario } from '../../src/simulator/scenario.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const folder = path.join(ROOT, 'scenarios', 'in-fa-2021');
const SEEDS = 40;

describe('the incidents of In-Fa, over many seeds', () => {
  let storms: readonly (readonly Incident[])[];
  beforeAll(async () => {
    const scenario = readScenario(folder);
    const { district }: { district: District } = await loadPack(path.join(ROOT, 'districts', 'nanjing-west-road'));
    storms = Array.from({ length: SEEDS }, (_, seed) =>
      drawIncidents(scenario, district, rainOf(scenario, seed), seed),
    );
  });

  it('are as many in the morning of 25 July as the street has told', () => {
    const { anchor } = JSON.parse(readFileSync(path.join(folder, 'incidents.json'), 'utf8'));
    const [from, to] = [Date.parse(anchor.from), Date.parse(anchor.to)];
    expect([from, to]).toEqual([Date.UTC(2021, 6, 24, 22), Date.UTC(2021, 6, 25, 4)]);
    const found = storms.flat().filter((one) => one.real && one.at >= from && one.at < to).length / SEEDS;
    // "30 and more hazards" that morning: not below, and not half as many again.
    expect(found).toBeGreaterThanOrEqual(30);
    expect(found).toBeLessThanOrEqual(45);
  });

  it('are told again as often as the scenario says: repeats are 13.7 of 100 tellings', () => {
    const told = storms.flat().reduce((sum, one) => sum + one.tellings.length, 0);
    const share = (told - storms.flat().length) / told;
    expect(share).toBeGreaterThan(0.122);
    expect(share).toBeLessThan(0.152);
  });
});
