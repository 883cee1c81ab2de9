import { v7 } from 'uuid';
import type { SessionAnswer } from '../../contract/session.ts';
import { takeEarly } from './early.ts';

/** The one way to the server. Every answer that is not good becomes a Trouble with words for the reader. */
const BASE = '/api/v1';

/** A refusal as the doors answer it, or what the browser itself noticed (`network`). */
export interface Trouble {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly todo: { readonly zh: string; readonly en: string };
  readonly status: number;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

const NETWORK: Trouble = {
  code: 'network',
  zh: '连不上服务器',
  en: 'The server cannot be reached',
  todo: {
    zh: '请检查网络；操作未受理，恢复后可重试',
    en: 'Check the network; nothing was done, try again when it is back',
  },
  status: 0,
};
function unknown(status: number): Trouble {
  return {
    code: 'fault',
    zh: `服务器出错（${status}）`,
    en: `The server failed (${status})`,
    todo: { zh: '请稍后重试；仍不行请告诉管理员', en: 'Try again in a moment; if it stays, tell the administrator' },
    status,
  };
}

let csrf = '';
export function keepCsrf(session: SessionAnswer | undefined): void {
  csrf = session?.csrf ?? '';
}
/** Called when the server says that the session is over. */
let onSignedOut: () => void = () => undefined;
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

export interface Sending {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** Text that goes as it is (a warning pasted by hand, a CAP file). */
  readonly text?: { readonly type: string; readonly content: string };
  readonly signal?: AbortSignal;
}

/** Fetches a document and hands it to the browser to keep. Answers what went wrong, if anything did. */
export async function fetchFile(path: string, name: string): Promise<Trouble | undefined> {
  const response = await fetch(BASE + path, { credentials: 'same-origin' }).catch(() => undefined);
  if (!response) return NETWORK;
  if (!response.ok) {
    const answer = (await response.json().catch(() => undefined)) as { refusal?: Omit<Trouble, 'status'> } | undefined;
    return answer?.refusal ? { ...answer.refusal, status: response.status } : unknown(response.status);
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return undefined;
}

/** Asks for bytes that are handed out for a reason: a photo with a face in it, an original. */
export async function callForBytes(path: string, body: unknown): Promise<Answer<Blob>> {
  const response = await fetch(BASE + path, {
    method: 'POST',
    headers: { 'x-csrf-token': csrf, 'content-type': 'application/json' },
    credentials: 'same-origin',
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!response) return { ok: false, trouble: NETWORK };
  return response.ok ? { ok: true, value: await response.blob() } : answerOf<Blob>(response);
}

export async function call<T>(path: string, sending: Sending = {}): Promise<Answer<T>> {
  const { body, text, signal } = sending;
  const method = sending.method ?? (body !== undefined || text ? 'POST' : 'GET');
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-csrf-token'] = csrf;
  if (text) headers['content-type'] = text.type;
  else if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    const early = method === 'GET' ? await takeEarly(path) : undefined;
    response =
      early ??
      (await fetch(BASE + path, {
        method,
        headers,
        credentials: 'same-origin',
        body: text ? text.content : body === undefined ? undefined : JSON.stringify(body),
        signal,
      }));
  } catch {
    return { ok: false, trouble: NETWORK };
  }
  return answerOf<T>(response);
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (response.ok) return { ok: true, value: answer as T };
  const refusal = (answer as { refusal?: Omit<Trouble, 'status'> } | undefined)?.refusal;
  const trouble = refusal ? { ...refusal, status: response.status } : unknown(response.status);
  if (trouble.code === 'session.missing') onSignedOut();
  return { ok: false, trouble };
}

/** Reads what may be held already; answers undefined when what is held under this ETag is still what there is. */
export async function callIfNew<T>(
  path: string,
  held: string | undefined,
): Promise<Answer<{ readonly value: T; readonly etag: string } | undefined>> {
  const headers = { accept: 'application/json', ...(held === undefined ? {} : { 'if-none-match': held }) };
  const response = await fetch(BASE + path, { headers, credentials: 'same-origin', cache: 'no-store' }).catch(
    () => undefined,
  );
  if (!response) return { ok: false, trouble: NETWORK };
  if (response.status === 304) return { ok: true, value: undefined };
  const answer = await answerOf<T>(response);
  return answer.ok ? { ok: true, value: { value: answer.value, etag: response.headers.get('etag') ?? '' } } : answer;
}

/** Sends a file as it is, and says how much of it has gone out: `fetch` cannot. */
export function upload<T>(path: string, file: File, progress: (share: number) => void): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', BASE + path);
    request.setRequestHeader('x-csrf-token', csrf);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => progress(event.total > 0 ? event.loaded / event.total : 0);
    request.onerror = () => resolve({ ok: false, trouble: NETWORK });
    request.onload = () => {
      const { status } = request;
      const answer = request.response as { refusal?: Omit<Trouble, 'status'> } | null;
      if (status >= 200 && status < 300) return resolve({ ok: true, value: answer as T });
      resolve({ ok: false, trouble: answer?.refusal ? { ...answer.refusal, status } : unknown(status) });
    };
    request.send(file);
  });
}

/** A fresh id for a command or a thing: UUIDv7, so that ids sort by the time they were made. */
export const newId = (): string => v7();

export interface Done {
  readonly id: string;
  readonly seq: number;
  readonly stream: string;
  readonly version: number;
}
export interface Wish {
  readonly type: string;
  readonly stream: string;
  readonly data: unknown;
  readonly occurredAt?: number;
}

/**
 * Sends one command. On a broken line the same id is sent once more: the server answers a repeat from its record, so
 * it is never done twice.
 */
export async function send(wish: Wish): Promise<Answer<Done>> {
  const body = { id: newId(), ...wish };
  const first = await call<Done>('/commands', { body });
  if (first.ok || first.trouble.code !== 'network') return first;
  await new Promise((resolve) => setTimeout(resolve, 800));
  return call<Done>('/commands', { body });
}
