import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DRILL_PASSWORD, startYiping, type Yiping } from '../../src/server/wiring/index.ts';
import { Visitor } from './town.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** 23 July 2021, 07:10 in Shanghai. */
const START = Date.UTC(2021, 6, 22, 23, 10);

let folder: string;
let yiping: Yiping;
const told: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiping-doors-'));
  const pack = join(ROOT, 'districts', 'nanjing-west-road');
  yiping = await startYiping({
    folder,
    port: 0,
    host: '127.0.0.1',
    version: 'test',
    say: (message) => told.push(message),
    places: [
      { id: 'drill', mode: 'drill', pack, drill: { scenario: 'in-fa-2021', at: START, speed: 0 } },
      { id: 'real', mode: 'real', pack },
    ],
  });
});
afterAll(async () => {
  await yiping.stop();
  await rm(folder, { recursive: true, force: true });
});

async function as(role: string): Promise<Visitor> {
  const account = yiping.doors.drillDoor('drill')?.accounts.find((one) => one.roles.includes(role));
  return new Visitor(yiping.url).signIn(account?.login ?? '', DRILL_PASSWORD, 'drill');
}
const journal = async () => JSON.stringify(await yiping.engine.readEvents('drill', 0, 10_000));

describe('a resident reports', () => {
  const report = {
    tenant: 'drill',
    id: randomUUID(),
    category: 'ST01',
    description: '弄堂口积水',
    place: { position: [121.453, 31.226] },
    contact: { name: '王小明', phone: '13800001234' },
  };
  it('without an account; the case is in the journal, the name and the number are not', async () => {
    const anyone = new Visitor(yiping.url);
    const first = await anyone.call('POST', '/api/v1/public/reports', report);
    expect(first.status).toBe(200);
    const again = await anyone.call('POST', '/api/v1/public/reports', report);
    expect(again.json).toEqual(first.json);
    expect(
      (await anyone.call('POST', '/api/v1/public/reports', { ...report, description: 'other' })).json.refusal.code,
    ).toBe('command.id-reused');
    const text = await journal();
    expect(text).toContain(first.json.case);
    expect(text).not.toContain('13800001234');
    expect(text).not.toContain('王小明');
  });

  it('who looks up the number gives a reason, and the look is written down without the number', async () => {
    const leader = await as('shift-leader');
    const { json } = await leader.call('GET', '/api/v1/cases?limit=1');
    const detail = (await leader.call('GET', `/api/v1/cases/${json.cases[0].id}`)).json;
    const { ref } = detail.state.reporters[0];
    expect((await leader.call('POST', `/api/v1/contacts/${ref}/unmask`, { reason: '' })).status).toBe(400);
    expect((await leader.call('POST', `/api/v1/contacts/${ref}/unmask`, { reason: '回电核实位置' })).json).toEqual({
      id: ref,
      name: '王小明',
      phone: '13800001234',
    });
    const [line] = await yiping.doors.audit.page('drill', undefined, 1);
    expect(line).toMatchObject({
      action: 'personal.unmasked',
      target: `contact/${ref}`,
      detail: { reason: '回电核实位置' },
    });
    expect(JSON.stringify(line)).not.toContain('13800001234');
  });
});

describe('households', () => {
  it('come masked, a committee sees its own area only, and a single one opens with a reason', async () => {
    const district = yiping.doors.districtOf('drill');
    const committee = await as('committee');
    const area = (await committee.call('GET', '/api/v1/session')).json.area;
    const own = district?.stairwells.find((one) => one.committee === area)?.id;
    const other = district?.stairwells.find((one) => one.committee !== area)?.id;
    const { households } = (await committee.call('GET', `/api/v1/households?stairwell=${own}`)).json;
    expect(households.length).toBeGreaterThan(0);
    const named = households.find((one: { name?: string }) => one.name);
    expect(named.name).toMatch(/^\p{Script=Han}\*{1,3}$/u);
    expect(named.phone).toMatch(/^[*-]*\d{4}$/);
    expect((await committee.call('GET', `/api/v1/households?stairwell=${other}`)).json.refusal.code).toBe(
      'access.forbidden',
    );
    const open = await committee.call('POST', `/api/v1/households/${named.id}/unmask`, {
      reason: '上门无人，电话联系',
    });
    expect(open.json.phone).toMatch(/^[\d-]{11,}$/);
    const foreign = district?.households.find((one) => one.stairwell === other)?.id;
    expect(
      (await committee.call('POST', `/api/v1/households/${foreign}/unmask`, { reason: '上门无人，电话联系' })).json
        .refusal.code,
    ).toBe('access.forbidden');
    const lines = (await yiping.doors.audit.page('drill', undefined, 5)).map((line) => [line.action, line.target]);
    expect(lines).toContainEqual(['personal.listed', `stairwell/${own}`]);
    expect(lines).toContainEqual(['personal.unmasked', `household/${named.id}`]);
  });

  it('are not in what every browser gets of the district', async () => {
    const observer = await as('observer');
    const answer = await observer.call('GET', '/api/v1/district');
    expect(Object.keys(answer.json)).not.toContain('households');
    expect(
      (await observer.call('GET', '/api/v1/district', undefined, { 'if-none-match': answer.headers.get('etag') ?? '' }))
        .status,
    ).toBe(304);
    const roads = (await observer.call('GET', '/api/v1/district/map/roads.geojson')).json;
    expect(roads.attribution).toContain('OpenStreetMap');
    expect(roads.features.length).toBeGreaterThan(50);
    expect((await observer.call('GET', '/api/v1/district/map/households.geojson')).status).toBe(400);
  });
});

