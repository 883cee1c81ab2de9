import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpCall } from '../../src/server/channels/http-call/index.ts';
import { stamp } from '../../src/server/channels/signed.ts';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { type HttpCallPlan, openHttpCall } from '../../src/simulator/carriers/http-call.ts';
import type { Phone } from '../../src/simulator/carriers/ledger.ts';
import { closedPort, type Desk, desk, message, messages, times, until, world } from './desk.ts';

const SECRET = 'a-secret-of-the-calls';
const open: { close(): Promise<void> }[] = [];
let door: Desk;
beforeEach(async () => {
  door = await desk();
  open.push(door);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
async function gateway(plan: Partial<HttpCallPlan> = {}): Promise<Carrier> {
  const carrier = await openHttpCall({ secret: SECRET, callback: door.url, ...plan });
  open.push(carrier);
  return carrier;
}
function sender(url: string, how: Parameters<typeof world>[0] = {}, more: Record<string, string> = {}) {
  door.sender = httpCall.open({ url, secret: SECRET, ...more }, world(how));
  return door.sender;
}

describe('call gateway', () => {
  it('tells a digit, a call that was heard, one in vain and a busy one apart', async () => {
    const phones: Record<string, Phone> = {
      '1': { delivered: true, answer: '2', delayMs: 20 },
      '2': { delivered: true },
      '3': { delivered: false },
      '4': { delivered: false, code: 'busy' },
      '5': { delivered: true, answer: '9' },
    };
    const carrier = await gateway({ answerFor: (to) => phones[to.slice(-1)] as Phone });
    const handed = await sender(carrier.url).send(messages(1, 5));
    const refs = handed.map((one) => (one.state === 'taken' ? one.ref : ''));
    await until(() => door.receipts.length === 5);
    const told = Object.fromEntries(
      door.receipts.map(({ ref, state, answer, code }) => [ref, [state, answer ?? code]]),
    );
    expect(refs.map((ref) => told[ref])).toEqual([
      ['answered', '2'],
      ['delivered', undefined],
      ['failed', 'no-answer'],
      ['failed', 'busy'],
      ['delivered', undefined],
    ]);
    expect(times(carrier.ledger.all)).toEqual({ '13812340001': 1, '13812340002': 1, '13812340005': 1 });
  });

  it('calls once, however often it is asked in doubt', async () => {
    const carrier = await gateway({ shares: { silentAfter: 1 } });
    for (let n = 0; n < 3; n++)
      expect(await sender(carrier.url, { patienceMs: 100 }).send([message(1)])).toEqual([
        { id: 'm-1', state: 'doubt', code: 'timeout' },
      ]);
    expect(times(carrier.ledger.all)).toEqual({ '13812340001': 1 });
  });

  it('is refused for good or told to wait as the gateway says', async () => {
    const carrier = await gateway({ lines: 1, answerFor: () => ({ delivered: true, delayMs: 60_000 }) });
    expect(await sender(carrier.url, {}, { secret: 'not-the-secret-at-all' }).send([message(1)])).toEqual([
      { id: 'm-1', state: 'refused', code: 'http-401', again: false },
    ]);
    expect(await sender(carrier.url, { aheadMs: 400_000 }).send([message(2)])).toMatchObject([
      { code: 'http-401', again: false },
    ]);
    expect(await sender(carrier.url).send([message(3, { to: '110' })])).toMatchObject([
      { code: 'bad-number', again: false },
    ]);
    expect(await sender(carrier.url).send([message(4), message(5)])).toMatchObject([
      { state: 'taken' },
      { code: 'busy', again: true, waitMs: 10_000 },
    ]);
    expect(await sender(`http://127.0.0.1:${await closedPort()}/`).send([message(6)])).toMatchObject([
      { again: true, code: 'ECONNREFUSED' },
    ]);
    expect(times(carrier.ledger.all)).toEqual({ '13812340004': 1 });
  });

  it('refuses pushed results that are signed wrongly, old or sent again', async () => {
    sender('http://127.0.0.1:1/');
    const body =
      '{"results":[{"ref":"call1","state":"answered","digit":"1","at":1700000000},{"ref":"call2","state":"answered","digit":"<script>"}]}';
    const now = Math.floor(Date.now() / 1000);
    const push = (seconds: number, signature: string) =>
      fetch(door.url, { method: 'POST', body, headers: { 'x-timestamp': String(seconds), 'x-signature': signature } });
    await push(now, stamp('another', now, body));
    await push(now + 301, stamp(SECRET, now + 301, body));
    await push(now, stamp(SECRET, now, body));
    await push(now, stamp(SECRET, now, body));
    expect(door.forged).toEqual(['signature', 'timestamp', 'replay']);
    expect(door.receipts).toMatchObject([
      { ref: 'call1', state: 'answered', answer: '1', at: 1_700_000_000_000 },
      { ref: 'call2', state: 'delivered' },
    ]);
  });
});
