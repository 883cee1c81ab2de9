import pg from 'pg';
import { kindOf } from '../../domain/kernel/index.ts';
import type { Receipt } from '../channels/channel.ts';
import type { Engine } from '../engine/types.ts';
import { type Reach, takeOver, type Way } from './claims.ts';
import { Follower } from './follower.ts';
import type { Provider } from './line.ts';
import { forgetReceipts, takeReceipts } from './receipts.ts';
import { RungSender, type SenderDoors } from './sender.ts';
import { type TellerDoors, tell } from './teller.ts';

/** How often a node that is not the sender asks whether it should be. */
const STAND_BY_MS = 2_000;
/** What is to be told is gathered for so long: a stairwell's receipts become one event. */
const TELL_MS = 200;
const POLL_MS = 2_000;
const TIDY_MS = 3_600_000;

export interface DeskDoors {
  readonly tenant: string;
  readonly engine: Engine;
  readonly pool: pg.Pool;
  readonly config: pg.ClientConfig;
  readonly district: TellerDoors['district'];
  readonly providers: readonly Provider[];
  readonly address: SenderDoors['address'];
  readonly gone?: SenderDoors['gone'];
  readonly realTime: () => number;
  say(message: string, fields: object): void;
}

/** One sender for each rung; where a rung has several ways (push, WeCom), one for each of them. */
function waysOf(
  providers: readonly Provider[],
): { readonly providers: readonly Provider[]; readonly reach: Reach | undefined }[] {
  return [...new Set(providers.map(({ kind }) => kind))].flatMap((kind) => {
    const own = providers.filter((provider) => provider.kind === kind);
    const ways = [...new Set(own.map(({ card }) => card.kind))];
    return ways.map((way, i) => ({
      providers: own.filter(({ card }) => card.kind === way),
      reach:
        ways.length === 1
          ? undefined
          : { way: way as Way, ...(i === ways.length - 1 ? { others: ways.slice(0, i) as Way[] } : {}) },
    }));
  });
}

/**
 * All sending of one tenant. Of several nodes one does it: the one that holds an advisory lock of PostgreSQL, which falls
 * with its connection, so that a provider's rate is kept by one process and a dead node is followed within seconds.
 */
export class DeliveryDesk {
  private readonly doors: DeskDoors;
  private readonly rungs: RungSender[];
  private readonly follower: Follower;
  private lock: pg.Client | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private following: Promise<void> = Promise.resolve();
  private followAgain = false;
  private isFollowing = false;
  private telling: Promise<unknown> = Promise.resolve();
  private tellSoon: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;
  private stopped = false;
  private sending = false;

  constructor(doors: DeskDoors) {
    this.doors = doors;
    const { tenant, engine, pool, realTime, providers, address, gone, say } = doors;
    this.rungs = waysOf(providers).map(
      ({ providers: own, reach }) =>
        new RungSender({
          tenant,
          pool,
          providers: own,
          address,
          ...(reach ? { reach } : {}),
          ...(gone ? { gone } : {}),
          now: () => engine.now(tenant),
          realTime,
          news: () => this.news(),
          say,
        }),
    );
    this.follower = new Follower({ tenant, engine, pool, owed: () => this.call() });
  }

