import type { Card } from '../channels/channel.ts';

/**
 * How many messages a provider takes now. Its documented rate, filled evenly, a second's worth at most at once: a sender
 * asks for as many as it may, where a limit on requests asks for one (see http/rate.ts).
 */
export class Pace {
  private readonly perMs: number;
  private readonly most: number;
  private tokens: number;
  private at: number;
  private heldUntil = 0;

  /** @param now real time in ms */
  constructor({ perSecond, perMinute }: Card['limits'], now: number) {
    this.perMs = Math.min(perSecond ?? Number.POSITIVE_INFINITY, (perMinute ?? Number.POSITIVE_INFINITY) / 60) / 1_000;
    this.most = Math.max(1, Math.min(perSecond ?? Number.POSITIVE_INFINITY, perMinute ?? Number.POSITIVE_INFINITY));
    this.tokens = this.most;
    this.at = now;
  }

  /** Takes up to `wanted`; answers how many. */
  take(wanted: number, now: number): number {
    if (now < this.heldUntil) return 0;
    if (this.perMs === Number.POSITIVE_INFINITY) return wanted;
    this.tokens = Math.min(this.most, this.tokens + (now - this.at) * this.perMs);
    this.at = now;
    const taken = Math.min(wanted, Math.floor(this.tokens));
    this.tokens -= taken;
    return taken;
  }

  /** What was taken and not used. */
  give(count: number): void {
    this.tokens = Math.min(this.most, this.tokens + count);
  }

  /** The provider asked to be left alone for so long. */
  hold(ms: number, now: number): void {
    this.heldUntil = Math.max(this.heldUntil, now + ms);
  }
}
