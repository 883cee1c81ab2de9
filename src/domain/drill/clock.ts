import type { Command, Event, Instant } from '../kernel/index.ts';

/**
 * The clock of a drill, on stream 'drill/clock'. A real district never gets 'drill.opened', so every command on its
 * clock is refused: the wall between the two stands in the state, not in a flag that could be forgotten.
 */
export interface DrillState {
  readonly open: boolean;
  readonly scenario: string;
  /** Tenant time that held when the clock was last touched, and how fast it has run since. */
  readonly at: Instant;
  readonly speed: number;
  readonly injects: readonly Inject[];
}

/** A note of the exercise staff on what they threw in or saw; kept for the talk afterwards. */
export interface Inject {
  readonly at: Instant;
  readonly by: string;
  readonly kind: 'inject' | 'observation';
  readonly note: string;
  readonly about?: string;
}

/** Fastest clock: five storm days in under a minute. */
export const SPEED_MAX = 10_000;

export type DrillCommand =
  /** System: the tenant was made as a drill. */
  | Command<'drill.open', { readonly scenario: string; readonly at: Instant; readonly speed: number }>
  | Command<'drill.set-clock', { readonly speed: number }>
  | Command<'drill.advance', { readonly to: Instant }>
  | Command<'drill.inject', { readonly kind: Inject['kind']; readonly note: string; readonly about?: string }>;

export type DrillEvent =
  | Event<'drill.opened', { readonly scenario: string; readonly at: Instant; readonly speed: number }>
  /** From tenant time `at` on, the clock runs `speed` times as fast as real time. */
  | Event<'drill.clock-set', { readonly at: Instant; readonly speed: number }>
  | Event<'drill.injected', { readonly kind: Inject['kind']; readonly note: string; readonly about?: string }>;
