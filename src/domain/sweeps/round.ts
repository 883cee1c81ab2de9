import type { Command, Event, Instant, Position } from '../kernel/index.ts';
import type { Level, PointKind, Words } from '../places/index.ts';

/** What somebody found at a target. 'not-reachable' is a look that saw nothing: the target stays blind. */
export type TickResult = 'normal' | 'hazard' | 'not-applicable' | 'not-reachable';

/** One thing to look at: a point of the district or a whole stairwell. */
export interface Target {
  readonly id: string;
  readonly kind: PointKind | 'stairwell';
  readonly committee: string;
}

/** How a round chooses its targets. Each given field narrows; `ids` names them outright. */
export interface TargetSpec {
  readonly ids?: readonly string[];
  readonly kinds?: readonly (PointKind | 'stairwell')[];
  readonly committees?: readonly string[];
  /** Points that this unit answers for. */
  readonly unit?: string;
}

export interface OpenRound {
  readonly title: Words;
  readonly targets: TargetSpec;
  readonly checklist?: string;
  /** How the targets are looked at. */
  readonly by: 'foot' | 'video';
  /** Unit that goes, and the person if one is named. */
  readonly unit: string;
  readonly person?: string;
  readonly level: Level;
  readonly dueMinutes: number;
  /** Opens again every so many minutes until stopped. */
  readonly everyMinutes?: number;
  /** No tick for so long makes an absence. */
  readonly absenceMinutes?: number;
  readonly response?: string;
  readonly task?: string;
  /** Round at whose blind spots this one looks again. */
  readonly after?: string;
  /** Series of a repeated round, and its place in it. */
  readonly series?: string;
  readonly nth?: number;
}

export interface Look {
  readonly result: TickResult;
  readonly at: Instant;
  readonly by: string;
  /** Item of the checklist that was wrong. */
  readonly item?: string;
  readonly category?: string;
  readonly fixed?: boolean;
}

/**
 * Life of a round: open → finished (by people) | overdue (by the clock, with its blind list) | stopped (called off).
 * Looks made before the end but told after it are still taken in (phones without a signal).
 */
export type RoundPhase = 'none' | 'open' | 'finished' | 'overdue' | 'stopped';

export interface RoundState {
  readonly phase: RoundPhase;
  readonly title: Words;
  readonly spec: TargetSpec;
  readonly targets: readonly Target[];
  readonly checklist?: string;
  readonly by: 'foot' | 'video';
  readonly unit: string;
  readonly person?: string;
  readonly level: Level;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly dueMinutes: number;
  readonly everyMinutes?: number;
  readonly absenceMinutes?: number;
  readonly response?: string;
  readonly task?: string;
  readonly after?: string;
  /** Id of the first round of the series; its own id when it does not repeat. */
  readonly series: string;
  readonly nth: number;
  /** Target → looks in order of arrival. */
  readonly looks: Readonly<Record<string, readonly Look[]>>;
  /** Person → last tick. */
  readonly walkers: Readonly<Record<string, Instant>>;
  readonly lastTickAt: Instant;
  /** Since when nobody has ticked, once the absence was noted. */
  readonly absentSince?: Instant;
  readonly absences: number;
  readonly endedAt?: Instant;
  readonly reason?: string;
  readonly covered: boolean;
  /** Nothing follows it any more: the next of the series was called, or the series ended. */
  readonly repeated: boolean;
}

export interface Tick {
  readonly target: string;
  readonly result: TickResult;
  /** Item of the checklist that is wrong; its category makes the case. */
  readonly item?: string;
  /** Category outright, where there is no checklist. */
  readonly category?: string;
  readonly fixed?: boolean;
  readonly note?: string;
  /** Media ids of photos. */
  readonly photos?: readonly string[];
}

/** A hazard with everything that a case needs, so that nothing is typed twice. */
export interface Finding {
  readonly id: string;
  readonly target: string;
  readonly kind: PointKind | 'stairwell';
  readonly category: string;
  readonly position: Position;
  readonly committee: string;
  /** Unit that answers for the point, if it is one. */
  readonly owner?: string;
  readonly item?: string;
  readonly note?: string;
  readonly photos: readonly string[];
  /** Put right on the spot: the case is opened and closed in one go. */
  readonly fixed: boolean;
  readonly found: 'foot' | 'video';
}

export type RoundCommand =
  | Command<'round.open', OpenRound>
  | Command<'round.tick', { readonly ticks: readonly Tick[] }>
  | Command<'round.finish', { readonly reason?: string }>
  | Command<'round.stop', { readonly reason: string }>
  /** System: nobody has ticked for too long. */
  | Command<'round.note-absence', Record<string, never>>
  /** System: the time for it is up. */
  | Command<'round.close-overdue', Record<string, never>>
  /** System: the next round of the series is due. */
  | Command<'round.repeat', Record<string, never>>;

export interface RecordedTick extends Omit<Tick, 'note' | 'photos'> {
  /** 1 for the first look at this target in the round, 2 for the second … */
  readonly look: number;
}

export type RoundEvent =
  | Event<
      'round.opened',
      Omit<OpenRound, 'targets'> & {
        readonly spec: TargetSpec;
        readonly targets: readonly Target[];
        readonly dueAt: Instant;
        readonly series: string;
        readonly nth: number;
      }
    >
  | Event<
      'round.ticked',
      { readonly ticks: readonly RecordedTick[]; readonly findings: readonly Finding[]; readonly late: boolean }
    >
  | Event<'round.absent', { readonly since: Instant; readonly unit: string; readonly person?: string }>
  /** Every target has been looked at; the round stays open for second looks. */
  | Event<'round.covered', { readonly targets: number }>
  | Event<'round.finished', { readonly looked: number; readonly blind: readonly string[]; readonly reason?: string }>
  | Event<'round.closed-overdue', { readonly looked: number; readonly blind: readonly string[] }>
  | Event<'round.stopped', { readonly looked: number; readonly blind: readonly string[]; readonly reason: string }>
  /** The round is over already; no further one follows it. */
  | Event<'round.series-ended', { readonly reason: string }>
  | Event<'round.repeated', { readonly next: string; readonly nth: number }>;

export const NO_ROUND: RoundState = {
  phase: 'none',
  title: { zh: '', en: '' },
  spec: {},
  targets: [],
  by: 'foot',
  unit: '',
  level: 'IV',
  openedAt: 0,
  dueAt: 0,
  dueMinutes: 0,
  series: '',
  nth: 1,
  looks: {},
  walkers: {},
  lastTickAt: 0,
  absences: 0,
  covered: false,
  repeated: false,
};
