import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveGoodbye } from '../../src/contract/live.ts';
import type { Recorded } from '../../src/domain/kernel/index.ts';
import { DRILL_PASSWORD } from '../../src/server/wiring/index.ts';
import type { Client, Node, Reply } from './rig.ts';

/** Committee, category and place of the reports: any that the district has. */
const PLACES = [
  { category: 'ST10', position: [121.4551, 31.2285] },
  { category: 'ST02', position: [121.4562, 31.2301] },
  { category: 'ST20', position: [121.4533, 31.2267] },
] as const;

/** Somebody at the desk: reports cases, and holds a live stream that goes on after each break by Last-Event-ID. */
export class Caller implements Client {
  readonly events: Recorded[] = [];
  /** How often the stream broke and was taken up again. */
  breaks = 0;
  private readonly node: Node;
  private readonly headers: Record<string, string>;
  private last: number;
  private running = true;
  private readonly following: Promise<void>;

  private constructor(node: Node, headers: Record<string, string>, head: number) {
    this.node = node;
    this.headers = headers;
    this.last = head;
    this.following = this.follow();
  }

  static async signIn(node: Node, login: string): Promise<Caller> {
    const response = await fetch(`http://127.0.0.1:${node.port}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenant: 'test', login, password: DRILL_PASSWORD }),
    });
    if (!response.ok) throw new Error(`${login} could not sign in: ${await response.text()}`);
    const { csrf } = (await response.json()) as { csrf: string };
    const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    return new Caller(node, { 'content-type': 'application/json', cookie, 'x-csrf-token': csrf }, 0);
  }

  command(n: number): { readonly id: string } {
    const { category, position } = PLACES[n % PLACES.length] as (typeof PLACES)[number];
    const data = { source: 'patrol', category, description: `第 ${n} 处`, place: { position } };
    return { id: randomUUID(), type: 'case.report', stream: `case/${randomUUID()}`, data } as { id: string };
  }

  post(command: unknown): Promise<Reply> {
    return this.node.post(command, '/api/v1/commands', this.headers);
  }

  /** Goes on until everything up to `head` was heard. */
  async stop(head: number, patience = 30_000): Promise<void> {
    const until = Date.now() + patience;
    while (this.last < head && Date.now() < until) await sleep(20);
    this.running = false;
    await this.following;
  }

  private async follow(): Promise<void> {
    while (this.running) {
      try {
        await this.listen();
      } catch {
        // The line broke: that is what is tested.
      }
      this.breaks += 1;
      await sleep(50);
    }
  }

  private async listen(): Promise<void> {
    const line = new AbortController();
    const response = await fetch(`http://127.0.0.1:${this.node.port}/api/v1/live?contract=1`, {
      headers: { ...this.headers, 'last-event-id': String(this.last) },
      signal: line.signal,
    });
    if (!response.ok || !response.body) throw new Error(String(response.status));
    const watch = setInterval(() => {
      if (!this.running) line.abort();
    }, 20);
    try {
      let text = '';
      for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
        text += piece;
        const frames = text.split('\n\n');
        text = frames.pop() ?? '';
        for (const frame of frames) this.take(frame);
      }
    } finally {
      clearInterval(watch);
    }
  }

  private take(frame: string): void {
    const fields = new Map(
      frame.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    );
    const data = fields.get('data') ?? 'null';
    if (fields.get('event') === 'events') this.events.push(...(JSON.parse(data) as Recorded[]));
    if (fields.get('event') === 'goodbye' && (JSON.parse(data) as LiveGoodbye).retryAfter === undefined)
      throw new Error(`told never to come back: ${data}`);
    if (fields.has('id')) this.last = Number(fields.get('id'));
  }
}
