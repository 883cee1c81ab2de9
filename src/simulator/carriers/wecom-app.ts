import { type Carrier, type CarrierPlan, hear, inside } from './carrier.ts';
import { type Asked, openDoor, type Told } from './door.ts';
import { Window } from './limits.ts';

export interface WecomPlan extends CarrierPlan {
  readonly corpId: string;
  readonly secret: string;
  readonly agentId: number;
  /** Members who may see the app. */
  readonly members: readonly string[];
  readonly expiresIn?: number;
  readonly perMember?: number;
}

export interface WecomCarrier extends Carrier {
  /** Times that a token was asked for. */
  readonly tokens: () => number;
  /** Makes the present token worthless, as a reset of the secret does. */
  revoke(): void;
}

/** qyapi.weixin.qq.com on loopback: gettoken and message/send, 30 a minute per member. */
export async function openWecomApp(plan: WecomPlan): Promise<WecomCarrier> {
  const on = inside('wecom-app', plan);
  const perMember = new Window(plan.perMember ?? 30, 60_000);
  const expiresIn = plan.expiresIn ?? 7_200;
  let token = '';
  let until = 0;
  let tokens = 0;
  let asked = 0;
  let count = 0;

  const answer = (body: object): Told => ({ status: 200, body: JSON.stringify({ errcode: 0, errmsg: 'ok', ...body }) });
  function refuse(errcode: number): Told {
    on.refusals.push(String(errcode));
    return answer({ errcode, errmsg: `refused ${errcode}` });
  }

  function giveToken(query: URLSearchParams): Told {
    asked++;
    if (query.get('corpid') !== plan.corpId) return refuse(40013);
    if (query.get('corpsecret') !== plan.secret) return refuse(40001);
    // Until it is over, the same one is given.
    if (on.now() >= until) token = `token-${++tokens}`;
    until = on.now() + expiresIn * 1000;
    return answer({ access_token: token, expires_in: expiresIn });
  }

  function send({ url, body }: Asked): Told {
    const given = url.searchParams.get('access_token');
    if (!given) return refuse(41001);
    if (given !== token) return refuse(40014);
    if (on.now() >= until) return refuse(42001);
    const message = JSON.parse(body.toString()) as {
      touser?: string;
      msgtype?: string;
      agentid?: number;
      text?: { content?: string };
    };
    const users = (message.touser ?? '').split('|').filter(Boolean);
    const content = message.text?.content;
    if (message.agentid !== plan.agentId) return refuse(301002);
    if (users.length > 1_000) return refuse(40032);
    if (message.msgtype !== 'text' || !content) return refuse(44004);
    const known = users.filter((user) => plan.members.includes(user));
    if (known.length === 0) return refuse(81013);
    if (known.some((user) => !perMember.takes(on.now(), user))) return refuse(45009);
    const msgid = `msg${++count}`;
    // "超过将截断": longer texts are cut without a word.
    const text = Buffer.from(content).subarray(0, 2_048).toString();
    for (const to of known) hear(on, { to, text, ref: msgid });
    const invalid = users.filter((user) => !known.includes(user)).map((user) => user.toLowerCase());
    return answer({ msgid, ...(invalid.length > 0 ? { invaliduser: invalid.join('|') } : {}) });
  }

  const door = await openDoor((asked) => {
    if (asked.url.pathname === '/cgi-bin/gettoken') return giveToken(asked.url.searchParams);
    return asked.url.pathname === '/cgi-bin/message/send' ? send(asked) : { status: 404 };
  }, on);
  return {
    url: door.url,
    ledger: on.ledger,
    refusals: on.refusals,
    tokens: () => asked,
    revoke: () => {
      until = 0;
      token = 'revoked';
    },
    close: door.close,
  };
}
