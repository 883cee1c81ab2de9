import { setTimeout as rest } from 'node:timers/promises';
import type pg from 'pg';
import { deriveId } from '../../domain/kernel/index.ts';
import type { Handed, Outgoing } from '../channels/channel.ts';
import { type Claim, claim, type Reach, type Settled, settle, settledBy } from './claims.ts';
import { type Asked, Line, type Provider } from './line.ts';
import { applyReceipts } from './receipts.ts';

/** Answers to single messages are gathered for so long and written down together. */
const GATHER_MS = 50;
/** Looks for work after this long when nobody calls. */
const IDLE_MS = 1_000;
const NO_ADDRESS = 'no-address';
/** Its address was over: tried by another way of the rung, so often at most. */
const GONE_MOST = 3;
const isOver = (answer: Handed): answer is Handed & { readonly state: 'refused' } =>
  answer.state === 'refused' && answer.code === 'gone';

/** Whom and what, looked up at the last moment: neither names nor numbers stand in the rows. */
export interface Addressed {
  readonly to: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly link?: string;
  readonly lang: string;
}

/** Quiet hours have begun since it fell due: tenant time when they end. */
export interface NotYet {
  readonly until: number;
}

export interface SenderDoors {
  readonly tenant: string;
  readonly pool: pg.Pool;
  /** Providers of one rung, in the order in which they are tried. */
  readonly providers: readonly Provider[];
  /** What to say to whom by this kind of channel; a claim that is missing has no address there. */
  address(kind: string, claims: readonly Claim[]): Promise<ReadonlyMap<Claim, Addressed | NotYet>>;
  /** Where the rung has several ways: which of its tries these providers take. */
  readonly reach?: Reach;
  /** Addresses that are over, as their provider says. */
  gone?(kind: string, addresses: readonly string[]): Promise<void>;
  /** Tenant time. */
  now(): Promise<number>;
  readonly realTime: () => number;
  /** Something became known that the journal has not heard of. */
  news(): void;
  say(message: string, fields: object): void;
}

/** Answers to single messages that are about to be written down. */
interface Gathered {
  readonly asked: Asked[];
  readonly byId: Map<string, Claim>;
  written: Promise<void>;
}

/** One rung's worth of sending: hands over what is due, to the first of its providers that answers. */
export class RungSender {
  private readonly doors: SenderDoors;
  private readonly lines: readonly Line[];
  private stopped = false;
  private paused = false;
  private wake: (() => void) | undefined;
  private readonly running = new Set<Promise<void>>();
  private readonly underWay = new Set<Claim>();
  private readonly gathering = new Map<Line, Gathered>();
  private loop: Promise<void> = Promise.resolve();

  constructor(doors: SenderDoors) {
    this.doors = doors;
    const now = doors.realTime();
    this.lines = doors.providers.map((provider) => new Line(provider, now));
  }

  start(): void {
    this.paused = false;
    this.loop = this.work();
  }

  /** There may be work. */
  call(): void {
    this.wake?.();
  }

  /** Claims nothing more. What is under way goes on and is written down. */
  async pause(): Promise<void> {
    this.paused = true;
    this.wake?.();
    await this.loop;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.pause();
    await Promise.all(this.running);
  }

  /** What this process has under way. */
  inHand(): readonly Claim[] {
    return [...this.underWay];
  }

  /** Providers that do not answer, and since when (real time). */
  silent(): { readonly provider: string; readonly since: number }[] {
    return this.lines.flatMap(({ provider, health }) =>
      health.downSince === undefined ? [] : [{ provider: provider.id, since: health.downSince }],
    );
  }

  private async work(): Promise<void> {
    while (!this.paused) {
      try {
        if (!(await this.round())) await this.idle(IDLE_MS);
      } catch (error) {
        this.doors.say('sending stopped for a moment', { error: String(error) });
        await this.idle(IDLE_MS);
      }
    }
  }

  /** Claims and sends once. False when there was nothing to do. */
  private async round(): Promise<boolean> {
    const { tenant, pool, realTime } = this.doors;
    const now = realTime();
    const line = this.lines.find(({ health }) => health.state(now) !== 'down');
    if (!line) return false;
    const { id, kind } = line.provider;
    const probing = line.health.state(now) === 'probe';
    const room = line.room();
    const most = room > 0 ? line.pace.take(probing ? 1 : room, now) : 0;
    if (most === 0) {
      await rest(10);
      return true;
    }
    const claims = await claim(pool, tenant, kind, id, most, await this.doors.now(), this.doors.reach);
    line.pace.give(most - claims.length);
    if (claims.length === 0) return false;
    if (probing) line.health.probe();
    line.hold(line.singly ? claims.length : 1);
    for (const one of claims) this.underWay.add(one);
    const sending: Promise<void> = this.hand(line, claims).finally(() => {
      this.running.delete(sending);
      for (const one of claims) this.underWay.delete(one);
    });
    this.running.add(sending);
    return true;
  }