describe('the head-count of a notice', () => {
  it('comes by committee; of an earlier notice only those who have not confirmed, as its doors stand now', async () => {
    const leader = await as('shift-leader');
    const tell = async (who: Visitor, type: string, stream: string, data: unknown) =>
      expect((await who.call('POST', '/api/v1/commands', { id: randomUUID(), type, stream, data })).status).toBe(200);
    const count = async (audience: unknown) =>
      (await leader.call('POST', '/api/v1/notices/head-count', { audience })).json;
    const district = yiping.doors.districtOf('drill');
    const [one, two] = district?.stairwells ?? [];
    const households = (stairwell?: string) => district?.households.filter((row) => row.stairwell === stairwell) ?? [];
    const both = households(one?.id).length + households(two?.id).length;
    const whole = await count({ stairwells: [one?.id, two?.id] });
    expect(whole).toMatchObject({ stairwells: 2, households: both, atMost: both });
    const sum = whole.committees.reduce((n: number, part: { households: number }) => n + part.households, 0);
    expect(sum).toBe(both);

    const notice = randomUUID();
    await tell(leader, 'notice.compose', `notice/${notice}`, {
      template: 'lifted',
      fields: { 灾种: '台风', 时间: '七时' },
      level: 'IV',
      audience: { stairwells: [one?.id, two?.id] },
    });
    const of = { notice, who: 'unconfirmed' };
    expect((await count({ of })).households).toBe(0);
    await tell(leader, 'notice.issue', `notice/${notice}`, {});
    expect((await count({ of })).households).toBe(both);
    const answered = households(one?.id).map((row) => row.id);
    await tell(leader, 'doors.confirm', `doors/${notice}:${one?.id}`, {
      households: answered,
      by: 'self',
      way: 'call',
    });
    expect(await count({ of })).toMatchObject({ stairwells: 1, households: both - answered.length, atMost: both });
  });

  it('knows nobody in an area whose outline crosses itself', async () => {
    const leader = await as('shift-leader');
    const count = async (ring: unknown) =>
      (await leader.call('POST', '/api/v1/notices/head-count', { audience: { rings: [ring] } })).json.households;
    const [west, south, east, north] = [121.4, 31.2, 121.5, 31.3];
    const everyone = yiping.doors.districtOf('drill')?.households.length;
    const square = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ];
    expect(await count(square)).toBe(everyone);
    expect(await count([square[0], square[2], square[1], square[3]])).toBe(0);
  });
});

