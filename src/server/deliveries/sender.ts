import { setTimeout as rest } from 'node:timers/promises';
import type pg from 'pg';
import { deriveId } from '../../domain/kernel/index.ts';
import type { Card, Handed, Outgoing, Sender } from '../channels/channel.ts';
import { type Claim, claim, type Reach, type Settled, settle, settledBy } from './claims.ts';
import { Health } from './health.ts';
import { Pace } from './pace.ts';
import { applyReceipts } from './receipts.ts';

/** Requests under way at one provider: enough to fill its rate over a slow line. */
const REQUESTS = 6;
/** Rows claimed at once, whatever a provider takes in one request. */
const CLAIM_MOST = 1_000;
/** Looks for work after this long when nobody calls. */
const IDLE_MS = 1_000;
const NO_ADDRESS = 'no-address';
/** Its address was over: tried by another way of the rung, so often at most. */
const GONE_MOST = 3;
const isOver = (answer: Handed): answer is Handed & { readonly state: 'refused' } =>
  answer.state === 'refused' && answer.code === 'gone';

export interface Provider {
  readonly id: string;
  /** Rung of the ladder that it serves. */
  readonly kind: string;
  readonly card: Card;
  readonly sender: Sender;
}

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

/** One rung's worth of sending: hands over what is due, to the first of its providers that answers. */
export class RungSender {
  private readonly doors: SenderDoors;
  private readonly lines: { readonly provider: Provider; readonly pace: Pace; readonly health: Health }[];
  private stopped = false;
  private wake: (() => void) | undefined;
  private readonly running = new Set<Promise<void>>();
  private loop: Promise<void> = Promise.resolve();

  constructor(doors: SenderDoors) {
    this.doors = doors;
    const now = doors.realTime();
    this.lines = doors.providers.map((provider) => ({
      provider,
      pace: new Pace(provider.card.limits, now),
      health: new Health(),
    }));
  }

  start(): void {
    this.stopped = false;
    this.loop = this.work();
  }

  /** There may be work. */
  call(): void {
    this.wake?.();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake?.();
    await this.loop;
    await Promise.all(this.running);
  }

  /** Providers that do not answer, and since when (real time). */
  silent(): { readonly provider: string; readonly since: number }[] {
    return this.lines.flatMap(({ provider, health }) =>
      health.downSince === undefined ? [] : [{ provider: provider.id, since: health.downSince }],
    );
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
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
    if (this.running.size >= REQUESTS) {
      await Promise.race(this.running);
      return true;
    }
    const now = realTime();
    const line = this.lines.find(({ health }) => health.state(now) !== 'down');
    if (!line) return false;
    const probing = line.health.state(now) === 'probe';
    const { id, kind, card } = line.provider;
    const most = line.pace.take(probing ? 1 : Math.min(card.limits.perRequest, CLAIM_MOST), now);
    if (most === 0) {
      await rest(10);
      return true;
    }
    const claims = await claim(pool, tenant, kind, id, most, await this.doors.now(), this.doors.reach);
    line.pace.give(most - claims.length);
    if (claims.length === 0) return false;
    if (probing) line.health.probe();
    const sending: Promise<void> = this.hand(line, claims).finally(() => this.running.delete(sending));
    this.running.add(sending);
    return true;
  }

  private async hand({ provider, pace, health }: (typeof this.lines)[number], claims: readonly Claim[]): Promise<void> {
    const { card, sender } = provider;
    const done: { claim: Claim; as: Settled }[] = [];
    const byId = new Map<string, Claim>();
    const batch: Outgoing[] = [];
    const addressed = await this.doors.address(card.kind, claims).catch((error: unknown) => {
      this.doors.say('whom to send to could not be looked up', { provider: provider.id, error: String(error) });
    });
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
    const answers = batch.length > 0 ? await answersOf(sender, batch) : [];
    const real = this.doors.realTime();
    for (const answer of answers) if (answer.state === 'refused' && answer.waitMs) pace.hold(answer.waitMs, real);
    if (answers.length === 0) health.unasked();
    else if (answers.every((answer) => isSilence(answer))) health.silent(real);
    else health.answered();
    const gone = answers.flatMap((answer) => answer.gone ?? []);
    if (gone.length > 0)
      await this.doors.gone?.(card.kind, gone).catch((error: unknown) => {
        this.doors.say('addresses that are over could not be forgotten', {
          provider: provider.id,
          error: String(error),
        });
      });
    await this.writeDown(provider.id, (now) => [
      ...done,
      ...answers.flatMap((answer) => {
        const one = byId.get(answer.id);
        if (one && this.doors.reach && isOver(answer) && one.attempts < GONE_MOST)
          return [{ claim: one, as: { state: 'due' as const, dueAt: now, code: answer.code } }];
        return one ? [{ claim: one, as: settledBy(answer, one.attempts, card.idempotent, now) }] : [];
      }),
      // Nothing of these went out.
      ...(addressed ? [] : claims.map((one) => ({ claim: one, as: lookAgain(now) }))),
    ]);
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
    if (this.stopped) return Promise.resolve();
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

function isSilence(answer: Handed): boolean {
  return answer.state === 'doubt' || (answer.state === 'refused' && answer.again && answer.waitMs === undefined);
}

/** An adapter that throws has told nothing: each message may or may not have gone. */
async function answersOf(sender: Sender, batch: readonly Outgoing[]): Promise<readonly Handed[]> {
  try {
    const answers = await sender.send(batch);
    const known = new Set(answers.map((answer) => answer.id));
    const missing = batch.filter((one) => !known.has(one.id));
    return [...answers, ...missing.map(({ id }): Handed => ({ id, state: 'doubt', code: 'no-answer' }))];
  } catch (error) {
    return batch.map(({ id }) => ({
      id,
      state: 'doubt',
      code: `fault: ${error instanceof Error ? error.name : 'unknown'}`,
    }));
  }
}
