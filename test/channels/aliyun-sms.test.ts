import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aliyunSms } from '../../src/server/channels/aliyun-sms/index.ts';
import { type AliyunPlan, openAliyunSms } from '../../src/simulator/carriers/aliyun-sms.ts';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { type Desk, desk, message, messages, times, until, world } from './desk.ts';

const SECRET = 'aliyun-secret-of-ours';
const TOKEN = 'a-token-of-twenty-four-or-more';
const open: { close(): Promise<void> }[] = [];
let door: Desk;
beforeEach(async () => {
  door = await desk();
  open.push(door);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function aliyun(plan: Partial<AliyunPlan> = {}): Promise<Carrier> {
  const carrier = await openAliyunSms({
    id: 'LTAI-ours',
    secret: SECRET,
    signName: '街道办',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Aliyun writes its variables so
    templates: { SMS_1: '台风将至，请${what}。', SMS_2: '预警已解除。' },
    callback: `${door.url}/?token=${TOKEN}`,
    ...plan,
  });
  open.push(carrier);
  return carrier;
}
function sender(carrier: Carrier, how: Parameters<typeof world>[0] = {}, more: Record<string, string> = {}) {
  door.sender = aliyunSms.open(
    {
      accessKeyId: 'LTAI-ours',
      accessKeySecret: SECRET,
      signName: '街道办',
      templates: 'storm = SMS_1 | what:措施\nlift = SMS_2',
      endpoint: carrier.url,
      token: TOKEN,
      ...more,
    },
    world(how),
  );
  return door.sender;
}
const storm = (n: number, what = '关窗') => message(n, { template: 'storm', fields: { 措施: what } });

describe('Aliyun SMS', () => {
  it('sends one text to many in one request, own texts a hundred at a time, and each number once', async () => {
    const carrier = await aliyun();
    const same = Array.from({ length: 150 }, (_, k) => storm(k + 1));
    const own = Array.from({ length: 130 }, (_, k) => storm(k + 201, `收花盆${k}`));
    const lift = messages(401, 402, { template: 'lift' });
    const handed = await sender(carrier).send([...same, ...own, ...lift]);
    expect(handed.filter(({ state }) => state === 'taken')).toHaveLength(282);
    expect(new Set(handed.map((one) => (one.state === 'taken' ? one.ref.split(':')[0] : ''))).size).toBe(4);
    expect(Object.values(times(carrier.ledger.all))).toEqual(new Array(282).fill(1));
    expect(carrier.ledger.of(own[7]?.to as string)).toMatchObject([{ text: '【街道办】台风将至，请收花盆7。' }]);
    expect(carrier.ledger.of(lift[0]?.to as string)).toMatchObject([{ text: '【街道办】预警已解除。' }]);
    await until(() => door.receipts.length === 282);
    expect(new Set(door.receipts.map(({ ref }) => ref))).toEqual(
      new Set(handed.map((one) => (one.state === 'taken' ? one.ref : ''))),
    );
    expect(door.receipts.every(({ state }) => state === 'delivered')).toBe(true);
  });

  it('keeps two messages to one number apart', async () => {
    const carrier = await aliyun();
    const to = '13800000001';
    const handed = await sender(carrier).send([storm(1), storm(2)].map((one) => ({ ...one, to })));
    expect(new Set(handed.map((one) => (one.state === 'taken' ? one.ref : ''))).size).toBe(2);
    expect(carrier.ledger.of(to)).toHaveLength(2);
  });

  it('finds the one bad number among many, and the others are reached', async () => {
    const carrier = await aliyun();
    const handed = await sender(carrier).send([
      ...messages(1, 40).map((one) => ({ ...one, template: 'lift' })),
      message(41, { to: '12345', template: 'lift' }),
    ]);
    expect(handed.filter(({ state }) => state !== 'taken')).toEqual([
      { id: 'm-41', state: 'refused', code: 'isv.MOBILE_NUMBER_ILLEGAL', again: false },
    ]);
    expect(Object.values(times(carrier.ledger.all))).toEqual(new Array(40).fill(1));
  });

  it.each([
    ['a wrong secret', { accessKeySecret: 'not-ours' }, {}, 'SignatureDoesNotMatch'],
    ['an unknown key', { accessKeyId: 'LTAI-theirs' }, {}, 'InvalidAccessKeyId.NotFound'],
    ['a clock 16 minutes ahead', {}, { aheadMs: 960_000 }, 'InvalidTimeStamp.Expired'],
    ['a signature that is not approved', { signName: '别人' }, {}, 'isv.SMS_SIGNATURE_ILLEGAL'],
    ['a template that is not approved', { templates: 'storm=SMS_9' }, {}, 'isv.SMS_TEMPLATE_ILLEGAL'],
    ['a field that is missing', { templates: 'storm=SMS_1|what:没有' }, {}, 'isv.TEMPLATE_MISSING_PARAMETERS'],
  ])('is refused for good with %s', async (_, more, how, code) => {
    const carrier = await aliyun();
    const handed = await sender(carrier, how, more).send([storm(1)]);
    expect(handed).toEqual([{ id: 'm-1', state: 'refused', code, again: false }]);
    expect(JSON.stringify(handed)).not.toContain('not-ours');
    expect(carrier.ledger.all).toEqual([]);
  });

  it('refuses what has no template before anything is sent', async () => {
    const carrier = await aliyun();
    expect(await sender(carrier).send([message(1, { template: 'unknown' })])).toEqual([
      { id: 'm-1', state: 'refused', code: 'no-template', again: false },
    ]);
    expect(carrier.refusals).toEqual([]);
  });

  it('has no balance left: for good; too fast or the fifty-first of a day: again', async () => {
    const poor = await aliyun({ balance: 1 });
    await sender(poor).send([storm(1)]);
    expect(await door.sender?.send([storm(2)])).toMatchObject([{ code: 'isv.AMOUNT_NOT_ENOUGH', again: false }]);
    const slow = await aliyun({ perSecond: 1 });
    await sender(slow).send([storm(1)]);
    expect(await door.sender?.send([storm(2)])).toMatchObject([{ code: 'Throttling.User', again: true, waitMs: 1000 }]);
    const day = await aliyun();
    sender(day);
    for (let n = 0; n < 50; n++) await door.sender?.send([storm(1)]);
    expect(await door.sender?.send([storm(1)])).toMatchObject([{ code: 'isv.BUSINESS_LIMIT_CONTROL', again: true }]);
    expect(times(day.ledger.all)).toEqual({ '13812340001': 50 });
  });

  it('is in doubt about all of a request that was not answered', async () => {
    const carrier = await aliyun({ shares: { silentAfter: 1 } });
    const handed = await sender(carrier, { patienceMs: 200 }).send([storm(1), storm(2)]);
    expect(handed).toEqual(['m-1', 'm-2'].map((id) => ({ id, state: 'doubt', code: 'timeout' })));
    expect(times(carrier.ledger.all)).toEqual({ '13812340001': 1, '13812340002': 1 });
  });

  it('asks for receipts that were not pushed, and each comes once', async () => {
    const carrier = await aliyun({
      callback: '',
      answerFor: (to) =>
        to.endsWith('2')
          ? { delivered: false, code: 'MK:0001' }
          : { delivered: true, delayMs: to.endsWith('3') ? 60_000 : 0 },
    });
    const handed = await sender(carrier).send([storm(1), storm(2), storm(3)]);
    await new Promise((later) => setTimeout(later, 60));
    const polled = await door.sender?.poll?.();
    expect(polled?.map(({ ref, state, code }) => [ref, state, code])).toEqual([
      [handed[0]?.state === 'taken' && handed[0].ref, 'delivered', undefined],
      [handed[1]?.state === 'taken' && handed[1].ref, 'failed', 'MK:0001'],
    ]);
    expect(await door.sender?.poll?.()).toEqual([]);
  });

  it('refuses pushed receipts without the token of the address, and what is no list', async () => {
    sender(await aliyun());
    const body = JSON.stringify([
      { phone_number: '13812340001', success: true, biz_id: 'b', report_time: '2021-07-25 12:30:00' },
    ]);
    await fetch(`${door.url}/?token=wrong`, { method: 'POST', body });
    await fetch(door.url, { method: 'POST', body });
    await fetch(`${door.url}/?token=${TOKEN}`, { method: 'POST', body: 'no json' });
    expect(door.forged).toEqual(['signature', 'signature', 'malformed']);
    const answer = await fetch(`${door.url}/?token=${TOKEN}`, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ code: 0 });
    // Half past twelve in China is half past four UTC.
    expect(door.receipts).toEqual([
      { ref: 'b:13812340001', to: '13812340001', state: 'delivered', at: Date.UTC(2021, 6, 25, 4, 30) },
    ]);
  });
});
