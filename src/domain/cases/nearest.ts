import { distance, type Position } from '../kernel/index.ts';
import { type District, indexed, streetGraph, type Unit } from '../places/index.ts';
import type { CaseState } from './case.ts';
import { phaseOf } from './loop.ts';

export interface Suggestion {
  readonly unit: string;
  /** Metres on foot from the unit's base, or as the crow flies where `byStreet` is false. */
  readonly metres: number;
  readonly byStreet: boolean;
  /** Cases it has in hand, and how many it can carry. */
  readonly load: number;
  readonly capacity: number;
  /** Belongs to the level above: hand up instead of dispatching. */
  readonly upper: boolean;
  readonly reasons: readonly ('first-choice' | 'other-choice' | 'own-area' | 'nearest' | 'full' | 'upper')[];
}

/** What a unit already has in hand costs as if it were this much further away: about ten minutes on foot a job. */
const METRES_PER_JOB = 800;
/** A kind of unit further down the category's list costs as much as this: near and able beats far and first. */
const METRES_PER_RANK = 1_500;

/** Cases in hand per unit: everything dispatched or being handled, helpers included; what is handed up is not in our hands. */
export function loads(cases: Iterable<CaseState>): ReadonlyMap<string, number> {
  const load = new Map<string, number>();
  for (const state of cases) {
    if (state.id === '' || phaseOf(state) !== 'working' || state.stage === 'suspended' || state.stage === 'followed')
      continue;
    for (const unit of [state.unit, ...state.helpers]) if (unit !== null) load.set(unit, (load.get(unit) ?? 0) + 1);
  }
  return load;
}

/**
 * Able units for a case, best first (L5): by walking distance from where their people start, by what they have in hand,
 * and by the category's order of handlers. Full units and units of the level above come last. A person dispatches.
 */
export function nearestUnits(
  about: { readonly category: string; readonly position: Position; readonly committee?: string },
  load: ReadonlyMap<string, number>,
  district: District,
): readonly Suggestion[] {
  const index = indexed(district);
  const kind = index.categories.get(about.category);
  const committee = about.committee ?? index.committeeAt(about.position)?.id;
  const reach = streetGraph(district).reach(about.position);
  const ranked = index.unitsFor(about.category, committee).map((unit) => {
    const street = reach(unit.base);
    const metres = street ?? distance(about.position, unit.base);
    const inHand = load.get(unit.id) ?? 0;
    const rank = Math.max(0, kind?.handlers.indexOf(unit.kind) ?? 0);
    const cost = metres + inHand * METRES_PER_JOB + rank * METRES_PER_RANK;
    return { unit, metres, byStreet: street !== undefined, inHand, rank, cost };
  });
  const nearest = Math.min(...ranked.filter((row) => !row.unit.upper).map((row) => row.metres));
  const group = (unit: Unit, inHand: number) => (unit.upper ? 2 : inHand >= unit.capacity ? 1 : 0);
  return ranked
    .sort(
      (a, b) =>
        group(a.unit, a.inHand) - group(b.unit, b.inHand) || a.cost - b.cost || (a.unit.id < b.unit.id ? -1 : 1),
    )
    .map(({ unit, metres, byStreet, inHand, rank }) => {
      const reasons: Suggestion['reasons'][number][] = [rank === 0 ? 'first-choice' : 'other-choice'];
      if (committee !== undefined && unit.committees.includes(committee)) reasons.push('own-area');
      if (metres === nearest) reasons.push('nearest');
      if (inHand >= unit.capacity) reasons.push('full');
      if (unit.upper) reasons.push('upper');
      return {
        unit: unit.id,
        metres: Math.round(metres),
        byStreet,
        load: inHand,
        capacity: unit.capacity,
        upper: unit.upper ?? false,
        reasons,
      };
    });
}
