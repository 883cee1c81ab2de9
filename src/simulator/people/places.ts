import type { CasePlace } from '../../domain/cases/index.ts';
import { distance } from '../../domain/kernel/index.ts';
import type { District, Unit } from '../../domain/places/index.ts';

/**
 * Units that could handle a category at a place, best first: kinds in the order of the category, then those that work
 * for the committee, then the nearest base.
 */
export function unitsFor(district: District, category: string, place: CasePlace | null): readonly Unit[] {
  const handlers = district.categories.find((row) => row.code === category)?.handlers ?? [];
  const here = place?.committee;
  const metres = (unit: Unit): number => (place ? distance(unit.base, place.position) : 0);
  const rank = (unit: Unit): number => {
    const kind = handlers.indexOf(unit.kind);
    return kind >= 0 ? kind : unit.handles.includes(category) ? handlers.length : Number.POSITIVE_INFINITY;
  };
  return district.units
    .filter((unit) => Number.isFinite(rank(unit)))
    .filter((unit) => unit.committees.length === 0 || here === undefined || unit.committees.includes(here))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        b.committees.length - a.committees.length ||
        metres(a) - metres(b) ||
        (a.id < b.id ? -1 : 1),
    );
}
