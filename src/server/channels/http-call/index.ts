import { call, type Fate, inTurns, record } from '../call.ts';
import type { Channel, Handed, Outgoing, Pushed, Receipt, Received, World } from '../channel.ts';
import { withDefaults } from '../settings.ts';
import { checkStamp, Once, pushedJson, stampHeaders } from '../signed.ts';
import { timeOf } from '../time.ts';
import { httpCallCard } from './card.ts';

type Settings = Readonly<Record<string, string>>;

/** Lines of the gateway are all taken, or it is told to slow down: again after so long. */
const AGAIN: Readonly<Record<string, number>> = { busy: 10_000, 'too-fast': 2_000 };

function fateOf(json: unknown): Fate {
  const { code, ref } = record(json);
  if (code === 'ok' && typeof ref === 'string') return { state: 'taken', ref };
  if (typeof code !== 'string' || code === 'ok') return { state: 'doubt', code: 'unreadable' };
  const waitMs = AGAIN[code];
  return waitMs === undefined
    ? { state: 'refused', code: code.slice(0, 64), again: false }
    : { state: 'refused', code, again: true, waitMs };
}

async function sendOne(settings: Settings, world: World, message: Outgoing): Promise<Handed> {
  const body = JSON.stringify({
    id: message.id,
    to: message.to,
    text: message.text,
    lang: message.lang,
    digits: settings['digits'],
    repeat: Number(settings['repeat']),
    ringSeconds: Number(settings['ringSeconds']),
    ...(settings['callerId'] ? { callerId: settings['callerId'] } : {}),
  });
  const reply = await call(world, settings['url'] as string, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...stampHeaders(settings['secret'] as string, world.now(), body),
    },
    body,
  });
  return { id: message.id, ...(reply.ok ? fateOf(reply.json) : reply.fate) } as Handed;
}

/** Picked up and pressed: an answer. Picked up and hung up: the text was heard, which is delivery and no more. */
function receiptOf(item: unknown, now: number): Receipt[] {
  const { ref, to, state, digit, at } = record(item);
  if (typeof ref !== 'string' || typeof state !== 'string') return [];
  const base = { ref, ...(typeof to === 'string' ? { to } : {}), at: timeOf(at as string, now) };
  if (state !== 'answered') return [{ ...base, state: 'failed', code: state.slice(0, 64) }];
  const pressed = typeof digit === 'string' && /^[0-9*#]$/.test(digit);
  return [pressed ? { ...base, state: 'answered', answer: digit } : { ...base, state: 'delivered' }];
}

function receive(settings: Settings, once: Once, request: Pushed): Received {
  checkStamp(settings['secret'] as string, request, once);
  const results = record(pushedJson(request))['results'];
  return {
    receipts: (Array.isArray(results) ? results : []).flatMap((item) => receiptOf(item, request.now)),
    answer: { status: 200, type: 'application/json', body: '{"code":"ok"}' },
  };
}

/** Its protocol is ours (docs/adr/0014-channels.md): a SIP box or a voice provider is put behind it by a gateway. */
export const httpCall: Channel = {
  card: httpCallCard,
  open(given, world) {
    const settings = withDefaults(httpCallCard, given);
    const once = new Once();
    return {
      atOnce: 48,
      send: (batch) => inTurns(batch, 8, (message) => sendOne(settings, world, message)),
      receive: (request) => receive(settings, once, request),
    };
  },
};
