import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto';
import { type Carrier, type CarrierPlan, hear, inside } from './carrier.ts';
import { type Asked, openDoor, type Told } from './door.ts';
import { Window } from './limits.ts';

/** A browser that has subscribed: what it gives the server, and what only it knows. */
export interface Browser {
  readonly subscription: {
    readonly endpoint: string;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
  readonly ecdh: ECDH;
  readonly auth: Buffer;
}
export interface PushPlan extends CarrierPlan {
  readonly perSecond?: number;
}
export interface PushCarrier extends Carrier {
  subscribe(name: string): Browser;
  unsubscribe(name: string): void;
}

/** RFC 8292: a token may live 24 hours at most. */
const TOKEN_MS = 86_400_000;

/** RFC 8188 and 8291: opens one encrypted record with the keys of a browser. */
export function opened(body: Buffer, ecdh: ECDH, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const server = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), server]);
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(server), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  // 0x02 ends the last record; zeros may follow it.
  return padded.subarray(0, padded.lastIndexOf(2));
}

function json(part: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString() || '{}') as Record<string, unknown>;
}

/** RFC 8292: `vapid t=<token>, k=<key>`; ES256 over header and claims. */
function vapidProblem(header: string, origin: string, now: number): string | undefined {
  const read = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/i.exec(header);
  if (!read) return 'no-vapid';
  const [, head, claims, signature = '', k = ''] = read;
  const point = Buffer.from(k, 'base64url');
  if (point.length !== 65 || json(head)['alg'] !== 'ES256') return 'bad-vapid-key';
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const good = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) return 'bad-vapid-signature';
  const { aud, exp, sub } = json(claims);
  const until = Number(exp) * 1000;
  if (aud !== origin || !/^(mailto:|https:)/.test(String(sub))) return 'bad-vapid-claims';
  return until > now && until <= now + TOKEN_MS ? undefined : 'bad-vapid-time';
}

/** A push service with its browsers: checks the token, the headers and the size, and lets each browser open what is its own. */
export async function openWebPush(plan: PushPlan & { readonly publicKey: string }): Promise<PushCarrier> {
  const on = inside('web-push', plan);
  const browsers = new Map<string, Browser>();
  const gone = new Set<string>();
  const perSecond = new Window(plan.perSecond ?? 1_000, 1_000);
  let count = 0;

  function refuse(status: number, why: string, headers: Record<string, string> = {}): Told {
    on.refusals.push(why);
    return { status, headers };
  }
  function act({ url, headers, body }: Asked): Told {
    const name = decodeURIComponent(url.pathname.slice('/push/'.length));
    const problem = vapidProblem(headers['authorization'] ?? '', url.origin, on.now());
    if (problem) return refuse(403, problem);
    // A subscription belongs to the key that it was made with.
    if (!headers['authorization']?.endsWith(`k=${plan.publicKey}`)) return refuse(403, 'other-key');
    if (gone.has(name)) return refuse(410, 'gone');
    const browser = browsers.get(name);
    if (!browser) return refuse(404, 'unknown');
    if (!/^\d+$/.test(headers['ttl'] ?? '')) return refuse(400, 'no-ttl');
    if (headers['content-encoding'] !== 'aes128gcm') return refuse(400, 'bad-encoding');
    if (body.length > 4_096) return refuse(413, 'too-large');
    if (!perSecond.takes(on.now())) return refuse(429, 'too-fast', { 'retry-after': '2' });
    const { id, body: text } = JSON.parse(opened(body, browser.ecdh, browser.auth).toString()) as {
      id: string;
      body: string;
    };
    const ref = `p${++count}`;
    hear(on, { to: name, text, ref, id });
    return { status: 201, headers: { location: `${url.origin}/message/${ref}` } };
  }

  const door = await openDoor(act, on);
  return {
    url: door.url,
    ledger: on.ledger,
    refusals: on.refusals,
    subscribe(name) {
      const ecdh = createECDH('prime256v1');
      const p256dh = ecdh.generateKeys().toString('base64url');
      const auth = randomBytes(16);
      const endpoint = `${door.url}/push/${encodeURIComponent(name)}`;
      const browser = { subscription: { endpoint, keys: { p256dh, auth: auth.toString('base64url') } }, ecdh, auth };
      browsers.set(name, browser);
      return browser;
    },
    unsubscribe: (name) => gone.add(name),
    close: door.close,
  };
}
