import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeliveriesAnswer } from '../../src/contract/providers.ts';
import { type District, indexed } from '../../src/domain/places/index.ts';
import { DRILL_PASSWORD, type Yiping } from '../../src/server/wiring/index.ts';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { openHttpSms } from '../../src/simulator/carriers/http-sms.ts';
import { type Drill, openDrill } from '../http/drill.ts';
import { Visitor } from '../http/town.ts';
import { until } from './rig.ts';

/** 23 July 2021, 09:10 in Shanghai. */
const START = Date.UTC(2021, 6, 23, 1, 10);
let drill: Drill;
let yiping: Yiping;
let district: District;
let carrier: Carrier;
let stairwell: string;
let homes: readonly { readonly id: string; readonly room: string }[];
beforeAll(async () => {
  drill = await openDrill(START);
  ({ yiping, district } = drill);
  carrier = await openHttpSms({ secret: 'a-secret-of-the-gateway' });
  const index = indexed(district);
  stairwell = district.stairwells.find(({ id }) => index.householdsOf(id).length > 20)?.id ?? '';
  homes = index.householdsOf(stairwell);
}, 120_000);
afterAll(async () => {
  await drill.close();
  await carrier.close();
});

/** A notice whose messages stand as the rows say: this many households each. */
async function standing(states: readonly (readonly [state: string, count: number, code?: string])[]): Promise<string> {
  const leader = await drill.as('shift-leader');
  const id = randomUUID();
  const data = {
    template: 'lifted',
    fields: { 灾种: '台风', 时间: '七时' },
    level: 'III',
    audience: { stairwells: [stairwell] },
  };
  for (const [type, body] of [
    ['notice.compose', data],
    ['notice.issue', {}],
  ] as const)
    await leader.call('POST', '/api/v1/commands', { id: randomUUID(), type, stream: `notice/${id}`, data: body });
  let n = 0;
  for (const [state, count, code] of states)
    for (let i = 0; i < count; i++)
      await yiping.database.pool.query(
        `INSERT INTO delivery (tenant, notice, household, rung, try, stairwell, kind, state, due_at, provider, code)
         VALUES ('drill', $1, $2, 1, 1, $3, 'sms', $4, $5, 'gateway', $6)`,
        [id, homes[n++]?.id, stairwell, state, START, code ?? null],
      );
  return id;
}

it('counts messages by channel and state, says who sends, and opens each number to masked rows', async () => {
  const id = await standing([
    ['due', 2],
    ['handed', 3],
    ['delivered', 4],
    ['answered', 1],
    ['failed', 2, 'absent'],
    ['doubt', 1, 'timeout'],
  ]);
  const leader = await drill.as('shift-leader');
  const told = (await leader.call('GET', `/api/v1/notices/${id}/deliveries`)).json as DeliveriesAnswer;
  expect(told.rungs).toEqual(['digital', 'sms', 'call']);
  expect(told.unserved).toEqual(['digital', 'sms', 'call']);
  const sms = told.rows.filter((row) => row.kind === 'sms').map((row) => `${row.state} ${row.count}`);
  expect(sms.toSorted()).toEqual(['answered 1', 'delivered 4', 'doubt 1', 'due 2', 'failed 2', 'handed 3']);
  const open = async (column: string) =>
    (await leader.call('GET', `/api/v1/notices/${id}/deliveries/rows?kind=sms&column=${column}`)).json;
  expect((await open('delivered')).total).toBe(5);
  expect((await open('waiting')).total).toBe(2);
  const failed = await open('failed');
  expect(failed).toMatchObject({ total: 2, rows: [{ code: 'absent' }, { code: 'absent' }] });
  const whole = JSON.stringify(await open('delivered'));
  for (const { id: household } of homes) {
    const contact = await yiping.doors.contacts.find('drill', household);
    if (contact?.phone) expect(whole).not.toContain(contact.phone);
    if (contact?.name) expect(whole).not.toContain(contact.name);
  }
  expect(whole).toMatch(/"to":"[*-]+\d{4}"/);
  expect((await leader.call('GET', `/api/v1/notices/${id}/deliveries/rows?kind=door&column=failed`)).status).toBe(400);
});

it('shows rooms and numbers to those only whose they are: the committee of the place, not another one, no observer', async () => {
  const id = await standing([['delivered', 3]]);
  const url = `/api/v1/notices/${id}/deliveries/rows?kind=sms&column=delivered`;
  const observer = (await (await drill.as('observer')).call('GET', url)).json;
  expect(observer.total).toBe(3);
  expect(JSON.stringify(observer)).not.toMatch(/"to"|"room"/);
  const own = indexed(district).stairwells.get(stairwell)?.committee;
  const accounts = yiping.doors.drillDoor('drill')?.accounts.filter((one) => one.roles.join() === 'committee') ?? [];
  for (const sees of [true, false]) {
    const login = accounts.find((one) => (one.area === own) === sees)?.login ?? '';
    const worker = await new Visitor(yiping.url).signIn(login, DRILL_PASSWORD, 'drill');
    expect(/"room"/.test(JSON.stringify((await worker.call('GET', url)).json))).toBe(sees);
  }
  const before = (await yiping.database.pool.query(`SELECT 1 FROM audit WHERE action = 'personal.listed'`)).rowCount;
  await (await drill.as('shift-leader')).call('GET', url);
  const after = (await yiping.database.pool.query(`SELECT 1 FROM audit WHERE action = 'personal.listed'`)).rowCount;
  expect((after ?? 0) - (before ?? 0)).toBe(1);
});

it('says since when a provider has not answered, and from when what waits in quiet hours goes out', async () => {
  const admin = await drill.as('admin');
  const settings = { url: carrier.url, body: '{"to":"{to}"}', secret: 'a-secret-of-the-gateway' };
  const row = { channel: 'http-sms', name: '市平台', settings, place: 1, enabled: true };
  await admin.call('PUT', '/api/v1/providers/gateway', row);
  await carrier.close();
  const id = await standing([['due', 9]]);
  const leader = await drill.as('shift-leader');
  const ask = async () => (await leader.call('GET', `/api/v1/notices/${id}/deliveries`)).json as DeliveriesAnswer;
  // The drill's clock stands: what is to be tried again later is tried now.
  const again = async () => {
    await yiping.database.pool.query(`UPDATE delivery SET due_at = $2 WHERE notice = $1 AND kind = 'sms'`, [id, START]);
    return ask();
  };
  const told = await until(again, ({ providers }) => providers.some(({ state }) => state === 'silent'), 30_000);
  expect(told.unserved).toEqual(['digital', 'call']);
  expect(told.providers).toMatchObject([{ id: 'gateway', name: '市平台', rung: 'sms', state: 'silent' }]);
  expect(told.providers[0]?.since).toBeGreaterThan(Date.now() - 60_000);
  await yiping.database.pool.query(`UPDATE delivery SET due_at = $2 WHERE notice = $1 AND state = 'due'`, [
    id,
    START + 7_200_000,
  ]);
  expect((await ask()).nextAt).toBeGreaterThan(START);
});
