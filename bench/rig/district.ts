import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aggregates } from '../../src/domain/aggregates.ts';
import type { District } from '../../src/domain/places/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import { screen } from '../../src/domain/screen/index.ts';
import { caseRow } from '../../src/server/cases/index.ts';
import { type Database, openDatabase } from '../../src/server/database/index.ts';
import { loadPack } from '../../src/server/district/index.ts';
import { createEngine, type Engine, type EngineOptions } from '../../src/server/engine/index.ts';

export const TENANT = 'drill';

/** A folder for an embedded database that lives as long as the measure. */
export function benchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `yiping-bench-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

export async function loadDistrict(): Promise<District> {
  return (await loadPack(fileURLToPath(new URL('../../districts/nanjing-west-road', import.meta.url)))).district;
}

export interface Bench {
  readonly engine: Engine;
  readonly database: Database;
  readonly actor: { readonly person: string; readonly unit?: string; readonly roles: readonly string[] };
  stop(): Promise<void>;
}

/** The engine as the server wires it, without the doors, on a fresh embedded database with the settings of real use. */
export async function openBench(
  name: string,
  district: District,
  options: Partial<EngineOptions<District>> = {},
): Promise<Bench> {
  const folder = benchFolder(name);
  const database = await openDatabase({ folder });
  const engine = createEngine({
    database,
    aggregates,
    react,
    worldOf: () => district,
    projections: [caseRow],
    snapshotter: { ...screen, every: 2_000 },
    ...options,
  });
  await engine.createTenant({
    id: TENANT,
    mode: 'drill',
    name: 'Bench',
    clock: { at: Date.UTC(2021, 6, 23), since: Date.now(), speed: 1 },
  });
  return {
    engine,
    database,
    actor: {
      person: 'bench',
      unit: district.units?.[0]?.id,
      roles: ['supervisor', 'intake', 'shift-leader', 'dispatcher'],
    },
    async stop() {
      await engine.stop();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
