import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../domain/kernel/index.ts';
import type { Answer, Trouble } from '../../ui/api.ts';
import type { Entry, Store } from './entry.ts';
import { flush, type Outcome, type Send } from './flush.ts';

class MemoryStore implements Store {
  private readonly all = new Map<number, Entry>();
  private next = 1;
  entries = async () => [...this.all.values()].sort((a, b) => a.n - b.n);
  async add(entry: Omit<Entry, 'n'>): Promise<Entry> {
    const made = { ...entry, n: this.next++ };
    this.all.set(made.n, made);
    return made;
  }
  async change(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) this.all.set(entry.n, entry);
  }
  async remove(ns: readonly number[]): Promise<void> {
    for (const n of ns) this.all.delete(n);
  }
}

const trouble = (code: string, status: number): Trouble => ({
  code,
  zh: code,
  en: code,
  todo: { zh: '', en: '' },
  status,
});
const command = (n: number, data: unknown = { n }): Command => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  type: 'case.note',
  stream: 'case/a',
  data,
  occurredAt: 1_000 + n,
});
async function keep(store: Store, count: number, person = 'p'): Promise<void> {
  for (let n = 1; n <= count; n++)
    await store.add({ command: command(n), tenant: 't', person, madeAt: n, state: 'kept' });
}

/** A server that knows commands by their ids, as the real one does, at the other end of a bad line. */
class Server {
  readonly done: string[] = [];
  private readonly answers = new Map<string, Outcome>();
  take(commands: readonly Command[]): { outcomes: Outcome[] } {
    return {
      outcomes: commands.map(({ id, data }) => {
        const known = this.answers.get(id);
        if (known) return known;
        const refused = (data as { n: number }).n % 7 === 0;
        const outcome: Outcome = refused
          ? { id, refusal: trouble('case.may-not', 409) }
          : { id, seq: this.done.push(id) };
        this.answers.set(id, outcome);
        return outcome;
      }),
    };
  }
}

describe('sending what was kept', () => {
  it('brings every command there once and in order, whatever the line does, and drops none', async () => {
    const happening = fc.constantFrom('fine', 'never-arrived', 'answer-lost', 'busy-half', 'signed-out', 'fault');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 90 }),
        fc.array(happening, { maxLength: 25 }),
        fc.boolean(),
        async (count, line, twoTabs) => {
          const store = new MemoryStore();
          await keep(store, count);
          const server = new Server();
          const happenings = [...line];
          const send: Send = async (commands): Promise<Answer<{ outcomes: Outcome[] }>> => {
            await new Promise((resolve) => setTimeout(resolve));
            switch (happenings.shift() ?? 'fine') {
              case 'never-arrived':
                return { ok: false, trouble: trouble('network', 0) };
              case 'answer-lost':
                server.take(commands);
                return { ok: false, trouble: trouble('network', 0) };
              case 'busy-half': {
                const half = Math.ceil(commands.length / 2);
                const { outcomes } = server.take(commands.slice(0, half));
                const busy = commands.slice(half).map(({ id }) => ({ id, refusal: trouble('engine.busy', 503) }));
                return { ok: true, value: { outcomes: [...outcomes, ...busy] } };
              }
              case 'signed-out':
                return { ok: false, trouble: trouble('session.missing', 401) };
              case 'fault':
                return { ok: false, trouble: trouble('fault', 500) };
              default:
                return { ok: true, value: server.take(commands) };
            }
          };
          for (let tries = 0; tries < 60; tries++) {
            const ends = await Promise.all((twoTabs ? [1, 2] : [1]).map(() => flush(store, 't', 'p', send)));
            if (ends.every((end) => end === 'empty')) break;
          }
          const entries = await store.entries();
          expect(entries).toHaveLength(count);
          expect(entries.map((entry) => entry.state)).toEqual(
            entries.map((entry) => ((entry.command.data as { n: number }).n % 7 === 0 ? 'refused' : 'agreed')),
          );
          const agreed = entries.filter((entry) => entry.state === 'agreed').map((entry) => entry.command.id);
          expect(server.done).toEqual(agreed);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('stops at the first thing that is no answer and says what it was', async () => {
    const store = new MemoryStore();
    await keep(store, 3);
    const answering = (code: string, status: number) =>
      flush(store, 't', 'p', async () => ({ ok: false, trouble: trouble(code, status) }));
    expect(await answering('network', 0)).toBe('offline');
    expect(await answering('session.missing', 401)).toBe('signed-out');
    expect(await answering('fault', 500)).toBe('busy');
    expect((await store.entries()).map((entry) => entry.state)).toEqual(['kept', 'kept', 'kept']);
  });

  it('tells a thing as of now rather than not at all when the clock of the phone ran ahead', async () => {
    const store = new MemoryStore();
    await keep(store, 2);
    const times: (number | undefined)[] = [];
    await flush(store, 't', 'p', async (commands) => ({
      ok: true,
      value: {
        outcomes: commands.map(({ id, occurredAt }) => {
          times.push(occurredAt);
          return occurredAt === undefined ? { id, seq: 1 } : { id, refusal: trouble('clock.ahead', 409) };
        }),
      },
    }));
    expect(times).toEqual([1_001, 1_002, undefined, undefined]);
    expect((await store.entries()).map((entry) => entry.state)).toEqual(['agreed', 'agreed']);
  });

  it('never sends in the name of somebody else who uses the same phone', async () => {
    const store = new MemoryStore();
    await keep(store, 2, 'p');
    await keep(store, 1, 'q');
    const sent: string[] = [];
    const send: Send = async (commands) => {
      sent.push(...commands.map(({ id }) => id));
      return { ok: true, value: { outcomes: commands.map(({ id }) => ({ id, seq: 1 })) } };
    };
    expect(await flush(store, 't', 'q', send)).toBe('empty');
    expect(sent).toHaveLength(1);
    expect((await store.entries()).filter((entry) => entry.state === 'kept')).toHaveLength(2);
  });
});
