import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoorsState } from '../../src/domain/notices/index.ts';
import { type District, indexed } from '../../src/domain/places/index.ts';
import { Links } from '../../src/server/access/links.ts';
import type { Yiping } from '../../src/server/wiring/index.ts';
import { type Drill, openDrill } from '../http/drill.ts';
import { Visitor } from '../http/town.ts';

const DAY = 86_400_000;
/** 23 July 2021, 07:10 in Shanghai. */
const START = Date.UTC(2021, 6, 22, 23, 10);

let drill: Drill;
let yiping: Yiping;
let links: Links;
let district: District;
let leader: Visitor;
/** A stairwell with somebody who is never left to a screen, and that household. */
let stairwell: string;
let care: string;
let plain: string[];
beforeAll(async () => {
  drill = await openDrill(START, true);
  ({ yiping, district } = drill);
  links = yiping.doors.links;
  const index = indexed(district);
  const found = district.stairwells.find((row) => {
    const homes = index.householdsOf(row.id);
    return homes.length >= 12 && homes.some((home) => home.tags.includes('aged-80'));
  });
  stairwell = found?.id ?? '';
  const homes = index.householdsOf(stairwell);
  care = homes.find((home) => home.tags.includes('aged-80'))?.id ?? '';
  plain = homes.filter((home) => home.tags.length === 0 && home.floorKind !== 'semi-basement').map((home) => home.id);
  leader = await drill.as('shift-leader');
});
afterAll(async () => {
  await drill.close();
});

async function send(type: string, stream: string, data: unknown) {
  const answer = await leader.call('POST', '/api/v1/commands', { id: randomUUID(), type, stream, data });
  if (answer.status !== 200) throw new Error(`${type}: ${answer.text}`);
}
/** A notice to the stairwell, issued. */
async function issued(more: Record<string, unknown> = {}, audience: unknown = { stairwells: [stairwell] }) {
  const id = randomUUID();
  await send('notice.compose', `notice/${id}`, {
    template: 'lifted',
    fields: { 灾种: '台风<b>', 时间: '二十三日' },
    level: 'III',
    audience,
    ...more,
  });
  await send('notice.issue', `notice/${id}`, {});
  return id;
}
const doorOf = async (notice: string, household: string) =>
  (await yiping.engine.state<DoorsState>('drill', `doors/${notice}:${stairwell}`))?.state.doors[household];
const events = async () => (await yiping.engine.readEvents('drill', 0, 10_000)).length;
const anyone = () => new Visitor(yiping.url);
const press = (token: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  anyone().call('POST', `/r/${token}?lang=en`, new URLSearchParams(form).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });

