import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { verifyJournal } from '../../src/server/backup/index.ts';
import { openDatabase } from '../../src/server/database/index.ts';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { openHttpSms } from '../../src/simulator/carriers/http-sms.ts';
import { Line } from './proxy.ts';
import { dataFolder, Node } from './rig.ts';

const SECRET = 'a-secret-of-the-gateway';

interface Standing {
  readonly states: Readonly<Record<string, number>>;
  readonly rows: Readonly<Record<string, number>>;
  /** Households on the lists of doors to knock at. */
  readonly listed: number;
  readonly silent: readonly { readonly provider: string }[];
}
const sumOf = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, n) => all + n, 0);

export interface NoticePlan {
  readonly households: number;
  /** Minutes after which a household that has not answered is visited. */
  readonly waitMinutes: number;
  /** Messages a second that the provider is sent. */
  readonly perSecond: number;
  /** The database stands behind a line that can be cut, and belongs to the test. */
  readonly ownDatabase?: boolean;
}

/**
 * A notice to many households under way: the server under test, a carrier that loses 5 % of the receipts, doubles 5 % and
 * never answers 5 % of the requests (half of them taken, half not), lines to carrier and database, and every look at how all stand.
 */
export class NoticeRun {
  readonly plan: NoticePlan;
  readonly node: Node;
  readonly carrier: Carrier;
  readonly toCarrier: Line;
  readonly toDatabase: Line | undefined;
  readonly samples: Standing[] = [];
  private readonly stopDatabase: (() => Promise<void>) | undefined;
  private readonly begun = Date.now();

  private constructor(
    parts: Pick<NoticeRun, 'plan' | 'node' | 'carrier' | 'toCarrier' | 'toDatabase'>,
    stop?: () => Promise<void>,
  ) {
    this.plan = parts.plan;
    this.node = parts.node;
    this.carrier = parts.carrier;
    this.toCarrier = parts.toCarrier;
    this.toDatabase = parts.toDatabase;
    this.stopDatabase = stop;
  }

