import type { Recorded } from '../../domain/kernel/index.ts';

/** The last events of a feed in order of seq, without a gap: reconnects are served from here and not from the database. */
export class Ring {
  private events: Recorded[] = [];
  private start = 0;
  private readonly most: number;
  constructor(most: number) {
    this.most = most;
  }

  push(events: readonly Recorded[]): void {
    for (const event of events) this.events.push(event);
    this.start = Math.max(this.start, this.events.length - this.most);
    // Moved together only when as much is dead as alive: amortised one move per event.
    if (this.start > this.most) {
      this.events = this.events.slice(this.start);
      this.start = 0;
    }
  }

  /** Seq of the oldest event held, or undefined. */
  get first(): number | undefined {
    return this.events[this.start]?.seq;
  }

  /** Events with after < seq ≤ upTo, at most `limit`; undefined when some of them are no longer held. */
  between(after: number, upTo: number, limit: number): readonly Recorded[] | undefined {
    const first = this.first;
    if (first === undefined || after + 1 < first) return undefined;
    const from = this.start + after + 1 - first;
    return this.events.slice(from, Math.min(from + limit, this.start + upTo + 1 - first));
  }
}
