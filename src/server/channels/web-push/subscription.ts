import type { PushSubscription } from 'web-push';
import { record } from '../call.ts';
import { isInside } from '../settings.ts';

/** An endpoint is some 200 characters; 512 bytes are what Firefox asks services to stay below, Edge has had 700. */
const ENDPOINT_MOST = 1_000;

/** RFC 8291: an uncompressed point of P-256, and 16 bytes of secret. */
const isKey = (text: unknown, bytes: number): text is string =>
  typeof text === 'string' && /^[\w-]{1,120}={0,2}$/.test(text) && Buffer.from(text, 'base64url').length === bytes;

/** Hosts of push services as the settings name them. */
export const hostsOf = (settings: Readonly<Record<string, string>>): string[] =>
  (settings['hosts'] ?? '')
    .split(',')
    .map((host) => host.trim())
    .filter(Boolean);

/**
 * What a browser sent, if it may be called: it names its own address, so only a host of the list, over https and on its
 * port, without a name or password in it; plain http inside, for the push service of a drill.
 */
export function readSubscription(read: unknown, hosts: readonly string[]): PushSubscription | undefined {
  const { endpoint, keys } = record(read);
  const { p256dh, auth } = record(keys);
  if (typeof endpoint !== 'string' || endpoint.length > ENDPOINT_MOST || !URL.canParse(endpoint)) return undefined;
  if (!isKey(p256dh, 65) || !isKey(auth, 16)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  const known = hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
  const fit = (protocol === 'https:' && port === '') || (protocol === 'http:' && isInside(hostname));
  return known && fit && !username && !password ? { endpoint, keys: { p256dh, auth } } : undefined;
}