describe('warnings', () => {
  it('are taken as CAP from the machine door and as text from people; a repeat changes nothing', async () => {
    const xml = await readFile(join(ROOT, 'scenarios/in-fa-2021/warnings/city-typhoon-1.xml'), 'utf8');
    const gateway = await as('gateway');
    const cap = (body: string) =>
      gateway.call('POST', '/api/v1/warnings', body, { 'content-type': 'application/cap+xml' });
    const first = (await cap(xml)).json.warnings;
    expect(first.length).toBe(1);
    expect(first[0].concerns).toBe(true);
    expect((await cap(xml)).json.warnings).toEqual([{ ...first[0], seq: 0 }]);
    const intake = await as('intake');
    const text =
      '上海中心气象台2021年7月23日07时00分发布暴雨蓝色预警信号：预计未来6小时内，本市大部地区的降水量将达50毫米以上。';
    const paste = (path: string, body: string) =>
      intake.call('POST', path, body, { 'content-type': 'text/plain; charset=utf-8' });
    const before = await yiping.engine.lastSeq('drill');
    const preview = (await paste('/api/v1/warnings/preview', text)).json;
    expect(preview).toMatchObject({
      ok: true,
      warnings: [{ known: false, message: { kind: 'rainstorm', colour: 'BLUE', action: 'issue', status: 'Exercise' } }],
    });
    expect(await yiping.engine.lastSeq('drill')).toBe(before);
    expect((await paste('/api/v1/warnings', text)).status).toBe(200);
    expect((await paste('/api/v1/warnings/preview', text)).json.warnings[0].known).toBe(true);
    expect((await paste('/api/v1/warnings/preview', '今晚有雨')).json).toMatchObject({
      ok: false,
      missing: expect.arrayContaining(['issuer', 'sent']),
    });
  });

  it('with entities, of fifty megabytes, in broken UTF-8 or of another kind are refused with a reason', async () => {
    const gateway = await as('gateway');
    const hand = (body: string | Uint8Array, type: string) =>
      gateway.call('POST', '/api/v1/warnings', body, { 'content-type': type });
    const before = await yiping.engine.lastSeq('drill');
    const attack = await hand(
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">&x;</alert>',
      'application/xml',
    );
    expect(attack.status).toBeGreaterThanOrEqual(400);
    expect(attack.json.refusal.code).toMatch(/^warning\./);
    expect(attack.text).not.toContain('root:');
    expect((await hand(Buffer.from([0xc9, 0xcf, 0xba, 0xa3]), 'text/plain')).json.refusal.code).toBe(
      'request.not-utf8',
    );
    expect((await hand('{}', 'application/json')).status).toBe(415);
    expect((await hand('', 'application/xml')).json.refusal.code).toMatch(/^warning\./);
    const huge = await hand(Buffer.alloc(50_000_000, 0x20), 'application/xml').catch(() => ({ status: 413 }));
    expect(huge.status).toBe(413);
    expect(await yiping.engine.lastSeq('drill')).toBe(before);
  });
});

describe('the screen and the clock', () => {
  it('a case is on the screen, near units are suggested by the streets, and a second report is thought the same', async () => {
    const intake = await as('intake');
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) {
      const { status } = await intake.call('POST', '/api/v1/commands', {
        id: randomUUID(),
        type: 'case.report',
        stream: `case/${id}`,
        data: { source: 'patrol', category: 'ST01', description: '积水', place: { position: [121.4502, 31.2291] } },
      });
      expect(status).toBe(200);
    }
    const screen = (await intake.call('GET', '/api/v1/screen')).json;
    expect(Object.keys(screen.state.streams.case)).toEqual(expect.arrayContaining(ids));
    expect(screen.seq).toBe(await yiping.engine.lastSeq('drill'));
    const { units, duplicates } = (await intake.call('GET', `/api/v1/cases/${ids[0]}/suggestions`)).json;
    expect(units.length).toBeGreaterThan(1);
    expect(units[0]).toMatchObject({ upper: false, byStreet: true });
    expect(duplicates[0]).toMatchObject({ id: ids[1], metres: 0, minutes: 0 });
  });

  it('the clock is moved by those who may; winding back shows the screen of that minute', async () => {
    const leader = await as('shift-leader');
    const jump = (type: string, data: object) =>
      leader.call('POST', '/api/v1/commands', { id: randomUUID(), type, stream: 'drill/clock', data });
    expect((await jump('drill.advance', { to: START + 600_000 })).status).toBe(200);
    for (let i = 0; i < 100 && (await yiping.engine.now('drill')) < START + 600_000; i++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await leader.call('GET', '/api/v1/clock')).json).toMatchObject({
      now: START + 600_000,
      clock: { speed: 0 },
    });
    expect((await jump('drill.set-clock', { speed: 600 })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await yiping.engine.now('drill')).toBeGreaterThan(START + 660_000);
    expect((await jump('drill.set-clock', { speed: 0 })).status).toBe(200);
    const then = (await leader.call('GET', `/api/v1/screen?at=${START - 1}`)).json;
    expect([then.seq, Object.keys(then.state.streams.case ?? {})]).toEqual([0, []]);
    expect((await leader.call('GET', `/api/v1/screen?at=${START + 86_400_000}`)).status).toBe(400);
    const supervisor = await as('supervisor');
    const refused = await supervisor.call('POST', '/api/v1/commands', {
      id: randomUUID(),
      type: 'drill.set-clock',
      stream: 'drill/clock',
      data: { speed: 1 },
    });
    expect(refused.json.refusal.code).toBe('drill.may-not');
  });

  it('the real district beside it knows nothing of all this', async () => {
    const kinds = (await yiping.engine.readEvents('real', 0, 100)).map((event) => event.type);
    expect(kinds.filter((type) => !type.startsWith('district.'))).toEqual([]);
    expect(yiping.setupCodes.has('real')).toBe(true);
    expect(yiping.setupCodes.has('drill')).toBe(false);
    expect(told.filter((message) => message.startsWith('fault'))).toEqual([]);
  });
});