  private async hand(line: Line, claims: readonly Claim[]): Promise<void> {
    const { id: provider, card } = line.provider;
    const addressed = await this.doors.address(card.kind, claims).catch((error: unknown) => {
      this.doors.say('whom to send to could not be looked up', { provider, error: String(error) });
    });
    const byId = new Map<string, Claim>();
    const batch: Outgoing[] = [];
    const done: { claim: Claim; as: Settled }[] = [];
    for (const one of claims) {
      const whom = addressed?.get(one);
      if (whom && 'until' in whom) {
        done.push({ claim: one, as: { state: 'due', dueAt: whom.until, code: 'quiet-hours' } });
      } else if (whom) {
        const id = messageId(one);
        byId.set(id, one);
        batch.push({ id, ...whom });
      } else if (addressed) done.push({ claim: one, as: { state: 'failed', code: NO_ADDRESS } });
    }
    line.free(line.singly ? claims.length - batch.length : batch.length > 0 ? 0 : 1);
    // Nothing of these went out.
    const unasked = addressed ? [] : claims;
    if (batch.length === 0) line.health.unasked();
    if (batch.length < claims.length)
      await this.writeDown(provider, (now) => [...done, ...unasked.map((one) => ({ claim: one, as: lookAgain(now) }))]);
    if (line.singly) await Promise.all(batch.map((one) => this.singly(line, one, byId.get(one.id) as Claim)));
    else if (batch.length > 0) await this.hear(line, [await line.ask(batch)], byId);
  }

  /** Each message a request of its own: whoever is answered is written down, and does not wait for one that hangs. */
  private async singly(line: Line, message: Outgoing, claim_: Claim): Promise<void> {
    const asked = await line.ask([message]);
    let group = this.gathering.get(line);
    if (!group) {
      const begun: Gathered = { asked: [], byId: new Map(), written: Promise.resolve() };
      begun.written = rest(GATHER_MS).then(() => {
        this.gathering.delete(line);
        return this.hear(line, begun.asked, begun.byId);
      });
      this.gathering.set(line, begun);
      group = begun;
    }
    group.asked.push(asked);
    group.byId.set(message.id, claim_);
    await group.written;
  }

  private async hear(line: Line, asked: readonly Asked[], byId: ReadonlyMap<string, Claim>): Promise<void> {
    const { id: provider, card } = line.provider;
    const answers = asked.flatMap((one) => one.answers);
    const real = this.doors.realTime();
    for (const answer of answers) if (answer.state === 'refused' && answer.waitMs) line.pace.hold(answer.waitMs, real);
    line.heard(asked, real);
    const gone = answers.flatMap((answer) => answer.gone ?? []);
    if (gone.length > 0)
      await this.doors.gone?.(card.kind, gone).catch((error: unknown) => {
        this.doors.say('addresses that are over could not be forgotten', { provider, error: String(error) });
      });
    await this.writeDown(provider, (now) =>
      answers.flatMap((answer) => {
        const one = byId.get(answer.id);
        if (one && this.doors.reach && isOver(answer) && one.attempts < GONE_MOST)
          return [{ claim: one, as: { state: 'due' as const, dueAt: now, code: answer.code } }];
        return one ? [{ claim: one, as: settledBy(answer, one.attempts, card.idempotent, now) }] : [];
      }),
    );
  }

  /** What became of claims is known only here: it is written down however long the database is away. */
  private async writeDown(
    provider: string,
    outcome: (now: number) => readonly { readonly claim: Claim; readonly as: Settled }[],
  ): Promise<void> {
    const { tenant, pool } = this.doors;
    for (;;) {
      try {
        const now = await this.doors.now();
        const done = outcome(now);
        await settle(pool, tenant, done, now);
        const refs = done.flatMap(({ as }) => (as.state === 'handed' ? [as.ref] : []));
        const learnt = await applyReceipts(pool, tenant, provider, refs, now);
        if (learnt > 0 || done.some(({ as }) => as.state === 'failed')) this.doors.news();
        return;
      } catch (error) {
        this.doors.say('what was handed over could not be written down yet', { provider, error: String(error) });
        // Whoever takes over then finds the rows in hand, and they are doubts (claims.ts, takeOver).
        if (this.stopped) return;
        await rest(IDLE_MS);
      }
    }
  }

  private idle(ms: number): Promise<void> {
    if (this.paused) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      const self = this;
      function done(): void {
        clearTimeout(timer);
        self.wake = undefined;
        resolve();
      }
      this.wake = done;
    });
  }
}

const lookAgain = (now: number): Settled => ({ state: 'due', dueAt: now + IDLE_MS, code: 'not-looked-up' });

/** The same try has the same id for ever: a provider that knows repeats by id sends it once. */
export function messageId({ notice, household, rung, try: turn }: Omit<Claim, 'attempts' | 'stairwell'>): string {
  return deriveId('delivery', notice, household, rung, turn);
}