  static async open(plan: NoticePlan): Promise<NoticeRun> {
    const port = 20_000 + (process.pid % 10_000);
    const carrier = await openHttpSms({
      seed: 7,
      secret: SECRET,
      perSecond: 5_000,
      callback: `http://127.0.0.1:${port}/receipts`,
      // A server that is gone for some seconds gets its receipts when it is back.
      retryMs: [200, 1_000, 5_000, 15_000],
      shares: {
        silentAfter: 0.025,
        silentBefore: 0.025,
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
    const at = new URL(carrier.url);
    const toCarrier = await Line.open({ host: at.hostname, port: Number(at.port) });
    at.port = String(toCarrier.port);
    const folder = dataFolder();
    let toDatabase: Line | undefined;
    let stop: (() => Promise<void>) | undefined;
    let url = '';
    if (plan.ownDatabase) {
      const database = await openDatabase({ folder, settings: { max_connections: '40' } });
      const { host, port: named, user } = database.config;
      await database.pool.end();
      stop = () => database.stop().catch(() => {});
      toDatabase = await Line.open({ path: `${host}/.s.PGSQL.${named}` });
      url = `postgres://${user}@127.0.0.1:${toDatabase.port}/yiping`;
    }
    const { households, waitMinutes, perSecond } = plan;
    const node = new Node(folder, {
      program: 'deliveries.ts',
      settings: { carrier: at.href, secret: SECRET, households, waitMinutes, perSecond, url } as never,
    });
    node.port = port;
    const run = new NoticeRun({ plan, node, carrier, toCarrier, toDatabase }, stop);
    await node.start();
    await node.post({}, '/issue');
    return run;
  }

  /** How all stand now. What has just been killed is away for a moment. */
  async look(patience = 60_000): Promise<Standing> {
    for (const until = Date.now() + patience; ; await sleep(200)) {
      try {
        const standing = await this.node.get<Standing>('/');
        this.samples.push(standing);
        return standing;
      } catch (error) {
        if (Date.now() > until) throw error;
      }
    }
  }

  /** Waits until the carrier has taken this share of the messages. */
  async sent(share: number): Promise<void> {
    const { households, perSecond } = this.plan;
    const until = Date.now() + 60_000 + (households / perSecond) * 2_000;
    while (this.carrier.ledger.all.length < households * share) {
      if (Date.now() > until) throw new Error(`only ${this.carrier.ledger.all.length} messages were taken in time`);
      await sleep(20);
    }
  }

  /** Looks from time to time until nobody is left in between. */
  async end(): Promise<Standing> {
    const pause = Math.max(500, this.plan.households / 20);
    let last = await this.look();
    for (
      const until = Date.now() + this.plan.waitMinutes * 60_000 + 150_000;
      Date.now() < until;
      last = await this.look()
    ) {
      const { rows, states } = last;
      if (!rows['due'] && !rows['sending'] && !states['pending'] && !states['delivered'] && !states['unreached']) break;
      await sleep(pause);
    }
    return last;
  }

  /** What must hold whatever was killed or away. Tells what was counted. */
  async settle(): Promise<Readonly<Record<string, unknown>>> {
    const { households } = this.plan;
    const last = await this.end();
    const seconds = Math.round((Date.now() - this.begun) / 1_000);
    // At every moment every household was in exactly one state.
    expect(this.samples.map(({ states }) => sumOf(states))).toEqual(this.samples.map(() => households));
    // In the end nobody is left in between: answered, asked for help, or on the list of those who are visited.
    expect(sumOf(last.states)).toBe(households);
    expect(Object.keys(last.states).sort()).toEqual(['confirmed', 'needs-help', 'to-visit']);
    expect(last.listed).toBe(last.states['to-visit']);
    // What was in hand at a kill is in doubt and its answers have nobody to go to; of the others seven in ten answer.
    const answerable = households - (last.rows['doubt'] ?? 0);
    expect(last.states['confirmed']).toBeGreaterThan(answerable / 3);
    expect(last.states['needs-help']).toBeGreaterThan(answerable / 40);
    // The time for it runs out: who was not found until then is counted as that, and stays in the sum.
    await this.node.post({}, '/close');
    const over = await this.look();
    expect(over.states).toEqual({
      confirmed: last.states['confirmed'],
      'needs-help': last.states['needs-help'],
      expired: last.states['to-visit'],
    });
    const database = await this.reopen();
    try {
      const { rows: doubts } = await database.pool.query<{ household: string }>(
        `SELECT household FROM delivery WHERE state = 'doubt' OR attempts > 1`,
      );
      const doubted = new Set(doubts.map(({ household }) => `199${household.slice(2).padStart(8, '0')}`));
      const times = new Map<string, number>();
      for (const { to } of this.carrier.ledger.all) times.set(to, (times.get(to) ?? 0) + 1);
      expect([...times].filter(([to, n]) => n > 1 && !doubted.has(to))).toEqual([]);
      // The gateway knows no repeats, so what may have gone out is not sent again: nobody heard it twice at all.
      expect([...times.values()].filter((n) => n > 1)).toEqual([]);
      expect(times.size).toBeGreaterThan(answerable * 0.9);
      const { rows: untold } = await database.pool.query('SELECT FROM delivery WHERE NOT told');
      expect(untold).toEqual([]);
      expect(await verifyJournal(database.pool)).toMatchObject({ ok: true });
      const { rows: kinds } = await database.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM delivery WHERE state = 'doubt'`,
      );
      return {
        households,
        seconds,
        looks: this.samples.length,
        states: last.states,
        heard: times.size,
        heardTwice: 0,
        doubts: kinds[0]?.n,
      };
    } finally {
      await database.stop();
    }
  }

  async close(): Promise<void> {
    await this.node.kill('SIGTERM');
    await this.toDatabase?.close();
    await this.toCarrier.close();
    await this.stopDatabase?.();
    await this.carrier.close();
    this.node.clear();
  }

  private async reopen(): Promise<Awaited<ReturnType<Node['reopen']>>> {
    await this.node.kill('SIGTERM');
    await this.toDatabase?.close();
    await this.stopDatabase?.();
    return this.node.reopen();
  }
}
