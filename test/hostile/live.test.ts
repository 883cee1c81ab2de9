import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recorded } from '../../src/domain/kernel/index.ts';
import { DRILL, openTown, type Town, Visitor } from '../http/town.ts';

let town: Town;
let visitor: Visitor;
beforeAll(async () => {
  town = await openTown({ hub: { patienceMs: 1_500, perSession: 4_000 } });
  visitor = await new Visitor(town.base).signIn('commander');
});
afterAll(() => town.close());

/** A reader of the stream on a bare socket, so that it can be slow, silent or many. */
class Listener {
  readonly socket: Socket;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  readonly frames: { id?: number; event: string; data: any }[] = [];
  head = '';
  closed = false;
  private rest = '';
  private readonly waiting: (() => void)[] = [];

  constructor(after: number | undefined, { cookie = visitor.cookie, query = '', headers = '', port = town.port } = {}) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
      this.wake();
    });
    this.socket.on('data', (part) => this.take(part.toString('utf8')));
    this.socket.write(
      `GET /api/v1/live?${after === undefined ? '' : `after=${after}&`}${query} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n${headers}\r\n`,
    );
  }

  private take(text: string): void {
    this.rest += text;
    if (this.head === '') {
      const end = this.rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.head = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + 4);
    }
    for (let end = this.rest.indexOf('\n\n'); end >= 0; end = this.rest.indexOf('\n\n')) {
      const lines = this.rest.slice(0, end).split('\n');
      this.rest = this.rest.slice(end + 2);
      const of = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const id = of('id');
      this.frames.push({
        ...(id === undefined ? {} : { id: Number(id) }),
        event: of('event') ?? '',
        data: JSON.parse(of('data') ?? 'null'),
      });
    }
    this.wake();
  }
  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
  get events(): Recorded[] {
    return this.frames.filter((frame) => frame.event === 'events').flatMap((frame) => frame.data as Recorded[]);
  }
  get last(): number {
    return this.frames.reduce((last, frame) => frame.id ?? last, 0);
  }
  get goodbye(): string | undefined {
    return this.frames.find((frame) => frame.event === 'goodbye')?.data.reason;
  }
  /** Waits until it holds; fails after ten seconds. */
  async until(holds: () => boolean): Promise<void> {
    const limit = Date.now() + 10_000;
    while (!holds()) {
      if (Date.now() > limit)
        throw new Error(
          `waited in vain; has ${this.frames.length} frames up to ${this.last}, goodbye ${this.goodbye}, closed ${this.closed}`,
        );
      await Promise.race([new Promise<void>((resolve) => this.waiting.push(resolve)), pause(100)]);
    }
  }
  close(): void {
    this.socket.destroy();
  }
}

let told = 0;
/** Puts events into the journal; each about `size` bytes. */
async function happen(count: number, size = 100): Promise<number> {
  const commands = Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'case.tell',
    stream: `case/${told++ % 50}`,
    data: { text: 'x'.repeat(size) },
  }));
  const outcomes = await town.engine.submitMany(DRILL, { person: 'p', roles: ['intake'] }, commands);
  return Math.max(...outcomes.map((outcome) => (outcome.ok ? outcome.seq : 0)));
}
const seqs = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + 1 + i);

