import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexed } from '../../src/domain/places/index.ts';
import { expire, GONE_KEPT_MS, Roll } from '../../src/server/roll/index.ts';
import { openList } from '../../src/server/roll/open-list.ts';
import { adopt, type Office, openOffice, PATIENCE, preview, signedIn, upload, XLSX } from './office.ts';
import { workbook } from './sheets.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, PATIENCE);
afterAll(() => office?.close(), PATIENCE);

const index = () => indexed(office.yiping.doors.districtOf('drill') as never);
const HEAD = ['楼组', '小区', '室', '户主', '电话', '标签', '语言'];
/** Homes of the first stairwell, as rows of a list. */
function rows(count = 3): string[][] {
  const stairwell = index().district.stairwells[0];
  return index()
    .householdsOf(stairwell?.id as string)
    .slice(0, count)
    .map((home, n) => [
      stairwell?.name as string,
      index().compounds.get(stairwell?.compound as string)?.name.zh as string,
      home.room,
      `名${n}`,
      `1370000000${n}`,
      '失能',
      '听力弱',
    ]);
}
const first = () => index().householdsOf(index().district.stairwells[0]?.id as string)[0];

test(
  'what was gathered for one storm is deleted when its time is over, and everybody learns of it',
  async () => {
    const admin = await signedIn(office.yiping, 'admin');
    const { roll, audit, realTime } = office.yiping.doors;
    const before = first();
    const standing = await office.yiping.doors.contacts.find('drill', before?.id as string);
    const id = await upload(admin, '台风.xlsx', await workbook({ name: '一', rows: [HEAD, ...rows()] }));
    const [layout] = (await preview(admin, id)).report?.layouts ?? [];
    const until = realTime() + 3 * 86_400_000;
    const body = { layouts: { [layout?.fingerprint as string]: layout?.fields }, purpose: 'storm', until };
    expect((await admin.call('PUT', `/api/v1/roll/imports/${id}/mapping`, { ...body, until: 5 })).status).toBe(400);
    expect((await admin.call('PUT', `/api/v1/roll/imports/${id}/mapping`, body)).status).toBe(200);
    expect(await preview(admin, id)).toMatchObject({ state: 'ready', purpose: 'storm', until });
    expect((await adopt(admin, id)).status).toBe(200);
    expect(first()?.tags).toContain('incapacitated');
    const kept = async () =>
      (
        await office.database.pool.query(
          `SELECT count(*)::int AS n FROM contact WHERE tenant = 'drill' AND purpose = 'storm'`,
        )
      ).rows[0].n;
    expect(await kept()).toBe(3);

    let now = until - 1;
    const later = new Roll({ ...roll.parts, realTime: () => now });
    expect(await expire(later, audit, 'drill')).toMatchObject({ contact: 0, household_care: 0 });
    expect(await kept()).toBe(3);
    now = until;
    expect(await expire(later, audit, 'drill')).toMatchObject({ contact: 3, household_care: 3 });
    expect(await kept()).toBe(0);
    // What is there for good stays, and every node has the roll as it is now.
    expect(first()).toMatchObject({ tags: before?.tags, reachable: before?.reachable });
    expect(await office.yiping.doors.contacts.find('drill', before?.id as string)).toEqual(standing);
    const auditor = await signedIn(office.yiping, 'auditor');
    const { json } = await auditor.call('GET', '/api/v1/audit?action=personal.expired');
    expect(json.lines.at(0).detail).toMatchObject({ contact: 3, household_care: 3 });
  },
  PATIENCE,
);

test(
  'who asks to be forgotten is gone from the roll, and a later list does not bring him back',
  async () => {
    const admin = await signedIn(office.yiping, 'admin');
    const id = await upload(admin, '常住.xlsx', await workbook({ name: '一', rows: [HEAD, ...rows()] }));
    await preview(admin, id);
    expect((await adopt(admin, id)).status).toBe(200);
    const home = first();
    expect(home?.tags).toEqual(['incapacitated']);
    const committee = await signedIn(
      office.yiping,
      'committee',
      index().stairwells.get(home?.stairwell as string)?.committee,
    );
    const erased = await committee.call('POST', `/api/v1/contacts/${home?.id}/erase`, { reason: '本人要求删除' });
    expect(erased.status).toBe(200);
    expect(first()).toMatchObject({ id: home?.id, tags: [], reachable: false });
    const again = await upload(admin, '再来.xlsx', await workbook({ name: '一', rows: [HEAD, ...rows()] }));
    expect((await preview(admin, again)).report?.counts).toMatchObject({ changed: 0, erased: 1 });
    const left = await office.database.pool.query('SELECT 1 FROM contact WHERE id = $1', [home?.id]);
    expect(left.rowCount).toBe(0);
  },
  PATIENCE,
);

