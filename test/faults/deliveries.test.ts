import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { NoticeRun } from './notice.ts';
import type { Node } from './rig.ts';

/** Each is small here and full by these variables; what came of the full runs stands in bench/RESULTS.md. */
const HOUSEHOLDS = Number(process.env['HOUSEHOLDS'] ?? 3_000);
const DATABASE_AWAY_S = Number(process.env['DATABASE_AWAY_S'] ?? 8);
const CARRIER_AWAY_S = Number(process.env['CARRIER_AWAY_S'] ?? 12);

/** Slow enough that there is something left to be sent after every fault. */
const RATE = Math.min(600, HOUSEHOLDS / 15);

let run: NoticeRun | undefined;
afterEach(async () => {
  await run?.close();
  run = undefined;
});

/** Time to send to all, and to wait for whoever does not answer. */
const patience = (waitMinutes: number) => 300_000 + waitMinutes * 60_000 + HOUSEHOLDS * 5;

/** What is killed, how often, and how. */
const KILLS: readonly [string, number, number, (node: Node) => Promise<void>][] = [
  [
    'the server',
    10,
    // Ten starts take their time on a busy machine, and who was not sent anything meanwhile goes to the door.
    2.5,
    async (node) => {
      await node.kill('SIGKILL');
      await node.start();
    },
  ],
  ['PostgreSQL', 5, 1.2, async (node) => void process.kill(node.postgres, 'SIGKILL')],
];

it.each(KILLS)(
  `a notice to ${HOUSEHOLDS} households through a bad carrier, %s killed %i times: each is confirmed or on the list of doors, none sent the same twice`,
  async (what, kills, minutes, strike) => {
    const waitMinutes = minutes + HOUSEHOLDS / 10_000;
    run = await NoticeRun.open({ households: HOUSEHOLDS, waitMinutes, perSecond: RATE });
    for (let kill = 0; kill < kills; kill++) {
      // Each time further into the sending.
      await run.sent(((kill + 1) / (kills + 1)) * 0.8);
      await run.look();
      await strike(run.node);
    }
    const found = await run.settle();
    expect(run.samples.length).toBeGreaterThan(kills);
    console.info(JSON.stringify({ killed: what, kills, ...found }));
  },
  patience(2.5 + HOUSEHOLDS / 10_000),
);

const DATABASE_WAIT = 1 + DATABASE_AWAY_S / 60 + HOUSEHOLDS / 10_000;
it(
  `a notice to ${HOUSEHOLDS} households while the database is away for ${DATABASE_AWAY_S} s: it goes on by itself`,
  async () => {
    run = await NoticeRun.open({
      households: HOUSEHOLDS,
      waitMinutes: DATABASE_WAIT,
      perSecond: RATE,
      ownDatabase: true,
    });
    await run.sent(0.3);
    await run.toDatabase?.cut();
    const before = run.carrier.ledger.all.length;
    await expect(run.node.get('/')).rejects.toThrow('500');
    await sleep(DATABASE_AWAY_S * 1_000);
    const meanwhile = run.carrier.ledger.all.length - before;
    await run.toDatabase?.mend();
    await run.look();
    // Only what was in hand went out: nothing is sent that cannot be written down.
    expect(meanwhile).toBeLessThan(500);
    console.info(
      JSON.stringify({ away: 'database', awaySeconds: DATABASE_AWAY_S, meanwhile, ...(await run.settle()) }),
    );
  },
  patience(DATABASE_WAIT) + DATABASE_AWAY_S * 1_000,
);

// It is asked whether it is back after 5 s, then twice as long each time up to two minutes.
const CARRIER_WAIT = 1 + CARRIER_AWAY_S / 48 + HOUSEHOLDS / 10_000;
it(
  `a notice to ${HOUSEHOLDS} households while the carrier is away for ${CARRIER_AWAY_S} s: it is shown as silent, and used again when it is back`,
  async () => {
    run = await NoticeRun.open({
      households: HOUSEHOLDS,
      waitMinutes: CARRIER_WAIT,
      perSecond: RATE,
    });
    await run.sent(0.3);
    await run.toCarrier.cut();
    const before = run.carrier.ledger.all.length;
    const until = Date.now() + CARRIER_AWAY_S * 1_000;
    let silent = 0;
    while (Date.now() < until) {
      if ((await run.look()).silent.length > 0) silent += 1;
      await sleep(Math.max(500, CARRIER_AWAY_S * 10));
    }
    expect(run.carrier.ledger.all.length).toBe(before);
    expect(silent).toBeGreaterThan(run.samples.length / 3);
    await run.toCarrier.mend();
    const found = await run.settle();
    expect(run.samples.at(-1)?.silent).toEqual([]);
    console.info(JSON.stringify({ away: 'carrier', awaySeconds: CARRIER_AWAY_S, ...found }));
  },
  patience(CARRIER_WAIT) + CARRIER_AWAY_S * 1_000,
);
