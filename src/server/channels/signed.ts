import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Forged, type Pushed } from './channel.ts';

/** Five minutes either way, as Standard Webhooks, Aliyun and Tencent Cloud allow clocks to differ. */
const WINDOW_MS = 300_000;

/** Compared by their digests, so that neither length nor content shows in the time it takes. */
export function same(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Remembers what was taken for as long as its timestamp would be accepted. */
export class Once {
  readonly #until = new Map<string, number>();
  /** False when it was here before. */
  first(key: string, now: number): boolean {
    for (const [old, until] of this.#until) {
      if (until > now) break;
      this.#until.delete(old);
    }
    if (this.#until.has(key)) return false;
    this.#until.set(key, now + 2 * WINDOW_MS);
    return true;
  }
}

/**
 * The signature of our generic gateways, both ways: `X-Timestamp` and `X-Signature`, the hex HMAC-SHA256 of
 * `timestamp + "." + body`. The timestamp is in milliseconds, so that a push tried again within a second is signed
 * anew and the very same request is a replay, never a repeat; gateways that know only seconds are understood.
 */
export function stamp(secret: string, timestamp: number, body: string | Buffer): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}

export function stampHeaders(secret: string, now: number, body: string): Record<string, string> {
  return { 'x-timestamp': String(now), 'x-signature': stamp(secret, now, body) };
}

export function checkStamp(secret: string, request: Pushed, once: Once): void {
  const written = request.headers['x-timestamp'] ?? '';
  const signature = request.headers['x-signature'] ?? '';
  if (!/^(\d{10}|\d{13})$/.test(written)) throw new Forged('timestamp');
  if (!same(stamp(secret, Number(written), request.body), signature)) throw new Forged('signature');
  const at = Number(written) * (written.length === 10 ? 1000 : 1);
  if (Math.abs(request.now - at) > WINDOW_MS) throw new Forged('timestamp');
  if (!once.first(signature, request.now)) throw new Forged('replay');
}

/** For providers that do not sign what they push: the address that we gave them holds a token. */
export function checkToken(token: string, request: Pushed): void {
  if (!same(token, request.query.get('token') ?? '')) throw new Forged('signature');
}

/** JSON of a push; what is no JSON is refused like a forgery, and nothing of it is repeated. */
export function pushedJson(request: Pushed): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new Forged('malformed');
  }
}
