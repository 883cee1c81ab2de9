import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tencentSms } from '../../src/server/channels/tencent-sms/index.ts';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { openTencentSms, type TencentPlan } from '../../src/simulator/carriers/tencent-sms.ts';
import { type Desk, desk, message, times, until, world } from './desk.ts';

const KEY = 'tencent-key-of-ours';
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

async function tencent(plan: Partial<TencentPlan> = {}): Promise<Carrier> {
  const carrier = await openTencentSms({
    id: 'AKID-ours',
    key: KEY,
    appId: '1400006666',
    signName: '街道办',
    templates: { '1110': '{1}发布{2}预警。', '1111': '预警已解除。' },
    callback: `${door.url}/?token=${TOKEN}`,
    ...plan,
  });
  open.push(carrier);
  return carrier;
}
function sender(carrier: Carrier, how: Parameters<typeof world>[0] = {}, more: Record<string, string> = {}) {
  door.sender = tencentSms.open(
    {
      secretId: 'AKID-ours',
      secretKey: KEY,
      appId: '1400006666',
      signName: '街道办',
      templates: 'storm=1110|台站,颜色\nlift=1111',
      endpoint: carrier.url,
      token: TOKEN,
      ...more,
    },
    world(how),
  );
  return door.sender;
}
const storm = (n: number, colour = '橙色') =>
  message(n, { template: 'storm', fields: { 台站: '气象台', 颜色: colour } });

