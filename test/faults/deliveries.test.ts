import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { verifyJournal } from '../../src/server/backup/index.ts';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { openHttpSms } from '../../src/simulator/carriers/http-sms.ts';
import { dataFolder, Node } from './rig.ts';

const HOUSEHOLDS = Number(process.env['HOUSEHOLDS'] ?? 3_000);
const SECRET = 'a-secret-of-the-gateway';

interface Standing {
  readonly states: Readonly<Record<string, number>>;
  readonly rows: Readonly<Record<string, number>>;
}
const sumOf = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, n) => all + n, 0);

let node: Node | undefined;
let carrier: Carrier | undefined;
afterEach(async () => {
  await node?.kill('SIGTERM');
  node?.clear();
  await carrier?.close();
});

/** What is killed, how often, and how. */
const KILLS: readonly [string, number, (node: Node) => Promise<void>][] = [
  [
    'the server',
    10,
    async (node) => {
      await node.kill('SIGKILL');
      await node.start();
    },
  ],
  ['PostgreSQL', 5, async (node) => void process.kill(node.postgres, 'SIGKILL')],
];

it.each(KILLS)(
  `a notice to ${HOUSEHOLDS} households through a bad carrier, %s killed %i times: each is confirmed or on the list of doors, none sent the same twice`,
  async (_what, kills, strike) => {
    // One call in twenty is taken and never answered or not taken and never answered, one receipt in twenty is lost, one comes twice.
    const port = 20_000 + (process.pid % 10_000);
    carrier = await openHttpSms({
      seed: 7,
      secret: SECRET,
      perSecond: 5_000,
      callback: `http://127.0.0.1:${port}/receipts`,
      shares: {
        faultAfter: 0.025,
        faultBefore: 0.025,
        receiptLost: 0.05,
        receiptTwice: 0.05,
        receiptLater: 0.05,
        receiptDelayMs: [0, 300],
      },
      answerFor: (to) =>
        Number(to) % 10 < 7
          ? { delivered: true, answer: Number(to) % 10 === 0 ? '2' : '1' }
          : { delivered: Number(to) % 10 < 9 },
    });
    node = new Node(dataFolder(), {
      program: 'deliveries.ts',
      settings: { carrier: carrier.url, secret: SECRET, households: HOUSEHOLDS } as never,
    });
    node.port = port;
    await node.start();
    await node.post({}, '/issue');
    const samples: Standing[] = [];
    const look = async (patience = 30_000): Promise<Standing> => {
      for (const until = Date.now() + patience; ; await sleep(200)) {
        try {
          const standing = await (node as Node).get<Standing>('/');
          samples.push(standing);
          return standing;
        } catch (error) {
          // A database that has just been killed is away for a moment.
          if (Date.now() > until) throw error;
        }
      }
    };
    for (let kill = 0; kill < kills; kill++) {
      // Each time a little later into the sending.
      await sleep(200 + kill * 40);
      await look();
      await strike(node);
    }
    let last = await look();
    for (const until = Date.now() + 150_000; Date.now() < until; last = await look()) {
      const { rows, states } = last;
      if (!rows['due'] && !rows['sending'] && !states['pending'] && !states['delivered'] && !states['unreached']) break;
      await sleep(500);
    }
    // At every moment every household was in exactly one state.
    expect(samples.map(({ states }) => sumOf(states))).toEqual(samples.map(() => HOUSEHOLDS));
    expect(samples.length).toBeGreaterThan(kills);
    // In the end nobody is left in between: answered, asked for help, or on the list of those who are visited.
    expect(sumOf(last.states)).toBe(HOUSEHOLDS);
    expect(Object.keys(last.states).sort()).toEqual(['confirmed', 'needs-help', 'to-visit']);
    expect(last.states['confirmed']).toBeGreaterThan(HOUSEHOLDS / 3);
    expect(last.states['needs-help']).toBeGreaterThan(HOUSEHOLDS / 40);
    const database = await node.reopen();
    try {
      const { rows: doubts } = await database.pool.query<{ household: string }>(
        `SELECT household FROM delivery WHERE state = 'doubt' OR attempts > 1`,
      );
      const doubted = new Set(doubts.map(({ household }) => `199${household.slice(2).padStart(8, '0')}`));
      const times = new Map<string, number>();
      for (const { to } of carrier.ledger.all) times.set(to, (times.get(to) ?? 0) + 1);
      expect([...times].filter(([to, n]) => n > 1 && !doubted.has(to))).toEqual([]);
      // The gateway knows no repeats, so what may have gone out is not sent again: nobody heard it twice at all.
      expect([...times.values()].filter((n) => n > 1)).toEqual([]);
      expect(times.size).toBeGreaterThan(HOUSEHOLDS * 0.9);
      const { rows: untold } = await database.pool.query('SELECT FROM delivery WHERE NOT told');
      expect(untold).toEqual([]);
      expect(await verifyJournal(database.pool)).toMatchObject({ ok: true });
    } finally {
      await database.stop();
    }
  },
);