  /** Begins to stand by; resolves at once. */
  start(): void {
    void this.standBy();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.sending = false;
    this.unsubscribe?.();
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.tellSoon);
    await Promise.all(this.rungs.map((rung) => rung.stop()));
    await this.following;
    await this.telling;
    for (const { sender } of this.doors.providers) await sender.close?.();
    const lock = this.lock;
    this.lock = undefined;
    await lock?.end().catch(() => {});
  }

  /** Whether this node is the one that sends. */
  isSending(): boolean {
    return this.sending;
  }

  silent(): { readonly provider: string; readonly since: number }[] {
    return this.rungs.flatMap((rung) => rung.silent());
  }

  /** What a provider pushed to the door of any node. */
  async receive(provider: string, receipts: readonly Receipt[]): Promise<void> {
    const { tenant, pool, engine } = this.doors;
    if ((await takeReceipts(pool, tenant, provider, receipts, await engine.now(tenant))) > 0) this.news();
  }

  private async standBy(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client(this.doors.config);
    client.on('error', () => this.lose(client));
    try {
      await client.connect();
      const { rows } = await client.query<{ got: boolean }>(
        `SELECT pg_try_advisory_lock(hashtextextended('yiping deliveries ' || $1, 0)) AS got`,
        [this.doors.tenant],
      );
      if (rows[0]?.got && !this.stopped) {
        this.lock = client;
        await this.begin();
        return;
      }
    } catch (error) {
      this.lock = undefined;
      this.doors.say('deliveries stand by', { tenant: this.doors.tenant, error: String(error) });
    }
    await client.end().catch(() => {});
    if (!this.stopped) setTimeout(() => void this.standBy(), STAND_BY_MS).unref();
  }

  private async begin(): Promise<void> {
    const { tenant, pool, engine, providers } = this.doors;
    const idempotent = providers.filter(({ card }) => card.idempotent).map(({ id }) => id);
    const ours = this.rungs.flatMap((rung) => rung.inHand());
    const left = await takeOver(pool, tenant, idempotent, ours, await engine.now(tenant));
    if (left > 0) this.doors.say('took over what another sender left in hand', { tenant, messages: left });
    if (this.stopped || !this.lock) return;
    this.sending = true;
    // Only what is said of doors makes or drops a try; the cursor is brought up over everything else by the sweep.
    this.unsubscribe = engine.subscribe(tenant, (events) => {
      if (events.some((event) => kindOf(event.stream) === 'doors')) this.follow();
    });
    for (const rung of this.rungs) rung.start();
    this.follow();
    this.news();
    const pollers = providers.filter(({ sender }) => sender.poll);
    if (pollers.length > 0) this.timers.push(setInterval(() => void this.poll(pollers), POLL_MS).unref());
    this.timers.push(
      // The sweep finds what a lost notice or a database that was away has left behind.
      setInterval(() => {
        this.follow();
        this.news();
      }, STAND_BY_MS).unref(),
      setInterval(
        () =>
          void engine
            .now(tenant)
            .then((now) => forgetReceipts(pool, tenant, now))
            .catch(() => {}),
        TIDY_MS,
      ).unref(),
    );
  }

  /** The connection with the lock is gone: another node may be sending already. */
  private lose(client: pg.Client): void {
    if (this.lock !== client || this.stopped) return;
    this.doors.say('lost the lock of deliveries', { tenant: this.doors.tenant });
    this.lock = undefined;
    this.sending = false;
    this.unsubscribe?.();
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    void Promise.all(this.rungs.map((rung) => rung.pause())).then(() => this.standBy());
  }

  private call(): void {
    for (const rung of this.rungs) rung.call();
  }

  private follow(): void {
    if (!this.lock || this.stopped) return;
    this.followAgain = true;
    if (this.isFollowing) return;
    this.isFollowing = true;
    this.following = (async () => {
      while (this.followAgain && !this.stopped) {
        this.followAgain = false;
        await this.follower.catchUp();
      }
    })()
      .catch((error: unknown) => this.doors.say('following the journal stopped for a moment', { error: String(error) }))
      .finally(() => {
        this.isFollowing = false;
      });
  }

  private news(): void {
    if (this.tellSoon || this.stopped) return;
    this.tellSoon = setTimeout(() => {
      this.tellSoon = undefined;
      this.telling = this.telling
        .then(() => tell(this.doors))
        .catch((error: unknown) =>
          this.doors.say('telling the journal stopped for a moment', { error: String(error) }),
        );
    }, TELL_MS);
  }

  private async poll(providers: readonly Provider[]): Promise<void> {
    for (const { id, sender } of providers) {
      try {
        const receipts = await sender.poll?.();
        if (receipts && receipts.length > 0) await this.receive(id, receipts);
      } catch (error) {
        this.doors.say('receipts were not fetched', { provider: id, error: String(error) });
      }
    }
  }
}
