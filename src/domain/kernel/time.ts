/** Milliseconds since 1970-01-01T00:00:00Z. The domain never reads a clock: every instant is handed in. */
export type Instant = number;
/** A length of time in milliseconds. */
export type Millis = number;

export const SECOND: Millis = 1_000;
export const MINUTE: Millis = 60 * SECOND;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

/**
 * A tenant's clock: `at` tenant time was true at `since` real time, and runs `speed` times as fast.
 * A real district runs with speed 1 and at === since; a drill may be paused (speed 0), sped up, or set forward.
 */
export interface Clock {
  readonly at: Instant;
  readonly since: Instant;
  readonly speed: number;
}

export const realClock: Clock = { at: 0, since: 0, speed: 1 };

/** Tenant time for a given real time. */
export function tenantTime(clock: Clock, real: Instant): Instant {
  return Math.floor(clock.at + (real - clock.since) * clock.speed);
}

/** Real milliseconds until tenant time `at`; Infinity when the clock stands still. */
export function realDelay(clock: Clock, real: Instant, at: Instant): Millis {
  const left = at - tenantTime(clock, real);
  if (left <= 0) return 0;
  return clock.speed > 0 ? left / clock.speed : Number.POSITIVE_INFINITY;
}
