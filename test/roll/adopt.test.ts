import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Household, indexed } from '../../src/domain/places/index.ts';
import { adopt, type Office, openOffice, PATIENCE, preview, problems, signedIn, upload } from './office.ts';
import { workbook } from './sheets.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, PATIENCE);
afterAll(() => office?.close(), PATIENCE);

const HEAD = ['居民区', '小区', '号', '室', '户主', '联系电话', '人数', '标签'];
const district = () =>
  office.yiping.doors.districtOf('drill') as NonNullable<ReturnType<Office['yiping']['doors']['districtOf']>>;

/** The homes of one stairwell as its committee would list them. */
function listOf(stairwell: string): (string | number)[][] {
  const index = indexed(district());
  const row = index.stairwells.get(stairwell);
  const compound = index.compounds.get(row?.compound ?? '');
  return index.householdsOf(stairwell).map((home, n) => {
    const [door, room] = home.room.includes('号') ? home.room.split('号') : [row?.name.split('号')[0], home.room];
    return [
      index.committees.get(row?.committee ?? '')?.name.zh ?? '',
      compound?.name.zh ?? '',
      `${door}号`,
      room ?? '',
      `甲${n}`,
      `138 0000 ${String(1_000 + n)}`,
      home.people,
      '',
    ];
  });
}
const home = (room: string, stairwell: string): Household | undefined =>
  indexed(district())
    .householdsOf(stairwell)
    .find((row) => row.room === room);

test(
  'a plain list is previewed, adopted as a whole, and in force at once',
  async () => {
    const admin = await signedIn(office.yiping, 'admin');
    const stairwell = district().stairwells[0]?.id as string;
    const before = district().households.length;
    const known = indexed(district()).householdsOf(stairwell);
    const list = listOf(stairwell);
    const [first, second] = list as [(string | number)[], (string | number)[]];
    first[6] = 7;
    second[7] = '独居、高龄';
    list.push([...first.slice(0, 3), '199', '新来的', '13911112222', 2, '孤老']);

    const id = await upload(admin, '名册.xlsx', await workbook({ name: '名册', rows: [HEAD, ...list] }));
    const seen = await preview(admin, id);
    expect(await problems(admin, id)).toEqual([]);
    expect(seen.report?.counts).toEqual({
      listed: known.length + 1,
      people: expect.any(Number),
      added: 1,
      changed: known.length,
      unchanged: 0,
      gone: expect.any(Number),
      erased: 0,
    });
    expect(JSON.stringify(seen)).not.toMatch(/新来的|13911112222|1380000/);
    // Nothing is in force before it is adopted.
    expect(district().households.length).toBe(before);

    const answer = await adopt(admin, id);
    expect([answer.status, answer.json.added, answer.json.changed, answer.json.removed]).toEqual([
      200,
      1,
      known.length,
      0,
    ]);
    expect(district().households.length).toBe(before + 1);
    expect(home(known[0]?.room as string, stairwell)).toMatchObject({ id: known[0]?.id, people: 7, reachable: true });
    expect(home(known[1]?.room as string, stairwell)?.tags).toEqual(['aged-80', 'living-alone']);
    const fresh = indexed(district())
      .householdsOf(stairwell)
      .find((row) => row.room.endsWith('199'));
    expect(fresh).toMatchObject({ people: 2, tags: ['childless-elder'], use: 'owner', reachable: true });
    expect(await office.yiping.doors.contacts.find('drill', fresh?.id as string)).toEqual({
      name: '新来的',
      phone: '13911112222',
    });
    const [event] = (await office.yiping.engine.history('drill', 'roll/profile')).slice(-1);
    expect(event).toMatchObject({
      type: 'roll.adopted',
      seq: answer.json.seq,
      data: { added: 1, changed: known.length, removed: 0, households: before + 1 },
    });
    expect(JSON.stringify(event)).not.toMatch(/新来的|139/);
  },
  PATIENCE,
);

test(
  'an account of WeCom is a column of the list: it makes a household reachable, stays when a list lacks it, and goes out masked',
  async () => {
    const admin = await signedIn(office.yiping, 'admin');
    const stairwell = district().stairwells[2]?.id as string;
    const known = indexed(district()).householdsOf(stairwell);
    const [first, second, third] = known as [Household, Household, Household];
    const list = listOf(stairwell).map((row, n) => [
      ...row.slice(0, 5),
      n < 3 ? '' : row[5],
      ...row.slice(6),
      ['wang.xiaoming', '@all', 'a|b', ''][n] ?? '',
    ]);
    const id = await upload(
      admin,
      '企微.xlsx',
      await workbook({ name: '名册', rows: [[...HEAD, '企业微信账号'], ...list] }),
    );
    expect((await preview(admin, id)).report?.layouts[0]?.fields.at(-1)).toBe('wecom');
    expect(JSON.stringify(await preview(admin, id))).not.toContain('xiaoming');
    expect((await problems(admin, id)).map((one) => one.code)).toEqual(['wecom-unreadable', 'wecom-unreadable']);
    expect((await adopt(admin, id)).status).toBe(200);
    const of = (household: Household) => indexed(district()).households.get(household.id)?.reachable;
    expect([of(first), of(second), of(third)]).toEqual([true, false, false]);
    const wecom = () => office.yiping.doors.contacts.wecomOf('drill', [first.id, second.id, third.id]);
    expect([...(await wecom())]).toEqual([[first.id, 'wang.xiaoming']]);

    // The same homes without the column: what a list has no column for stays.
    const plain = listOf(stairwell);
    const again = await upload(admin, '无列.xlsx', await workbook({ name: '名册', rows: [HEAD, ...plain] }));
    await preview(admin, again);
    expect((await adopt(admin, again)).status).toBe(200);
    expect((await wecom()).get(first.id)).toBe('wang.xiaoming');
    const sheet = await admin.call('GET', '/api/v1/roll/export?format=csv');
    expect(sheet.text).toContain('企业微信账号');
    expect(sheet.text).not.toContain('wang.xiaoming');
    expect(sheet.text).toContain('w***');
  },
  PATIENCE,
);

test(
  'the same list again has nothing to adopt; a corrected one writes only what was corrected',
  async () => {
    const admin = await signedIn(office.yiping, 'admin');
    const stairwell = district().stairwells[1]?.id as string;
    const list = listOf(stairwell);
    const read = async (name: string) => {
      const id = await upload(admin, name, await workbook({ name: '名册', rows: [HEAD, ...list] }));
      return { id, counts: (await preview(admin, id)).report?.counts };
    };
    expect((await adopt(admin, (await read('一.xlsx')).id)).status).toBe(200);
    const again = await read('二.xlsx');
    expect(again.counts).toMatchObject({ added: 0, changed: 0, unchanged: list.length });
    expect((await adopt(admin, again.id)).json.refusal.code).toBe('roll.nothing');

    (list[0] as unknown[])[5] = '13800009999';
    (list[2] as unknown[])[6] = 9;
    const corrected = await read('三.xlsx');
    expect(corrected.counts).toMatchObject({ added: 0, changed: 2, unchanged: list.length - 2 });
    const stamp = async () =>
      (await office.database.pool.query('SELECT id, xmin::text FROM household WHERE tenant = $1', ['drill'])).rows;
    const before = new Map((await stamp()).map((row) => [row.id, row.xmin]));
    expect((await adopt(admin, corrected.id)).json.written).toEqual({
      households: 1,
      care: 0,
      contacts: 1,
      removed: 0,
    });
    expect((await stamp()).filter((row) => before.get(row.id) !== row.xmin).length).toBe(1);
  },
  PATIENCE,
);
