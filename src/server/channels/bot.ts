import { call, type Fate, record } from './call.ts';
import type { Handed, Outgoing, Sender, World } from './channel.ts';
import { pieces } from './pieces.ts';

/** What one kind of group bot wants and how it answers; the rest is the same for all three. */
export interface Bot {
  /** Address and body of one piece. */
  request(text: string, message: Outgoing): { readonly url: string; readonly body: object };
  /** Key of the code in the answer: `errcode` or `code`; 0 is taken. */
  readonly code: string;
  /** Codes after which it may go again, and after how long. */
  readonly again: Readonly<Record<string, number>>;
  readonly most: number;
  readonly size: (text: string) => number;
}

async function sendPiece(bot: Bot, world: World, text: string, message: Outgoing): Promise<Fate> {
  const { url, body } = bot.request(text, message);
  const reply = await call(world, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  });
  if (!reply.ok) return reply.fate;
  const code = record(reply.json)[bot.code];
  // A bot gives a message no number of its own, and there are no receipts: ours stands for it.
  if (code === 0) return { state: 'taken', ref: message.id };
  if (typeof code !== 'number') return { state: 'doubt', code: 'unreadable' };
  const waitMs = bot.again[code];
  return waitMs === undefined
    ? { state: 'refused', code: String(code), again: false }
    : { state: 'refused', code: String(code), again: true, waitMs };
}

/** Pieces in their order; when a later one fails, the group has read half of it, and that is a doubt. */
async function sendOne(bot: Bot, world: World, message: Outgoing): Promise<Handed> {
  const text = message.link && !message.text.includes(message.link) ? `${message.text}\n${message.link}` : message.text;
  let fate: Fate = { state: 'refused', code: 'no-text', again: false };
  for (const [n, piece] of pieces(text, bot.most, bot.size).entries()) {
    fate = await sendPiece(bot, world, piece, message);
    if (fate.state !== 'taken')
      return { id: message.id, ...(n === 0 ? fate : { state: 'doubt', code: 'partly-sent' }) } as Handed;
  }
  return { id: message.id, ...fate } as Handed;
}

/** One after the other: a group reads from top to bottom. */
export function botSender(bot: Bot, world: World): Sender {
  return {
    async send(batch) {
      const handed: Handed[] = [];
      for (const message of batch) handed.push(await sendOne(bot, world, message));
      return handed;
    },
  };
}

/** A mobile number of the mainland: bots call its owner by it. */
export const isMobile = (to: string): boolean => /^1[3-9]\d{9}$/.test(to);
