import { afterEach, describe, expect, it } from 'vitest';
import { webhook } from '../../src/server/channels/webhook/index.ts';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { openWebhook, type WebhookPlan } from '../../src/simulator/carriers/webhook.ts';
import { closedPort, message, messages, times, world } from './desk.ts';

const SECRET = `whsec_${Buffer.from('a key of thirty-two bytes, ours!').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('a key of thirty-two bytes, else!').toString('base64')}`;
const open: Carrier[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
async function system(plan: Partial<WebhookPlan> = {}): Promise<Carrier> {
  const carrier = await openWebhook({ secret: SECRET, ...plan });
  open.push(carrier);
  return carrier;
}
const sender = (url: string, how: Parameters<typeof world>[0] = {}, secret = SECRET) =>
  webhook.open({ url, secret }, world(how));

describe('webhook', () => {
  it('pushes each message once, whole', async () => {
    const carrier = await system();
    const batch = messages(1, 9);
    expect((await sender(carrier.url).send(batch)).every(({ state }) => state === 'taken')).toBe(true);
    expect(
      carrier.ledger.all
        .map(({ id, to, text }) => ({ id, to, text }))
        .toSorted((a, b) => (a.id ?? '').localeCompare(b.id ?? '')),
    ).toEqual(batch.map(({ id, to, text }) => ({ id, to, text })));
  });
  it('is refused for good with a wrong secret or clock, and when the other side is gone', async () => {
    const carrier = await system();
    expect(await sender(carrier.url, {}, OTHER).send([message(1)])).toEqual([
      { id: 'm-1', state: 'refused', code: 'http-401', again: false },
    ]);
    expect(await sender(carrier.url, { aheadMs: -400_000 }).send([message(1)])).toMatchObject([
      { code: 'http-401', again: false },
    ]);
    expect(await sender((await system({ gone: true })).url).send([message(1)])).toMatchObject([
      { code: 'http-410', again: false },
    ]);
    expect(carrier.refusals).toEqual(['signature', 'timestamp']);
    expect(carrier.ledger.all).toEqual([]);
  });
  it('waits when told to, and a repeat after a doubt is known as one', async () => {
    const slow = await system({ perSecond: 1 });
    await sender(slow.url).send([message(1)]);
    expect(await sender(slow.url).send([message(2)])).toEqual([
      { id: 'm-2', state: 'refused', code: 'http-429', again: true, waitMs: 3_000 },
    ]);
    const silent = await system({ shares: { silentAfter: 1 } });
    for (let n = 0; n < 2; n++)
      expect(await sender(silent.url, { patienceMs: 100 }).send([message(1)])).toEqual([
        { id: 'm-1', state: 'doubt', code: 'timeout' },
      ]);
    expect(times(silent.ledger.all)).toEqual({ '13812340001': 1 });
    expect(await sender(`http://127.0.0.1:${await closedPort()}/`).send([message(1)])).toMatchObject([
      { state: 'refused', again: true },
    ]);
  });
});
