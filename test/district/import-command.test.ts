import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aggregates } from '../../src/domain/aggregates.ts';
import { SYSTEM } from '../../src/domain/kernel/index.ts';
import { Contacts } from '../../src/server/access/contacts.ts';
import { importPack } from '../../src/server/cli/keep.ts';
import { openDatabase } from '../../src/server/database/index.ts';
import {
  adoptPack,
  type DistrictPack,
  DistrictStore,
  importZip,
  loadPack,
  packFiles,
} from '../../src/server/district/index.ts';
import { createEngine } from '../../src/server/engine/index.ts';
import { writeTown } from '../replay/town.ts';

const TENANT = 'town';
const data = mkdtempSync(path.join(tmpdir(), 'yiping-import-'));
const later = path.join(data, 'later');
let whole: DistrictPack;

function write(folder: string, pack: DistrictPack): void {
  for (const [name, text] of packFiles(pack, { contacts: true })) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

beforeAll(async () => {
  mkdirSync(later);
  await writeTown(later);
  whole = await loadPack(later);
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

it('keeps names and numbers of households that are new in a known district; who had themselves erased stays erased', async () => {
  // The district is in use with all but ten households; one of its residents has asked to be forgotten.
  const newcomers = whole.contacts.slice(-10).map((row) => row.household);
  const erased = whole.contacts[0]?.household as string;
  const before: DistrictPack = {
    ...whole,
    district: {
      ...whole.district,
      version: `${whole.district.version}-before`,
      households: whole.district.households.filter((row) => !newcomers.includes(row.id)),
    },
    contacts: whole.contacts.filter((row) => !newcomers.includes(row.household)),
  };
  const first = path.join(data, 'first');
  write(first, before);
  const database = await openDatabase({ folder: data, settings: { fsync: 'off' } });
  const contacts = new Contacts(database.pool, Date.now);
  const engine = createEngine({ database, aggregates, worldOf: () => before.district, timers: false });
  await engine.createTenant({ id: TENANT, mode: 'real', name: '小镇' });
  const pack = await loadPack(first);
  await adoptPack(new DistrictStore(database.pool, Date.now), engine, TENANT, SYSTEM, pack, crypto.randomUUID());
  await contacts.keepAll(TENANT, pack.contacts);
  expect(await contacts.erase(TENANT, erased)).toBe(true);
  await engine.stop();
  await database.stop();

  expect(await importPack(later, { data, tenant: TENANT })).toBe(0);

  const after = await openDatabase({ folder: data });
  try {
    const kept = await new Contacts(after.pool, Date.now).findAll(TENANT, [...newcomers, erased]);
    expect([...kept.keys()].sort()).toEqual([...newcomers].sort());
    const wanted = whole.contacts.find((row) => row.household === newcomers[0]);
    expect(kept.get(newcomers[0] as string)).toMatchObject({ name: wanted?.name, phone: wanted?.phone });
    // The journal's copy of the district has nobody's name in it.
    const { rows } = await after.pool.query<{ zip: Uint8Array }>('SELECT zip FROM district_pack WHERE tenant = $1', [
      TENANT,
    ]);
    expect(rows).toHaveLength(2);
    for (const { zip } of rows) expect((await importZip(zip)).contacts).toEqual([]);
  } finally {
    await after.stop();
  }
});
