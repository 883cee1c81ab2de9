import { afterEach, describe, expect, it } from 'vitest';
import { wecomApp } from '../../src/server/channels/wecom-app/index.ts';
import { openWecomApp, type WecomCarrier, type WecomPlan } from '../../src/simulator/carriers/wecom-app.ts';
import { closedPort, message, times, world } from './desk.ts';

const open: WecomCarrier[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const members = Array.from({ length: 40 }, (_, n) => `Worker${n}`);
async function wecom(plan: Partial<WecomPlan> = {}): Promise<WecomCarrier> {
  const carrier = await openWecomApp({ corpId: 'ww123456', secret: 'app-secret', agentId: 1000002, members, ...plan });
  open.push(carrier);
  return carrier;
}
const sender = (url: string, how: Parameters<typeof world>[0] = {}, more: Record<string, string> = {}) =>
  wecomApp.open({ corpId: 'ww123456', secret: 'app-secret', agentId: '1000002', endpoint: url, ...more }, world(how));
const to = (n: number, text = '防汛响应升至Ⅲ级。') => message(n, { to: `Worker${n}`, text });

describe('WeCom app', () => {
  it('sends one text to many in one request and own texts apart, with one token', async () => {
    const carrier = await wecom();
    const one = sender(carrier.url);
    const batch = [...members.slice(0, 30).map((_, n) => to(n)), to(31, '请到岗。'), to(32, '请带对讲机。')];
    const handed = await one.send(batch);
    expect(new Set(handed.map((told) => (told.state === 'taken' ? told.ref.split(':')[0] : ''))).size).toBe(3);
    expect(handed.every(({ state }) => state === 'taken')).toBe(true);
    expect(Object.values(times(carrier.ledger.all))).toEqual(new Array(32).fill(1));
    await one.send([to(33)]);
    expect(carrier.tokens()).toBe(1);
  });

  it('asks for another token when the first is over or worthless, and sends nothing twice', async () => {
    const carrier = await wecom({ expiresIn: 300 });
    const one = sender(carrier.url);
    await one.send([to(1)]);
    // 300 s is what it renews early: each request asks, and gets the same token while it lives.
    await one.send([to(2)]);
    expect(carrier.tokens()).toBe(2);
    const other = await wecom();
    const two = sender(other.url);
    await two.send([to(1)]);
    other.revoke();
    expect(await two.send([to(2)])).toMatchObject([{ state: 'taken' }]);
    expect(other.refusals).toEqual(['40014']);
    expect(other.tokens()).toBe(2);
    expect(times(other.ledger.all)).toEqual({ Worker1: 1, Worker2: 1 });
  });

  it('names those who are no members, and reaches the others', async () => {
    const carrier = await wecom();
    const handed = await sender(carrier.url).send([
      to(1),
      message(2, { to: 'Nobody', text: '防汛响应升至Ⅲ级。' }),
      message(3, { to: 'a|b' }),
      message(4, { to: '@all' }),
    ]);
    expect(
      handed.filter(({ state }) => state === 'refused').map((told) => [told.id, 'code' in told && told.code]),
    ).toEqual([
      ['m-3', 'invalid-user'],
      ['m-4', 'invalid-user'],
      ['m-2', 'invalid-user'],
    ]);
    expect(times(carrier.ledger.all)).toEqual({ Worker1: 1 });
    expect(await sender(carrier.url).send([message(1, { to: 'Nobody' })])).toMatchObject([
      { code: '81013', again: false },
    ]);
  });

  it('sends a long text in parts that are whole', async () => {
    const carrier = await wecom();
    const text = '请收好阳台的花盆与晾衣杆。'.repeat(80);
    await sender(carrier.url).send([to(1, text)]);
    expect(carrier.ledger.of('Worker1').length).toBe(2);
    expect(
      carrier.ledger
        .of('Worker1')
        .map((heard) => heard.text)
        .join(''),
    ).toBe(text);
  });

  it('is refused for good with a wrong secret, and the secret is nowhere', async () => {
    const carrier = await wecom();
    const handed = await sender(carrier.url, {}, { secret: 'not-ours' }).send([to(1)]);
    expect(handed).toEqual([{ id: 'm-1', state: 'refused', code: '40001', again: false }]);
    expect(carrier.ledger.all).toEqual([]);
  });

  it('waits a minute for a member who got thirty in one', async () => {
    const carrier = await wecom();
    const one = sender(carrier.url);
    for (let n = 0; n < 30; n++) await one.send([to(1)]);
    expect(await one.send([to(1)])).toEqual([
      { id: 'm-1', state: 'refused', code: '45009', again: true, waitMs: 60_000 },
    ]);
    expect(times(carrier.ledger.all)).toEqual({ Worker1: 30 });
  });

  it('is in doubt when the message was not answered, never when only the token was not', async () => {
    const carrier = await wecom();
    const deaf = (path: string) =>
      wecomApp.open(
        { corpId: 'ww123456', secret: 'app-secret', agentId: '1000002', endpoint: carrier.url },
        {
          now: Date.now,
          fetch: async (url, init) => {
            const response = await fetch(url, init);
            if (String(url).includes(path)) throw new DOMException('late', 'TimeoutError');
            return response;
          },
        },
      );
    expect(await deaf('gettoken').send([to(1)])).toEqual([
      { id: 'm-1', state: 'refused', code: 'timeout', again: true },
    ]);
    expect(await deaf('message/send').send([to(2)])).toEqual([{ id: 'm-2', state: 'doubt', code: 'timeout' }]);
    expect(times(carrier.ledger.all)).toEqual({ Worker2: 1 });
    expect(await sender(`http://127.0.0.1:${await closedPort()}`).send([to(1)])).toMatchObject([
      { state: 'refused', code: 'ECONNREFUSED', again: true },
    ]);
  });
});
