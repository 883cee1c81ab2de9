import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DistrictList } from '../../src/contract/session.ts';
import { type District, indexed } from '../../src/domain/places/index.ts';
import { verifyJournal } from '../../src/server/backup/index.ts';
import { type Database, openDatabase } from '../../src/server/database/index.ts';
import { loadPack } from '../../src/server/district/index.ts';
import { Visitor } from '../http/town.ts';
import { adopt, preview, upload } from '../roll/office.ts';
import { workbook } from '../roll/sheets.ts';
import { dataFolder, Node } from './rig.ts';

const HEAD = ['居民区', '小区', '号', '室', '户主', '联系电话', '人数'];

let node: Node;
let district: District;
let database: Database;
let lock: pg.PoolClient | undefined;
beforeEach(async () => {
  node = new Node(dataFolder(), { program: 'whole.ts' });
  await node.start();
  ({ district } = await loadPack(join(node.folder, 'town')));
  database = await openDatabase({ folder: node.folder });
});
afterEach(async () => {
  lock?.release(true);
  lock = undefined;
  await database.stop();
  await node.kill('SIGTERM');
  node.clear();
});

async function admin(): Promise<Visitor> {
  const { districts } = await node.get<DistrictList>('/api/v1/districts');
  const { accounts, password } = districts[0]?.drill ?? { accounts: [], password: '' };
  const login = accounts.find((one) => one.roles.includes('admin'))?.login as string;
  return new Visitor(`http://127.0.0.1:${node.port}`).signIn(login, password, 'test');
}

/** Every home of the largest stairwell but the last, each with so many people and a number that says so. */
function homes(mark: number) {
  const index = indexed(district);
  const all = district.stairwells.map((row) => ({ row, homes: index.householdsOf(row.id) }));
  const { row, homes: found } = all.sort((a, b) => b.homes.length - a.homes.length)[0] as (typeof all)[number];
  const listed = found.slice(0, -1);
  const rows = listed.map(({ room }, n) => {
    const [door, own] = room.includes('号') ? room.split('号') : [row.name.split('号')[0], room];
    const committee = index.committees.get(row.committee)?.name.zh;
    const compound = index.compounds.get(row.compound)?.name.zh;
    return [committee, compound, `${door}号`, own, `甲${n}`, phoneOf(mark, n), mark];
  });
  return { listed: listed.map(({ id }) => id), rows };
}
const phoneOf = (mark: number, n: number): string => `139${String(mark).padStart(4, '0')}${String(n).padStart(4, '0')}`;

async function prepared(visitor: Visitor, mark: number): Promise<string> {
  const id = await upload(
    visitor,
    `名册${mark}.xlsx`,
    await workbook({ name: '名册', rows: [HEAD, ...homes(mark).rows] }),
  );
  const seen = await preview(visitor, id);
  expect(seen.state).toBe('ready');
  expect(seen.report?.counts.listed).toBe(homes(mark).listed.length);
  return id;
}

/** What there is of an import, in each of the tables that it writes, and what the journal heard. */
async function written(mark: number, id: string) {
  const { listed } = homes(mark);
  const { rows } = await database.pool.query<{
    homes: number;
    numbers: number;
    gone: number;
    audited: number;
    told: number;
    state: string;
  }>(
    `SELECT (SELECT count(*)::int FROM household WHERE tenant = 'test' AND id = ANY ($1) AND people = $2) AS homes,
       (SELECT count(*)::int FROM contact WHERE tenant = 'test' AND id = ANY ($1) AND phone LIKE $3) AS numbers,
       (SELECT count(*)::int FROM household WHERE tenant = 'test' AND gone_at IS NOT NULL) AS gone,
       (SELECT count(*)::int FROM audit WHERE tenant = 'test' AND action = 'roll.adopted' AND target = $4) AS audited,
       (SELECT count(*)::int FROM journal WHERE tenant = 'test' AND type = 'roll.adopted') AS told,
       (SELECT state FROM roll_import WHERE tenant = 'test' AND id = $5) AS state`,
    [listed, mark, `139${String(mark).padStart(4, '0')}%`, `roll/${id}`, id],
  );
  return rows[0] as (typeof rows)[number];
}

