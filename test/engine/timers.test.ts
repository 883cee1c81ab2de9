import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { START, withEngine } from './harness.ts';
import { toys } from './toys.ts';

const clerk = { person: 'p-1', roles: ['clerk'] };
const world = { aggregates: toys, worldOf: () => ({}) };
const set = (stream: string, at: number, every: number, times: number) => ({
  id: randomUUID(),
  type: 'egg.set',
  stream,
  data: { at, every, times },
});

describe('advancing the clock', () => {
  it('fires everything owed, in order of time, each at its own instant', async () => {
    await withEngine(world, async ({ engine, tenant, log }) => {
      await engine.submitMany(tenant, clerk, [
        set('egg/a', START + 1_000, 2_000, 3),
        set('egg/b', START + 2_000, 500, 4),
      ]);
      expect(await engine.advance(tenant, START + 4_000)).toBe(6);
      const rang = (await engine.readEvents(tenant, 2, 100)).map(({ stream, at }) => [stream, at - START]);
      expect(rang).toEqual([
        ['egg/a', 1_000],
        ['egg/b', 2_000],
        ['egg/b', 2_500],
        ['egg/a', 3_000],
        ['egg/b', 3_000],
        ['egg/b', 3_500],
      ]);
      expect(await engine.now(tenant)).toBe(START + 4_000);
      expect(await engine.advance(tenant, START + 10_000)).toBe(1);
      await expect(engine.advance(tenant, START)).rejects.toThrow(/backwards/);
      expect(log.lines).toEqual([]);
    });
  });

  it('does not fire what no longer is owed, and strikes out what is refused instead of firing it for ever', async () => {
    await withEngine(world, async ({ engine, tenant, log }) => {
      await engine.submitMany(tenant, clerk, [set('egg/a', START + 1_000, 1_000, 1), set('egg/b', START + 1, 1, 20)]);
      await engine.submit(tenant, clerk, set('egg/a', START + 50_000, 1_000, 1));
      await engine.advance(tenant, START + 10_000);
      expect(await engine.state(tenant, 'egg/a')).toMatchObject({ version: 2, state: { rings: 0 } });
      expect(await engine.state(tenant, 'egg/b')).toMatchObject({ state: { rings: 12 } });
      expect(log.lines).toMatchObject([{ level: 'warn', fields: { stream: 'egg/b', why: 'egg.worn-out' } }]);
    });
  });

  it('is for drills only', async () => {
    await withEngine({ ...world, mode: 'real' }, async ({ engine, tenant }) => {
      await expect(engine.advance(tenant, Date.now() + 60_000)).rejects.toThrow(RangeError);
      await expect(engine.setClock(tenant, { at: 0, since: 0, speed: 2 })).rejects.toThrow(RangeError);
    });
  });
});

describe('a running clock', () => {
  it('wakes timers by itself and faster when it is sped up', async () => {
    await withEngine({ ...world, timers: true }, async ({ engine, tenant }) => {
      await engine.submit(tenant, clerk, set('egg/a', START + 60_000, 60_000, 5));
      const clocks: number[] = [];
      engine.onClock(tenant, (clock) => clocks.push(clock.speed));
      await engine.setClock(tenant, { at: START, since: Date.now(), speed: 1_000 });
      const until = Date.now() + 5_000;
      let rings = 0;
      while (rings < 5 && Date.now() < until) {
        await sleep(20);
        rings = (await engine.state<{ rings: number }>(tenant, 'egg/a'))?.state.rings ?? 0;
      }
      expect(rings).toBe(5);
      const at = (await engine.history(tenant, 'egg/a')).slice(1).map((event) => event.at - START);
      expect(at).toEqual([60_000, 120_000, 180_000, 240_000, 300_000]);
      expect(clocks).toEqual([1_000]);
    });
  });
});
