import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import webpush from 'web-push';
import { type District, indexed } from '../../src/domain/places/index.ts';
import { expire } from '../../src/server/roll/index.ts';
import type { Yiping } from '../../src/server/wiring/index.ts';
import { openWebPush, type PushCarrier } from '../../src/simulator/carriers/web-push.ts';
import { until } from '../deliveries/rig.ts';
import { type Drill, openDrill } from '../http/drill.ts';
import { Visitor } from '../http/town.ts';

/** 23 July 2021, 09:10 in Shanghai. */
const START = Date.UTC(2021, 6, 23, 1, 10);
const keys = webpush.generateVAPIDKeys();

let drill: Drill;
let yiping: Yiping;
let district: District;
let service: PushCarrier;
let stairwell: string;
/** Households that begin with a message. */
let homes: string[];
beforeAll(async () => {
  drill = await openDrill(START, true);
  ({ yiping, district } = drill);
  service = await openWebPush({ publicKey: keys.publicKey });
  const index = indexed(district);
  const plain = (id: string) =>
    index
      .householdsOf(id)
      .filter((one) => one.reachable && one.use !== 'vacant' && one.tags.length === 0 && one.floorKind === 'middle');
  stairwell = district.stairwells.find(({ id }) => plain(id).length >= 8)?.id ?? '';
  homes = plain(stairwell).map(({ id }) => id);
  const admin = await drill.as('admin');
  const settings = { ...keys, contact: 'mailto:duty@street.example', hosts: '127.0.0.1' };
  const row = { channel: 'web-push', name: '推送', settings, place: 1, enabled: true };
  expect((await admin.call('PUT', '/api/v1/providers/push', row)).status).toBe(200);
}, 120_000);
afterAll(async () => {
  await drill.close();
  await service.close();
});

async function issued(): Promise<string> {
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
    expect(
      (await leader.call('POST', '/api/v1/commands', { id: randomUUID(), type, stream: `notice/${id}`, data: body }))
        .status,
    ).toBe(200);
  return id;
}
const tokenOf = (notice: string, n: number, tenant = 'drill') =>
  yiping.doors.links.linkFor(tenant, notice, homes[n] as string);
const ask = (token: string, subscription: unknown, method: 'POST' | 'DELETE' = 'POST', headers = {}) =>
  new Visitor(yiping.url).call(
    method,
    `/r/${token}/push`,
    method === 'POST' ? { subscription, language: 'en' } : subscription,
    headers,
  );
/** A subscription whose keys are right: only its address is in question. */
const at = (endpoint: string) => ({
  endpoint,
  keys: {
    p256dh: createECDH('prime256v1').generateKeys().toString('base64url'),
    auth: randomBytes(16).toString('base64url'),
  },
});
const rows = async () => {
  const { rows: found } = await yiping.database.pool.query('SELECT household, endpoint FROM push_subscription');
  return found as { household: string; endpoint: string }[];
};

describe('a browser that asked to be told', () => {
  it('gets the notice and its own link in the language of its page; all of a family do; nobody else does', async () => {
    const first = await issued();
    // Nobody has asked yet: nobody can be told.
    await until(
      async () =>
        (await yiping.database.pool.query(`SELECT 1 FROM delivery WHERE kind = 'digital' AND state <> 'failed'`))
          .rowCount,
      (n) => n === 0,
    );
    const [mother, child] = [service.subscribe('mother').subscription, service.subscribe('child').subscription];
    expect((await ask(await tokenOf(first, 0), mother)).status).toBe(200);
    expect((await ask(await tokenOf(first, 0), child)).status).toBe(200);
    expect((await ask(await tokenOf(first, 0), child)).status).toBe(200);
    expect(await rows()).toHaveLength(2);
    await issued();
    await until(
      () => service.ledger.all.length,
      (n) => n === 2,
    );
    const english = district.noticeTemplates.find((one) => one.id === 'lifted')?.body.en ?? '';
    const [told] = service.ledger.of('mother');
    expect(told?.text).toBe(english.replace('{灾种}', '台风').replace('{时间}', '七时'));
    expect(service.ledger.of('child')).toHaveLength(1);
  });

  it('whose push service says that it is over is forgotten, and the try has failed', async () => {
    service.unsubscribe('mother');
    service.unsubscribe('child');
    const notice = await issued();
    await until(rows, (found) => found.length === 0);
    await until(
      async () => {
        const { rows: tries } = await yiping.database.pool.query(
          `SELECT kind, state, code FROM delivery WHERE notice = $1 AND household = $2 ORDER BY rung`,
          [notice, homes[0]],
        );
        return tries.map(({ kind, state, code }) => `${kind} ${state} ${code}`);
      },
      (tries) => tries.includes('digital failed gone'),
    );
  });

  it('is told no more when it says so, or when its household is erased, or after half a year', async () => {
    const token = await tokenOf(await issued(), 1);
    const one = service.subscribe('one').subscription;
    await ask(token, one);
    expect((await ask(token, { endpoint: one.endpoint }, 'DELETE')).status).toBe(200);
    expect(await rows()).toEqual([]);
    await ask(token, one);
    const leader = await drill.as('shift-leader');
    const erased = await leader.call('POST', `/api/v1/contacts/${homes[1]}/erase`, { reason: '本人要求删除' });
    expect(erased.status).toBe(200);
    expect(await rows()).toEqual([]);
    await ask(await tokenOf(await issued(), 2), one);
    const { roll, audit } = yiping.doors;
    await expire(roll, audit, 'drill');
    expect(await rows()).toHaveLength(1);
    await yiping.database.pool.query('UPDATE push_subscription SET until = $1', [Date.now() - 1]);
    expect(await expire(roll, audit, 'drill')).toMatchObject({ push_subscription: 1 });
    expect(await rows()).toEqual([]);
  });
});