describe('one reader', () => {
  it('gets the clock, what it missed, and then what happens, each seq once', async () => {
    const before = await happen(700);
    const listener = new Listener(before - 650);
    const busy = (async () => {
      for (let i = 0; i < 20; i++) {
        await happen(20);
        await pause(5);
      }
    })();
    await busy;
    const last = await happen(1);
    await listener.until(() => listener.last === last);
    expect(listener.head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(listener.head.toLowerCase()).toContain('content-type: text/event-stream; charset=utf-8');
    expect(listener.frames[0]).toMatchObject({ event: 'clock', data: { clock: { speed: 1 } } });
    expect(listener.events.map((event) => event.seq)).toEqual(seqs(before - 650, last));
    // Coalesced: far fewer frames than the 401 events that came live.
    expect(listener.frames.length).toBeLessThan(60);
    listener.close();
  });

  it('goes on by Last-Event-ID, which is newer than the address', async () => {
    const last = await happen(5);
    const listener = new Listener(0, { headers: `Last-Event-ID: ${last - 2}\r\n` });
    await listener.until(() => listener.last === last);
    expect(listener.events.map((event) => event.seq)).toEqual([last - 1, last]);
    listener.close();
  });

  it('without a place to start from hears from now on', async () => {
    const listener = new Listener(undefined);
    await listener.until(() => listener.frames.length > 0);
    await pause(100);
    const last = await happen(1);
    await listener.until(() => listener.last === last);
    expect(listener.events.map((event) => event.seq)).toEqual([last]);
    listener.close();
  });

  it('comes back again and again in the middle of a load and misses nothing', async () => {
    let at = await happen(1);
    const start = at;
    const seen: number[] = [];
    let running = true;
    const load = (async () => {
      while (running) {
        await happen(7);
        await pause(3);
      }
    })();
    for (let i = 0; i < 25; i++) {
      const listener = new Listener(at);
      const from = at;
      await listener.until(() => listener.last > from);
      listener.close();
      seen.push(...listener.events.map((event) => event.seq));
      at = listener.last;
    }
    running = false;
    await load;
    expect(seen).toEqual(seqs(start, at));
    expect(seen.length).toBeGreaterThan(100);
  });
});

describe('goodbye', () => {
  it('tells a page that is too old, and one that knows more than the journal', async () => {
    const old = new Listener(0, { query: 'contract=0' });
    await old.until(() => old.closed);
    expect(old.frames).toEqual([{ event: 'goodbye', data: { reason: 'too-old' } }]);
    const ahead = new Listener(1_000_000_000);
    await ahead.until(() => ahead.closed);
    expect(ahead.goodbye).toBe('ahead');
  });

  it('ends with the session, at once', async () => {
    const other = await new Visitor(town.base).signIn('observer');
    const listener = new Listener(undefined, { cookie: other.cookie });
    await listener.until(() => listener.frames.length > 0);
    await other.call('DELETE', '/api/v1/session');
    await listener.until(() => listener.closed);
    expect(listener.goodbye).toBe('session');
  });

  it('refuses what is no place in the journal, and whoever may not read the screen', async () => {
    const strange = new Listener(undefined, { headers: 'Last-Event-ID: 1 OR 1=1\r\n' });
    await strange.until(() => strange.head !== '');
    expect(strange.head).toMatch(/^HTTP\/1\.1 400 /);
    strange.close();
    const gateway = await new Visitor(town.base).signIn('gateway');
    const shut = new Listener(0, { cookie: gateway.cookie });
    await shut.until(() => shut.head !== '');
    expect(shut.head).toMatch(/^HTTP\/1\.1 403 /);
    shut.close();
  });
});

describe('a reader that does not read', () => {
  it('is let go with a reason, costs no memory meanwhile, and loses nothing when it comes back', async () => {
    const start = await happen(1);
    const slow = new Listener(start);
    await slow.until(() => slow.frames.length > 0);
    slow.socket.pause();
    const quick = new Listener(start);
    let last = start;
    const before = process.memoryUsage().rss;
    // 17 MB of events: beyond what kernel and socket buffer take in.
    for (let i = 0; i < 30; i++) {
      last = await happen(1_000, 450);
      await pause(20);
    }
    await quick.until(() => quick.last === last);
    await pause(3_000);
    expect(town.doors.live.dropped.slow).toBe(1);
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
    slow.socket.resume();
    await slow.until(() => slow.closed);
    expect(slow.goodbye).toBe('slow');
    const again = new Listener(slow.last);
    await again.until(() => again.last === last);
    expect([...slow.events, ...again.events].map((event) => event.seq)).toEqual(seqs(start, last));
    expect(quick.events.length).toBe(30_000);
    quick.close();
    again.close();
  });

  it('that only reads slowly is served at its own pace and never twice', async () => {
    const start = await happen(1);
    const slow = new Listener(start);
    await slow.until(() => slow.frames.length > 0);
    const stutter = setInterval(() => {
      slow.socket.pause();
      setTimeout(() => slow.socket.resume(), 60);
    }, 80);
    let last = start;
    for (let i = 0; i < 20; i++) last = await happen(1_000, 400);
    await slow.until(() => slow.last === last);
    clearInterval(stutter);
    expect(slow.events.map((event) => event.seq)).toEqual(seqs(start, last));
    slow.close();
  });
});

describe('many', () => {
  it('two thousand idle readers are all served, and leave nothing behind when they go', async () => {
    const start = await happen(1);
    const readers: Listener[] = [];
    for (let i = 0; i < 20; i++) {
      const some = Array.from({ length: 100 }, () => new Listener(start));
      readers.push(...some);
      await Promise.all(some.map((one) => one.until(() => one.frames.length > 0)));
    }
    expect(town.doors.live.open).toBe(2_000);
    const last = await happen(10);
    await Promise.all(readers.map((one) => one.until(() => one.last === last)));
    expect(readers.filter((one) => one.events.length !== 10)).toEqual([]);
    for (const one of readers) one.close();
    for (let i = 0; i < 100 && town.doors.live.open > 0; i++) await pause(50);
    expect(town.doors.live.open).toBe(0);
    expect(town.faults).toEqual([]);
  });

  it('a session may hold only so many streams', async () => {
    const strict = await openTown({ hub: { perSession: 3 } });
    try {
      const one = await new Visitor(strict.base).signIn('commander');
      const readers = Array.from({ length: 4 }, () => new Listener(0, { cookie: one.cookie, port: strict.port }));
      await Promise.all(readers.map((reader) => reader.until(() => reader.frames.length > 0)));
      expect(readers.filter((reader) => reader.goodbye === 'too-many').length).toBe(1);
      for (const reader of readers) reader.close();
    } finally {
      await strict.close();
    }
  });

  it('when the server stops, everybody is told to come back', async () => {
    const stopping = await openTown();
    const one = await new Visitor(stopping.base).signIn('commander');
    const reader = new Listener(0, { cookie: one.cookie, port: stopping.port });
    await reader.until(() => reader.frames.length > 0);
    await stopping.close();
    await reader.until(() => reader.closed);
    expect(reader.frames.at(-1)).toEqual({ event: 'goodbye', data: { reason: 'restart', retryAfter: 1_000 } });
  });
});
