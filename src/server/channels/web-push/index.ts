import webpush, { type PushSubscription } from 'web-push';
import { call, type Fate, inTurns, record } from '../call.ts';
import type { Channel, Handed, Outgoing, Sender, World } from '../channel.ts';
import { isInside, withDefaults } from '../settings.ts';
import { webPushCard } from './card.ts';

type Settings = Readonly<Record<string, string>>;

/** RFC 8291: one record of 4,096 bytes holds 3,993 of plain text. */
const PLAIN_BYTES = 3_993;
/** RFC 8030: the subscription is over (404, 410), too large (413). The engine forgets a subscription that is 'gone'. */
const PERMANENT: Readonly<Record<string, string>> = { 'http-404': 'gone', 'http-410': 'gone', 'http-413': 'too-large' };

/** A subscription as a browser gives it, if it may be called: a host of the list, https, or plain http inside (drills). */
function subscriptionOf(to: string, hosts: readonly string[]): PushSubscription | undefined {
  let read: unknown;
  try {
    read = JSON.parse(to);
  } catch {
    return undefined;
  }
  const { endpoint, keys } = record(read);
  const { p256dh, auth } = record(keys);
  if (typeof endpoint !== 'string' || typeof p256dh !== 'string' || typeof auth !== 'string' || !URL.canParse(endpoint))
    return undefined;
  const { protocol, hostname } = new URL(endpoint);
  const known = hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
  if (!known || !(protocol === 'https:' || (protocol === 'http:' && isInside(hostname)))) return undefined;
  return { endpoint, keys: { p256dh, auth } };
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

async function sendOne(settings: Settings, world: World, hosts: readonly string[], message: Outgoing): Promise<Handed> {
  const refused = (code: string): Handed => ({ id: message.id, state: 'refused', code, again: false });
  const subscription = subscriptionOf(message.to, hosts);
  if (!subscription) return refused('bad-subscription');
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
  return known ? refused(known) : ({ id: message.id, ...fate } as Handed);
}

/** RFC 8030 (push), 8291 (encryption), 8292 (VAPID), by the library web-push; sent by our own call, to tell doubts. */
export const webPush: Channel = {
  card: webPushCard,
  open(given, world): Sender {
    const settings = withDefaults(webPushCard, given);
    const hosts = (settings['hosts'] as string)
      .split(',')
      .map((host) => host.trim())
      .filter(Boolean);
    return { send: (batch) => inTurns(batch, 16, (message) => sendOne(settings, world, hosts, message)) };
  },
};
