import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../src/domain/kernel/index.ts';
import { profileAggregate } from '../../src/domain/places/index.ts';
import { adoptPack, DistrictStore } from '../../src/server/district/index.ts';
import { createEngine, type Engine } from '../../src/server/engine/index.ts';
import { memoryLog, type TestDatabase, testDatabase } from '../engine/harness.ts';
import { pack } from './town.ts';

let database: TestDatabase;
let engine: Engine;
const log = memoryLog();
beforeAll(async () => {
  database = await testDatabase();
  engine = createEngine({ database, aggregates: [profileAggregate], worldOf: () => pack.district, timers: false, log });
  await engine.createTenant({ id: 'here', mode: 'real', name: '此地' });
  await engine.createTenant({ id: 'there', mode: 'real', name: '彼地' });
});
afterAll(async () => {
  await engine.stop();
  await database.stop();
});

describe('adopting a district', () => {
  it('keeps the content by digest and says in the journal which one is in force', async () => {
    const store = new DistrictStore(database.pool, () => 7);
    const first = await adoptPack(store, engine, 'here', SYSTEM, pack, '5f1c0f7e-0000-4000-8000-000000000001');
    const again = await adoptPack(store, engine, 'here', SYSTEM, pack, '5f1c0f7e-0000-4000-8000-000000000001');
    expect(first).toMatchObject({ ok: true, seq: 1, replayed: false });
    expect(again).toMatchObject({ ok: true, seq: 1, replayed: true });
    expect(await store.versions('here')).toEqual([{ digest: pack.digest, version: pack.district.version, keptAt: 7 }]);
    const kept = await store.find('here', pack.digest);
    expect(kept?.district).toEqual(pack.district);
    expect(kept?.contacts).toEqual([]);
    expect(await store.find('there', pack.digest)).toBeUndefined();
    const { rows } = await database.pool.query('SELECT type, data FROM journal WHERE tenant = $1', ['here']);
    expect(
      rows.map((row) => [row.type, row.data.version, row.data.counts.households, row.data.counts.residents]),
    ).toEqual([['district.adopted', pack.district.version, 17_500, 42_000]]);
    expect(log.lines).toEqual([]);
  });
});
