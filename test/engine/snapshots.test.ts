import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Snapshotter } from '../../src/server/engine/index.ts';
import { copyOfOuter, jsonInSlices } from '../../src/server/engine/slices.ts';
import { START, withEngine } from './harness.ts';
import { toys } from './toys.ts';

const clerk = { person: 'p-1', roles: ['clerk'] };
interface Ledger {
  seq: number;
  jars: Record<string, number>;
}
/** Beans put into each jar, folded in place as the screen does. */
const ledger: Snapshotter<Ledger> = {
  every: 50,
  empty: () => ({ seq: 0, jars: {} }),
  fold(state, event) {
    if (event.seq !== state.seq + 1) throw new RangeError(`${event.seq} after ${state.seq}`);
    state.seq = event.seq;
    state.jars[event.stream] = (state.jars[event.stream] ?? 0) + (event.data as { beans: number }).beans;
  },
};

describe('winding back', () => {
  it('gives the fold as it stood at any instant, whatever copies there are', async () => {
    await withEngine(
      { aggregates: toys, worldOf: () => ({}), snapshotter: ledger },
      async ({ engine, tenant, database, log }) => {
        for (let minute = 1; minute <= 12; minute++) {
          await engine.advance(tenant, START + minute * 60_000);
          await engine.submitMany(
            tenant,
            clerk,
            Array.from({ length: 25 }, (_, i) => ({
              id: randomUUID(),
              type: 'jar.put',
              stream: `jar/${i % 2}`,
              data: { beans: 1 },
            })),
          );
          if (minute === 4)
            expect(await engine.foldNow(tenant)).toMatchObject({
              seq: 100,
              state: { jars: { 'jar/0': 52, 'jar/1': 48 } },
            });
        }
        for (const [at, seq] of [
          [START, 0],
          [START + 60_000, 25],
          [START + 59_999, 0],
          [START + 419_999, 150],
          [START + 420_000, 175],
          [START + 9e9, 300],
        ] as const) {
          const fold = await engine.foldAt<Ledger>(tenant, at);
          expect([fold.seq, fold.state.seq]).toEqual([seq, seq]);
          expect(Object.values(fold.state.jars).reduce((sum, beans) => sum + beans, 0)).toBe(seq);
        }
        expect((await engine.foldNow<Ledger>(tenant)).state.seq).toBe(300);
        expect((await database.pool.query('SELECT FROM snapshot')).rowCount).toBeGreaterThan(2);
        expect(log.lines).toEqual([]);
      },
    );
  });
});

describe('JSON in slices', () => {
  it('is the same text as JSON at once, and a copy holds still while the original moves on', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, i) => [`k${i}`, { n: i, gone: undefined, list: [i, null, 'ä水"\n'] }]),
    );
    const value = { seq: 3, nothing: null, missing: undefined, few: { a: 1 }, streams: { a: many, b: {} } };
    const copy = copyOfOuter(value);
    const text = JSON.stringify(value);
    expect((await jsonInSlices(copy)).text).toBe(text);
    delete many.k1;
    expect((await jsonInSlices(copy)).text).toBe(text);
    expect((await jsonInSlices([1])).text).toBe('[1]');
  });
});
