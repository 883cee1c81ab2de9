import type { LiveClock, LiveGoodbye } from '../../../contract/live.ts';
import { LIVE_CONTRACT, LIVE_HEARTBEAT_MS } from '../../../contract/live.ts';
import { type Clock, type Instant, type Recorded, tenantTime } from '../../../domain/kernel/index.ts';
import { type ScreenState, screen } from '../../../domain/screen/index.ts';
import { call, type Trouble } from '../api.ts';

export type Connection = 'loading' | 'live' | 'broken' | 'failed' | 'ended';

/** What the pages see. A new object at every change; `state` keeps its identity, `seq` tells that it moved. */
export interface LiveView {
  readonly state: ScreenState;
  readonly seq: number;
  readonly clock: Clock;
  readonly connection: Connection;
  /** Real time at which the server was last heard. */
  readonly heardAt: number;
  readonly trouble?: Trouble;
  readonly goodbye?: LiveGoodbye['reason'];
}

export interface ScreenAnswer {
  readonly seq: number;
  readonly at: Instant;
  readonly state: ScreenState;
}

/** An event may take 100 ms from the wire to the pixel, drawing included: frames of the stream, 50 ms apart, are each drawn as they come. */
const DRAW_EVERY = 40;
const SLOWEST = 1_500;

/**
 * The live state of one district in this page: a snapshot, then every event in order. The seq is the only thing that
 * has to be remembered to go on after a break; events that were already folded are dropped by it.
 */
export class LiveStore {
  private view: LiveView;
  private readonly listeners = new Set<() => void>();
  private readonly eventListeners = new Set<(events: readonly Recorded[]) => void>();
  private source: EventSource | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setInterval> | undefined;
  private draw: ReturnType<typeof setTimeout> | undefined;
  private drawnAt = 0;
  private pace = DRAW_EVERY;
  private head = 0;
  private waiting: Recorded[] = [];
  private tries = 0;
  private stopped = false;

  constructor() {
    this.view = {
      state: screen.empty(),
      seq: 0,
      clock: { at: Date.now(), since: Date.now(), speed: 1 },
      connection: 'loading',
      heardAt: 0,
    };
  }

  readonly subscribe = (listen: () => void): (() => void) => {
    this.listeners.add(listen);
    return () => this.listeners.delete(listen);
  };
  readonly current = (): LiveView => this.view;

  /** Every batch of events as it is folded in, for sounds and toasts. */
  onEvents(listen: (events: readonly Recorded[]) => void): () => void {
    this.eventListeners.add(listen);
    return () => this.eventListeners.delete(listen);
  }

  async start(): Promise<void> {
    this.stopped = false;
    const answer = await call<ScreenAnswer>('/screen');
    if (this.stopped) return;
    if (!answer.ok) {
      this.change({ connection: 'failed', trouble: answer.trouble });
      this.again(() => void this.start());
      return;
    }
    const { seq, state, at } = answer.value;
    state.seq = seq;
    // Until the stream tells the clock, time stands where the snapshot was taken.
    const clock = { at, since: Date.now(), speed: 0 };
    this.change({ state, seq, clock, trouble: undefined, heardAt: Date.now() });
    this.follow();
    this.watch ??= setInterval(() => this.checkSilence(), 5_000);
  }

  stop(): void {
    this.stopped = true;
    this.source?.close();
    clearTimeout(this.retry);
    clearInterval(this.watch);
    this.watch = undefined;
    clearTimeout(this.draw);
  }

  private follow(): void {
    this.source?.close();
    const source = new EventSource(`/api/v1/live?after=${this.view.seq}&contract=${LIVE_CONTRACT}`);
    this.source = source;
    source.addEventListener('open', () => {
      this.tries = 0;
      this.change({ connection: 'live', heardAt: Date.now(), goodbye: undefined });
    });
    source.addEventListener('events', (message) =>
      this.take(JSON.parse(message.data) as Recorded[], Number(message.lastEventId)),
    );
    source.addEventListener('clock', (message) => {
      const { clock } = JSON.parse(message.data) as LiveClock;
      this.change({
        clock: rebased(JSON.parse(message.data) as LiveClock, clock),
        connection: 'live',
        heardAt: Date.now(),
      });
    });
    source.addEventListener('goodbye', (message) => this.leave(JSON.parse(message.data) as LiveGoodbye));
    source.addEventListener('error', () => {
      source.close();
      if (this.stopped || this.view.connection === 'ended') return;
      this.change({ connection: 'broken' });
      this.again(() => this.follow());
    });
  }

  /** Frames that come closer than DRAW_EVERY are drawn together: a burst of a thousand events is one change. */
  private take(events: readonly Recorded[], head: number): void {
    this.waiting.push(...events);
    this.head = Math.max(this.head, head);
    const since = performance.now() - this.drawnAt;
    if (since >= this.pace) this.apply();
    else this.draw ??= setTimeout(() => this.apply(), this.pace - since);
  }

  private apply(): void {
    clearTimeout(this.draw);
    this.draw = undefined;
    const began = performance.now();
    const { state } = this.view;
    const fresh = this.waiting.filter((event) => event.seq > state.seq);
    this.waiting = [];
    for (const event of fresh) screen.fold(state, event);
    // What this reader may not see is left out of the stream, so the last seq may be past the last fact.
    if (this.head > state.seq) state.seq = this.head;
    this.change({ seq: state.seq, heardAt: Date.now(), connection: 'live' });
    if (fresh.length > 0) for (const listen of this.eventListeners) listen(fresh);
    this.drawnAt = performance.now();
    // The pages draw when this turn ends. On a slow machine that takes at most half of the time: the page stays usable, and still shows all.
    setTimeout(() => {
      this.drawnAt = performance.now();
      this.pace = Math.min(SLOWEST, Math.max(DRAW_EVERY, this.drawnAt - began));
    });
  }

  private leave({ reason, retryAfter }: LiveGoodbye): void {
    this.source?.close();
    if (reason === 'ahead' || reason === 'too-old') {
      location.reload();
      return;
    }
    if (reason === 'session') {
      this.change({ connection: 'ended', goodbye: reason });
      return;
    }
    this.change({ connection: 'broken', goodbye: reason });
    this.again(() => this.follow(), retryAfter);
  }

  private again(act: () => void, after?: number): void {
    clearTimeout(this.retry);
    // 0.5 s, 1, 2, 4 … 15 s, each with up to a third of jitter so that a room of consoles does not come back at once.
    const wait = after ?? Math.min(15_000, 500 * 2 ** this.tries) * (1 + Math.random() / 3);
    this.tries++;
    this.retry = setTimeout(act, wait);
  }

  private checkSilence(): void {
    if (this.view.connection === 'live' && Date.now() - this.view.heardAt > 2 * LIVE_HEARTBEAT_MS) {
      this.change({ connection: 'broken' });
      this.follow();
    }
  }

  private change(part: Partial<LiveView>): void {
    this.view = { ...this.view, ...part };
    for (const listen of this.listeners) listen();
  }
}

/** The server's clock counted from this machine's own: the two real clocks need not agree. */
function rebased(frame: LiveClock, clock: Clock): Clock {
  return { at: frame.now, since: Date.now(), speed: clock.speed };
}

export function nowOf(view: LiveView): Instant {
  return tenantTime(view.clock, Date.now());
}
