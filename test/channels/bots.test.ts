import { afterEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/server/channels/channel.ts';
import { dingtalkBot } from '../../src/server/channels/dingtalk-bot/index.ts';
import { feishuBot } from '../../src/server/channels/feishu-bot/index.ts';
import { wecomBot } from '../../src/server/channels/wecom-bot/index.ts';
import { type BotPlan, openBot } from '../../src/simulator/carriers/bots.ts';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { closedPort, message, messages, world } from './desk.ts';

const open: Carrier[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Kind {
  readonly channel: Channel;
  readonly key: string;
  readonly signed: boolean;
  readonly wrongKey: string;
  readonly wrongSign: string;
  readonly tooFast: string;
  readonly waitMs: number;
  /** Messages before it is too fast when sent at once. */
  readonly most: number;
}
const kinds: Record<string, Kind> = {
  'wecom-bot': {
    channel: wecomBot,
    key: 'key',
    signed: false,
    wrongKey: '93000',
    wrongSign: '',
    tooFast: '45009',
    waitMs: 60_000,
    most: 20,
  },
  'dingtalk-bot': {
    channel: dingtalkBot,
    key: 'token',
    signed: true,
    wrongKey: '300005',
    wrongSign: '310000',
    tooFast: '130101',
    waitMs: 600_000,
    most: 20,
  },
  'feishu-bot': {
    channel: feishuBot,
    key: 'hook',
    signed: true,
    wrongKey: '19001',
    wrongSign: '19021',
    tooFast: '11232',
    waitMs: 2_000,
    most: 5,
  },
};

describe.each(Object.entries(kinds))('%s', (id, kind) => {
  async function group(plan: Partial<BotPlan> = {}): Promise<Carrier> {
    const carrier = await openBot(id as 'wecom-bot', { key: 'abcd1234', secret: 'SEC-of-the-bot', ...plan });
    open.push(carrier);
    return carrier;
  }
  const sender = (url: string, how: Parameters<typeof world>[0] = {}, more: Record<string, string> = {}) =>
    kind.channel.open({ [kind.key]: 'abcd1234', secret: 'SEC-of-the-bot', endpoint: url, ...more }, world(how));

  it('says it in the group once, with the link, and mentions whom it is for', async () => {
    const carrier = await group();
    const handed = await sender(carrier.url).send([
      message(1, { to: '@all', link: 'https://y.example/n/1' }),
      message(2, { to: '13800000002' }),
    ]);
    expect(handed).toEqual([
      { id: 'm-1', state: 'taken', ref: 'm-1' },
      { id: 'm-2', state: 'taken', ref: 'm-2' },
    ]);
    expect(carrier.ledger.all.map(({ to, text }) => [to, text])).toEqual([
      ['@all', '第 1 户：台风将至，请关好门窗。\nhttps://y.example/n/1'],
      [id === 'feishu-bot' ? '' : '13800000002', '第 2 户：台风将至，请关好门窗。'],
    ]);
  });

  it('cuts a long text by bytes, and nothing is lost', async () => {
    const carrier = await group();
    const bytes = kind.channel.card.limits.bytes as number;
    const text = '请收好阳台的花盆"与晾衣杆"。\n'.repeat(Math.ceil((bytes * 1.5) / 48));
    expect(await sender(carrier.url).send([message(1, { to: '', text })])).toMatchObject([{ state: 'taken' }]);
    expect(carrier.ledger.all.length).toBeGreaterThan(1);
    expect(carrier.ledger.all.map((heard) => heard.text).join('')).toBe(text);
    expect(carrier.ledger.all[0]?.text.endsWith('\n')).toBe(true);
  });

  it('is refused for good with a wrong address, and none of its secrets is told', async () => {
    const carrier = await group();
    const handed = await sender(carrier.url, {}, { [kind.key]: 'theirs99' }).send([message(1)]);
    expect(handed).toEqual([{ id: 'm-1', state: 'refused', code: kind.wrongKey, again: false }]);
    expect(carrier.ledger.all).toEqual([]);
  });

  it('waits as long as this bot is closed when it is too fast', async () => {
    const carrier = await group();
    const handed = await sender(carrier.url).send(messages(1, kind.most + 1));
    expect(handed.slice(0, -1).every(({ state }) => state === 'taken')).toBe(true);
    expect(handed.at(-1)).toEqual({
      id: `m-${kind.most + 1}`,
      state: 'refused',
      code: kind.tooFast,
      again: true,
      waitMs: kind.waitMs,
    });
    expect(carrier.ledger.all).toHaveLength(kind.most);
  });

  it('is in doubt without an answer, or when the second part of a text fails', async () => {
    const silent = await group({ shares: { silentAfter: 1 } });
    expect(await sender(silent.url, { patienceMs: 150 }).send([message(1)])).toEqual([
      { id: 'm-1', state: 'doubt', code: 'timeout' },
    ]);
    expect(silent.ledger.all).toHaveLength(1);
    const half = await group({ perMinute: 1 });
    const text = '关窗。'.repeat(8_000);
    expect(await sender(half.url).send([message(1, { text })])).toEqual([
      { id: 'm-1', state: 'doubt', code: 'partly-sent' },
    ]);
    expect(half.ledger.all).toHaveLength(1);
    expect(await sender(`http://127.0.0.1:${await closedPort()}`).send([message(1)])).toMatchObject([
      { state: 'refused', again: true, code: 'ECONNREFUSED' },
    ]);
  });

  if (kind.signed)
    it('is refused with a wrong secret, and with a clock more than an hour off', async () => {
      const carrier = await group();
      const refused = { id: 'm-1', state: 'refused', code: kind.wrongSign, again: false };
      expect(await sender(carrier.url, {}, { secret: 'SEC-of-another' }).send([message(1)])).toEqual([refused]);
      expect(await sender(carrier.url, { aheadMs: 3_700_000 }).send([message(1)])).toEqual([refused]);
      expect(await sender(carrier.url, { aheadMs: 3_500_000 }).send([message(1)])).toMatchObject([{ state: 'taken' }]);
      expect(carrier.ledger.all).toHaveLength(1);
    });
});

describe('Feishu', () => {
  it('lets no text mention anybody by a tag', async () => {
    const carrier = await openBot('feishu-bot', { key: 'abcd1234', secret: 's' });
    open.push(carrier);
    const sender = feishuBot.open({ hook: 'abcd1234', secret: 's', endpoint: carrier.url }, world());
    await sender.send([message(1, { to: '', text: '<at user_id="all"></at>关窗' })]);
    expect(carrier.ledger.all).toMatchObject([{ to: '', text: '＜at user_id="all">＜/at>关窗' }]);
  });
});
