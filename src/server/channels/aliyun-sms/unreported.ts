/** QuerySendDetails looks back 30 days; a report that is not there after three (72 h, as carriers say) never comes. */
const KEPT_MS = 3 * 86_400_000;
/** A quarter of a million numbers are some 50 MB; beyond that the oldest are left to pushed receipts. */
const MOST = 250_000;

interface Waiting {
  readonly ref: string;
  readonly biz: string;
  readonly to: string;
  /** Day of sending in China, `20250601`. */
  readonly day: string;
  readonly at: number;
}

/**
 * Numbers without a report yet, since Aliyun can only be asked number by number. Held in memory: after a start,
 * messages sent before it are reported by push alone. Asked in turn, the longest unasked first.
 */
export class Unreported {
  readonly #waiting = new Map<string, Waiting>();

  sent(ref: string, biz: string, to: string, now: number): void {
    const day = new Date(now + 28_800_000).toISOString().slice(0, 10).replaceAll('-', '');
    this.#waiting.set(ref, { ref, biz, to, day, at: now });
    if (this.#waiting.size > MOST) this.#waiting.delete(this.#waiting.keys().next().value as string);
  }

  reported(ref: string): void {
    this.#waiting.delete(ref);
  }

  oldest(most: number, now: number): Waiting[] {
    const asked: Waiting[] = [];
    for (const one of this.#waiting.values()) {
      if (asked.length === most) break;
      asked.push(one);
    }
    for (const one of asked) {
      this.#waiting.delete(one.ref);
      if (one.at > now - KEPT_MS) this.#waiting.set(one.ref, one);
    }
    return asked;
  }
}
