import type { Socket } from 'node:net';
import type { GoodbyeReason } from '../../contract/live.ts';
import { goodbyeFrame } from './frames.ts';

/** How long the last words may take to leave before the line is cut. */
const LAST_WORDS_MS = 30_000;

/** One open stream. Holds the seq up to which everything was handed to its socket, and nothing else of the journal. */
export class Reader {
  seq: number;
  /** Real time since when the socket has not taken what it was given; 0 while it takes. */
  stuckSince = 0;
  /** In step with the feed, and so served by its flushes; otherwise it is being brought up. */
  inStep = false;
  closed = false;
  readonly session: string;
  readonly group: string;
  readonly person: string;
  private readonly socket: Socket;
  private readonly realTime: () => number;
  private onFree: (() => void) | undefined;

  constructor(socket: Socket, who: Pick<Reader, 'session' | 'group' | 'person'>, seq: number, realTime: () => number) {
    this.socket = socket;
    this.session = who.session;
    this.group = who.group;
    this.person = who.person;
    this.seq = seq;
    this.realTime = realTime;
    socket.on('drain', () => {
      this.stuckSince = 0;
      const free = this.onFree;
      this.onFree = undefined;
      free?.();
    });
  }

  /** Hands bytes to the socket; false when it is full and the reader must be waited for. At most one frame waits here. */
  write(frame: Buffer): boolean {
    if (this.closed) return false;
    if (this.socket.write(frame)) return true;
    if (this.stuckSince === 0) this.stuckSince = this.realTime();
    return false;
  }

  get full(): boolean {
    return this.socket.writableNeedDrain;
  }

  /** Resolves when the socket takes again, or the stream is over. */
  free(): Promise<void> {
    if (this.closed || !this.full) return Promise.resolve();
    return new Promise((resolve) => {
      this.onFree = resolve;
    });
  }

  /** Says why, and ends. A reader that never reads again is cut off after LAST_WORDS_MS. */
  goodbye(reason: GoodbyeReason): void {
    if (this.closed) return;
    this.over();
    this.socket.end(goodbyeFrame(reason));
    const cut = setTimeout(() => this.socket.destroy(), LAST_WORDS_MS);
    this.socket.once('close', () => clearTimeout(cut));
  }

  /** The line is gone. */
  over(): void {
    this.closed = true;
    const free = this.onFree;
    this.onFree = undefined;
    free?.();
  }
}
