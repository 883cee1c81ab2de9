import type { Compound, Point, PointKind } from '../../src/domain/places/index.ts';
import type { Parcel } from './parcels.ts';
import { middleOf } from './parcels.ts';
import { add, left, METRE, type Plane, rounded, scale, sub, unit, within, type XY } from './plane.ts';
import type { BuildPlan, SourceFeature } from './source.ts';
import type { Entrance } from './stairwells.ts';
import type { Way } from './streets.ts';

export interface Ground {
  readonly plan: BuildPlan;
  readonly plane: Plane;
  readonly ways: readonly Way[];
  readonly parcels: readonly Parcel[];
  readonly compounds: ReadonlyMap<number, Compound>;
  readonly entrances: readonly Entrance[];
  readonly transit: readonly SourceFeature[];
  committeeAt(p: XY): string | undefined;
  /** Whether a place lies in a street, from wall to wall. */
  inStreet(p: XY): boolean;
  inBuilding(p: XY): boolean;
}

export type Told = { zh: string; en: string; facts: Point['facts']; unit: (committee: string) => string };

/** Points collected with ids in order of their kind; a place outside every committee makes none. */
export class List {
  readonly points: Point[] = [];
  private readonly serial = new Map<PointKind, number>();
  readonly ground: Ground;
  constructor(ground: Ground) {
    this.ground = ground;
  }
  count(kind: PointKind): number {
    return this.serial.get(kind) ?? 0;
  }
  add(kind: PointKind, at: XY, told: Told, synthetic = true): Point | undefined {
    const committee = this.ground.committeeAt(at);
    if (committee === undefined) return undefined;
    const n = this.count(kind) + 1;
    this.serial.set(kind, n);
    const point: Point = {
      id: `${kind}-${String(n).padStart(3, '0')}`,
      kind,
      name: { zh: told.zh, en: told.en },
      position: this.ground.plane.from(at, 6),
      committee,
      unit: told.unit(committee),
      facts: told.facts,
      synthetic,
    };
    this.points.push(point);
    return point;
  }
}

export function sanitation(plan: BuildPlan, committee: string): string {
  return `sanitation-${(plan.committees.findIndex((c) => c.id === committee) % 3) + 1}`;
}
export function property(plan: BuildPlan, committee: string): string {
  return `property-${String(plan.committees.findIndex((c) => c.id === committee) + 1).padStart(2, '0')}`;
}

/** A little inside the gate and beside the houses: where water stands when it comes in from the street. */
export function inwards(ground: Ground, parcel: Parcel): XY {
  const m = middleOf(parcel);
  const way = sub(m, parcel.gate);
  const across = scale(left(unit(way)), 4 * METRE);
  for (const t of [0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7]) {
    for (const k of [0, 1, -1, 2, -2, 3, -3]) {
      const at = rounded(add(add(parcel.gate, scale(way, t)), scale(across, k)));
      if (within(at, parcel.ring) && !ground.inBuilding(at)) return at;
    }
  }
  return parcel.gate;
}
