import { v7 } from 'uuid';
import type { District } from '../src/domain/places/index.ts';
import { queuePage } from '../src/server/cases/index.ts';
import { compare, median, type Result } from './measure.ts';
import { type Bench, loadDistrict, openBench, TENANT } from './rig/district.ts';
import { reportData } from './rig/reports.ts';

export const names = ['scale-command', 'scale-queue'];

const SMALL = 1_000;
const LARGE = 1_000_000;
const ROUNDS = 12;
const COMMANDS = 256;
const PAGES = 40;

/**
 * What a command (half of them new reports, half steps on old cases that are not in memory) and the first page of the
 * queue cost with a million cases, against a thousand: two databases side by side, in turn, medians.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const district = await loadDistrict();
  const benches: Bench[] = [];
  try {
    for (const [name, cases] of [
      ['small', SMALL],
      ['large', LARGE],
    ] as const) {
      const bench = await openBench(`scale-${name}`, district, { snapshotter: undefined, timers: false });
      benches.push(bench);
      const begun = performance.now();
      await fill(bench, district, cases);
      say(`${cases} cases there after ${Math.round((performance.now() - begun) / 1_000)} s`);
    }
    const figures = benches.map(() => ({ command: [] as number[], queue: [] as number[] }));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, bench] of benches.entries()) {
        const cases = i === 0 ? SMALL : LARGE;
        const command = await commands(bench, district, cases, round);
        const queue = await queue_(bench);
        // The first round warms caches and plans.
        if (round > 0) {
          figures[i]?.command.push(command);
          figures[i]?.queue.push(queue);
        }
      }
    }
    const [small, large] = figures as [(typeof figures)[0], (typeof figures)[0]];
    return {
      'scale-command': compare(
        median(large.command),
        'ms per command',
        'ms at 1,000 cases',
        median(small.command),
        '<=1.5',
        'at 1,000,000 cases, 64 in flight',
      ),
      'scale-queue': compare(
        median(large.queue),
        'ms per page',
        'ms at 1,000 cases',
        median(small.queue),
        '<=1.5',
        'at 1,000,000 cases, first 100',
      ),
    };
  } finally {
    for (const bench of benches) await bench.stop();
  }
}

/** Milliseconds of one command, 64 in flight. Every other one takes in a case chosen at random and used once. */
async function commands({ engine, actor }: Bench, district: District, cases: number, round: number): Promise<number> {
  let next = 0;
  const begun = performance.now();
  const client = async () => {
    while (next < COMMANDS) {
      const n = next++;
      const id = v7();
      const old = oldCase((round * COMMANDS + n) % cases, cases);
      const command =
        n % 2 === 0
          ? { id, type: 'case.report', stream: `case/${id}`, data: reportData(district, n) }
          : { id, type: 'case.note', stream: `case/${old}`, data: { text: '已电话联系居民，稍后上门。' } };
      const outcome = await engine.submit(TENANT, actor, command);
      if (!outcome.ok) throw new Error(`${command.type}: ${outcome.refusal.code}`);
    }
  };
  await Promise.all(Array.from({ length: 64 }, client));
  return (performance.now() - begun) / COMMANDS;
}

async function queue_({ database }: Bench): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < PAGES; i++) {
    const rows = await queuePage(database.pool, TENANT, { limit: 100 });
    if (rows.length !== 100) throw new Error(`the queue gave ${rows.length} rows`);
  }
  return (performance.now() - begun) / PAGES;
}

/** Ids of the made cases: spread over the table, found again by number. */
function oldCase(n: number, cases: number): string {
  return `00000000-0000-4000-8000-${String((n * 7_919) % cases).padStart(12, '0')}`;
}

/**
 * One case is reported through the engine; the others are its rows again under other ids, places and times, one in five
 * of them open, as after some years. Their links of the hash chain are not computed: nothing measured here reads them.
 */
async function fill({ engine, database, actor }: Bench, district: District, cases: number): Promise<void> {
  const id = v7();
  const outcome = await engine.submit(TENANT, actor, {
    id,
    type: 'case.report',
    stream: `case/${id}`,
    data: reportData(district, 1),
  });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const { pool } = database;
  const made = `'00000000-0000-4000-8000-' || lpad(n::text, 12, '0')`;
  const rows = `FROM generate_series(0::bigint, ${cases - 1}) AS n`;
  await pool.query(`INSERT INTO stream SELECT s.tenant, 'case/' || ${made}, s.version, replace(s.state::text, '${id}', ${made})::json, s.due_at + n * 60000, s.due, n % 5 = 0
    ${rows} CROSS JOIN (SELECT * FROM stream WHERE stream = 'case/${id}') s`);
  await pool.query(`INSERT INTO journal SELECT j.tenant, n + 2, 'case/' || ${made}, 1, j.type, j.data, j.person, j.unit, j.at, j.occurred_at, (${made})::uuid, j.digest, j.prev_hash, j.hash
    ${rows} CROSS JOIN (SELECT * FROM journal WHERE seq = 1) j`);
  await pool.query(
    `INSERT INTO outcome SELECT o.tenant, (${made})::uuid, o.content, 'case/' || ${made}, n + 2, 1, NULL ${rows} CROSS JOIN (SELECT * FROM outcome WHERE id = '${id}') o`,
  );
  await pool.query(`INSERT INTO case_row SELECT c.tenant, ${made}, 1, n + 2, c.no, c.stage, CASE n % 5 WHEN 0 THEN c.phase ELSE 'closed' END, c.category, c.source, c.committee, c.unit, c.rank,
    c.lon + (n % 1000) * 1e-5, c.lat + (n / 1000 % 1000) * 1e-5, c.reported_at - n * 60000, c.due_at + n * 60000, c.whole_due_at, NULL, c.touched_at, c.summary
    ${rows} CROSS JOIN (SELECT * FROM case_row WHERE id = '${id}') c`);
  await pool.query('UPDATE head SET seq = $1, revision = revision + 1', [cases + 1]);
  await pool.query('VACUUM ANALYZE');
  await pool.query('CHECKPOINT');
}
