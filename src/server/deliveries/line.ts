import type { Card, Handed, Outgoing, Sender } from '../channels/channel.ts';
import { Health } from './health.ts';
import { Pace } from './pace.ts';

/** Requests under way at a provider that takes many messages in one: enough to fill its rate over a slow line. */
const REQUESTS = 6;
/** Rows claimed at once, whatever a provider takes in one request. */
const CLAIM_MOST = 1_000;
/**
 * At a provider that takes one message a request, one that has been unanswered for so long no longer keeps the others
 * waiting: of 100,000 messages, 5 % that run into the time-out would otherwise hold the rest up for an hour.
 */
const SLOW_MS = 2_000;
/** As many as that may hang beside those that are answered; if all hang, no more than these and `atOnce` are in doubt. */
const SLOW_MOST = 256;

export interface Provider {
  readonly id: string;
  /** Rung of the ladder that it serves. */
  readonly kind: string;
  readonly card: Card;
  readonly sender: Sender;
}

/** What came of one request, and when it began. */
export interface Asked {
  readonly answers: readonly Handed[];
  readonly begun: number;
}

/** One provider as a sender holds it: how fast it may go, whether it answers, what is under way. */
export class Line {
  readonly provider: Provider;
  readonly pace: Pace;
  readonly health = new Health();
  private held = 0;
  private slow = 0;
  /** When the latest of the requests that were answered began. */
  private answered = Number.NEGATIVE_INFINITY;

  /** @param now real time in ms */
  constructor(provider: Provider, now: number) {
    this.provider = provider;
    this.pace = new Pace(provider.card.limits, now);
  }

  /** Whether each message is a request of its own. */
  get singly(): boolean {
    return this.provider.sender.atOnce !== undefined;
  }

  /** How many messages may be claimed now, its pace left out. */
  room(): number {
    const { perRequest } = this.provider.card.limits;
    const { atOnce } = this.provider.sender;
    if (atOnce === undefined) return this.held < REQUESTS ? Math.min(perRequest, CLAIM_MOST) : 0;
    return Math.max(0, Math.min(perRequest, atOnce - this.held + Math.min(this.slow, SLOW_MOST)));
  }

  /** So many requests are about to be made. Each is freed by `ask`, or by `free` when it comes to none. */
  hold(requests: number): void {
    this.held += requests;
  }

  free(requests: number): void {
    this.held -= requests;
  }

  async ask(batch: readonly Outgoing[]): Promise<Asked> {
    const begun = performance.now();
    let isSlow = false;
    const timer = setTimeout(() => {
      isSlow = true;
      this.slow += 1;
    }, SLOW_MS);
    const answers = await answersOf(this.provider.sender, batch);
    clearTimeout(timer);
    if (isSlow) this.slow -= 1;
    this.free(1);
    return { answers, begun };
  }

  /** Judges by what came back whether the provider answers. A request that hung while a later one was answered says nothing. */
  heard(asked: readonly Asked[], now: number): void {
    let latest = Number.NEGATIVE_INFINITY;
    let spoken = Number.NEGATIVE_INFINITY;
    for (const { answers, begun } of asked) {
      if (answers.length === 0) continue;
      latest = Math.max(latest, begun);
      if (!answers.every(isSilence)) spoken = Math.max(spoken, begun);
    }
    const hasSpoken = spoken > Number.NEGATIVE_INFINITY;
    this.answered = Math.max(this.answered, spoken);
    if (hasSpoken) this.health.answered();
    else if (latest > this.answered) this.health.silent(now);
    else this.health.unasked();
  }
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
