import type { District } from '../src/domain/places/index.ts';
import type { Handed, Sender } from '../src/server/channels/channel.ts';
import { RungSender, writeFresh } from '../src/server/deliveries/index.ts';
import { compare, type Result } from './measure.ts';
import { child, message } from './rig/child.ts';
import { openBench, TENANT } from './rig/district.ts';

export const names = ['notice-handover', 'notice-handover-60s'];

const MESSAGES = 100_000;
const PER_SECOND = 2_000;
const PER_REQUEST = 100;

/**
 * 100,000 messages that are all due at once, handed to a carrier in another process that takes 2,000 a second and refuses
 * what is above: claimed, addressed, sent over HTTP, settled. Against the carrier's own limit.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const bench = await openBench('handover', {} as District, { snapshotter: undefined, timers: false });
  const { pool } = bench.database;
  const carrier = child('./carrier.ts', [String(PER_SECOND)]);
  try {
    const { port } = await message<{ port: number }>(carrier);
    const now = await bench.engine.now(TENANT);
    const client = await pool.connect();
    await writeFresh(
      client,
      TENANT,
      Array.from({ length: MESSAGES }, (_, i) => ({
        notice: 'bench-notice',
        household: `h-${i}`,
        stairwell: `s-${Math.floor(i / 25)}`,
        rung: 0,
        try: 1,
        channel: 'sms' as const,
        dueAt: now,
      })),
    );
    client.release();
    const sender: Sender = {
      async send(batch) {
        const response = await fetch(`http://127.0.0.1:${port}/`, {
          method: 'POST',
          body: JSON.stringify(batch.map(({ id }) => id)),
        });
        await response.text();
        return batch.map(
          ({ id }): Handed =>
            response.ok
              ? { id, state: 'taken', ref: id }
              : { id, state: 'refused', code: '429', again: true, waitMs: 100 },
        );
      },
    };
    const words = { zh: 'bench', en: 'bench' };
    const rung = new RungSender({
      tenant: TENANT,
      pool,
      providers: [
        {
          id: 'bench',
          kind: 'sms',
          sender,
          card: {
            id: 'bench',
            kind: 'sms',
            name: words,
            about: words,
            fields: [],
            limits: { perRequest: PER_REQUEST, perSecond: PER_SECOND },
            receipts: 'none',
            idempotent: false,
            answers: false,
          },
        },
      ],
      address: (_kind, claims) =>
        Promise.resolve(
          new Map(claims.map((one) => [one, { to: one.household, text: '台风将至', fields: {}, lang: 'zh' as const }])),
        ),
      now: () => bench.engine.now(TENANT),
      realTime: Date.now,
      news: () => {},
      say: (text) => say(text),
    });
    const begun = Date.now();
    rung.start();
    let told = { total: 0, first: 0, last: 0 };
    let inMinute = 0;
    while (told.total < MESSAGES && Date.now() - begun < 180_000) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      carrier.send('how many');
      told = await message<typeof told>(carrier);
      if (Date.now() - begun <= 60_000) inMinute = told.total;
    }
    await rung.stop();
    const { rows } = await pool.query<{ state: string; n: number }>(
      'SELECT state, count(*)::int AS n FROM delivery GROUP BY 1',
    );
    if (told.total !== MESSAGES || rows.length !== 1 || rows[0]?.state !== 'handed')
      throw new Error(`the carrier took ${told.total}; rows: ${JSON.stringify(rows)}`);
    const rate = MESSAGES / ((told.last - told.first) / 1_000);
    say(`${MESSAGES} in ${((told.last - begun) / 1_000).toFixed(1)} s`);
    return {
      'notice-handover': compare(
        rate,
        'messages/s',
        'what the carrier takes, per s',
        PER_SECOND,
        '>=0.95',
        `${MESSAGES} messages, ${PER_REQUEST} a request`,
      ),
      'notice-handover-60s': compare(inMinute, 'messages in 60 s', 'all of them', MESSAGES, '>=0.999'),
    };
  } finally {
    carrier.disconnect();
    await bench.stop();
  }
}
