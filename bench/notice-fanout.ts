import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Recorded } from '../src/domain/kernel/index.ts';
import type { OpenDoors } from '../src/domain/notices/index.ts';
import type { District } from '../src/domain/places/index.ts';
import { openedBy, writeFresh } from '../src/server/deliveries/index.ts';
import { compare, median, type Result } from './measure.ts';
import { openBench, TENANT } from './rig/district.ts';

export const names = ['notice-fanout'];

const HOUSEHOLDS = 1_000_000;
const PER_STAIRWELL = 25;
const ROUNDS = 3;
/** Events of one page of the follower. */
const PAGE = 2_000;

/** The facts that a notice to a million households leaves in the journal: one for each stairwell. */
function openedEvents(): Recorded[] {
  return Array.from({ length: HOUSEHOLDS / PER_STAIRWELL }, (_, i) => {
    const data: OpenDoors = {
      notice: '01985f3e-7c00-7000-8000-000000000001',
      stairwell: `c${String(i % 1_000).padStart(3, '0')}-s${i}`,
      committee: 'bench',
      households: Array.from({ length: PER_STAIRWELL }, (_, n) => ({
        id: `c${String(i % 1_000).padStart(3, '0')}-s${i}-${101 + n}`,
        people: 2,
        rung: 0,
        first: false,
      })),
      ladder: [
        { channel: 'sms', tries: 1, waitMinutes: 30 },
        { channel: 'door', tries: 2, waitMinutes: 60 },
      ],
      visitsEnough: 2,
    };
    return {
      seq: i + 1,
      stream: `doors/${data.notice}:${data.stairwell}`,
      version: 1,
      type: 'doors.opened',
      data,
      by: { person: 'system' },
      at: 1_626_998_400_000,
      occurredAt: 1_626_998_400_000,
      commandId: data.notice,
    };
  });
}

/**
 * Rows for 1,000,000 households, with state and due time, made from the facts that opened their doors (folded, the owed
 * tries worked out, written in the transactions of the follower) against COPY of the same bytes into a table of the same shape.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const bench = await openBench('fanout', {} as District, { snapshotter: undefined, timers: false });
  const { pool } = bench.database;
  try {
    const events = openedEvents();
    await pool.query('CREATE TABLE bare_delivery (LIKE delivery INCLUDING ALL)');
    const fanOut = async (): Promise<number> => {
      await pool.query('TRUNCATE delivery');
      await pool.query('CHECKPOINT');
      const begun = performance.now();
      for (let from = 0; from < events.length; from += PAGE) {
        const client = await pool.connect();
        try {
          await client.query('BEGIN');
          await writeFresh(client, TENANT, openedBy(events.slice(from, from + PAGE)));
          await client.query('COMMIT');
        } finally {
          client.release();
        }
      }
      return HOUSEHOLDS / ((performance.now() - begun) / 1_000);
    };
    await fanOut();
    const bytes = await dump(pool);
    const bare = async (): Promise<number> => {
      await pool.query('TRUNCATE bare_delivery');
      await pool.query('CHECKPOINT');
      const client = await pool.connect();
      const begun = performance.now();
      try {
        await pipeline(Readable.from(bytes), client.query(copyFrom('COPY bare_delivery FROM STDIN')));
      } finally {
        client.release();
      }
      return HOUSEHOLDS / ((performance.now() - begun) / 1_000);
    };
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await bare());
      ours.push(await fanOut());
      say(`round ${round + 1}: ${Math.round(ours.at(-1) ?? 0)} rows/s, COPY ${Math.round(theirs.at(-1) ?? 0)} rows/s`);
    }
    const { rows } = await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM delivery WHERE state = 'due'`);
    if (rows[0]?.n !== HOUSEHOLDS) throw new Error(`${rows[0]?.n} rows are due`);
    return {
      'notice-fanout': compare(
        median(ours),
        'rows/s',
        'COPY of the same bytes, rows/s',
        median(theirs),
        '>=0.5',
        `${HOUSEHOLDS} households`,
      ),
    };
  } finally {
    await bench.stop();
  }
}

async function dump(pool: Awaited<ReturnType<typeof openBench>>['database']['pool']): Promise<Buffer[]> {
  const client = await pool.connect();
  try {
    const pieces: Buffer[] = [];
    for await (const piece of client.query(copyTo('COPY delivery TO STDOUT'))) pieces.push(piece as Buffer);
    return pieces;
  } finally {
    client.release();
  }
}
