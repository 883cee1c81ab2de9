/** One message as a phone, a mailbox or a group got it. A message sent twice stands here twice. */
export interface Heard {
  readonly to: string;
  readonly text: string;
  readonly ref: string;
  readonly at: number;
  /** What the sender calls it, where the protocol carries that. */
  readonly id?: string;
}

/** Everything that each number received. Tests fail on what nobody expected here. */
export class Ledger {
  readonly #heard: Heard[] = [];
  /** By number: a carrier asks of every message how many its number has had, and there are 100,000 numbers. */
  readonly #of = new Map<string, Heard[]>();
  add(heard: Heard): void {
    this.#heard.push(heard);
    const had = this.#of.get(heard.to);
    if (had) had.push(heard);
    else this.#of.set(heard.to, [heard]);
  }
  get all(): readonly Heard[] {
    return this.#heard;
  }
  of(to: string): readonly Heard[] {
    return this.#of.get(to) ?? [];
  }
  count(to: string, since: number): number {
    return this.of(to).reduce((n, heard) => n + (heard.at >= since ? 1 : 0), 0);
  }
}

/** How a phone takes what it gets. */
export interface Phone {
  readonly delivered: boolean;
  /** Digit pressed or text sent back. */
  readonly answer?: string;
  readonly delayMs?: number;
  /** Why it was not delivered, in the carrier's words. */
  readonly code?: string;
}
export type AnswerFor = (to: string) => Phone;
export const EVERY_PHONE_TAKES_IT: AnswerFor = () => ({ delivered: true });
