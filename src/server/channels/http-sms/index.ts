import { jsonpath } from 'json-p3';
import { call, type Fate, inTurns } from '../call.ts';
import type { Channel, Handed, Outgoing, Pushed, Receipt, Received, Sender, World } from '../channel.ts';
import { withDefaults } from '../settings.ts';
import { checkStamp, Once, pushedJson, stampHeaders } from '../signed.ts';
import { timeOf } from '../time.ts';
import { httpSmsCard } from './card.ts';

type Settings = Readonly<Record<string, string>>;

/** First value at a path as text; undefined where there is none or it is no plain value. */
function at(path: string, json: unknown): string | undefined {
  const value = jsonpath.query(path, json as never).values()[0];
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** Values are escaped for the place where they stand, so that no text of a notice can add a key of its own. */
function filled(template: string, format: string, message: Outgoing): string {
  const { to, text, id, link = '' } = message;
  const values: Readonly<Record<string, string>> = { to, text, id, link };
  const written = format === 'form' ? encodeURIComponent : (text: string) => JSON.stringify(text).slice(1, -1);
  return template.replace(/\{(to|text|id|link)\}/g, (_, name: string) => written(values[name] as string));
}

function fateOf(settings: Settings, json: unknown): Fate {
  const said = at(settings['okPath'] as string, json);
  if (said === undefined) return { state: 'doubt', code: 'unreadable' };
  if (said === settings['okValue']) {
    const ref = at(settings['refPath'] as string, json);
    return ref === undefined ? { state: 'doubt', code: 'no-ref' } : { state: 'taken', ref };
  }
  const again = (settings['againCodes'] ?? '').split(',').some((code) => code.trim() === said);
  return { state: 'refused', code: said.slice(0, 64), again, ...(again ? { waitMs: 2_000 } : {}) };
}

async function sendOne(settings: Settings, world: World, message: Outgoing): Promise<Handed> {
  const { url, method, format, auth, header, secret } = settings as Record<string, string>;
  const body = filled(settings['body'] as string, method === 'GET' ? 'form' : (format as string), message);
  const proof =
    auth === 'header' ? { [header as string]: secret as string } : stampHeaders(secret as string, world.now(), body);
  const target = method === 'GET' ? `${url}${url?.includes('?') ? '&' : '?'}${body}` : (url as string);
  const type = format === 'form' ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8';
  const reply = await call(world, target, {
    method: method as string,
    headers: { ...proof, ...(method === 'GET' ? {} : { 'content-type': type }) },
    ...(method === 'GET' ? {} : { body }),
  });
  return { id: message.id, ...(reply.ok ? fateOf(settings, reply.json) : reply.fate) } as Handed;
}

function receiptOf(settings: Settings, item: unknown, now: number): Receipt[] {
  const get = (key: string) => at(settings[key] as string, item);
  const ref = get('receiptRef');
  const state = get('receiptState');
  if (ref === undefined || state === undefined) return [];
  const answer = get('receiptAnswer');
  const to = get('receiptTo');
  return [
    {
      ref,
      ...(to === undefined ? {} : { to }),
      state: answer === undefined ? (state === settings['deliveredValue'] ? 'delivered' : 'failed') : 'answered',
      at: timeOf(get('receiptTime'), now),
      ...(answer === undefined && state !== settings['deliveredValue'] ? { code: state.slice(0, 64) } : {}),
      ...(answer === undefined ? {} : { answer: answer.slice(0, 200) }),
    },
  ];
}

function receive(settings: Settings, once: Once, request: Pushed): Received {
  checkStamp(settings['callbackSecret'] || (settings['secret'] as string), request, once);
  const items = jsonpath.query(settings['receiptList'] as string, pushedJson(request) as never).values();
  return {
    receipts: items.flatMap((item) => receiptOf(settings, item, request.now)),
    answer: { status: 200, type: 'application/json', body: '{"code":0}' },
  };
}

/** The generic gateway: its protocol is ours to define (docs/adr/0014-channels.md), its fields are the gateway's. */
export const httpSms: Channel = {
  card: httpSmsCard,
  open(given, world): Sender {
    const settings = withDefaults(httpSmsCard, given);
    const once = new Once();
    return {
      atOnce: 96,
      send: (batch) => inTurns(batch, 16, (message) => sendOne(settings, world, message)),
      receive: (request) => receive(settings, once, request),
    };
  },
};
