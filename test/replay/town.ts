import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPack, packFiles } from '../../src/server/district/index.ts';
import { readScenario, type Scenario } from '../../src/simulator/scenario.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The real street with every twentieth stairwell and fewer points: the same plan, units and people, a shorter evening. */
export async function writeTown(folder: string): Promise<void> {
  const pack = await loadPack(path.join(ROOT, 'districts', 'nanjing-west-road'));
  const stairwells = pack.district.stairwells.filter((_, i) => i % 20 === 0);
  const kept = new Set(stairwells.map((row) => row.id));
  const households = pack.district.households.filter((row) => kept.has(row.stairwell));
  const homes = new Set(households.map((row) => row.id));
  const points = pack.district.points
    .filter((row, i) => (row.kind !== 'tree' && row.kind !== 'drain' && row.kind !== 'sign') || i % 20 === 0)
    .map((row) => (row.kind === 'camera' ? { ...row, facts: { ...row.facts, covers: [] } } : row));
  const files = packFiles(
    {
      ...pack,
      district: { ...pack.district, stairwells, households, points },
      contacts: pack.contacts.filter((row) => homes.has(row.household)),
    },
    { contacts: true },
  );
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The first morning of In-Fa with an early end: Ⅳ at 07:00, Ⅲ at 08:00, lifted at 10:00; an eighth of the incidents. */
export function shortStorm(): Scenario {
  const scenario = readScenario(path.join(ROOT, 'scenarios', 'in-fa-2021'));
  const at = (time: string): number => Date.parse(`2021-07-23T${time}+08:00`);
  const [four, three] = scenario.orders;
  if (!four || !three) throw new Error('the scenario has no orders');
  return {
    ...scenario,
    to: at('16:00'),
    orders: [
      four,
      { ...three, at: at('08:00') },
      { ...three, at: at('10:00'), level: null, number: 'end', text: '终止响应' },
    ],
    warnings: scenario.warnings.filter((warning) => warning.at < at('16:00')),
    incidents: {
      ...scenario.incidents,
      kinds: scenario.incidents.kinds.map((kind) => ({ ...kind, expected: kind.expected / 8 })),
    },
  };
}
