import type { Recorded } from '../../domain/kernel/index.ts';
import type { Listener, Log } from './types.ts';

/**
 * Hands the events of one tenant to its listeners, in order, none twice and none left out, whether this node wrote
 * them (they come with the commit) or another did (a notice says up to where to read).
 */
export class Publisher {
  private readonly listeners = new Set<Listener>();
  private readonly read: (after: number, limit: number) => Promise<Recorded[]>;
  private readonly log: Log;
  private waiting: Recorded[][] = [];
  private wanted = 0;
  private reading = false;
  published: number;

  constructor(published: number, read: (after: number, limit: number) => Promise<Recorded[]>, log: Log) {
    this.published = published;
    this.read = read;
    this.log = log;
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Events that this node has just committed. */
  take(events: readonly Recorded[]): void {
    const first = events[0];
    if (!first) return;
    if (!this.reading && first.seq === this.published + 1) this.hand(events);
    else {
      this.waiting.push([...events]);
      void this.catchUp(first.seq - 1);
    }
  }

  /** The journal is known to reach `seq`: reads what is missing. */
  async catchUp(seq: number): Promise<void> {
    this.wanted = Math.max(this.wanted, seq);
    if (this.reading) return;
    this.reading = true;
    try {
      for (;;) {
        this.waiting = this.waiting.filter((events) => (events.at(-1) as Recorded).seq > this.published);
        const next = this.waiting.find((events) => (events[0] as Recorded).seq === this.published + 1);
        if (next) {
          this.hand(next);
          continue;
        }
        const reach = Math.max(this.wanted, ...this.waiting.map((events) => (events[0] as Recorded).seq - 1));
        if (this.published >= reach) break;
        const events = await this.read(this.published, 1_000);
        if (events.length === 0) break; // told too early: the next notice or commit brings it
        this.hand(events);
      }
    } catch (error) {
      this.log.warn({ error: String(error) }, 'reading the events of other nodes failed; the next notice tries again');
    } finally {
      this.reading = false;
    }
  }

  private hand(events: readonly Recorded[]): void {
    const fresh =
      events[0] && events[0].seq <= this.published ? events.filter((event) => event.seq > this.published) : events;
    const last = fresh.at(-1);
    if (!last) return;
    this.published = last.seq;
    for (const listener of this.listeners) {
      try {
        listener(fresh);
      } catch (error) {
        this.log.error(
          { error: error instanceof Error ? error.stack : String(error) },
          'a listener to the journal threw',
        );
      }
    }
  }
}
