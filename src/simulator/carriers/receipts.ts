import type { Random } from '../random.ts';
import type { Shares } from './shares.ts';

/**
 * The receipts of a carrier on their way to whoever sent the messages: lost, doubled, late, out of order as the
 * shares say, collected into batches, and pushed again when the push was not answered as the provider wants.
 */
export class Receipts<R> {
  readonly #shares: Shares;
  readonly #draw: Random;
  readonly #push: ((batch: readonly R[]) => Promise<boolean>) | undefined;
  readonly #waiting: R[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #most: number;
  readonly #retryMs: readonly number[];
  #held: R | undefined;
  #flushing = false;
  /** Batches that were given up after the last retry. */
  givenUp = 0;

  constructor(
    wrong: { readonly shares: Shares; readonly draw: Random },
    how: {
      readonly most: number;
      readonly retryMs?: readonly number[];
      readonly push?: (batch: readonly R[]) => Promise<boolean>;
    },
  ) {
    this.#shares = wrong.shares;
    this.#draw = wrong.draw;
    this.#push = how.push;
    this.#most = how.most;
    this.#retryMs = how.retryMs ?? [50, 200, 500];
  }

  add(receipt: R, afterMs = 0): void {
    if (this.#draw.chance(this.#shares.receiptLost)) return;
    const [low, high] = this.#shares.receiptDelayMs;
    const copies = this.#draw.chance(this.#shares.receiptTwice) ? 2 : 1;
    for (let n = 0; n < copies; n++) this.#later(afterMs + this.#draw.between(low, high), () => this.#due(receipt));
  }

  /** For carriers that are asked: what is due and not yet fetched, each once. */
  take(most: number): R[] {
    return this.#waiting.splice(0, most);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }

  #due(receipt: R): void {
    if (this.#held === undefined && this.#draw.chance(this.#shares.receiptLater)) {
      this.#held = receipt;
      // Nothing may follow: then it goes alone, only late.
      this.#later(200, () => this.#release());
      return;
    }
    this.#waiting.push(receipt);
    this.#release();
    this.#later(5, () => void this.#flush());
  }

  #release(): void {
    if (this.#held === undefined) return;
    this.#waiting.push(this.#held);
    this.#held = undefined;
    this.#later(5, () => void this.#flush());
  }

  async #flush(): Promise<void> {
    if (!this.#push || this.#flushing) return;
    this.#flushing = true;
    while (this.#waiting.length > 0) await this.#deliver(this.take(this.#most), 0);
    this.#flushing = false;
  }

  async #deliver(batch: readonly R[], tries: number): Promise<void> {
    if (await this.#push?.(batch).catch(() => false)) return;
    const wait = this.#retryMs[tries];
    if (wait === undefined) this.givenUp++;
    else this.#later(wait, () => void this.#deliver(batch, tries + 1));
  }
}
