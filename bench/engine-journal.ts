import type pg from 'pg';
import { v7 } from 'uuid';
import { type Aggregate, accept } from '../src/domain/kernel/index.ts';
import type { District } from '../src/domain/places/index.ts';
import { compare, median, type Result } from './measure.ts';
import { openBench, TENANT } from './rig/district.ts';

export const names = ['journal-append'];

const ROUNDS = 10;
const SECONDS = 1.5;
const IN_FLIGHT = 1_024;
const BATCH = 512;

/** Says what it is told: what remains is the engine. */
const note: Aggregate = {
  kind: 'note',
  initial: { length: 0 },
  decide: (_, command) => accept({ type: 'note.said', data: command.data }),
  evolve: (state, event) => ({ length: state.length + JSON.stringify(event.data).length }),
};
const TEXT = '路边行道树倒伏，压住人行道，需尽快清理；已拍照，等待派遣。'.repeat(3);

/**
 * Events per second through the engine (id looked up, decided, folded, hashed, chained, written, published) against the
 * rows that it leaves (journal, outcome, stream) written into tables of the same shape by bare batched unnest inserts,
 * the values lying ready in memory and a commit after each batch of the same size.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const bench = await openBench('journal', {} as District, {
    aggregates: [note],
    react: undefined,
    projections: [],
    snapshotter: undefined,
    batchLimit: BATCH,
  });
  try {
    const { engine, actor } = bench;
    const throughEngine = async (seconds: number): Promise<number> => {
      const begun = performance.now();
      const until = begun + seconds * 1_000;
      let done = 0;
      const client = async () => {
        while (performance.now() < until) {
          const id = v7();
          const outcome = await engine.submit(TENANT, actor, {
            id,
            type: 'note.say',
            stream: `note/${id}`,
            data: { text: TEXT, n: done },
          });
          if (!outcome.ok) throw new Error(outcome.refusal.code);
          done += 1;
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, client));
      return (done / (performance.now() - begun)) * 1_000;
    };
    await throughEngine(2);
    const bare = await prepareBare(bench.database.pool);
    await bare(1);
    // Short turns and medians: whatever else the machine does falls on both alike.
    const engineRates: number[] = [];
    const bareRates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      bareRates.push(await bare(SECONDS));
      engineRates.push(await throughEngine(SECONDS));
    }
    say(`engine ${engineRates.map(Math.round).join(' ')}; bare ${bareRates.map(Math.round).join(' ')}`);
    return {
      'journal-append': compare(
        median(engineRates),
        'events/s',
        'the same rows by bare batched unnest, per s',
        median(bareRates),
        '>=0.5',
        `batches of up to ${BATCH}`,
      ),
    };
  } finally {
    await bench.stop();
  }
}

/** Batches of the rows that the engine wrote, with ids of their own, ready to be written again and again. */
async function prepareBare(pool: pg.Pool): Promise<(seconds: number) => Promise<number>> {
  for (const table of ['journal', 'outcome', 'stream'])
    await pool.query(`CREATE TABLE bare_${table} (LIKE ${table} INCLUDING ALL)`);
  const { rows: events } =
    await pool.query(`SELECT * FROM (SELECT tenant, stream, version, type, data::text AS data, person, unit, at, occurred_at, command_id::text AS command_id,
    digest, prev_hash, hash FROM journal ORDER BY seq LIMIT ${BATCH}) e`);
  const { rows: outcomes } = await pool.query('SELECT content FROM outcome LIMIT 1');
  const { rows: streams } = await pool.query('SELECT state::text AS state FROM stream LIMIT 1');
  const column = (name: string) => events.map((event) => event[name]);
  let seq = 0;
  return async (seconds) => {
    const client = await pool.connect();
    const begun = performance.now();
    let done = 0;
    try {
      while (performance.now() < begun + seconds * 1_000) {
        const ids = events.map(() => v7());
        const names = ids.map((id) => `note/${id}`);
        await client.query('BEGIN');
        await client.query({
          name: 'bare-journal',
          text: `INSERT INTO bare_journal SELECT 'drill', $1::bigint + n, s, v, t, d::json, p, u, a, o, c::uuid, g, h, i FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[],
            $7::text[], $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::bytea[], $13::bytea[]) WITH ORDINALITY AS e (s, v, t, d, p, u, a, o, c, g, h, i, n)`,
          values: [
            seq,
            names,
            column('version'),
            column('type'),
            column('data'),
            column('person'),
            column('unit'),
            column('at'),
            column('occurred_at'),
            ids,
            column('digest'),
            column('prev_hash'),
            column('hash'),
          ],
        });
        await client.query({
          name: 'bare-outcome',
          text: `INSERT INTO bare_outcome SELECT 'drill', i::uuid, c, s, q, 1, NULL FROM unnest($1::text[], $2::bytea[], $3::text[], $4::bigint[]) AS e (i, c, s, q)`,
          values: [ids, ids.map(() => outcomes[0].content), names, ids.map((_, i) => seq + i + 1)],
        });
        await client.query({
          name: 'bare-stream',
          text: `INSERT INTO bare_stream SELECT 'drill', s, 1, d::json, NULL, NULL, false FROM unnest($1::text[], $2::text[]) AS e (s, d)`,
          values: [names, ids.map(() => streams[0].state)],
        });
        await client.query('COMMIT');
        seq += ids.length;
        done += ids.length;
      }
    } finally {
      client.release();
    }
    return (done / (performance.now() - begun)) * 1_000;
  };
}
