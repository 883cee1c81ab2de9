// A command that founds a stream of its own (its id is the stream's name) is taken for new without asking the database.
// It may be wrong: these tests see to it that the answer is right all the same.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/kernel/index.ts';
import { createEngine } from '../../src/server/engine/index.ts';
import { withEngine } from './harness.ts';
import { toys } from './toys.ts';

const clerk = { person: 'p-1', unit: 'u-1', roles: ['clerk'] };
const world = { aggregates: toys, worldOf: () => ({}) };

function founding(type: 'jar.put' | 'jar.take', beans: number, id: string = randomUUID()): Command {
  return { id, type, stream: `jar/${id}`, data: { beans } };
}

describe('a command that founds its own stream', () => {
  it('is answered as before after a restart, accepted or refused, alone and among new ones', async () => {
    await withEngine(world, async ({ engine, database, tenant, log }) => {
      const accepted = founding('jar.put', 5);
      const refused = founding('jar.take', 5);
      await engine.submitMany(tenant, clerk, [accepted, refused]);
      const later = createEngine({ ...world, timers: false, database, log });
      try {
        expect(await later.submit(tenant, clerk, accepted)).toMatchObject({ ok: true, seq: 1, replayed: true });
        expect(await later.submit(tenant, clerk, refused)).toMatchObject({
          ok: false,
          refusal: { code: 'jar.too-few', params: { beans: 0 } },
          replayed: true,
        });
        const third = createEngine({ ...world, timers: false, database, log });
        try {
          const fresh = founding('jar.put', 7);
          const answers = await third.submitMany(tenant, clerk, [refused, fresh, accepted, fresh]);
          expect(answers.map(({ ok, replayed }) => [ok, replayed])).toEqual([
            [false, true],
            [true, false],
            [true, true],
            [true, true],
          ]);
          expect(await third.submit(tenant, clerk, { ...accepted, data: { beans: 6 } })).toMatchObject({
            refusal: { code: 'command.id-reused' },
          });
          expect(await third.lastSeq(tenant)).toBe(2);
        } finally {
          await third.stop();
        }
        expect(await later.state(tenant, accepted.stream)).toMatchObject({ version: 1, state: { beans: 5 } });
      } finally {
        await later.stop();
      }
      expect(log.lines).toEqual([]);
    });
  });

  it('finds the stream taken when another command has made it under that name', async () => {
    await withEngine(world, async ({ engine, database, tenant, log }) => {
      const late = founding('jar.put', 5);
      await engine.submit(tenant, clerk, { ...founding('jar.put', 2), stream: late.stream });
      const other = createEngine({ ...world, timers: false, database, log });
      try {
        expect(await other.submit(tenant, clerk, late)).toMatchObject({ ok: true, seq: 2, version: 2 });
        expect(await other.state(tenant, late.stream)).toMatchObject({ version: 2, state: { beans: 7 } });
      } finally {
        await other.stop();
      }
    });
  });

  it('is recorded once when two servers are sent the same ones at the same time', async () => {
    await withEngine(world, async ({ engine, database, tenant, log }) => {
      const other = createEngine({ ...world, timers: false, database, log });
      try {
        const commands = Array.from({ length: 200 }, (_, i) => founding('jar.put', i + 1));
        const [here, there] = await Promise.all(
          [engine, other].map((one) => Promise.all(commands.map((command) => one.submit(tenant, clerk, command)))),
        );
        for (const [n, answer] of (here ?? []).entries()) {
          const twin = there?.[n];
          expect(answer).toMatchObject({ ok: true, version: 1 });
          expect(twin).toMatchObject({ ok: true, seq: answer.ok ? answer.seq : 0 });
          expect([answer.replayed, twin?.replayed].sort()).toEqual([false, true]);
        }
        expect((await engine.readEvents(tenant, 0, 1_000)).map(({ seq }) => seq)).toEqual(
          commands.map((_, i) => i + 1),
        );
      } finally {
        await other.stop();
      }
    });
  });
});
