/**
 * Token buckets in memory: `perMinute` tokens, filled evenly. The table is bounded, so that a million addresses
 * cost nothing but forgetting the oldest. Several nodes each allow their own share.
 */
export class Buckets {
  private readonly filled = new Map<string, { tokens: number; at: number }>();
  private readonly most: number;
  constructor(most = 20_000) {
    this.most = most;
  }

  /** Takes one token; answers 0, or the seconds to wait. `now` in real milliseconds; `most` tokens at once, a minute's if absent. */
  take(key: string, perMinute: number, now: number, most = perMinute): number {
    const bucket = this.filled.get(key);
    const tokens = bucket ? Math.min(most, bucket.tokens + ((now - bucket.at) * perMinute) / 60_000) : most;
    if (bucket) this.filled.delete(key);
    else if (this.filled.size >= this.most) this.filled.delete(this.filled.keys().next().value as string);
    const taken = tokens >= 1;
    this.filled.set(key, { tokens: taken ? tokens - 1 : tokens, at: now });
    return taken ? 0 : Math.ceil(((1 - tokens) * 60) / perMinute);
  }

  /** Puts one token back: what it was taken for turned out to be no failure. */
  give(key: string, perMinute: number): void {
    const bucket = this.filled.get(key);
    if (bucket) bucket.tokens = Math.min(perMinute, bucket.tokens + 1);
  }
}
