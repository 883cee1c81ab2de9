import type { Clock, Instant } from '../domain/kernel/index.ts';

/**
 * The live protocol, version 1: server-sent events over GET /api/v1/live?after=<seq>&contract=<version>.
 * A reader holds one number, the seq of the last event it has taken; with it (Last-Event-ID or `after`) it goes on
 * after any break without a gap and without a repeat.
 *
 *   id: <seq>  event: events   data: Recorded[]   facts in order of seq; those hidden from the reader are left out,
 *                                                  and `id` still moves past them
 *              event: clock    data: LiveClock    on connecting, when the clock is set, and every HEARTBEAT
 *              event: goodbye  data: LiveGoodbye  the last frame; then the server closes
 */
export const LIVE_CONTRACT = 1;
/** Oldest version of the protocol that is still served. */
export const LIVE_CONTRACT_LEAST = 1;

/** Frames are gathered for so long before they are sent (ms): at 100 events/s it saves 4/5 of the writes. */
export const LIVE_COALESCE_MS = 50;
/** A reader that has heard nothing for longer than twice this should reconnect (ms). */
export const LIVE_HEARTBEAT_MS = 15_000;

export interface LiveClock {
  readonly clock: Clock;
  /** Tenant time when the frame was made. */
  readonly now: Instant;
  /** Last seq of the journal when the frame was made. */
  readonly head: number;
}

/**
 * Why the server ends a stream.
 * slow: the reader did not read; reconnect, nothing is lost. session: signed out, expired or disabled; sign in.
 * too-old: the page speaks an older protocol; reload. restart: the server stops; reconnect.
 * ahead: `after` lies beyond the journal (another database); reload. too-many: too many streams; try again later.
 */
export const GOODBYE_REASONS = ['slow', 'session', 'too-old', 'restart', 'ahead', 'too-many'] as const;
export type GoodbyeReason = (typeof GOODBYE_REASONS)[number];

export interface LiveGoodbye {
  readonly reason: GoodbyeReason;
  /** Milliseconds after which a reconnect is welcome; absent when it would be of no use. */
  readonly retryAfter?: number;
}
