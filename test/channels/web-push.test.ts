import { createECDH } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import webpush from 'web-push';
import { webPush } from '../../src/server/channels/web-push/index.ts';
import { opened, openWebPush, type PushCarrier, type PushPlan } from '../../src/simulator/carriers/web-push.ts';
import { closedPort, message, times, world } from './desk.ts';

const keys = webpush.generateVAPIDKeys();
const open: PushCarrier[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
async function service(plan: PushPlan = {}): Promise<PushCarrier> {
  const carrier = await openWebPush({ publicKey: keys.publicKey, ...plan });
  open.push(carrier);
  return carrier;
}
const sender = (how: Parameters<typeof world>[0] = {}, more: Record<string, string> = {}) =>
  webPush.open({ ...keys, contact: 'mailto:duty@street.example', hosts: '127.0.0.1', ...more }, world(how));
const to = (n: number, carrier: PushCarrier, name: string) =>
  message(n, { to: JSON.stringify(carrier.subscribe(name).subscription) });

/** A subscription whose keys are right: only its address is in question. */
function subscriptionAt(endpoint: string): string {
  const p256dh = createECDH('prime256v1').generateKeys().toString('base64url');
  return JSON.stringify({ endpoint, keys: { p256dh, auth: Buffer.alloc(16, 1).toString('base64url') } });
}

describe('Web Push', () => {
  it('reaches each browser once, and only that browser can read it', async () => {
    const carrier = await service();
    const handed = await sender().send([to(1, carrier, 'a'), to(2, carrier, 'b')]);
    expect(handed).toEqual(['m-1', 'm-2'].map((id) => ({ id, state: 'taken', ref: id })));
    expect(carrier.ledger.all.map(({ to: name, text, id }) => [name, text, id]).toSorted()).toEqual([
      ['a', '第 1 户：台风将至，请关好门窗。', 'm-1'],
      ['b', '第 2 户：台风将至，请关好门窗。', 'm-2'],
    ]);
  });
  it('says which subscriptions are gone', async () => {
    const carrier = await service();
    const left = to(1, carrier, 'a');
    carrier.unsubscribe('a');
    const lost = {
      ...to(2, carrier, 'b'),
      to: JSON.stringify({ ...carrier.subscribe('c').subscription, endpoint: `${carrier.url}/push/never` }),
    };
    expect(await sender().send([left, lost])).toEqual(
      [
        ['m-1', 'a'],
        ['m-2', 'never'],
      ].map(([id, name]) => ({
        id,
        state: 'refused',
        code: 'gone',
        again: false,
        gone: [`${carrier.url}/push/${name}`],
      })),
    );
    expect(carrier.ledger.all).toEqual([]);
  });
  it('goes to every browser of a household; one that took it is enough, and those that are over are named', async () => {
    const carrier = await service();
    const [a, b] = [carrier.subscribe('a').subscription, carrier.subscribe('b').subscription];
    carrier.unsubscribe('b');
    const family = message(1, { to: JSON.stringify([a, b, { endpoint: 'https://evil.example/' }]) });
    expect(await sender().send([family])).toEqual([{ id: 'm-1', state: 'taken', ref: 'm-1', gone: [b.endpoint] }]);
    expect(carrier.ledger.all.map(({ to: name }) => name)).toEqual(['a']);
    const nobody = message(2, { to: '[]' });
    expect(await sender().send([nobody])).toMatchObject([{ state: 'refused', code: 'bad-subscription' }]);
  });
  it('is refused for good with another key, a clock a day ahead or a text too long', async () => {
    const carrier = await service();
    expect(await sender({}, webpush.generateVAPIDKeys() as never).send([to(1, carrier, 'a')])).toMatchObject([
      { code: 'http-403', again: false },
    ]);
    expect(carrier.refusals).toEqual(['other-key']);
    expect(await sender().send([{ ...to(2, carrier, 'b'), text: '关窗'.repeat(1_000) }])).toEqual([
      { id: 'm-2', state: 'refused', code: 'too-large', again: false },
    ]);
    expect(carrier.ledger.all).toEqual([]);
  });
  it.each([
    ['no JSON', 'x'],
    ['no keys', '{"endpoint":"http://127.0.0.1/"}'],
    ['keys that are none', '{"endpoint":"http://127.0.0.1/","keys":{"p256dh":"AAAA","auth":"AAAA"}}'],
    ['a host inside our own network', subscriptionAt('http://10.0.0.5/')],
    ['a host that only ends alike', subscriptionAt('https://evilpush.example/')],
    ['a host that only begins alike', subscriptionAt('https://push.example.evil.example/')],
    ['plain http outside', subscriptionAt('http://push.example/')],
  ])('calls nobody for a subscription with %s', async (_, written) => {
    const asked: string[] = [];
    const quiet = webPush.open(
      { ...keys, contact: 'mailto:duty@street.example', hosts: '127.0.0.1, push.example' },
      { now: Date.now, fetch: async (url) => Response.json(asked.push(String(url))) },
    );
    expect(await quiet.send([message(1, { to: written })])).toEqual([
      { id: 'm-1', state: 'refused', code: 'bad-subscription', again: false },
    ]);
    expect(asked).toEqual([]);
    // The same browser on a host of the list is called.
    expect(await quiet.send([message(2, { to: subscriptionAt('https://eu.push.example/') })])).toMatchObject([
      { state: 'taken' },
    ]);
  });
  it('waits when told to, and is in doubt without an answer', async () => {
    const slow = await service({ perSecond: 1 });
    await sender().send([to(1, slow, 'a')]);
    expect(await sender().send([to(2, slow, 'b')])).toEqual([
      { id: 'm-2', state: 'refused', code: 'http-429', again: true, waitMs: 2_000 },
    ]);
    const silent = await service({ shares: { silentAfter: 1 } });
    expect(await sender({ patienceMs: 200 }).send([to(3, silent, 'c')])).toEqual([
      { id: 'm-3', state: 'doubt', code: 'timeout' },
    ]);
    expect(times(silent.ledger.all)).toEqual({ c: 1 });
    const away = { endpoint: `http://127.0.0.1:${await closedPort()}/`, keys: silent.subscribe('d').subscription.keys };
    expect(await sender().send([message(4, { to: JSON.stringify(away) })])).toMatchObject([
      { code: 'ECONNREFUSED', again: true },
    ]);
  });
});

describe('the browser of the simulator', () => {
  it('opens the published example of RFC 8291, appendix A', () => {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'));
    const body =
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
    expect(
      opened(Buffer.from(body, 'base64url'), ecdh, Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url')).toString(),
    ).toBe('When I grow up, I want to be a watermelon');
  });
});
