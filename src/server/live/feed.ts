import { LIVE_COALESCE_MS } from '../../contract/live.ts';
import type { Recorded } from '../../domain/kernel/index.ts';
import type { Engine } from '../engine/types.ts';
import { eventsFrame } from './frames.ts';
import type { Reader } from './reader.ts';
import { Ring } from './ring.ts';

/** Events of one frame while a reader is brought up: about 250 kB. */
const STEP = 500;
/** Events kept in memory for reconnects. */
const HELD = 10_000;

export interface FeedOptions {
  readonly tenant: string;
  readonly engine: Pick<Engine, 'subscribe' | 'lastSeq' | 'readEvents'>;
  /** What the readers of a group may see of an event; with a person, also what is private to that one. */
  readonly show: (event: Recorded, group: string, person: string | undefined) => Recorded | undefined;
  /** The one person who may see an event, if it is private. */
  readonly privateTo: (event: Recorded) => string | undefined;
}

/**
 * The facts of one tenant on their way to its readers. `flushed` is the seq up to which every reader in step has been
 * served. A reader is brought up from the ring or the journal to exactly `flushed`, and joins in the same turn of the
 * event loop: so nothing is missed and nothing comes twice, whatever is committed meanwhile.
 */
export class Feed {
  private readonly options: FeedOptions;
  private readonly ring = new Ring(HELD);
  private readonly inStep = new Map<string, Set<Reader>>();
  private readonly early = new Set<Reader>();
  private flushed = 0;
  private head = 0;
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;
  readonly ready: Promise<void>;

  constructor(options: FeedOptions) {
    this.options = options;
    this.ready = this.start();
  }

  private async start(): Promise<void> {
    let started = false;
    this.unsubscribe = this.options.engine.subscribe(this.options.tenant, (events) => {
      if (events.length === 0) return;
      this.ring.push(events);
      this.head = (events.at(-1) as Recorded).seq;
      if (started && !this.timer) this.timer = setTimeout(() => this.flush(), LIVE_COALESCE_MS);
    });
    const last = await this.options.engine.lastSeq(this.options.tenant);
    this.head = Math.max(this.head, last);
    this.flushed = this.ring.first === undefined ? last : this.head;
    started = true;
  }

  get seq(): number {
    return this.head;
  }

  /** Takes a reader in at `reader.seq`; it is served until it closes. */
  async join(reader: Reader): Promise<void> {
    while (!reader.closed) {
      if (reader.seq > this.flushed && reader.seq <= this.head) this.flush();
      if (reader.seq === this.flushed) {
        const group = this.inStep.get(reader.group) ?? new Set();
        this.inStep.set(reader.group, group.add(reader));
        reader.inStep = true;
        return;
      }
      if (reader.seq > this.flushed) {
        // It knows of a commit that this node has not heard of yet.
        this.early.add(reader);
        return;
      }
      const upTo = this.flushed;
      const events =
        this.ring.between(reader.seq, upTo, STEP) ??
        (await this.options.engine.readEvents(this.options.tenant, reader.seq, Math.min(STEP, upTo - reader.seq)));
      if (reader.closed) return;
      const last = events.at(-1)?.seq;
      if (last === undefined) throw new Error(`the journal of ${this.options.tenant} lacks seq ${reader.seq + 1}`);
      reader.seq = last;
      const shown = events.flatMap((event) => this.options.show(event, reader.group, reader.person) ?? []);
      if (shown.length > 0 && !reader.write(eventsFrame(last, shown))) await reader.free();
    }
  }

  leave(reader: Reader): void {
    this.early.delete(reader);
    const group = this.inStep.get(reader.group);
    group?.delete(reader);
    if (group?.size === 0) this.inStep.delete(reader.group);
    reader.inStep = false;
  }

  /**
   * Sends what has gathered, made once per group, and once more for each person whom something of it is private to.
   * A reader whose socket is full leaves the step and is brought up later.
   */
  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const from = this.flushed;
    const to = this.head;
    if (to === from) return;
    this.flushed = to;
    const events = this.ring.between(from, to, to - from);
    const owners = new Set(events?.flatMap((event) => this.options.privateTo(event) ?? []));
    for (const [group, readers] of this.inStep) {
      const frames = new Map<string | undefined, Buffer | undefined>();
      for (const reader of readers) {
        // More than the ring holds in one go: everybody is brought up from the journal instead.
        if (!events || reader.full) {
          this.bringUp(reader);
          continue;
        }
        reader.seq = to;
        const person = owners.has(reader.person) ? reader.person : undefined;
        if (!frames.has(person)) frames.set(person, this.frameOf(events, to, group, person));
        const frame = frames.get(person);
        if (frame && !reader.write(frame)) this.bringUp(reader);
      }
    }
    for (const reader of this.early) {
      if (reader.seq > to) continue;
      this.early.delete(reader);
      this.bringUp(reader);
    }
  }

  private frameOf(
    events: readonly Recorded[],
    to: number,
    group: string,
    person: string | undefined,
  ): Buffer | undefined {
    const shown = events.flatMap((event) => this.options.show(event, group, person) ?? []);
    return shown.length > 0 ? eventsFrame(to, shown) : undefined;
  }

  private bringUp(reader: Reader): void {
    this.leave(reader);
    reader
      .free()
      .then(() => this.join(reader))
      // The database is away: the reader is let go and comes back with its seq.
      .catch(() => reader.goodbye('restart'));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.unsubscribe?.();
  }
}
