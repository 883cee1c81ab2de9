import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Forged, type Outgoing, type Receipt, type Sender, type World } from '../../src/server/channels/channel.ts';

/** A world whose clock may be wrong and whose patience is short, so that a time-out takes no 15 seconds. */
export function world(how: { readonly patienceMs?: number; readonly aheadMs?: number } = {}): World {
  return {
    now: () => Date.now() + (how.aheadMs ?? 0),
    fetch: (url, init) =>
      fetch(url, { ...init, signal: how.patienceMs ? AbortSignal.timeout(how.patienceMs) : (init?.signal ?? null) }),
  };
}

export function message(n: number, more: Partial<Outgoing> = {}): Outgoing {
  return {
    id: `m-${n}`,
    to: `1381234${String(n).padStart(4, '0')}`,
    text: `第 ${n} 户：台风将至，请关好门窗。`,
    fields: { n: String(n) },
    lang: 'zh',
    ...more,
  };
}

export const messages = (from: number, to: number, more: Partial<Outgoing> = {}): Outgoing[] =>
  Array.from({ length: to - from + 1 }, (_, k) => message(from + k, more));

/** Our door for what providers push: hands everything to a sender and keeps what came of it. */
export interface Desk {
  readonly url: string;
  readonly receipts: Receipt[];
  /** Why pushes were refused, in order. */
  readonly forged: string[];
  /** Every request as it came, to send it again. */
  readonly raw: { readonly headers: Record<string, string>; readonly body: Buffer; readonly path: string }[];
  sender: Sender | undefined;
  close(): Promise<void>;
}

export async function desk(): Promise<Desk> {
  const receipts: Receipt[] = [];
  const forged: string[] = [];
  const raw: Desk['raw'] = [];
  const open: Desk = { url: '', receipts, forged, raw, sender: undefined, close: async () => {} };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const url = new URL(request.url ?? '/', 'http://desk');
    raw.push({ headers: request.headers as Record<string, string>, body, path: request.url ?? '/' });
    try {
      const received = open.sender?.receive?.({
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers as Record<string, string>,
        body,
        now: Date.now(),
      });
      receipts.push(...(received?.receipts ?? []));
      response.writeHead(received?.answer.status ?? 404, { 'content-type': received?.answer.type ?? 'text/plain' });
      response.end(received?.answer.body ?? '');
    } catch (fault) {
      if (!(fault instanceof Forged)) throw fault;
      forged.push(fault.code);
      response.writeHead(401).end();
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(open, {
    url,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  });
}

/** Waits until it is so, at most five seconds; what then is not so fails in the expectation that follows. */
export async function until(so: () => boolean): Promise<void> {
  for (const end = Date.now() + 5_000; !so() && Date.now() < end; ) await new Promise((later) => setTimeout(later, 5));
}

/** Times that each number was reached, for numbers that were reached at all. */
export function times(heard: readonly { readonly to: string }[]): Record<string, number> {
  const count: Record<string, number> = {};
  for (const { to } of heard) count[to] = (count[to] ?? 0) + 1;
  return count;
}

/** A port of loopback on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
