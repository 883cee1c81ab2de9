import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveId } from '../../src/domain/kernel/index.ts';
import { verifyJournal } from '../../src/server/backup/index.ts';
import { createEngine, type Outcome } from '../../src/server/engine/index.ts';
import { memoryLog, START, testDatabase, withEngine } from './harness.ts';
import { type Jar, pouring, toys } from './toys.ts';

const clerk = { person: 'p-1', roles: ['clerk'] };
const world = { aggregates: toys, worldOf: () => ({}), react: pouring };

type Step = {
  readonly id: number;
  readonly kind: 'put' | 'take' | 'pour';
  readonly jar: number;
  readonly into: number;
  readonly beans: number;
};
/** Few ids, jars and beans, so that repeats, reuse of ids with other content, and refusals are common. */
const content = fc.record({
  kind: fc.constantFrom('put' as const, 'take' as const, 'pour' as const),
  jar: fc.integer({ min: 0, max: 3 }),
  into: fc.integer({ min: 0, max: 4 }),
  beans: fc.integer({ min: 1, max: 6 }),
});
/** Forty ids with a content each, and a list of which is sent when; now and then an id comes with another's content. */
const steps: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.array(content, { minLength: 40, maxLength: 40 }),
    fc.array(fc.tuple(fc.nat(39), fc.nat(39), fc.nat(9)), { minLength: 30, maxLength: 60 }),
  )
  .map(([contents, turns]) =>
    turns.map(([id, other, odd]) => ({ id, ...(contents[odd === 0 ? other : id] as Omit<Step, 'id'>) })),
  );
const nameOf = (jar: number): string => (jar === 4 ? 'sealed' : `j${jar}`);

function commandOf(one: Step) {
  const data = one.kind === 'pour' ? { beans: one.beans, into: nameOf(one.into) } : { beans: one.beans };
  return { id: deriveId('step', one.id), type: `jar.${one.kind}`, stream: `jar/${nameOf(one.jar)}`, data };
}

/** The whole engine in twenty lines: one after the other, in memory. What is written in batches must not differ from it. */
function model(steps: readonly Step[]): { answers: string[]; jars: Record<string, number>; events: number } {
  const jars: Record<string, number> = {};
  const first = new Map<number, { said: string; answer: string }>();
  let events = 0;
  const answers = steps.map((one) => {
    const said = JSON.stringify(commandOf(one));
    const before = first.get(one.id);
    if (before) return before.said === said ? `${before.answer} again` : 'command.id-reused';
    const from = nameOf(one.jar);
    let answer = 'ok';
    const short = one.kind !== 'put' && one.beans > (jars[from] ?? 0);
    const stuck = one.kind === 'pour' && nameOf(one.into) === 'sealed';
    if (short || stuck) answer = 'jar.too-few';
    else {
      events += one.kind === 'pour' ? 2 : 1;
      jars[from] = (jars[from] ?? 0) + (one.kind === 'put' ? one.beans : -one.beans);
      if (one.kind === 'pour') jars[nameOf(one.into)] = (jars[nameOf(one.into)] ?? 0) + one.beans;
    }
    first.set(one.id, { said, answer });
    return answer;
  });
  return { answers, jars, events };
}

const said = (outcome: Outcome): string => {
  const word = outcome.ok ? 'ok' : outcome.refusal.code;
  return outcome.replayed ? `${word} again` : word;
};

describe('a batch', () => {
  it('is decided like one command after the other, whatever the order, the repeats and the size of batches', async () => {
    let refused = 0;
    let replayed = 0;
    for (const batchLimit of [1, 7, 512]) {
      await withEngine({ ...world, batchLimit, cacheLimit: 2 }, async ({ engine, log }) => {
        let run = 0;
        await fc.assert(
          fc.asyncProperty(steps, async (sent) => {
            const tenant = `run-${run++}`;
            await engine.createTenant({
              id: tenant,
              mode: 'drill',
              name: tenant,
              clock: { at: START, since: 0, speed: 0 },
            });
            const outcomes = await engine.submitMany(tenant, clerk, sent.map(commandOf));
            const expected = model(sent);
            expect(outcomes.map(said)).toEqual(expected.answers);
            const states = await engine.states<Jar>(tenant, 'jar');
            expect(Object.fromEntries(states.map((one) => [one.stream.slice(4), one.state.beans]))).toEqual(
              expected.jars,
            );
            const events = await engine.readEvents(tenant, 0, 1_000);
            expect(events.map((event) => event.seq)).toEqual(Array.from({ length: expected.events }, (_, i) => i + 1));
            refused += expected.answers.filter((answer) => answer.startsWith('jar.too-few')).length;
            replayed += expected.answers.filter((answer) => answer.endsWith('again')).length;
          }),
          { numRuns: 15, seed: 20210725 },
        );
        expect(log.lines).toEqual([]);
      });
    }
    // A property that never met the cases it is about says nothing.
    expect(refused).toBeGreaterThan(50);
    expect(replayed).toBeGreaterThan(50);
  });
});

describe('two engines on one database', () => {
  it('write one journal: no gap, no fork, no command twice, and both publish all of it in order', async () => {
    const database = await testDatabase();
    const logs = [memoryLog(), memoryLog()];
    const engines = logs.map((log) => createEngine({ ...world, database, log, timers: false, batchLimit: 8 }));
    const [one, two] = engines as [ReturnType<typeof createEngine>, ReturnType<typeof createEngine>];
    try {
      await one.createTenant({ id: 'test', mode: 'real', name: 'Test' });
      const seen = engines.map((engine) => {
        const seqs: number[] = [];
        engine.subscribe('test', (events) => seqs.push(...events.map((event) => event.seq)));
        return seqs;
      });
      await Promise.all(engines.map((engine) => engine.lastSeq('test')));
      // Both are sent the same 400 commands, in opposite order: each is done once, by one of them.
      const commands = Array.from({ length: 400 }, (_, i) => ({
        id: deriveId('both', i),
        type: 'jar.put',
        stream: `jar/${i % 5}`,
        data: { beans: 1 },
      }));
      const [a, b] = await Promise.all([
        Promise.all(commands.map((command) => one.submit('test', clerk, command))),
        Promise.all([...commands].reverse().map((command) => two.submit('test', clerk, command))),
      ]);
      const fromTwo = new Map(b.map((outcome) => [outcome.id, outcome]));
      for (const outcome of a) {
        const other = fromTwo.get(outcome.id);
        expect(outcome.ok && other?.ok && outcome.seq === other.seq && outcome.version === other.version).toBe(true);
        expect([outcome.replayed, other?.replayed].sort()).toEqual([false, true]);
      }
      const states = await one.states<Jar>('test', 'jar');
      expect(states.map(({ version, state }) => [version, state.beans])).toEqual(Array(5).fill([80, 80]));
      expect(await verifyJournal(database.pool)).toMatchObject({ ok: true, tenants: [{ events: 400 }] });
      for (let wait = 0; wait < 200 && seen.some((seqs) => seqs.length < 400); wait++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const all = Array.from({ length: 400 }, (_, i) => i + 1);
      expect(seen[0]).toEqual(all);
      expect(seen[1]).toEqual(all);
      expect(logs.flatMap((log) => log.lines)).toEqual([]);
    } finally {
      for (const engine of engines) await engine.stop();
      await database.stop();
    }
  });
});
