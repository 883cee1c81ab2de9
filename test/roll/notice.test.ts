import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DoorsOnScreen, type DoorsState, doorList, doorsId, sumOfStates } from '../../src/domain/notices/index.ts';
import { type District, indexed } from '../../src/domain/places/index.ts';
import { all, type ScreenState } from '../../src/domain/screen/index.ts';
import { adopt, type Office, openOffice, PATIENCE, preview, signedIn, upload } from './office.ts';
import { workbook } from './sheets.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, PATIENCE);
afterAll(() => office?.close(), PATIENCE);

const HEAD = ['居民区', '小区', '号', '室', '户主', '联系电话', '人数'];

test(
  'a household that leaves the roll while a notice runs stays in its sum and on its list, as one that has left',
  async () => {
    const district = office.yiping.doors.districtOf('drill') as District;
    const index = indexed(district);
    const stairwell = district.stairwells.find(
      (row) => index.householdsOf(row.id).length > 5,
    ) as (typeof district.stairwells)[number];
    const homes = index.householdsOf(stairwell.id);
    const leader = await signedIn(office.yiping, 'shift-leader');
    const commander = await signedIn(office.yiping, 'commander');
    const notice = randomUUID();
    const say = async (who: typeof leader, type: string, stream: string, data: object) => {
      const answer = await who.call('POST', '/api/v1/commands', { id: randomUUID(), type, stream, data });
      expect([type, answer.status, answer.text]).toEqual([type, 200, expect.anything()]);
    };
    await say(leader, 'notice.compose', `notice/${notice}`, {
      template: 'warning',
      fields: { 台站: '上海中心气象台', 时间: '7月25日9时', 灾种: '台风', 颜色: '橙色', 居委电话: '62550000' },
      level: 'II',
      audience: { committees: [stairwell.committee] },
    });
    await say(commander, 'notice.sign', `notice/${notice}`, {});
    await say(leader, 'notice.issue', `notice/${notice}`, {});
    const sum = async (): Promise<number> => {
      const { state } = await office.yiping.engine.foldNow<ScreenState>('drill');
      const doors = Object.values(all(state, 'doors')).filter((row: DoorsOnScreen) => row.notice === notice);
      return Object.values(sumOfStates(doors)).reduce((total, n) => total + n, 0);
    };
    const before = await sum();
    expect(before).toBeGreaterThanOrEqual(homes.length);

    // The committee hands in a list that lacks one of the homes, and has whoever is not on it taken off.
    const [gone, ...stay] = homes;
    if (!gone) throw new Error('the stairwell is empty');
    const rows = indexed(district)
      .stairwellsOf(stairwell.committee)
      .flatMap((row) => index.householdsOf(row.id).map((home) => ({ row, home })))
      .filter(({ home }) => home.id !== gone.id)
      .map(({ row, home }, n) => {
        const [door, room] = home.room.includes('号') ? home.room.split('号') : [row.name.split('号')[0], home.room];
        const compound = index.compounds.get(row.compound)?.name.zh;
        return [index.committees.get(row.committee)?.name.zh, compound, `${door}号`, room, `甲${n}`, '', home.people];
      });
    const admin = await signedIn(office.yiping, 'admin');
    const id = await upload(admin, '名册.xlsx', await workbook({ name: '名册', rows: [HEAD, ...rows] }));
    expect((await preview(admin, id)).state).toBe('ready');
    const adopted = await adopt(admin, id, true);
    expect([adopted.status, adopted.json.removed]).toEqual([200, 1]);
    const now = indexed(office.yiping.doors.districtOf('drill') as District);
    expect(now.householdsOf(stairwell.id).map((home) => home.id)).not.toContain(gone.id);

    expect(await sum()).toBe(before);
    const stream = `doors/${doorsId(notice, stairwell.id)}`;
    const list = await leader.call('GET', `/api/v1/notices/${notice}/rows?column=households&stairwell=${stairwell.id}`);
    expect(list.json.total).toBe(homes.length);
    const doors = async () => (await office.yiping.engine.state<DoorsState>('drill', stream))?.state as DoorsState;
    const shown = doorList(await doors(), now.householdsOf(stairwell.id), false, 'open');
    expect(shown.filter((row) => row.left).map((row) => row.household)).toEqual([gone.id]);
    expect(shown.filter((row) => !row.left)).toHaveLength(stay.length);
    // Whoever walks finds the flat empty, and that is the end of it.
    await say(leader, 'doors.visit', stream, { visits: [{ household: gone.id, result: 'vacant' }] });
    expect((await doors()).doors[gone.id]?.state).toBe('vacant');
    expect(await sum()).toBe(before);
  },
  PATIENCE,
);
