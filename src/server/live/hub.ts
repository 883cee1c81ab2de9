import type { FastifyReply, FastifyRequest } from 'fastify';
import { type GoodbyeReason, LIVE_CONTRACT_LEAST, LIVE_HEARTBEAT_MS } from '../../contract/live.ts';
import type { Recorded } from '../../domain/kernel/index.ts';
import type { Session } from '../access/session.ts';
import type { Sessions } from '../access/sessions.ts';
import { privateTo, type Viewer, viewerKey, viewerOf } from '../access/visible/index.ts';
import type { Engine } from '../engine/types.ts';
import { Feed } from './feed.ts';
import { clockFrame, goodbyeFrame } from './frames.ts';
import { Reader } from './reader.ts';

export interface HubOptions {
  readonly engine: Engine;
  readonly sessions: Pick<Sessions, 'present' | 'onEnd'>;
  readonly visible: (event: Recorded, viewer: Viewer) => Recorded | undefined;
  readonly realTime?: () => number;
  /** A socket that takes nothing for so long is let go (default 15 s). */
  readonly patienceMs?: number;
  /** Most streams of one session, and of all together. */
  readonly perSession?: number;
  readonly most?: number;
}

interface Channel {
  readonly feed: Feed;
  readonly readers: Set<Reader>;
  readonly offClock: () => void;
}

const TICK_MS = 1_000;
const PRESENT_EVERY_MS = 60_000;

/** All open live streams of this node. */
export class LiveHub {
  private readonly options: HubOptions;
  private readonly realTime: () => number;
  private readonly channels = new Map<string, Channel>();
  private readonly viewers = new Map<string, Viewer>();
  private readonly ofSession = new Map<string, number>();
  private readonly ticker: NodeJS.Timeout;
  private lastBeat = 0;
  private lastPresent = 0;
  readonly dropped: Record<GoodbyeReason, number> = {
    slow: 0,
    session: 0,
    'too-old': 0,
    restart: 0,
    ahead: 0,
    'too-many': 0,
  };

  constructor(options: HubOptions) {
    this.options = options;
    this.realTime = options.realTime ?? Date.now;
    this.ticker = setInterval(() => this.tick(), TICK_MS).unref();
    this.lastBeat = this.lastPresent = this.realTime();
  }

  get open(): number {
    let sum = 0;
    for (const channel of this.channels.values()) sum += channel.readers.size;
    return sum;
  }

  private channelOf(tenant: string): Channel {
    let channel = this.channels.get(tenant);
    if (!channel) {
      const readers = new Set<Reader>();
      const feed = new Feed({
        tenant,
        engine: this.options.engine,
        show: (event, group, person) => this.options.visible(event, { ...(this.viewers.get(group) as Viewer), person }),
        privateTo,
      });
      const offClock = this.options.engine.onClock(tenant, (clock, now) => {
        const frame = clockFrame(undefined, { clock, now, head: feed.seq });
        for (const reader of readers) if (!reader.full) reader.write(frame);
      });
      channel = { feed, readers, offClock };
      this.channels.set(tenant, channel);
    }
    return channel;
  }

  /** Answers a request with a stream that stays open. `after` undefined: from now on. */
  async serve(
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    after: number | undefined,
    contract: number,
  ): Promise<void> {
    const { tenant } = session;
    const channel = this.channelOf(tenant);
    await channel.feed.ready;
    const [clock, now] = await Promise.all([this.options.engine.clock(tenant), this.options.engine.now(tenant)]);
    const known =
      after === undefined || after <= channel.feed.seq || after <= (await this.options.engine.lastSeq(tenant));
    if (request.raw.destroyed) return;

    reply.hijack();
    const response = reply.raw;
    const socket = request.raw.socket;
    // Ends when the line ends: no chunk marks, so that one buffer serves every reader as it is.
    response.removeHeader('transfer-encoding');
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    response.flushHeaders();
    socket.setTimeout(0);

    const count = this.ofSession.get(session.key) ?? 0;
    const refusal: GoodbyeReason | undefined =
      contract < LIVE_CONTRACT_LEAST
        ? 'too-old'
        : !known
          ? 'ahead'
          : count >= (this.options.perSession ?? 64) || this.open >= (this.options.most ?? 10_000)
            ? 'too-many'
            : undefined;
    if (refusal) {
      this.dropped[refusal]++;
      socket.end(goodbyeFrame(refusal));
      return;
    }

    const viewer = viewerOf(session);
    const group = viewerKey(viewer);
    this.viewers.set(group, viewer);
    const who = { session: session.key, group, person: session.actor.person };
    const reader = new Reader(socket, who, after ?? channel.feed.seq, this.realTime);
    const offEnd = this.options.sessions.onEnd(session.key, () => this.drop(reader, 'session'));
    channel.readers.add(reader);
    this.ofSession.set(session.key, count + 1);
    socket.once('close', () => {
      offEnd();
      reader.over();
      channel.feed.leave(reader);
      channel.readers.delete(reader);
      const left = (this.ofSession.get(session.key) ?? 1) - 1;
      if (left > 0) this.ofSession.set(session.key, left);
      else this.ofSession.delete(session.key);
    });
    socket.on('error', () => socket.destroy());
    reader.write(clockFrame(undefined, { clock, now, head: channel.feed.seq }));
    try {
      await channel.feed.join(reader);
    } catch {
      this.drop(reader, 'restart');
    }
  }

  private drop(reader: Reader, reason: GoodbyeReason): void {
    if (reader.closed) return;
    this.dropped[reason]++;
    reader.goodbye(reason);
  }

  private tick(): void {
    const now = this.realTime();
    const patience = this.options.patienceMs ?? 15_000;
    for (const channel of this.channels.values()) {
      for (const reader of channel.readers)
        if (reader.stuckSince > 0 && now - reader.stuckSince > patience) this.drop(reader, 'slow');
    }
    if (now - this.lastBeat >= LIVE_HEARTBEAT_MS) {
      this.lastBeat = now;
      this.beat().catch(() => {});
    }
    if (now - this.lastPresent >= PRESENT_EVERY_MS) {
      this.lastPresent = now;
      this.confirmSessions().catch(() => {});
    }
  }

  /** Tells everybody the time, and with it how far they have come: also where all that happened was hidden from them. */
  private async beat(): Promise<void> {
    for (const [tenant, channel] of this.channels) {
      if (channel.readers.size === 0) continue;
      const [clock, now] = await Promise.all([this.options.engine.clock(tenant), this.options.engine.now(tenant)]);
      const frames = new Map<number, Buffer>();
      for (const reader of channel.readers) {
        if (!reader.inStep || reader.full) continue;
        const frame = frames.get(reader.seq) ?? clockFrame(reader.seq, { clock, now, head: channel.feed.seq });
        frames.set(reader.seq, frame);
        reader.write(frame);
      }
    }
  }

  /** An open stream keeps its session alive, and ends with it, wherever that was ended. */
  private async confirmSessions(): Promise<void> {
    for (const [tenant, channel] of this.channels) {
      const keys = [...new Set([...channel.readers].map((reader) => reader.session))];
      if (keys.length === 0) continue;
      const present = new Set(await this.options.sessions.present(tenant, keys));
      for (const reader of channel.readers) if (!present.has(reader.session)) this.drop(reader, 'session');
    }
  }

  /** Says goodbye to all: the server stops. */
  stop(): void {
    clearInterval(this.ticker);
    for (const channel of this.channels.values()) {
      channel.offClock();
      channel.feed.stop();
      for (const reader of channel.readers) this.drop(reader, 'restart');
    }
    this.channels.clear();
  }
}
