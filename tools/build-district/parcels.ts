import { difference, EndType, FillRule, inflatePaths, JoinType, type Paths64, union } from 'clipper2-ts';
import { type Cell, cutLines } from './areas.ts';
import { edgesOf, faces, noded } from './arrangement.ts';
import { area, centroid, length, METRE, nearestOnLine, squareMetres, sub, type XY } from './plane.ts';
import type { Random } from './random.ts';
import { halfWidth, type Way } from './streets.ts';

export type Housing = 'lane-house' | 'new-lane' | 'public-housing' | 'commercial-housing' | 'tower';
export type LandUse = Housing | 'mall' | 'office' | 'school' | 'care-home' | 'site' | 'park';
export const isHousing = (use: LandUse): use is Housing =>
  use === 'lane-house' ||
  use === 'new-lane' ||
  use === 'public-housing' ||
  use === 'commercial-housing' ||
  use === 'tower';

/** A piece of ground behind one wall: inside a cell, off the streets. */
export interface Parcel {
  readonly ring: readonly XY[];
  readonly committee: number;
  use: LandUse;
  /** Street on which it stands, and where its gate is. */
  readonly street: Way;
  readonly gate: XY;
}

const toPaths = (rings: readonly (readonly XY[])[]): Paths64 => rings.map((ring) => ring.map(([x, y]) => ({ x, y })));
const fromPath = (path: readonly { x: number; y: number }[]): XY[] => path.map(({ x, y }) => [x, y] as const);

/** Ring moved inwards; may fall apart or vanish. */
export function inset(ring: readonly XY[], metres: number): XY[][] {
  return inflatePaths(toPaths([ring]), -metres * METRE, JoinType.Miter, EndType.Polygon)
    .map(fromPath)
    .filter((path) => area(path) > 0);
}

/** All ground that is street, from wall to wall. */
export function streetGround(ways: readonly Way[]): Paths64 {
  const grown = ways.flatMap((way) => {
    // One of two carriageways of a main road has only its own half.
    const half = way.oneway && way.highway === 'primary' ? 12 * METRE : halfWidth(way.highway);
    return inflatePaths(toPaths([way.plane]), half, JoinType.Round, EndType.Round, 2, 50);
  });
  return union(grown, FillRule.NonZero);
}

/** Width of the lanes between parcels, half of it on each side, metres. */
const LANE_HALF = 1.8;
const SMALLEST_PARCEL = 700;

export function parcelsOf(cells: readonly Cell[], ways: readonly Way[], ground: Paths64, random: Random): Parcel[] {
  const named = ways.filter((way) => way.zh !== '' && !way.highway.endsWith('_link'));
  return cells.flatMap((cell) => {
    const pieces = difference(toPaths([cell.ring]), ground, FillRule.NonZero)
      .map(fromPath)
      .filter((ring) => area(ring) > 0);
    return pieces.flatMap((piece) => {
      const lines = random.chance(0.45) ? cutLines(piece, 4_000) : [];
      const parts = lines.length > 0 ? faces(noded([...edgesOf(piece), ...lines])) : [piece];
      return parts
        .flatMap((part) => inset(part, LANE_HALF))
        .filter((ring) => squareMetres(ring) > SMALLEST_PARCEL && roomy(ring))
        .map((ring) => {
          const { street, gate } = frontage(ring, named);
          return { ring, committee: cell.committee, use: 'lane-house' as LandUse, street, gate };
        });
    });
  });
}

/** A strip along a street is no parcel: at least 11 m must fit inside. */
const roomy = (ring: readonly XY[]): boolean => inset(ring, 5.5).length > 0;

function frontage(ring: readonly XY[], ways: readonly Way[]): { street: Way; gate: XY } {
  let best = { street: ways[0] as Way, gate: ring[0] as XY, far: Number.POSITIVE_INFINITY };
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i] as XY, ring[(i + 1) % ring.length] as XY];
    if (length(sub(b, a)) < 8 * METRE) continue;
    const middle: XY = [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)];
    for (const street of ways) {
      const { far } = nearestOnLine(middle, street.plane);
      if (far < best.far) best = { street, gate: middle, far };
    }
  }
  return best;
}

/** How many parcels of each use stand where; the rest is housing, drawn by these weights. */
const WEIGHTS: readonly (readonly [Housing, number])[] = [
  ['lane-house', 46],
  ['new-lane', 20],
  ['public-housing', 19],
  ['commercial-housing', 9],
  ['tower', 6],
];

export interface Quota {
  readonly use: LandUse;
  readonly count: number;
}

/**
 * Malls and offices along the shopping streets, schools and sites by size, at most one of a kind per committee as long
 * as there is choice; all else is housing.
 */
export function assignUses(
  parcels: readonly Parcel[],
  shopping: readonly Way[],
  quotas: readonly Quota[],
  random: Random,
): void {
  const free = new Set(parcels.keys());
  const toShops = (p: Parcel) => Math.min(...shopping.map((way) => nearestOnLine(p.gate, way.plane).far));
  for (const { use, count } of quotas) {
    const wanted = [...free]
      .map((i) => ({ i, p: parcels[i] as Parcel }))
      .map(({ i, p }) => ({ i, p, score: fitness(use, p, toShops(p)) + random.next() * 0.3 }));
    wanted.sort((a, b) => b.score - a.score);
    const crowd = new Map<number, number>();
    for (let most = 1; most <= count && [...crowd.values()].reduce((a, b) => a + b, 0) < count; most++) {
      for (const { i, p, score } of wanted) {
        const taken = [...crowd.values()].reduce((a, b) => a + b, 0);
        if (taken >= count) break;
        if (!free.has(i) || score < 0 || (crowd.get(p.committee) ?? 0) >= most) continue;
        crowd.set(p.committee, (crowd.get(p.committee) ?? 0) + 1);
        p.use = use;
        free.delete(i);
      }
    }
  }
  for (const i of free) {
    const p = parcels[i] as Parcel;
    const m2 = squareMetres(p.ring);
    // High-rise needs ground; small plots are old lanes.
    const weights = WEIGHTS.map(([use, w]) =>
      m2 < 2_200 && (use === 'commercial-housing' || use === 'tower')
        ? 0
        : m2 < 1_500 && use === 'public-housing'
          ? w / 3
          : w,
    );
    p.use = (WEIGHTS[random.weighted(weights)] as readonly [Housing, number])[0];
  }
}

function fitness(use: LandUse, p: Parcel, toShops: number): number {
  const m2 = squareMetres(p.ring);
  const near = toShops / METRE;
  const shop = near < 40 ? 1 : near < 80 ? 0.3 : -1;
  if (use === 'mall') return m2 < 3_000 ? -1 : shop * Math.min(1, m2 / 8_000);
  if (use === 'office') return m2 < 1_800 ? -1 : shop;
  if (use === 'school') return m2 < 3_000 ? -1 : near < 40 ? 0.1 : 0.8;
  if (use === 'site') return m2 < 2_000 ? -1 : 0.5;
  if (use === 'park') return m2 < 2_500 ? -1 : 0.5;
  return m2 > 4_500 ? 0.1 : 0.6;
}

export const middleOf = (parcel: Parcel): XY => centroid(parcel.ring);
