import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Command, Recorded } from '../../src/domain/kernel/index.ts';
import { Fault } from '../../src/server/engine/index.ts';
import { START, withEngine } from './harness.ts';
import { pouring, toys } from './toys.ts';

const clerk = { person: 'p-1', unit: 'u-1', roles: ['clerk'] };
const put = (stream: string, beans: number, id: string = randomUUID()): Command => ({
  id,
  type: 'jar.put',
  stream,
  data: { beans },
});
const command = (type: string, stream: string, data: unknown, id: string = randomUUID()): Command => ({
  id,
  type,
  stream,
  data,
});
const world = { aggregates: toys, worldOf: () => ({}) };

describe('a command', () => {
  it('is recorded, folded and answered with its place', async () => {
    await withEngine(world, async ({ engine, tenant, log }) => {
      const outcome = await engine.submit(tenant, clerk, {
        ...put('jar/a', 5, '0190a000-0000-7000-8000-00000000000A'),
        occurredAt: START - 60_000,
      });
      expect(outcome).toEqual({
        ok: true,
        id: '0190a000-0000-7000-8000-00000000000a',
        seq: 1,
        stream: 'jar/a',
        version: 1,
        replayed: false,
      });
      expect(await engine.history(tenant, 'jar/a')).toEqual([
        {
          seq: 1,
          stream: 'jar/a',
          version: 1,
          type: 'jar.put',
          data: { beans: 5, receipt: 1 },
          by: { person: 'p-1', unit: 'u-1' },
          at: START,
          occurredAt: START - 60_000,
          commandId: '0190a000-0000-7000-8000-00000000000a',
        },
      ]);
      expect(await engine.state(tenant, 'jar/a')).toEqual({
        stream: 'jar/a',
        version: 1,
        state: { beans: 5, receipt: 1 },
      });
      expect(log.lines).toEqual([]);
    });
  });

  it('gets its first answer again, accepted or refused, and its id serves no other content or sender', async () => {
    await withEngine(world, async ({ engine, tenant }) => {
      const first = put('jar/a', 5);
      const taking = command('jar.take', 'jar/a', { beans: 9 });
      expect(await engine.submit(tenant, clerk, first)).toMatchObject({ ok: true, seq: 1, replayed: false });
      expect(await engine.submit(tenant, clerk, taking)).toMatchObject({
        ok: false,
        refusal: { code: 'jar.too-few', params: { beans: 5 } },
        replayed: false,
      });
      await engine.submit(tenant, clerk, put('jar/a', 50));
      expect(await engine.submit(tenant, clerk, first)).toMatchObject({ ok: true, seq: 1, version: 1, replayed: true });
      expect(await engine.submit(tenant, clerk, taking)).toMatchObject({
        ok: false,
        refusal: { code: 'jar.too-few', params: { beans: 5 } },
        replayed: true,
      });
      expect(await engine.submit(tenant, clerk, put('jar/a', 6, first.id))).toMatchObject({
        ok: false,
        refusal: { code: 'command.id-reused' },
      });
      expect(await engine.submit(tenant, { ...clerk, person: 'p-2' }, first)).toMatchObject({
        ok: false,
        refusal: { code: 'command.id-reused' },
      });
      expect(await engine.lastSeq(tenant)).toBe(2);
    });
  });

  it('that is refused leaves no number missing in a series', async () => {
    await withEngine(world, async ({ engine, tenant }) => {
      await engine.submitMany(tenant, clerk, [
        put('jar/a', 1),
        command('jar.take', 'jar/a', { beans: 9 }),
        put('jar/a', 1),
      ]);
      const receipts = (await engine.history(tenant, 'jar/a')).map(
        (event) => (event.data as { receipt: number }).receipt,
      );
      expect(receipts).toEqual([1, 2]);
    });
  });

  it('that makes the code throw is a fault of its own; its neighbours in the batch go through', async () => {
    await withEngine(world, async ({ engine, tenant, log }) => {
      const bad = command('jar.break', 'jar/a', {});
      const results = await Promise.allSettled(
        [put('jar/a', 1), bad, put('jar/a', 2)].map((one) => engine.submit(tenant, clerk, one)),
      );
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const fault = (results[1] as PromiseRejectedResult).reason;
      expect(fault).toBeInstanceOf(Fault);
      expect(fault.commandId).toBe(bad.id);
      expect(await engine.state(tenant, 'jar/a')).toMatchObject({ version: 2, state: { beans: 3 } });
      expect(log.lines).toMatchObject([{ level: 'error', fields: { command: bad.id, type: 'jar.break' } }]);
    });
  });

  it('is turned away at the door when it is malformed, unknown, or from the future', async () => {
    await withEngine(world, async ({ engine, tenant }) => {
      const code = async (one: Command) => {
        const outcome = await engine.submit(tenant, clerk, one);
        return outcome.ok ? 'ok' : outcome.refusal.code;
      };
      expect(await code({ ...put('jar/a', 1), id: 'x' })).toBe('command.malformed');
      expect(await code(put('jar/a\nb', 1))).toBe('command.malformed');
      expect(await code(put('jar', 1))).toBe('command.malformed');
      expect(await code(put('jar/\ud800', 1))).toBe('command.malformed');
      expect(await code(put('vase/a', 1))).toBe('command.stream-mismatch');
      expect(await code({ ...put('jar/a', 1), occurredAt: Number.NaN })).toBe('command.malformed');
      expect(await code({ ...put('jar/a', 1), occurredAt: START + 3_600_000 })).toBe('clock.ahead');
      expect(await code({ ...put('jar/a', 1), occurredAt: START + 90_000 })).toBe('ok');
      expect(await engine.lastSeq(tenant)).toBe(1);
    });
  });

  it('may say anything in its data, NUL, half surrogates and separators included', async () => {
    await withEngine(world, async ({ engine, tenant }) => {
      const note = 'a\u0000b\u001d\u001e\n"\\u0000\\" \ud800 水';
      expect(await engine.submit(tenant, clerk, command('jar.put', 'jar/a', { beans: 1, note }))).toMatchObject({
        ok: true,
      });
      const [event] = await engine.history(tenant, 'jar/a');
      expect((event as Recorded<string, { note: string }>).data.note).toBe(note);
    });
  });

  it('is told that the engine is busy when the queue is full, and loses nothing that was taken', async () => {
    await withEngine({ ...world, queueLimit: 10 }, async ({ engine, tenant }) => {
      const outcomes = await engine.submitMany(
        tenant,
        clerk,
        Array.from({ length: 30 }, () => put('jar/a', 1)),
      );
      const taken = outcomes.filter((outcome) => outcome.ok).length;
      const busy = outcomes.filter((outcome) => !outcome.ok && outcome.refusal.code === 'engine.busy').length;
      expect([taken, busy]).toEqual([10, 20]);
      expect(await engine.state(tenant, 'jar/a')).toMatchObject({ state: { beans: 10 } });
    });
  });
});

