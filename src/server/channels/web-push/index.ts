import webpush, { type PushSubscription } from 'web-push';
import { call, type Fate, inTurns } from '../call.ts';
import type { Channel, Handed, Outgoing, Sender, World } from '../channel.ts';
import { withDefaults } from '../settings.ts';
import { webPushCard } from './card.ts';
import { hostsOf, readSubscription } from './subscription.ts';

type Settings = Readonly<Record<string, string>>;

/** RFC 8291: one record of 4,096 bytes holds 3,993 of plain text. */
const PLAIN_BYTES = 3_993;
/** RFC 8030: the subscription is over (404, 410), too large (413). The engine forgets a subscription that is 'gone'. */
const PERMANENT: Readonly<Record<string, string>> = { 'http-404': 'gone', 'http-410': 'gone', 'http-413': 'too-large' };

/** Of one household there may be several browsers: one message goes to each. */
function subscriptionsOf(to: string, hosts: readonly string[]): PushSubscription[] {
  try {
    const read: unknown = JSON.parse(to);
    return (Array.isArray(read) ? read : [read]).flatMap((one) => readSubscription(one, hosts) ?? []);
  } catch {
    return [];
  }
}

function requestOf(settings: Settings, subscription: PushSubscription, { id, text, link, lang }: Outgoing) {
  const payload = JSON.stringify({ id, title: settings['title'], body: text, link, lang });
  if (Buffer.byteLength(payload) > PLAIN_BYTES) return undefined;
  try {
    return webpush.generateRequestDetails(subscription, payload, {
      vapidDetails: {
        subject: settings['contact'] as string,
        publicKey: settings['publicKey'] as string,
        privateKey: settings['privateKey'] as string,
      },
      TTL: Number(settings['ttl']),
      contentEncoding: 'aes128gcm',
      urgency: 'high',
    });
  } catch {
    // Keys of the browser that are no keys; its message would repeat them.
    return undefined;
  }
}

async function sendTo(
  settings: Settings,
  world: World,
  subscription: PushSubscription,
  message: Outgoing,
): Promise<Handed> {
  const refused = (code: string): Handed => ({ id: message.id, state: 'refused', code, again: false });
  const request = requestOf(settings, subscription, message);
  if (!request) return refused(Buffer.byteLength(message.text) > 2_500 ? 'too-large' : 'bad-subscription');
  const headers = Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => name.toLowerCase() !== 'content-length')
      .map(([name, value]) => [name, String(value)]),
  );
  const reply = await call(world, request.endpoint, { method: 'POST', headers, body: new Uint8Array(request.body) });
  const fate: Fate = reply.ok ? { state: 'taken', ref: message.id } : reply.fate;
  const known = fate.state === 'refused' ? PERMANENT[fate.code] : undefined;
  if (known) return { ...refused(known), ...(known === 'gone' ? { gone: [subscription.endpoint] } : {}) };
  return { id: message.id, ...fate } as Handed;
}

/** One browser of a household that took it is enough; else a doubt is more than a refusal, and one to be tried again more than an end. */
const WORTH = (handed: Handed): number =>
  handed.state === 'taken' ? 3 : handed.state === 'doubt' ? 2 : handed.again ? 1 : 0;

async function sendOne(settings: Settings, world: World, hosts: readonly string[], message: Outgoing): Promise<Handed> {
  const subscriptions = subscriptionsOf(message.to, hosts);
  const answers = await Promise.all(subscriptions.map((one) => sendTo(settings, world, one, message)));
  const [best = { id: message.id, state: 'refused' as const, code: 'bad-subscription', again: false }] = answers.sort(
    (a, b) => WORTH(b) - WORTH(a),
  );
  const gone = answers.flatMap((answer) => answer.gone ?? []);
  return gone.length > 0 ? { ...best, gone } : best;
}

/** RFC 8030 (push), 8291 (encryption), 8292 (VAPID), by the library web-push; sent by our own call, to tell doubts. */
export const webPush: Channel = {
  card: webPushCard,
  open(given, world): Sender {
    const settings = withDefaults(webPushCard, given);
    const hosts = hostsOf(settings);
    return { atOnce: 96, send: (batch) => inTurns(batch, 16, (message) => sendOne(settings, world, hosts, message)) };
  },
};
