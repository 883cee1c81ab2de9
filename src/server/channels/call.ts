import type { Handed, Outgoing, World } from './channel.ts';

/** `Handed` before it is known whose it is. */
export type Fate = Handed extends infer One ? (One extends unknown ? Omit<One, 'id'> : never) : never;

/** The answer of a provider, or why there is none. */
export type Reply =
  | { readonly ok: true; readonly json: unknown; readonly text: string }
  | { readonly ok: false; readonly fate: Fate };

/** Longer than the 10 s in which a connection must stand (undici), so that "never connected" is known as such. */
const TIMEOUT_MS = 15_000;
/** The largest answer here is 100 pulled receipts, some 30 kB. */
const ANSWER_BYTES = 1_048_576;
/** Asked to wait without being told how long. */
const WAIT_MS = 2_000;

/** Failures before a single byte of the request left: nothing can have been taken. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

interface Trouble {
  readonly name?: string;
  readonly code?: string;
  readonly syscall?: string;
  readonly cause?: Trouble;
  readonly errors?: readonly Trouble[];
}

/** Only the code of a failure goes on; its message may hold the address, and addresses hold tokens. */
function fateOf(failure: Trouble): Fate {
  const cause = failure.cause ?? failure;
  const each = cause.errors?.length ? cause.errors : [cause];
  const certificate = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;
  const unsent = each.every(
    ({ code = '', syscall }) => UNSENT.has(code) || syscall === 'connect' || certificate.test(code),
  );
  const code =
    failure.name === 'TimeoutError' || failure.name === 'AbortError' ? 'timeout' : (each[0]?.code ?? 'network');
  return unsent ? { state: 'refused', code, again: true } : { state: 'doubt', code };
}

/** Retry-After of RFC 9110: seconds or a date. */
export function waitOf(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 3_600_000) : undefined;
}

/**
 * What a status alone says. 5xx is a doubt: a gateway in the middle answers 502 to 504 after it has passed the
 * request on. 503 with Retry-After is the server itself saying "not now". 3xx is not followed: it would carry the
 * secret to another host.
 */
export function statusFate(status: number, retryAfter: string | null, now: number): Fate | undefined {
  if (status >= 200 && status < 300) return undefined;
  const code = `http-${status}`;
  const waitMs = waitOf(retryAfter, now);
  if (status === 429) return { state: 'refused', code, again: true, waitMs: waitMs ?? WAIT_MS };
  if (status === 503 && waitMs !== undefined) return { state: 'refused', code, again: true, waitMs };
  if (status >= 500 || status === 408) return { state: 'doubt', code };
  return { state: 'refused', code, again: false };
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > ANSWER_BYTES) throw Object.assign(new Error('answer too large'), { code: 'answer-too-large' });
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * One request to a provider. `explained` is for those that say in JSON what a 4xx or 5xx means (Aliyun): then a
 * status that is not 2xx comes back as an answer if, and only if, it carries JSON.
 */
export async function call(
  world: World,
  url: string,
  init: {
    readonly method: string;
    readonly headers?: Record<string, string>;
    readonly body?: string | Uint8Array<ArrayBuffer>;
  },
  how: { readonly explained?: boolean } = {},
): Promise<Reply> {
  try {
    const response = await world.fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await textOf(response);
    const json = parsed(text);
    const fate = statusFate(response.status, response.headers.get('retry-after'), world.now());
    if (fate && !(how.explained && json !== undefined)) return { ok: false, fate };
    return { ok: true, json, text };
  } catch (failure) {
    return { ok: false, fate: fateOf(failure as Trouble) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Same fate for all of a batch. */
export const allOf = (batch: readonly Outgoing[], fate: Fate): Handed[] =>
  batch.map(({ id }) => ({ id, ...fate }) as Handed);

/** At most `most` at a time, answers in the order of the batch. */
export async function inTurns<T, R>(items: readonly T[], most: number, act: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = new Array(items.length);
  let next = 0;
  const lane = async () => {
    for (let n = next++; n < items.length; n = next++) answers[n] = await act(items[n] as T);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  return answers;
}