describe('the link of a household', () => {
  it('is 24 characters, the same each time, and tells nothing of whose it is', async () => {
    const notice = await issued();
    const tokens = await links.linksFor('drill', notice, plain);
    expect(tokens).toEqual(await links.linksFor('drill', notice, plain));
    expect(new Set(tokens).size).toBe(plain.length);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{23}[A-Za-z0-9]$/);
    // Nothing but the two bytes of the tenant is common to the tokens of neighbours in one notice.
    for (let at = 3; at < 24; at++) expect(new Set(tokens.map((token) => token[at])).size).toBeGreaterThan(1);
    expect(await links.openLink(tokens[1] as string)).toEqual({
      tenant: 'drill',
      notice,
      kind: 'household',
      id: plain[1],
    });
    expect(await links.linkFor('real', notice, plain[0] as string)).not.toBe(tokens[0]);
  });

  it('shows the notice to whoever looks, and looking confirms nothing: GET, HEAD, a prefetch, a mail filter', async () => {
    const notice = await issued();
    const [household] = plain as [string];
    const token = await links.linkFor('drill', notice, household);
    const before = await events();
    const looks = await Promise.all([
      anyone().call('GET', `/r/${token}`),
      anyone().call('GET', `/r/${token}?do=know&once=1`),
      anyone().call('GET', `/r/${token}?from=singlemessage&lang=xx&size=9`, undefined, { 'sec-purpose': 'prefetch' }),
      anyone().call('HEAD', `/r/${token}`),
      anyone().call('OPTIONS', `/r/${token}`),
      anyone().call('PUT', `/r/${token}`),
    ]);
    expect(looks.map((one) => one.status)).toEqual([200, 200, 200, 405, 405, 405]);
    expect(await events()).toBe(before);
    const { text, headers } = looks[0];
    expect(text).toContain('台风&#60;b&#62;');
    expect(text).not.toContain('<b>');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
    const home = indexed(district).households.get(household);
    const contact = await yiping.doors.contacts.find('drill', household);
    const place = indexed(district).stairwells.get(stairwell);
    // What the page draws by lot (its token, the name of a press, the version of its files) may hold any three digits.
    const plainly = text
      .replaceAll(token, '')
      .replace(/"[0-9a-f-]{36}"/g, '')
      .replace(/\?[0-9a-f]{8}"/g, '');
    for (const secret of [household, contact?.name, contact?.phone, home?.room, place?.name, stairwell])
      expect(plainly).not.toContain(String(secret));
  });

  it('confirms by POST for itself, once, and a repeat gets the same answer', async () => {
    const notice = await issued();
    const [household, other] = plain as [string, string];
    const token = await links.linkFor('drill', notice, household);
    const first = await press(token, { do: 'know', once: 'a' });
    expect(first.status).toBe(200);
    expect(first.text).toContain('It is noted that you know');
    const after = await events();
    expect((await press(token, { do: 'know', once: 'a' })).text).toBe(first.text);
    expect((await press(token, { do: 'know', once: 'b' })).text).toBe(first.text);
    // Fields that name somebody else are not read.
    await press(token, { do: 'know', once: 'c', household: other, room: '101', households: other });
    expect(await events()).toBe(after);
    expect(await doorOf(notice, household)).toMatchObject({ state: 'confirmed', by: 'self', way: 'link' });
    expect(await doorOf(notice, other)).toMatchObject({ reached: false });
  });

  it('asks for help: one case, with any words, and still after the notice was taken back', async () => {
    const notice = await issued();
    const [household, late] = plain as [string, string];
    const token = await links.linkFor('drill', notice, household);
    const form = { do: 'help', once: 'h', kind: 'ST03', note: '<script>水到门口了'.padEnd(5_000, '啊').slice(0, 700) };
    const first = await press(token, form);
    expect(first.text).toContain('Your call for help has arrived');
    expect((await press(token, form)).text).toBe(first.text);
    expect(await doorOf(notice, household)).toMatchObject({ state: 'needs-help', need: 'ST03', way: 'link' });
    const mine = (await yiping.engine.readEvents('drill', 0, 10_000)).filter(
      (event) => event.type === 'case.reported' && JSON.stringify(event.data).includes(household),
    );
    expect(mine.length).toBe(1);
    await send('notice.take-back', `notice/${notice}`, {
      template: 'lifted',
      fields: { 灾种: '更正说明', 时间: '今日' },
      reason: '地点写错',
    });
    const lateToken = await links.linkFor('drill', notice, late);
    const page = await anyone().call('GET', `/r/${lateToken}?lang=zh`);
    expect(page.text).toContain('已经撤回');
    expect(page.text).toContain('更正说明');
    expect(page.text).not.toContain('value="know"');
    expect((await press(lateToken, { do: 'know', once: 'k' })).status).toBe(410);
    expect(await doorOf(notice, late)).toMatchObject({ state: 'taken-back' });
    expect((await press(lateToken, { do: 'help', once: 'k', kind: 'no such kind' })).status).toBe(200);
    expect(await doorOf(notice, late)).toMatchObject({ state: 'needs-help' });
  });

  it('opens for nobody else: forged, cut short, another tenant, a draft, a household that is not there', async () => {
    const notice = await issued();
    const [household] = plain as [string];
    const token = await links.linkFor('drill', notice, household);
    const draft = randomUUID();
    await send('notice.compose', `notice/${draft}`, {
      template: 'lifted',
      fields: { 灾种: '草稿', 时间: '今日' },
      level: 'III',
      audience: { stairwells: [stairwell] },
    });
    const flip = (at: number) => `${token.slice(0, at)}${token[at] === 'x' ? 'y' : 'x'}${token.slice(at + 1)}`;
    const wrong = [
      ...Array.from({ length: 24 }, (_, at) => flip(at)),
      token.slice(0, -1),
      `${token}A`,
      await links.linkFor('real', notice, household),
      await links.linkFor('drill', draft, household),
      await links.linkFor('drill', notice, 'no-such-household'),
      // The id of a stairwell in the place of a household is neither.
      await links.linkFor('drill', notice, stairwell),
      'a'.repeat(24),
      encodeURIComponent('../../etc/passwd'),
      encodeURIComponent("' OR 1=1 --"),
    ];
    const before = await events();
    const reference = await anyone().call('GET', `/r/${'A'.repeat(24)}`);
    expect(reference.status).toBe(404);
    const seen: number[] = [];
    for (const [n, one] of wrong.entries()) {
      const ip = `198.51.100.${n}`;
      const got = await anyone().call('GET', `/r/${one}`, undefined, { 'x-forwarded-for': ip });
      seen.push(got.status);
      expect([404, 429]).toContain(got.status);
      expect(got.text).toBe(reference.text);
      const posted = await press(one, { do: 'know' });
      expect([404, 429]).toContain(posted.status);
    }
    // The proxy header is not believed, so it was one address all along, and its tries ran out.
    expect(seen.slice(0, 10)).toEqual(Array(10).fill(404));
    expect(seen.at(-1)).toBe(429);
    expect((await anyone().call('GET', `/r/${'B'.repeat(24)}`)).headers.get('retry-after')).toMatch(/^\d+$/);
    // What is right still opens: a telephone company puts thousands behind one address.
    expect((await anyone().call('GET', `/r/${token}`)).status).toBe(200);
    expect(await events()).toBe(before);
  });

  it('costs the same to be wrong in every way: one look into the database, whatever was wrong', async () => {
    const notice = await issued();
    const token = await links.linkFor('drill', notice, plain[0] as string);
    let looks = 0;
    const counting = new Links({
      sql: {
        query(statement, values) {
          looks++;
          return yiping.doors.sql.query(statement, values);
        },
      },
      districtOf: (tenant) => yiping.doors.districtOf(tenant),
      tenants: () => ['drill', 'real'],
      realTime: Date.now,
    });
    await counting.openLink(token);
    await counting.openLink(await links.linkFor('real', notice, plain[0] as string));
    const asks = async (one: string) => {
      looks = 0;
      const found = await counting.openLink(one);
      return { looks, found: found !== undefined };
    };
    expect(await asks(token)).toEqual({ looks: 1, found: true });
    const changed = (at: number) => `${token.slice(0, at)}${token[at] === 'x' ? 'y' : 'x'}${token.slice(at + 1)}`;
    for (const wrong of [
      '',
      'x',
      'a'.repeat(24),
      'a'.repeat(199),
      token.slice(1),
      changed(0),
      changed(4),
      changed(9),
      changed(20),
    ])
      expect([wrong, await asks(wrong)]).toEqual([wrong, { looks: 1, found: false }]);
  });

  it('takes no other body, no huge one, and no form from another site', async () => {
    const notice = await issued();
    const token = await links.linkFor('drill', notice, plain[0] as string);
    const before = await events();
    expect((await anyone().call('POST', `/r/${token}`, { do: 'know' })).status).toBe(415);
    expect((await press(token, { do: 'help', note: 'x'.repeat(20_000) })).status).toBe(413);
    expect((await press(token, {})).status).toBe(400);
    expect((await press(token, { do: 'erase' })).status).toBe(400);
    expect((await press(token, { do: 'know' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await press(token, { do: 'know' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const endless = await new Promise<number>((resolve, reject) => {
      const sending = request(
        `${yiping.url}/r/${token}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 1e9 },
        },
        (answer) => resolve(answer.statusCode ?? 0),
      );
      sending.on('error', reject);
      sending.write('do=know');
    });
    expect(endless).toBe(413);
    expect(await events()).toBe(before);
  });
});

describe('the poster of a stairwell', () => {
  it('asks for the room, and what is said is a neighbour’s word; those never left to a screen are not moved by it', async () => {
    const notice = await issued();
    const token = await links.posterFor('drill', notice, stairwell);
    const index = indexed(district);
    const room = (household: string) => index.households.get(household)?.room ?? '';
    const page = await anyone().call('GET', `/r/${token}`);
    expect(page.text).toContain('name="room"');
    const [first] = plain as [string];
    const ok = await press(token, { do: 'know', once: '1', room: ` ${room(first)}室` });
    expect(ok.status).toBe(200);
    expect(await doorOf(notice, first)).toMatchObject({ state: 'confirmed', by: 'neighbour', way: 'qr' });
    const moved = await press(token, { do: 'know', once: '2', room: room(care) });
    // Word for word the same: who is never left to a screen cannot be read off the wall.
    expect(moved.text).toBe(ok.text);
    expect(await doorOf(notice, care)).toMatchObject({ reached: false });
    expect((await press(token, { do: 'know', once: '3', room: '9999' })).status).toBe(422);
    expect((await press(token, { do: 'know', once: '4', room: '' })).status).toBe(422);
    const help = await press(token, { do: 'help', once: '5', room: room(care), kind: 'ST70' });
    expect(help.status).toBe(200);
    expect(await doorOf(notice, care)).toMatchObject({ state: 'needs-help', need: 'ST70', way: 'qr' });
  });

  it('lets one address answer for a few rooms and no more; help gets through all the same, for an unknown room too', async () => {
    const notice = await issued();
    const token = await links.posterFor('drill', notice, stairwell);
    const rooms = plain.map((id) => indexed(district).households.get(id)?.room ?? '');
    expect(rooms.length).toBeGreaterThan(7);
    const statuses: number[] = [];
    for (const room of rooms.slice(0, 7)) statuses.push((await press(token, { do: 'know', room })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect((await press(token, { do: 'know', room: rooms[0] as string })).status).toBe(200);
    expect((await press(token, { do: 'help', room: rooms[7] as string })).status).toBe(200);
    const unknown = await press(token, { do: 'help', once: 'u', room: '阁楼', note: '水进来了', kind: 'ST03' });
    expect(unknown.status).toBe(200);
    expect((await press(token, { do: 'help', once: 'u', room: '阁楼', note: '水进来了', kind: 'ST03' })).text).toBe(
      unknown.text,
    );
    const told = (await yiping.engine.readEvents('drill', 0, 10_000)).filter(
      (event) => event.type === 'case.reported' && JSON.stringify(event.data).includes('阁楼：水进来了'),
    );
    expect(told.length).toBe(1);
  });

  it('does not tell whether a room is among those meant', async () => {
    const notice = await issued({}, { stairwells: [stairwell], tags: ['aged-80'] });
    const token = await links.posterFor('drill', notice, stairwell);
    const room = (household: string) => indexed(district).households.get(household)?.room ?? '';
    const meant = await press(token, { do: 'know', room: room(care) });
    const other = await press(token, { do: 'know', room: room(plain[0] as string) });
    expect([meant.status, other.status]).toEqual([200, 200]);
    expect(other.text).toBe(meant.text);
    // Help of a household that the notice did not go to is a report.
    expect((await press(token, { do: 'help', room: room(plain[0] as string), note: '没通知到我家' })).status).toBe(200);
    const told = (await yiping.engine.readEvents('drill', 0, 10_000)).filter(
      (event) => event.type === 'case.reported' && JSON.stringify(event.data).includes('没通知到我家'),
    );
    expect(told.length).toBe(1);
  });
});

describe('time', () => {
  it('a link ends with its notice, at the latest after 14 days; then it says so, and help is still heard', async () => {
    const short = await issued({ expiresAt: (await yiping.engine.now('drill')) + DAY });
    const long = await issued();
    const [household] = plain as [string];
    const tokens = await Promise.all([short, long].map((notice) => links.linkFor('drill', notice, household)));
    const standing = async () =>
      Promise.all(
        tokens.map(async (token) => {
          const { text } = await anyone().call('GET', `/r/${token}?lang=en`);
          return text.includes('This notice has ended') ? 'over' : text.includes('value="know"') ? 'open' : 'neither';
        }),
      );
    const start = await yiping.engine.now('drill');
    expect(await standing()).toEqual(['open', 'open']);
    await yiping.engine.advance('drill', start + DAY + 1);
    expect(await standing()).toEqual(['over', 'open']);
    await yiping.engine.advance('drill', start + 14 * DAY - 1);
    expect(await standing()).toEqual(['over', 'open']);
    await yiping.engine.advance('drill', start + 14 * DAY + 1);
    expect(await standing()).toEqual(['over', 'over']);
    const [first] = tokens as [string];
    expect((await press(first, { do: 'know' })).status).toBe(410);
    expect((await press(first, { do: 'help', kind: 'ST73' })).status).toBe(200);
    expect(await doorOf(short, household)).toMatchObject({ state: 'needs-help' });
  });
});
