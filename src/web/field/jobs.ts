import type { CaseState } from '../../domain/cases/index.ts';
import { distance, type Instant, idOf, kindOf, type Position } from '../../domain/kernel/index.ts';
import type { DoorsState, NoticeState } from '../../domain/notices/index.ts';
import { isFinal } from '../../domain/notices/index.ts';
import type { DistrictIndex } from '../../domain/places/index.ts';
import type { KnownStreams } from '../../domain/screen/index.ts';
import { blindOf, type RoundState, type Target } from '../../domain/sweeps/index.ts';

export interface CaseJob {
  readonly kind: 'case';
  readonly id: string;
  readonly state: CaseState;
  /** Whose move it is: this unit's, or somebody else's and only followed. */
  readonly mine: boolean;
}
export interface RoundJob {
  readonly kind: 'round';
  readonly id: string;
  readonly state: RoundState;
  readonly left: number;
}
export interface DoorsJob {
  readonly kind: 'doors';
  readonly id: string;
  readonly state: DoorsState;
  readonly left: number;
}
export type Job = CaseJob | RoundJob | DoorsJob;

const URGENCY = { 'very-urgent': 0, urgent: 1, normal: 2 } as const;

/** Cases, those to move on first: life in danger, then what is due soonest. */
export function caseJobs(streams: KnownStreams, unit: string | undefined): readonly CaseJob[] {
  return of<CaseState>(streams, 'case')
    .map(([id, state]): CaseJob => ({ kind: 'case', id, state, mine: isMine(state, unit) }))
    .sort(
      (a, b) =>
        Number(b.mine) - Number(a.mine) ||
        URGENCY[a.state.urgency] - URGENCY[b.state.urgency] ||
        dueOf(a) - dueOf(b) ||
        a.id.localeCompare(b.id),
    );
}

export function roundJobs(streams: KnownStreams): readonly RoundJob[] {
  return of<RoundState>(streams, 'round')
    .filter(([, state]) => state.phase === 'open')
    .map(([id, state]): RoundJob => ({ kind: 'round', id, state, left: blindOf(state).length }))
    .sort((a, b) => dueOf(a) - dueOf(b) || a.id.localeCompare(b.id));
}

export function doorsJobs(streams: KnownStreams, district: DistrictIndex): readonly DoorsJob[] {
  return of<DoorsState>(streams, 'doors')
    .map(([id, state]): DoorsJob => ({ kind: 'doors', id, state, left: toVisit(state).length }))
    .filter((job) => job.left > 0)
    .sort(
      (a, b) =>
        firsts(b) - firsts(a) || placeName(district, a).localeCompare(placeName(district, b), 'zh', { numeric: true }),
    );
}

/** Doors where somebody has to go: those whom the ladder has brought to the door, and those never left to a message. */
export function toVisit(state: DoorsState): readonly string[] {
  return Object.entries(state.doors)
    .filter(([, door]) => {
      const rung = state.ladder[door.rung];
      return !isFinal(door, state.visitsEnough) && (door.first || !rung || rung.channel === 'door');
    })
    .map(([id]) => id);
}

export function noticeOf(streams: KnownStreams, doors: DoorsState): NoticeState | undefined {
  return streams[`notice/${doors.notice}`]?.state as NoticeState | undefined;
}

/** The job to go to now. */
export function nextJob(streams: KnownStreams, unit: string | undefined, district: DistrictIndex): Job | undefined {
  const [first] = caseJobs(streams, unit).filter((job) => job.mine);
  if (first && first.state.urgency === 'very-urgent') return first;
  const [round] = roundJobs(streams).filter((job) => job.left > 0);
  if (first && (!round || dueOf(first) <= dueOf(round))) return first;
  return round ?? first ?? doorsJobs(streams, district)[0];
}

export function dueOf(job: Job): Instant {
  if (job.kind === 'case') return job.state.clocks.step?.dueAt ?? Number.MAX_SAFE_INTEGER;
  return job.kind === 'round' ? job.state.dueAt : Number.MAX_SAFE_INTEGER;
}

/**
 * Targets in an order that one can walk: always on to the nearest that is left, then every crossing of the way undone
 * (2-opt). As the crow flies; the streets of a centre are close enough for that.
 */
export function walkingOrder(
  targets: readonly Target[],
  where: (target: Target) => Position | undefined,
): readonly Target[] {
  const placed = targets.flatMap((target) => {
    const at = where(target);
    return at ? [{ target, at }] : [];
  });
  const left = [...placed];
  const way: typeof placed = [];
  // The first as the list names it: whoever made it began somewhere for a reason.
  let here = left.shift();
  while (here) {
    way.push(here);
    let best = -1;
    let metres = Number.POSITIVE_INFINITY;
    for (let i = 0; i < left.length; i++) {
      const d = distance(here.at, (left[i] as (typeof left)[number]).at);
      if (d < metres) {
        metres = d;
        best = i;
      }
    }
    here = best < 0 ? undefined : left.splice(best, 1)[0];
  }
  if (way.length <= TWO_OPT_MOST)
    uncross(
      way.map((one) => one.at),
      way,
    );
  const known = new Set(placed.map((one) => one.target.id));
  return [...way.map((one) => one.target), ...targets.filter((target) => !known.has(target.id))];
}

/** Quadratic work for each improvement: beyond this many the plain order has to do. */
const TWO_OPT_MOST = 400;

function uncross<T>(at: Position[], way: T[]): void {
  for (let pass = 0, better = true; better && pass < 8; pass++) {
    better = false;
    for (let i = 0; i < at.length - 2; i++) {
      for (let j = i + 2; j < at.length - 1; j++) {
        const [a, b, c, d] = [at[i], at[i + 1], at[j], at[j + 1]] as [Position, Position, Position, Position];
        if (distance(a, c) + distance(b, d) < distance(a, b) + distance(c, d) - 0.5) {
          at.splice(i + 1, j - i, ...at.slice(i + 1, j + 1).reverse());
          way.splice(i + 1, j - i, ...way.slice(i + 1, j + 1).reverse());
          better = true;
        }
      }
    }
  }
}

function isMine(state: CaseState, unit: string | undefined): boolean {
  return unit !== undefined && state.unit === unit && (state.stage === 'dispatched' || state.stage === 'handling');
}

function firsts(job: DoorsJob): number {
  return toVisit(job.state).filter((id) => job.state.doors[id]?.first).length;
}
function placeName(district: DistrictIndex, job: DoorsJob): string {
  const stairwell = district.stairwells.get(job.state.stairwell);
  return `${district.compounds.get(stairwell?.compound ?? '')?.address ?? ''} ${stairwell?.name ?? ''}`;
}

function of<S>(streams: KnownStreams, kind: string): [string, S][] {
  return Object.entries(streams).flatMap(([name, { version, state }]) =>
    version > 0 && kindOf(name) === kind ? [[idOf(name), state as S] as [string, S]] : [],
  );
}
