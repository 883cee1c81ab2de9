import { randomUUID } from 'node:crypto';
import { type Aggregate, accept } from '../src/domain/kernel/index.ts';
import type { District } from '../src/domain/places/index.ts';
import { createEngine } from '../src/server/engine/index.ts';
import { compare, percentile, type Result } from './measure.ts';
import { openBench } from './rig/district.ts';

export const names = ['timer-lag-p99'];

const TIMERS = 100_000;
/** They fall due over so long a time, each at a millisecond of its own. */
const SPAN_MS = 60_000;
const LIMIT_MS = 1_000;
const REAL = 'real';

interface Alarm {
  readonly at: number;
  readonly rung: boolean;
}
/** Owes itself one ring at a given instant. */
const alarm: Aggregate<Alarm> = {
  kind: 'alarm',
  initial: { at: 0, rung: false },
  decide: (_, command) =>
    accept({ type: command.type === 'alarm.set' ? 'alarm.was-set' : 'alarm.rang', data: command.data }),
  evolve: (state, event) =>
    event.type === 'alarm.was-set' ? { at: (event.data as { at: number }).at, rung: false } : { ...state, rung: true },
  due: (state) => (state.rung ? undefined : { at: state.at, type: 'alarm.ring', data: {} }),
};

/**
 * With 100,000 timers set, how late each fires: from the instant at which it was due to the tenant time of the event that
 * it led to, journalled. Against one second.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const bench = await openBench('timers', {} as District, { timers: false });
  const engine = createEngine({
    database: bench.database,
    aggregates: [alarm],
    worldOf: () => ({}),
  });
  try {
    await engine.createTenant({ id: REAL, mode: 'real', name: 'Bench' });
    const settingTakes = 40_000;
    const start = Date.now() + settingTakes;
    const actor = { person: 'bench', roles: [] };
    for (let from = 0; from < TIMERS; from += 5_000) {
      const outcomes = await engine.submitMany(
        REAL,
        actor,
        Array.from({ length: 5_000 }, (_, i) => {
          const n = from + i;
          // Spread by the golden ratio, so that neighbours in the table are no neighbours in time.
          const at = start + Math.floor(((n * 0.618_034) % 1) * SPAN_MS);
          return { id: randomUUID(), type: 'alarm.set', stream: `alarm/a${n}`, data: { at } };
        }),
      );
      const refused = outcomes.find((outcome) => !outcome.ok);
      if (refused && !refused.ok) throw new Error(refused.refusal.code);
    }
    if (Date.now() > start) throw new Error('setting the timers took longer than thought');
    say(`${TIMERS} timers set, ${Math.round((start - Date.now()) / 1_000)} s before the first is due`);
    while ((await engine.lastSeq(REAL)) < 2 * TIMERS) {
      if (Date.now() > start + SPAN_MS + 60_000) throw new Error(`only ${await engine.lastSeq(REAL)} events`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const { rows } = await bench.database.pool.query<{ late: number }>(
      `SELECT r.at - (s.data->>'at')::bigint AS late FROM journal r JOIN journal s ON s.tenant = r.tenant AND s.stream = r.stream AND s.version = 1
       WHERE r.tenant = $1 AND r.type = 'alarm.rang'`,
      [REAL],
    );
    const late = rows.map((row) => row.late);
    if (late.length !== TIMERS) throw new Error(`${late.length} rang`);
    const result = compare(
      percentile(late, 0.99),
      'ms late (p99)',
      'limit in ms',
      LIMIT_MS,
      '<1',
      `${TIMERS} timers over ${SPAN_MS / 1_000} s; p50 ${percentile(late, 0.5)} ms, worst ${percentile(late, 1)} ms`,
    );
    return { 'timer-lag-p99': result };
  } finally {
    await engine.stop();
    await bench.stop();
  }
}