test(
  'households that the list lacks are taken off only when that was chosen; the row stays for a while',
  async () => {
    const admin = await signedIn(office.yiping, 'admin');
    const whole = rows(100);
    (whole[1] as string[])[3] = '换了人';
    whole.pop();
    const id = await upload(admin, '少一户.xlsx', await workbook({ name: '一', rows: [HEAD, ...whole] }));
    const gone = (await preview(admin, id)).report?.counts.gone ?? 0;
    expect(gone).toBeGreaterThan(0);
    const before = index().district.households.length;
    expect((await adopt(admin, id, true)).json).toMatchObject({ removed: gone });
    expect(index().district.households.length).toBe(before - gone);
    const rowsGone = async () =>
      (await office.database.pool.query('SELECT count(*)::int AS n FROM household WHERE gone_at IS NOT NULL')).rows[0]
        .n;
    expect(await rowsGone()).toBe(gone);
    const { roll, audit } = office.yiping.doors;
    const later = new Roll({ ...roll.parts, realTime: () => Date.now() + GONE_KEPT_MS + 1_000 });
    await expire(later, audit, 'drill');
    expect(await rowsGone()).toBe(0);
  },
  PATIENCE,
);

test(
  'an adoption that breaks in the middle leaves nothing half; one that died before the journal is told at the next start',
  async () => {
    const admin = await signedIn(office.yiping, 'admin');
    const list = rows(3).map((row) => [...row.slice(0, 3), '又换', '13611112222', '独居', '']);
    const id = await upload(admin, '中断.xlsx', await workbook({ name: '一', rows: [HEAD, ...list] }));
    await preview(admin, id);
    const { pool } = office.database;
    const everything = async () =>
      (
        await pool.query(
          `SELECT (SELECT md5(string_agg(h::text, '' ORDER BY id)) FROM household h) AS h, (SELECT md5(string_agg(k::text, '' ORDER BY id, ord)) FROM contact k) AS k,
         (SELECT md5(string_agg(c::text, '' ORDER BY household, purpose)) FROM household_care c) AS c, (SELECT revision FROM roll_head WHERE tenant = 'drill') AS r`,
        )
      ).rows[0];
    const before = await everything();
    // The last statement of the transaction fails: everything before it is written already.
    await pool.query(
      `CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$;
     CREATE TRIGGER broken BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.action = 'roll.adopted') EXECUTE FUNCTION broken()`,
    );
    expect((await adopt(admin, id)).status).toBe(500);
    expect(await everything()).toEqual(before);
    await pool.query('DROP TRIGGER broken ON audit');

    const seq = await office.yiping.engine.lastSeq('drill');
    const dying = new Roll({
      ...office.yiping.doors.roll.parts,
      engine: {
        state: office.yiping.engine.state,
        submit: () => Promise.reject(new Error('the server is gone')),
      },
    });
    const session = (await pool.query(`SELECT account FROM roll_import WHERE id = $1`, [id])).rows[0];
    const who = { tenant: 'drill', account: session.account, actor: { person: 'p', roles: ['admin'] } };
    await expect(dying.adopt(who, id, false)).rejects.toThrow('the server is gone');
    expect(await office.yiping.engine.lastSeq('drill')).toBe(seq);
    const there = await office.node('there');
    expect(await there.engine.lastSeq('drill')).toBe(seq + 1);
    expect(indexed(there.doors.districtOf('drill') as never).households.get(first()?.id as string)).toBeDefined();
    // The node that was there all along hears of it from the journal.
    await expect
      .poll(() => index().householdsOf(first()?.stairwell as string)[1]?.tags, { timeout: 20_000 })
      .toEqual(['living-alone']);
  },
  PATIENCE,
);

test(
  'an export is a list that can be handed in again: nothing differs; masked it is refused',
  async () => {
    const admin = await signedIn(office.yiping, 'admin');
    const area = index().stairwells.get(first()?.stairwell as string)?.committee as string;
    const committee = await signedIn(office.yiping, 'committee', area);
    const get = async (who: typeof admin, query: string) => {
      const answer = await fetch(`${office.yiping.url}/api/v1/roll/export?${query}`, {
        headers: { cookie: who.cookie },
      });
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const reason = `reason=${encodeURIComponent('核对名册')}`;
    expect((await get(admin, reason)).status).toBe(403);
    for (const format of ['xlsx', 'csv'] as const) {
      const whole = await get(committee, `format=${format}&${reason}`);
      const id = await upload(committee, `导出.${format}`, whole.bytes);
      const seen = await preview(committee, id);
      expect([format, seen.report?.errors, seen.report?.counts]).toEqual([
        format,
        0,
        expect.objectContaining({ added: 0, changed: 0, gone: 0 }),
      ]);
      const masked = await get(admin, `format=${format}&committee=${area}`);
      const list = await openList(masked.bytes, `x.${format}`);
      let text = '';
      for (const sheet of list.sheets) for await (const batch of sheet.rows()) text += JSON.stringify(batch);
      expect(text).not.toMatch(/13611112222|又换/);
      expect(text).toMatch(/\p{L}\*/u);
      const refused = await upload(committee, `打码.${format}`, masked.bytes);
      expect((await preview(committee, refused)).report?.errors).toBeGreaterThan(0);
      expect((await adopt(committee, refused)).json.refusal.code).toBe('roll.errors');
    }
    expect(
      (await committee.call('POST', '/api/v1/roll/imports?name=a.csv', Buffer.alloc(200), { 'content-type': XLSX }))
        .json.refusal.code,
    ).toBe('roll.encoding');
  },
  PATIENCE,
);
