import { createHmac } from 'node:crypto';
import { type Carrier, type CarrierPlan, hear, inside } from './carrier.ts';
import { type Asked, openDoor, type Told } from './door.ts';
import { Window } from './limits.ts';

export interface BotPlan extends CarrierPlan {
  /** key, access_token or hook of the address. */
  readonly key: string;
  readonly secret?: string;
  readonly perMinute?: number;
  readonly perSecond?: number;
}

/** One hour either way, at DingTalk and at Feishu. */
const SKEW_MS = 3_600_000;
const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64');

interface Said {
  readonly text: string;
  readonly to: string;
}
interface Kind {
  readonly name: string;
  readonly codeKey: string;
  readonly perMinute: number;
  readonly perSecond: number;
  /** Code of the limits, and for how long the bot then stays closed. */
  readonly tooFast: number;
  readonly closedMs: number;
  read(plan: BotPlan, asked: Asked, body: Record<string, unknown>, now: number): Said | number;
}

const text = (body: Record<string, unknown>, key: string): Record<string, unknown> =>
  (body[key] ?? {}) as Record<string, unknown>;

const KINDS = {
  /** qyapi.weixin.qq.com/cgi-bin/webhook/send: 20 a minute, 2,048 bytes. */
  'wecom-bot': {
    name: 'wecom-bot',
    codeKey: 'errcode',
    perMinute: 20,
    perSecond: 20,
    tooFast: 45009,
    closedMs: 0,
    read(plan, { url }, body) {
      if (url.pathname !== '/cgi-bin/webhook/send' || url.searchParams.get('key') !== plan.key) return 93000;
      if (body['msgtype'] !== 'text') return 40008;
      const {
        content,
        mentioned_list: all,
        mentioned_mobile_list: mobiles,
      } = text(body, 'text') as Record<string, string[]> & { content?: string };
      if (typeof content !== 'string' || Buffer.byteLength(content) > 2_048) return 40058;
      return { text: content, to: [...(all ?? []), ...(mobiles ?? [])].join(',') };
    },
  },
  /** oapi.dingtalk.com/robot/send: 20 a minute or closed for ten, body of 20,000 bytes, timestamp and sign. */
  'dingtalk-bot': {
    name: 'dingtalk-bot',
    codeKey: 'errcode',
    perMinute: 20,
    perSecond: 20,
    tooFast: 130101,
    closedMs: 600_000,
    read(plan, { url, body: raw }, body, now) {
      const asked = url.searchParams;
      if (url.pathname !== '/robot/send' || asked.get('access_token') !== plan.key) return 300005;
      const stamp = asked.get('timestamp') ?? '';
      if (!(Math.abs(now - Number(stamp)) <= SKEW_MS)) return 310000;
      if (asked.get('sign') !== hmac(plan.secret ?? '', `${stamp}\n${plan.secret}`)) return 310000;
      const { content } = text(body, 'text');
      if (raw.length > 20_000 || typeof content !== 'string' || content === '') return 40035;
      const at = text(body, 'at');
      return { text: content, to: at['isAtAll'] ? '@all' : ((at['atMobiles'] as string[]) ?? []).join(',') };
    },
  },
  /** open.feishu.cn/open-apis/bot/v2/hook: 100 a minute, 5 a second, body of 20 KB, timestamp and sign in the body. */
  'feishu-bot': {
    name: 'feishu-bot',
    codeKey: 'code',
    perMinute: 100,
    perSecond: 5,
    tooFast: 11232,
    closedMs: 0,
    read(plan, { url, body: raw }, body, now) {
      if (url.pathname !== `/open-apis/bot/v2/hook/${plan.key}`) return 19001;
      const stamp = String(body['timestamp'] ?? '');
      if (!(Math.abs(now - Number(stamp) * 1000) <= SKEW_MS)) return 19021;
      if (body['sign'] !== hmac(`${stamp}\n${plan.secret}`, '')) return 19021;
      const said = text(body, 'content')['text'];
      if (raw.length > 20_480 || body['msg_type'] !== 'text' || typeof said !== 'string') return 9499;
      const mention = /^<at user_id="all"><\/at>/;
      return { text: said.replace(mention, ''), to: mention.test(said) ? '@all' : '' };
    },
  },
} satisfies Record<string, Kind>;

/** A group with a bot: what it says stands in the ledger under whom it mentions. */
export async function openBot(id: keyof typeof KINDS, plan: BotPlan): Promise<Carrier> {
  const kind: Kind = KINDS[id];
  const on = inside(kind.name, plan);
  const minute = new Window(plan.perMinute ?? kind.perMinute, 60_000);
  const second = new Window(plan.perSecond ?? kind.perSecond, 1_000);
  let closedUntil = 0;
  let count = 0;

  function answer(code: number): Told {
    if (code !== 0) on.refusals.push(String(code));
    const words = code === 0 ? 'ok' : `refused ${code}`;
    const body = kind.codeKey === 'code' ? { code, msg: words, data: {} } : { errcode: code, errmsg: words };
    return { status: 200, body: JSON.stringify(body) };
  }

  function act(asked: Asked): Told {
    const said = kind.read(plan, asked, JSON.parse(asked.body.toString()) as Record<string, unknown>, on.now());
    if (typeof said === 'number') return answer(said);
    const now = on.now();
    if (now < closedUntil) return answer(kind.tooFast);
    if (!second.takes(now) || !minute.takes(now)) {
      closedUntil = now + kind.closedMs;
      return answer(kind.tooFast);
    }
    hear(on, { ...said, ref: String(++count) });
    return answer(0);
  }

  const door = await openDoor(act, on);
  return { url: door.url, ledger: on.ledger, refusals: on.refusals, close: door.close };
}
