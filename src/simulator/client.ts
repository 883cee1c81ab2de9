import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { DistrictList, SessionAnswer } from '../contract/session.ts';
import type { Clock, Command, Recorded } from '../domain/kernel/index.ts';

/** Answer to one command of a batch: done, or refused with the code of the catalogue. */
export type Answer =
  | { readonly id: string; readonly seq: number; readonly stream: string; readonly version: number }
  | { readonly id?: string; readonly refusal: { readonly code: string; readonly zh: string; readonly en: string } };

export interface EventPage {
  readonly events: readonly Recorded[];
  readonly next: number;
  readonly head: number;
}

export interface ClockAnswer {
  readonly clock: Clock;
  readonly now: number;
  readonly head: number;
}

/** A signed-in account: everything that it does goes through the public doors. */
export interface Session {
  readonly login: string;
  readonly who: SessionAnswer;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown, type?: string): Promise<T>;
  /** In order; at most BATCH_MOST commands go in one request. Sent again under the same ids when the line breaks. */
  send(commands: readonly Command[]): Promise<readonly Answer[]>;
  leave(): Promise<void>;
}

/** A door said no. `code` is that of the catalogue, or 'http.<status>'. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string, words: string) {
    super(`${code}: ${words}`);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
  }
}

const BATCH = 500;
/** A server that is busy, restarting or out of reach is asked again for so long (ms). */
const PATIENCE_MS = 60_000;

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

export interface Client {
  districts(): Promise<DistrictList['districts']>;
  login(tenant: string, login: string, password: string): Promise<Session>;
  /** A resident's report: no account. */
  report(body: unknown): Promise<Answer>;
  close(): void;
}

/** Talks HTTP/1.1 over kept connections. `base` like 'http://127.0.0.1:8080'. */
export function createClient(base: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const { hostname, port } = new URL(base);

  function once(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sending = request(
        {
          agent,
          hostname,
          port,
          method,
          path,
          headers: body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        },
        (res) => {
          const parts: Buffer[] = [];
          res.on('data', (part: Buffer) => parts.push(part));
          res.on('end', () =>
            resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(parts).toString('utf8') }),
          );
          res.on('error', reject);
        },
      );
      sending.on('error', reject);
      sending.setTimeout(120_000, () =>
        sending.destroy(new Error(`no answer to ${method} ${path} within two minutes`)),
      );
      sending.end(body);
    });
  }

  async function call(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply> {
    const until = Date.now() + PATIENCE_MS;
    for (let wait = 100; ; wait = Math.min(wait * 2, 2_000)) {
      try {
        const reply = await once(method, path, headers, body);
        if ((reply.status !== 503 && reply.status !== 429) || Date.now() > until) return reply;
        await pause(Math.max(wait, Number(reply.headers['retry-after'] ?? 0) * 1_000));
      } catch (error) {
        // Every write carries its own id or changes nothing twice, so the same words may be said again.
        if (Date.now() > until) throw error;
        await pause(wait);
      }
    }
  }

  async function answered<T>(reply: Promise<Reply>): Promise<T> {
    const { status, body } = await reply;
    const value = body === '' ? undefined : JSON.parse(body);
    if (status >= 200 && status < 300) return value as T;
    throw new Refusal(status, value?.refusal?.code ?? `http.${status}`, value?.refusal?.en ?? body.slice(0, 200));
  }
  const JSON_TYPE = 'application/json';

  async function login(tenant: string, name: string, password: string): Promise<Session> {
    const reply = await call(
      'POST',
      '/api/v1/session',
      { 'content-type': JSON_TYPE },
      JSON.stringify({ tenant, login: name, password }),
    );
    const who = await answered<SessionAnswer>(Promise.resolve(reply));
    const cookies = reply.headers['set-cookie'];
    const cookie = (Array.isArray(cookies) ? cookies : [cookies ?? '']).map((c) => c.split(';', 1)[0]).join('; ');
    const headers = { cookie, 'x-csrf-token': who.csrf };
    const post = <T>(path: string, body: unknown, type = JSON_TYPE): Promise<T> =>
      answered<T>(
        call(
          'POST',
          path,
          { ...headers, 'content-type': type },
          typeof body === 'string' ? body : JSON.stringify(body),
        ),
      );
    return {
      login: name,
      who,
      post,
      get: <T>(path: string) => answered<T>(call('GET', path, { cookie })),
      async send(commands) {
        const answers: Answer[] = [];
        for (let i = 0; i < commands.length; i += BATCH) {
          const { outcomes } = await post<{ outcomes: readonly Answer[] }>('/api/v1/commands/batch', {
            commands: commands.slice(i, i + BATCH),
          });
          answers.push(...outcomes);
        }
        return answers;
      },
      async leave() {
        await answered(call('DELETE', '/api/v1/session', headers));
      },
    };
  }
  return {
    login,
    districts: async () => (await answered<DistrictList>(call('GET', '/api/v1/districts', {}))).districts,
    report: (body) =>
      answered<Answer>(call('POST', '/api/v1/public/reports', { 'content-type': JSON_TYPE }, JSON.stringify(body))),
    close: () => agent.destroy(),
  };
}