/** Nobody can write this table until the lock is let go. */
async function hold(table: 'contact' | 'journal'): Promise<void> {
  lock = await database.pool.connect();
  await lock.query('BEGIN');
  await lock.query(`LOCK TABLE ${table} IN SHARE MODE`);
}
async function held(): Promise<void> {
  await expect
    .poll(
      async () =>
        (await database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted')).rows[0]
          ?.n,
      { timeout: 20_000, interval: 20 },
    )
    .toBeGreaterThan(0);
}
async function killAndStart(): Promise<void> {
  await node.kill('SIGKILL');
  await lock?.query('ROLLBACK');
  lock?.release();
  lock = undefined;
  await node.start();
}

describe('kill -9 while a list of households is adopted', () => {
  it('before its transaction is done, nothing of it is there; it is adopted whole afterwards', async () => {
    const visitor = await admin();
    const id = await prepared(visitor, 37);
    // The homes are written, the removed are marked, their names and numbers are not yet.
    await hold('contact');
    const cut = adopt(visitor, id, true).then(
      () => 'answered',
      () => 'cut off',
    );
    await held();
    await killAndStart();
    expect(await cut).toBe('cut off');
    expect(await written(37, id)).toEqual({ homes: 0, numbers: 0, gone: 0, audited: 0, told: 0, state: 'ready' });

    const again = await adopt(await admin(), id, true);
    expect(again.status).toBe(200);
    expect(again.json.removed).toBeGreaterThan(0);
    const { length } = homes(37).listed;
    expect(await written(37, id)).toEqual({
      homes: length,
      numbers: length,
      gone: again.json.removed,
      audited: 1,
      told: 1,
      state: 'adopted',
    });
    expect(await verifyJournal(database.pool)).toMatchObject({ ok: true });
  });

  it('after its transaction and before the journal heard of it, all of it is there and the journal hears once', async () => {
    const visitor = await admin();
    const id = await prepared(visitor, 38);
    await hold('journal');
    const cut = adopt(visitor, id).then(
      () => 'answered',
      () => 'cut off',
    );
    await expect.poll(async () => (await written(38, id)).state, { timeout: 20_000, interval: 20 }).toBe('adopting');
    await held();
    await killAndStart();
    expect(await cut).toBe('cut off');
    const { length } = homes(38).listed;
    const whole = { homes: length, numbers: length, gone: 0, audited: 1, told: 1, state: 'adopted' };
    expect(await written(38, id)).toEqual(whole);
    // And not again at the start after.
    await node.kill('SIGKILL');
    await node.start();
    expect(await written(38, id)).toEqual(whole);
    expect(await verifyJournal(database.pool)).toMatchObject({ ok: true });
  });

  it('at any other moment: all of it or nothing, eight times', async () => {
    let told = 0;
    const kinds = { all: 0, nothing: 0 };
    for (let kill = 0; kill < 8; kill++) {
      const mark = 20 + kill;
      const visitor = await admin();
      const id = await prepared(visitor, mark);
      const sent = adopt(visitor, id).catch(() => undefined);
      await sleep(kill * 12);
      await killAndStart();
      await sent;
      const found = await written(mark, id);
      const { length } = homes(mark).listed;
      const all = found.homes > 0;
      kinds[all ? 'all' : 'nothing'] += 1;
      told += all ? 1 : 0;
      expect(found).toEqual(
        all
          ? { homes: length, numbers: length, gone: 0, audited: 1, told, state: 'adopted' }
          : { homes: 0, numbers: 0, gone: 0, audited: 0, told, state: 'ready' },
      );
    }
    expect(kinds.all + kinds.nothing).toBe(8);
    expect(await verifyJournal(database.pool)).toMatchObject({ ok: true });
  });
});
