import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpSms } from '../../src/server/channels/http-sms/index.ts';
import { stamp } from '../../src/server/channels/signed.ts';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { type HttpSmsPlan, openHttpSms } from '../../src/simulator/carriers/http-sms.ts';
import { closedPort, type Desk, desk, message, messages, times, until, world } from './desk.ts';

const SECRET = 'a-secret-of-the-gateway';
const open: { close(): Promise<void> }[] = [];
let door: Desk;

beforeEach(async () => {
  door = await desk();
  open.push(door);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function gateway(plan: Partial<HttpSmsPlan> = {}): Promise<Carrier> {
  const carrier = await openHttpSms({ secret: SECRET, callback: door.url, ...plan });
  open.push(carrier);
  return carrier;
}

function settings(url: string, more: Record<string, string> = {}): Record<string, string> {
  return { url, secret: SECRET, body: '{"mobile":"{to}","content":"{text}","serial":"{id}"}', ...more };
}

function sender(url: string, how: Parameters<typeof world>[0] = {}, more: Record<string, string> = {}) {
  door.sender = httpSms.open(settings(url, more), world(how));
  return door.sender;
}

describe('generic SMS gateway', () => {
  it('hands over each message once, with its text and id whole, and brings its receipt', async () => {
    const carrier = await gateway({
      answerFor: (to) => ({ delivered: true, ...(to.endsWith('3') ? { answer: '1' } : {}) }),
    });
    const batch = [message(1), message(2, { text: '引号"、反斜杠\\、换行\n、{to}、"serial":"x"' }), message(3)];
    const handed = await sender(carrier.url).send(batch);
    expect(handed.map(({ id, state }) => [id, state])).toEqual([
      ['m-1', 'taken'],
      ['m-2', 'taken'],
      ['m-3', 'taken'],
    ]);
    expect(
      carrier.ledger.all
        .map(({ to, text, id }) => ({ to, text, id }))
        .toSorted((a, b) => (a.id as string).localeCompare(b.id as string)),
    ).toEqual(batch.map(({ to, text, id }) => ({ to, text, id })));
    await until(() => door.receipts.length === 4);
    const refs = new Map(handed.map((one) => [one.id, one.state === 'taken' ? one.ref : '']));
    expect(door.receipts.map(({ ref, state, answer }) => [ref, state, answer]).toSorted()).toEqual(
      [
        [refs.get('m-1'), 'delivered', undefined],
        [refs.get('m-2'), 'delivered', undefined],
        [refs.get('m-3'), 'answered', '1'],
        [refs.get('m-3'), 'delivered', undefined],
      ].toSorted(),
    );
    expect(door.forged).toEqual([]);
  });

  it('says which phone was not reached, in the words of the carrier', async () => {
    const carrier = await gateway({ answerFor: () => ({ delivered: false, code: 'MK:0001' }) });
    await sender(carrier.url).send([message(1)]);
    await until(() => door.receipts.length === 1);
    expect(door.receipts).toMatchObject([{ to: '13812340001', state: 'failed', code: 'MK:0001' }]);
  });

  it('is refused for good with a wrong secret, a wrong clock or a wrong number, and the secret is nowhere', async () => {
    const carrier = await gateway();
    const wrong = await sender(carrier.url, {}, { secret: 'not-the-secret' }).send([message(1)]);
    const early = await sender(carrier.url, { aheadMs: 400_000 }).send([message(2)]);
    const number = await sender(carrier.url).send([message(3, { to: '12345' })]);
    expect([...wrong, ...early, ...number]).toEqual([
      { id: 'm-1', state: 'refused', code: 'http-401', again: false },
      { id: 'm-2', state: 'refused', code: 'http-401', again: false },
      { id: 'm-3', state: 'refused', code: 'bad-number', again: false },
    ]);
    expect(carrier.refusals).toEqual(['bad-signature', 'bad-timestamp', 'bad-number']);
    expect(JSON.stringify([wrong, early, number])).not.toMatch(/secret/);
    expect(carrier.ledger.all).toEqual([]);
  });

  it('waits as long as it is told when it is too fast', async () => {
    const carrier = await gateway({ perSecond: 3 });
    const handed = await sender(carrier.url).send(messages(1, 5));
    expect(handed.filter(({ state }) => state === 'taken')).toHaveLength(3);
    expect(handed.filter(({ state }) => state === 'refused')).toMatchObject([
      { code: 'http-429', again: true, waitMs: 1000 },
      { code: 'http-429', again: true, waitMs: 1000 },
    ]);
    expect(carrier.ledger.all).toHaveLength(3);
  });

  it('may try codes again that the settings name, and no others', async () => {
    const carrier = await gateway({ perPersonPerDay: 1 });
    const to = '13800000001';
    const first = await sender(carrier.url, {}, { againCodes: 'busy, day-limit' }).send([message(1, { to })]);
    expect(first[0]?.state).toBe('taken');
    expect(await door.sender?.send([message(2, { to })])).toMatchObject([{ code: 'day-limit', again: true }]);
    expect(await sender(carrier.url).send([message(3, { to })])).toMatchObject([{ code: 'day-limit', again: false }]);
    expect(times(carrier.ledger.all)).toEqual({ [to]: 1 });
  });

  it('is in doubt when no answer comes or a 500, whether or not it was taken', async () => {
    const taken = await gateway({ shares: { silentAfter: 1 } });
    const lost = await gateway({ shares: { silentBefore: 1 } });
    const broken = await gateway({ shares: { faultAfter: 1 } });
    const doubt = { id: 'm-1', state: 'doubt', code: 'timeout' };
    expect(await sender(taken.url, { patienceMs: 150 }).send([message(1)])).toEqual([doubt]);
    expect(await sender(lost.url, { patienceMs: 150 }).send([message(1)])).toEqual([doubt]);
    expect(await sender(broken.url).send([message(1)])).toEqual([{ ...doubt, code: 'http-500' }]);
    expect([taken, lost, broken].map(({ ledger }) => ledger.all.length)).toEqual([1, 0, 1]);
  });

  it('may be tried again when nothing can have left: nobody listens, or the server itself says not now', async () => {
    const away = await sender(`http://127.0.0.1:${await closedPort()}/`).send([message(1)]);
    expect(away).toEqual([{ id: 'm-1', state: 'refused', code: 'ECONNREFUSED', again: true }]);
    const full = await gateway({ shares: { faultBefore: 1 } });
    expect(await sender(full.url).send([message(1)])).toEqual([
      { id: 'm-1', state: 'refused', code: 'http-503', again: true, waitMs: 1000 },
    ]);
  });

  it('is in doubt, not content, with an answer that it cannot read', async () => {
    const carrier = await gateway();
    expect(await sender(carrier.url, {}, { okPath: '$.elsewhere' }).send([message(1)])).toMatchObject([
      { state: 'doubt', code: 'unreadable' },
    ]);
    expect(await sender(carrier.url, {}, { refPath: '$.elsewhere' }).send([message(2)])).toMatchObject([
      { state: 'doubt', code: 'no-ref' },
    ]);
    expect(carrier.ledger.all).toHaveLength(2);
  });

  it('refuses pushed receipts that are signed wrongly, old, sent again or no JSON', async () => {
    sender('http://127.0.0.1:1/');
    const body = '{"receipts":[{"ref":"g1","to":"13812340001","state":"delivered","at":1700000000000}]}';
    const now = Math.floor(Date.now() / 1000);
    const push = (seconds: number, signature: string, text = body) =>
      fetch(door.url, {
        method: 'POST',
        body: text,
        headers: { 'x-timestamp': String(seconds), 'x-signature': signature },
      });
    await push(now, stamp('another', now, body));
    await push(now - 301, stamp(SECRET, now - 301, body));
    await push(now, stamp(SECRET, now, '{"receipts":[]}'));
    await push(now, stamp(SECRET, now, 'no json'), 'no json');
    expect(door.receipts).toEqual([]);
    await push(now, stamp(SECRET, now, body));
    await push(now, stamp(SECRET, now, body));
    await push(now * 1000 - 301_000, stamp(SECRET, now * 1000 - 301_000, body));
    expect(door.forged).toEqual(['signature', 'timestamp', 'signature', 'malformed', 'replay', 'timestamp']);
    expect(door.receipts).toEqual([{ ref: 'g1', to: '13812340001', state: 'delivered', at: 1_700_000_000_000 }]);
  });

  it('loses, doubles and reorders receipts, and yet nobody is reached twice', async () => {
    const carrier = await gateway({
      seed: 7,
      shares: { receiptLost: 0.2, receiptTwice: 0.2, receiptLater: 0.3, receiptDelayMs: [0, 20] },
    });
    await sender(carrier.url).send(messages(1, 100));
    await new Promise((later) => setTimeout(later, 600));
    const refs = door.receipts.map(({ ref }) => ref);
    const known = new Set(refs);
    expect(known.size).toBeGreaterThan(60);
    expect(known.size).toBeLessThan(95);
    expect(refs.length).toBeGreaterThan(known.size);
    expect(refs).not.toEqual(refs.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
    expect(Object.values(times(carrier.ledger.all))).toEqual(new Array(100).fill(1));
  });

  it('speaks to gateways of other forms: GET with a query, a secret in a header', async () => {
    const asked: { url: string; key: string | null }[] = [];
    const other = httpSms.open(
      settings('https://sms.example/send?app=1', {
        method: 'GET',
        body: 'm={to}&c={text}',
        auth: 'header',
        header: 'X-Key',
        secret: 'k',
        okPath: '$.result.status',
        okValue: 'OK',
        refPath: '$.result.ids[0]',
      }),
      {
        now: Date.now,
        fetch: async (url, init) => {
          asked.push({ url: String(url), key: new Headers(init?.headers).get('x-key') });
          return Response.json({ result: { status: 'OK', ids: [88] } });
        },
      },
    );
    expect(await other.send([message(1, { text: 'a&b=c 关窗' })])).toEqual([{ id: 'm-1', state: 'taken', ref: '88' }]);
    expect(asked).toEqual([
      { url: 'https://sms.example/send?app=1&m=13812340001&c=a%26b%3Dc%20%E5%85%B3%E7%AA%97', key: 'k' },
    ]);
  });
});