describe('the door for browsers', () => {
  it.each([
    'https://push.example.com/1',
    'https://127.0.0.1.example.com/1',
    'https://127.0.0.1@evil.example/1',
    'https://evil.example#127.0.0.1',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost/',
    'http://10.0.0.1/',
    'https://127.0.0.1:5432/',
    'https://user:secret@127.0.0.1/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '//127.0.0.1/',
    '',
  ])('does not take %s', async (endpoint) => {
    const answer = await ask(await tokenOf(await issued(), 3), at(endpoint));
    expect([answer.status, answer.json.refusal.code]).toEqual([422, 'push.unfit']);
    if (endpoint) expect(answer.text).not.toContain(endpoint);
    expect(await rows()).toEqual([]);
  });

  it('takes no keys that are none, nothing huge, no field of its own and no other form', async () => {
    const token = await tokenOf(await issued(), 4);
    const good = service.subscribe('good').subscription;
    const statuses: number[] = [];
    for (const subscription of [
      { ...good, keys: { ...good.keys, p256dh: 'A'.repeat(87).slice(1) } },
      { ...good, keys: { ...good.keys, auth: 'AAAA' } },
      { ...good, keys: { ...good.keys, auth: `${good.keys.auth}\n` } },
      { ...good, endpoint: `${good.endpoint}/${'x'.repeat(990)}` },
      { ...good, endpoint: 7 },
      { ...good, keys: null },
      { endpoint: good.endpoint },
      'text',
      null,
      { ...good, endpoint: `${good.endpoint}/${'x'.repeat(8_000)}` },
    ])
      statuses.push((await ask(token, subscription)).status);
    expect(statuses.every((status) => [400, 413, 422].includes(status))).toBe(true);
    expect(statuses.at(-1)).toBe(413);
    const form = await new Visitor(yiping.url).call('POST', `/r/${token}/push`, 'endpoint=1', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([400, 415]).toContain(form.status);
    expect(await rows()).toEqual([]);
  });

  it('opens to nobody but the holder of a household’s link: forged, of a poster, of another place, from another site', async () => {
    const notice = await issued();
    const good = service.subscribe('good').subscription;
    const token = await tokenOf(notice, 5);
    const forged = `${token.slice(0, 12)}${token[12] === 'A' ? 'B' : 'A'}${token.slice(13)}`;
    const poster = await yiping.doors.links.posterFor('drill', notice, stairwell);
    const elsewhere = await tokenOf(notice, 5, 'real');
    const answers = [
      await ask(forged, good),
      await ask('x', good),
      await ask(poster, good),
      await ask(elsewhere, good),
      await ask(token, good, 'POST', { origin: 'https://evil.example' }),
    ];
    expect(answers.map((one) => one.status)).toEqual([404, 404, 404, 404, 403]);
    expect(await rows()).toEqual([]);
    const draft = randomUUID();
    expect((await ask(await tokenOf(draft, 5), good)).status).toBe(404);
    expect(await rows()).toEqual([]);
  });

  it('lets one household neither end nor read what another asked for, and eight browsers are enough for one', async () => {
    const notice = await issued();
    const good = service.subscribe('good').subscription;
    const [own, other] = [await tokenOf(notice, 6), await tokenOf(notice, 7)];
    await ask(own, good);
    await ask(other, { endpoint: good.endpoint }, 'DELETE');
    expect(await rows()).toEqual([{ household: homes[6], endpoint: good.endpoint }]);
    const page = await new Visitor(yiping.url).call('GET', `/r/${own}`);
    expect(page.text).toContain(`data-key="${keys.publicKey}"`);
    expect(page.text).not.toContain(good.endpoint);
    for (let n = 0; n < 12; n++) await ask(other, service.subscribe(`many-${n}`).subscription);
    expect((await rows()).filter((one) => one.household === homes[7])).toHaveLength(8);
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await ask(other, good)).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
