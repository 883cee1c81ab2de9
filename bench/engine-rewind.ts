import { v7 } from 'uuid';
import { compare, median, percentile, type Result } from './measure.ts';
import { loadDistrict, openBench, TENANT } from './rig/district.ts';
import { reportData } from './rig/reports.ts';

export const names = ['rewind-ms'];

const EVENTS = 100_000;
/** Events of one case: 28, so that 100,000 events are 3,600 cases, all still on the screen, as in the storm of the drill. */
const STEPS = ['case.report', ...Array.from({ length: 9 }, () => ['case.note', 'case.contact', 'case.remind']).flat()];
const DATA: Readonly<Record<string, object>> = {
  'case.note': { text: '已电话联系居民，稍后上门。' },
  'case.contact': { who: 'resident', way: 'call', result: 'no-answer' },
  'case.remind': {},
};
const LOOKS = 40;
const LIMIT_MS = 300;

/**
 * Winding the whole screen back to a minute chosen at random among 100,000 events: the nearest copy is read, what came
 * after it is folded, and the screen is written out as the JSON that goes to the reader.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const district = await loadDistrict();
  const bench = await openBench('rewind', district, { timers: false });
  const { engine, actor } = bench;
  try {
    const start = await engine.now(TENANT);
    let made = 0;
    let last = start;
    for (let hour = 1; made < EVENTS; hour++) {
      last = start + hour * 3_600_000;
      await engine.advance(TENANT, last);
      const ids = Array.from({ length: 125 }, () => v7());
      for (const [turn, type] of STEPS.entries()) {
        const outcomes = await engine.submitMany(
          TENANT,
          actor,
          ids.map((id, i) => ({
            id: turn === 0 ? id : v7(),
            type,
            stream: `case/${id}`,
            data: DATA[type] ?? reportData(district, i),
          })),
        );
        const refused = outcomes.find((outcome) => !outcome.ok);
        if (refused && !refused.ok) throw new Error(`${type}: ${refused.refusal.code}`);
      }
      made = await engine.lastSeq(TENANT);
      if (hour % 10 === 0) say(`${made} events`);
    }
    await engine.foldNow(TENANT);
    const times: number[] = [];
    /** Of this process alone, copies put by in passing included: on a busy machine it says what the work is, the clock what the wait is. */
    const busy: number[] = [];
    let bytes = 0;
    for (let look = 0; look < LOOKS; look++) {
      // The golden ratio spreads the looks evenly over the span, in no order.
      const at = start + Math.floor(((look * 0.618_034) % 1) * (last - start));
      const begun = performance.now();
      const before = process.cpuUsage();
      const { state } = await engine.foldAt(TENANT, at);
      bytes = Math.max(bytes, JSON.stringify(state).length);
      times.push(performance.now() - begun);
      const { user, system } = process.cpuUsage(before);
      busy.push((user + system) / 1000);
    }
    const result = compare(
      percentile(times, 0.95),
      'ms (p95)',
      'limit in ms',
      LIMIT_MS,
      '<1',
      `median ${Math.round(median(times))} ms; processor time median ${Math.round(median(busy))} ms, p95 ${Math.round(percentile(busy, 0.95))} ms; largest screen ${(bytes / 1e6).toFixed(1)} MB of JSON`,
    );
    return { 'rewind-ms': result };
  } finally {
    await bench.stop();
  }
}
