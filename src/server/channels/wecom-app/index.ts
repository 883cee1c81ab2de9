import { allOf, call, type Fate, inTurns, record } from '../call.ts';
import type { Channel, Handed, Outgoing, Sender, World } from '../channel.ts';
import { pieces } from '../pieces.ts';
import { withDefaults } from '../settings.ts';
import { grouped } from '../templates.ts';
import { wecomAppCard } from './card.ts';
import { AccessToken } from './token.ts';

/** "touser 最多支持1000个"; content of a text: 2,048 bytes, longer is cut off without a word. */
const MOST = 1_000;
const TEXT_BYTES = 2_048;
/** The token is wrong or over: ask for another and try once more; nothing was sent. */
const STALE = new Set([40014, 41001, 42001]);
const AGAIN: Readonly<Record<string, number>> = { 45009: 60_000, 45033: 1_000, '-1': 5_000 };

const textOf = ({ text, link }: Outgoing): string => (link && !text.includes(link) ? `${text}\n${link}` : text);

function fateOfCode(code: unknown): Fate {
  if (typeof code !== 'number') return { state: 'doubt', code: 'unreadable' };
  const waitMs = AGAIN[code];
  if (waitMs === undefined) return { state: 'refused', code: String(code), again: false };
  return { state: 'refused', code: String(code), again: true, waitMs };
}

interface App {
  readonly endpoint: string;
  readonly agentId: string;
  readonly token: AccessToken;
  readonly world: World;
}

/**
 * One text to the members of a group. `enable_duplicate_check` is left off on purpose: it swallows the same text to
 * the same member within 30 minutes and says ok, and a reminder is the same text.
 */
async function sendText(
  app: App,
  users: readonly string[],
  content: string,
  tries = 2,
): Promise<Fate | { readonly answer: Readonly<Record<string, unknown>> }> {
  const held = await app.token.get();
  if ('fate' in held) return held.fate;
  const reply = await call(
    app.world,
    `${app.endpoint}/cgi-bin/message/send?access_token=${encodeURIComponent(held.token)}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({
        touser: users.join('|'),
        msgtype: 'text',
        agentid: Number(app.agentId),
        text: { content },
      }),
    },
  );
  if (!reply.ok) return reply.fate;
  const answer = record(reply.json);
  if (answer['errcode'] === 0) return { answer };
  if (!STALE.has(answer['errcode'] as number)) return fateOfCode(answer['errcode']);
  app.token.drop(held.token);
  return tries > 1
    ? sendText(app, users, content, tries - 1)
    : { state: 'refused', code: String(answer['errcode']), again: true };
}

async function sendGroup(app: App, group: readonly Outgoing[]): Promise<Handed[]> {
  const users = group.map(({ to }) => to);
  let last: Readonly<Record<string, unknown>> = {};
  for (const [n, piece] of pieces(textOf(group[0] as Outgoing), TEXT_BYTES).entries()) {
    const told = await sendText(app, users, piece);
    if (!('answer' in told)) return allOf(group, n === 0 ? told : { state: 'doubt', code: 'partly-sent' });
    last = told.answer;
  }
  // Names come back in small letters, parted by bars.
  const names = (key: string) =>
    String(last[key] ?? '')
      .toLowerCase()
      .split('|');
  const missing = new Set([...names('invaliduser'), ...names('unlicenseduser')]);
  return group.map(({ id, to }) =>
    missing.has(to.toLowerCase())
      ? { id, state: 'refused', code: 'invalid-user', again: false }
      : { id, state: 'taken', ref: `${String(last['msgid'] ?? '')}:${to}` },
  );
}

/** Sources: 企业微信「发送应用消息」 (path 90236), 「获取access_token」 (91039), 「访问频率限制」 (90312), 「全局错误码」 (90313). */
export const wecomApp: Channel = {
  card: wecomAppCard,
  open(given, world): Sender {
    const { corpId, secret, agentId, endpoint } = withDefaults(wecomAppCard, given) as Record<string, string>;
    const asking = new URLSearchParams({ corpid: corpId as string, corpsecret: secret as string });
    const token = new AccessToken(world, `${endpoint}/cgi-bin/gettoken?${asking}`);
    const app: App = { endpoint: endpoint as string, agentId: agentId as string, token, world };
    return {
      async send(batch) {
        // A bar parts names and "@all" is everybody: neither is a member.
        const odd = batch.filter(({ to }) => !/^[\w.@-]{1,64}$/.test(to) || to.toLowerCase() === '@all');
        const groups = grouped(
          batch.filter((message) => !odd.includes(message)),
          MOST,
          textOf,
        );
        const handed = await inTurns(groups, 4, (group) => sendGroup(app, group));
        return [...allOf(odd, { state: 'refused', code: 'invalid-user', again: false }), ...handed.flat()];
      },
    };
  },
};
