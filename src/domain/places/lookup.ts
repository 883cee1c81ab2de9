import { distance, inside, type Position, type Ring } from '../kernel/index.ts';
import type {
  Category,
  Committee,
  Compound,
  District,
  GridCell,
  Household,
  Point,
  PointKind,
  Post,
  Stairwell,
  Unit,
} from './district.ts';

/**
 * A district with its rows found by id, by place and by what belongs to what. Pure and built once per version of the
 * district; every list is in the order of the district unless said otherwise.
 */
export interface DistrictIndex {
  readonly district: District;
  readonly committees: ReadonlyMap<string, Committee>;
  readonly compounds: ReadonlyMap<string, Compound>;
  readonly stairwells: ReadonlyMap<string, Stairwell>;
  readonly households: ReadonlyMap<string, Household>;
  readonly cells: ReadonlyMap<string, GridCell>;
  readonly points: ReadonlyMap<string, Point>;
  readonly units: ReadonlyMap<string, Unit>;
  readonly posts: ReadonlyMap<string, Post>;
  readonly categories: ReadonlyMap<string, Category>;
  /** The committee whose area holds the position; undefined outside the district. */
  committeeAt(position: Position): Committee | undefined;
  /** The unit grid cell that holds the position. */
  cellAt(position: Position): GridCell | undefined;
  householdsOf(stairwell: string): readonly Household[];
  compoundsOf(committee: string): readonly Compound[];
  /** Stairwells of a committee in walking order: compound after compound, each next to the last. */
  stairwellsOf(committee: string): readonly Stairwell[];
  stairwellsOfCompound(compound: string): readonly Stairwell[];
  pointsOfKind(kind: PointKind): readonly Point[];
  pointsOfUnit(unit: string): readonly Point[];
  unitsOfKind(kind: string): readonly Unit[];
  postsOf(unit: string): readonly Post[];
  /**
   * Units that answer for a category in a committee's area, best first: in the order of the category's handlers,
   * within one kind the unit bound to that committee before one for the whole district, units of the level above last.
   */
  unitsFor(category: string, committee?: string): readonly Unit[];
}

export function indexDistrict(district: District): DistrictIndex {
  const stairwells = byId(district.stairwells);
  const categories = new Map(district.categories.map((row) => [row.code, row]));
  const householdsOf = groupBy(district.households, (row) => row.stairwell);
  const compoundsOf = groupBy(district.compounds, (row) => row.committee);
  const ofCompound = groupBy(district.stairwells, (row) => row.compound);
  const pointsOfKind = groupBy(district.points, (row) => row.kind);
  const pointsOfUnit = groupBy(district.points, (row) => row.unit);
  const unitsOfKind = groupBy(district.units, (row) => row.kind);
  const postsOf = groupBy(district.posts, (row) => row.unit);
  const committeeAt = finder(district.committees);
  const cellAt = finder(district.cells);
  const walks = new Map<string, readonly Stairwell[]>();

  return {
    district,
    committees: byId(district.committees),
    compounds: byId(district.compounds),
    stairwells,
    households: byId(district.households),
    cells: byId(district.cells),
    points: byId(district.points),
    units: byId(district.units),
    posts: byId(district.posts),
    categories,
    committeeAt,
    cellAt,
    householdsOf: (id) => householdsOf.get(id) ?? [],
    compoundsOf: (id) => compoundsOf.get(id) ?? [],
    stairwellsOfCompound: (id) => ofCompound.get(id) ?? [],
    stairwellsOf(id) {
      let walk = walks.get(id);
      if (!walk) {
        const compounds = walkingOrder(compoundsOf.get(id) ?? [], (row) => row.ring[0] as Position);
        walk = compounds.flatMap((row) => walkingOrder(ofCompound.get(row.id) ?? [], (door) => door.position));
        walks.set(id, walk);
      }
      return walk;
    },
    pointsOfKind: (kind) => pointsOfKind.get(kind) ?? [],
    pointsOfUnit: (id) => pointsOfUnit.get(id) ?? [],
    unitsOfKind: (kind) => unitsOfKind.get(kind) ?? [],
    postsOf: (id) => postsOf.get(id) ?? [],
    unitsFor(code, committee) {
      const category = categories.get(code);
      if (!category) return [];
      const able = category.handlers.flatMap((kind) =>
        (unitsOfKind.get(kind) ?? [])
          .filter((unit) => unit.handles.includes(code))
          .filter(
            (unit) => unit.committees.length === 0 || (committee !== undefined && unit.committees.includes(committee)),
          )
          .toSorted((a, b) => Number(a.committees.length === 0) - Number(b.committees.length === 0)),
      );
      return [...able.filter((unit) => !unit.upper), ...able.filter((unit) => unit.upper)];
    },
  };
}

/**
 * Order in which one walks: from the north-west corner always to the nearest place not yet visited. Nearest-next is at
 * most about a quarter longer than the best tour, and along doors on both sides of a lane it is what feet do anyway.
 */
export function walkingOrder<T>(places: readonly T[], at: (place: T) => Position): readonly T[] {
  const left = [...places];
  const walk: T[] = [];
  let here: Position | undefined;
  while (left.length > 0) {
    let best = 0;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const [i, place] of left.entries()) {
      const p = at(place);
      const cost = here === undefined ? p[0] - p[1] : distance(here, p);
      if (cost < bestCost) {
        best = i;
        bestCost = cost;
      }
    }
    const [next] = left.splice(best, 1) as [T];
    walk.push(next);
    here = at(next);
  }
  return walk;
}

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

function boxOf(ring: Ring): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of ring) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { west, south, east, north };
}

function finder<T extends { readonly ring: Ring }>(areas: readonly T[]): (position: Position) => T | undefined {
  const boxes = areas.map((area) => boxOf(area.ring));
  return (p) =>
    areas.find((area, i) => {
      const box = boxes[i] as Box;
      return p[0] >= box.west && p[0] <= box.east && p[1] >= box.south && p[1] <= box.north && inside(p, area.ring);
    });
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