describe('Tencent Cloud SMS', () => {
  it('sends two hundred numbers a request, keeps texts apart, and brings each its receipt', async () => {
    const carrier = await tencent();
    const batch = [
      ...Array.from({ length: 250 }, (_, k) => storm(k + 1)),
      storm(251, '红色'),
      message(252, { template: 'lift' }),
    ];
    const handed = await sender(carrier).send(batch);
    expect(handed.filter(({ state }) => state === 'taken')).toHaveLength(252);
    expect(Object.values(times(carrier.ledger.all))).toEqual(new Array(252).fill(1));
    expect(carrier.ledger.of('13812340251')).toMatchObject([{ text: '【街道办】气象台发布红色预警。', id: 'm-251' }]);
    await until(() => door.receipts.length === 252);
    expect(new Set(door.receipts.map(({ ref }) => ref))).toEqual(
      new Set(handed.map((one) => (one.state === 'taken' ? one.ref : ''))),
    );
  });

  it('says of each number by itself what became of it', async () => {
    const carrier = await tencent();
    await sender(carrier).send([storm(1)]);
    const handed = await door.sender?.send([storm(1), storm(2), { ...storm(3), to: '12345' }]);
    expect(handed).toMatchObject([
      { id: 'm-1', state: 'refused', code: 'LimitExceeded.PhoneNumberThirtySecondLimit', again: true, waitMs: 30_000 },
      { id: 'm-2', state: 'taken' },
      { id: 'm-3', state: 'refused', code: 'InvalidParameterValue.IncorrectPhoneNumber', again: false },
    ]);
    expect(times(carrier.ledger.all)).toEqual({ '13812340001': 1, '13812340002': 1 });
  });

  it.each([
    ['a wrong key', { secretKey: 'not-ours' }, {}, 'AuthFailure.SignatureFailure'],
    ['an unknown id', { secretId: 'AKID-theirs' }, {}, 'AuthFailure.SecretIdNotFound'],
    ['a clock six minutes ahead', {}, { aheadMs: 360_000 }, 'AuthFailure.SignatureExpire'],
    ['an application that is not ours', { appId: '1400000000' }, {}, 'UnauthorizedOperation.SmsSdkAppIdVerifyFail'],
    ['a signature that is not approved', { signName: '别人' }, {}, 'FailedOperation.SignatureIncorrectOrUnapproved'],
    [
      'a template that is not approved',
      { templates: 'storm=9|台站,颜色' },
      {},
      'FailedOperation.TemplateIncorrectOrUnapproved',
    ],
    ['a field too few', { templates: 'storm=1110|台站' }, {}, 'InvalidParameterValue.TemplateParameterFormatError'],
  ])('is refused for good with %s', async (_, more, how, code) => {
    const carrier = await tencent();
    const handed = await sender(carrier, how, more).send([storm(1)]);
    expect(handed).toEqual([{ id: 'm-1', state: 'refused', code, again: false }]);
    expect(JSON.stringify(handed)).not.toContain('not-ours');
    expect(carrier.ledger.all).toEqual([]);
  });

  it('goes again after its second when too fast; the day of a number is over for good', async () => {
    const slow = await tencent({ perSecond: 1 });
    await sender(slow).send([storm(1)]);
    expect(await door.sender?.send([storm(2)])).toMatchObject([
      { code: 'RequestLimitExceeded', again: true, waitMs: 1000 },
    ]);
    const day = await tencent({ perPerson: { thirtySeconds: 99, day: 2 } });
    sender(day);
    for (let n = 0; n < 2; n++) await door.sender?.send([storm(1)]);
    expect(await door.sender?.send([storm(1)])).toMatchObject([
      { code: 'LimitExceeded.PhoneNumberDailyLimit', again: false },
    ]);
    expect(times(day.ledger.all)).toEqual({ '13812340001': 2 });
  });

  it('is in doubt about all of a request that was not answered, or by half', async () => {
    const carrier = await tencent({ shares: { silentAfter: 1 } });
    const handed = await sender(carrier, { patienceMs: 200 }).send([storm(1), storm(2)]);
    expect(handed).toEqual(['m-1', 'm-2'].map((id) => ({ id, state: 'doubt', code: 'timeout' })));
    expect(carrier.ledger.all).toHaveLength(2);
    const half = tencentSms.open(
      {
        endpoint: 'https://sms.example',
        templates: '*=1',
        secretId: 'a',
        secretKey: 'b',
        appId: '1',
        signName: 's',
        token: TOKEN,
      },
      {
        now: Date.now,
        fetch: async () =>
          Response.json({
            Response: { SendStatusSet: [{ PhoneNumber: '+8613812340001', Code: 'Ok', SerialNo: 's1' }] },
          }),
      },
    );
    expect(await half.send([message(1), message(2)])).toEqual([
      { id: 'm-1', state: 'taken', ref: 's1' },
      { id: 'm-2', state: 'doubt', code: 'unreadable' },
    ]);
    // What is said of another number is not said of this one.
    expect(await half.send([message(3)])).toEqual([{ id: 'm-3', state: 'doubt', code: 'unreadable' }]);
  });

  it('pulls receipts a hundred at a time until there are no more', async () => {
    const carrier = await tencent({
      callback: '',
      answerFor: (to) => (to.endsWith('7') ? { delivered: false, code: 'MOBILE_POWER_OFF' } : { delivered: true }),
    });
    await sender(carrier).send(Array.from({ length: 120 }, (_, k) => storm(k + 1)));
    await new Promise((later) => setTimeout(later, 60));
    const polled = (await door.sender?.poll?.()) ?? [];
    expect(polled).toHaveLength(120);
    expect(
      polled
        .filter(({ state }) => state === 'failed')
        .every(({ code, to }) => code === 'MOBILE_POWER_OFF' && to?.endsWith('7')),
    ).toBe(true);
    expect(polled.filter(({ state }) => state === 'failed')).toHaveLength(12);
    expect(await door.sender?.poll?.()).toEqual([]);
  });

  it('refuses pushed receipts without the token of the address', async () => {
    sender(await tencent());
    const body = JSON.stringify([
      { sid: 's', mobile: '13812340001', report_status: 'SUCCESS', user_receive_time: '2021-07-25 12:30:00' },
      { sid: 's2', report_status: 'MAYBE' },
    ]);
    await fetch(`${door.url}/?token=`, { method: 'POST', body });
    expect(door.forged).toEqual(['signature']);
    const answer = await fetch(`${door.url}/?token=${TOKEN}`, { method: 'POST', body });
    expect(await answer.json()).toEqual({ result: 0, errmsg: 'OK' });
    expect(door.receipts).toEqual([
      { ref: 's', to: '13812340001', state: 'delivered', at: Date.UTC(2021, 6, 25, 4, 30) },
    ]);
  });
});