describe('reactions', () => {
  it('happen in the same transaction, as the system, and are refused or recorded with their cause', async () => {
    await withEngine({ ...world, react: pouring }, async ({ engine, tenant }) => {
      await engine.submit(tenant, clerk, put('jar/a', 5));
      expect(await engine.submit(tenant, clerk, command('jar.pour', 'jar/a', { beans: 2, into: 'b' }))).toMatchObject({
        ok: true,
        seq: 2,
      });
      expect(await engine.state(tenant, 'jar/b')).toMatchObject({ state: { beans: 2, receipt: 3 } });
      expect((await engine.history(tenant, 'jar/b'))[0]).toMatchObject({ seq: 3, by: { person: 'system' }, at: START });
      const sealed = command('jar.pour', 'jar/a', { beans: 1, into: 'sealed' });
      expect(await engine.submit(tenant, clerk, sealed)).toMatchObject({
        ok: false,
        refusal: { code: 'jar.too-few', params: { beans: 0 } },
      });
      expect(await engine.submit(tenant, clerk, sealed)).toMatchObject({ ok: false, replayed: true });
      expect(await engine.state(tenant, 'jar/a')).toMatchObject({ version: 2, state: { beans: 3 } });
      expect(await engine.lastSeq(tenant)).toBe(3);
    });
  });

  it('can ask what is open, this batch included', async () => {
    const asked: (readonly string[])[] = [];
    await withEngine(
      {
        ...world,
        react: (event, context) => {
          if (event.type === 'jar.took') asked.push(context.open('jar'));
          return [];
        },
      },
      async ({ engine, tenant }) => {
        await engine.submitMany(tenant, clerk, [put('jar/a', 1), put('jar/b', 1)]);
        await engine.submitMany(tenant, clerk, [put('jar/c', 2), command('jar.take', 'jar/a', { beans: 1 })]);
      },
    );
    expect(asked.at(-1)).toEqual(['jar/b', 'jar/c']);
  });

  it('that never come to rest are a fault, and nothing of them stays', async () => {
    await withEngine(
      {
        ...world,
        react: (event) => [put('jar/a', 1, `${event.commandId.slice(0, -4)}${String(event.seq).padStart(4, '0')}`)],
      },
      async ({ engine, tenant }) => {
        await expect(engine.submit(tenant, clerk, put('jar/a', 1))).rejects.toThrow(/did not come to rest/);
        expect(await engine.readEvents(tenant, 0, 10)).toEqual([]);
      },
    );
  });
});

describe('listeners', () => {
  it('get every event once, in order, and one that throws harms nobody', async () => {
    await withEngine(world, async ({ engine, tenant, log }) => {
      const seen: number[] = [];
      engine.subscribe(tenant, () => {
        throw new Error('deaf');
      });
      const leave = engine.subscribe(tenant, (events) => seen.push(...events.map((event) => event.seq)));
      await engine.lastSeq(tenant);
      await Promise.all(Array.from({ length: 300 }, (_, i) => engine.submit(tenant, clerk, put(`jar/${i % 7}`, 1))));
      expect(seen).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
      leave();
      await engine.submit(tenant, clerk, put('jar/a', 1));
      expect(seen).toHaveLength(300);
      expect(log.lines.every((line) => line.message === 'a listener to the journal threw')).toBe(true);
    });
  });
});

describe('tenants', () => {
  it('have journals and clocks of their own', async () => {
    await withEngine(world, async ({ engine, tenant }) => {
      await engine.createTenant({
        id: 'other',
        mode: 'drill',
        name: 'Other',
        clock: { at: START + 1, since: 0, speed: 0 },
      });
      const same = put('jar/a', 1);
      expect(await engine.submit(tenant, clerk, same)).toMatchObject({ ok: true, seq: 1 });
      expect(await engine.submit('other', clerk, same)).toMatchObject({ ok: true, seq: 1, replayed: false });
      expect((await engine.readEvents('other', 0, 10))[0]?.at).toBe(START + 1);
      expect((await engine.tenants()).map(({ id }) => id)).toEqual(['other', 'test']);
      await expect(engine.submit('nowhere', clerk, same)).rejects.toThrow(RangeError);
    });
  });
});
