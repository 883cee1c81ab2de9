import { EndType, inflatePaths, JoinType } from 'clipper2-ts';
import { chords, dissolve, type Edge, edgesOf, faces, lineEdges, noded } from './arrangement.ts';
import {
  area,
  centroid,
  cross,
  dot,
  innerPlace,
  length,
  METRE,
  nearestOnLine,
  type Plane,
  perimeter,
  squareMetres,
  sub,
  unit,
  within,
  type XY,
} from './plane.ts';
import type { CommitteeSeed } from './source.ts';
import type { Way } from './streets.ts';

/** A street block: what lies between streets, out to their centre lines. */
export interface Block {
  readonly ring: readonly XY[];
  /** Index of the committee that it belongs to. */
  committee: number;
}

/** A unit grid cell: part of a block of about 10,000 m². */
export interface Cell {
  readonly ring: readonly XY[];
  readonly committee: number;
}

/** Streets nearer to the border than this run along it and do not divide anything, m (border error: max 12.6). */
const ALONG_BORDER = 16;
/** The same for the carriageways of a main road, whose border runs along one of them. */
const ALONG_BORDER_PRIMARY = 60;
/** Faces smaller or thinner than this are medians and corners of junctions, not blocks. */
const SMALLEST_BLOCK = 2_500;
const THINNEST_BLOCK = 0.12;

/** Faces of the boundary cut by its streets. They tile the boundary exactly: all corners are shared. */
export function streetFaces(boundary: readonly XY[], ways: readonly Way[]): XY[][] {
  const lines: Edge[] = [];
  const narrow = shrunk(boundary, ALONG_BORDER);
  const narrower = shrunk(boundary, ALONG_BORDER_PRIMARY);
  for (const way of ways) {
    if (way.highway.endsWith('_link')) continue;
    const inner = way.highway === 'primary' ? narrower : narrow;
    const cut = noded([...lineEdges(way.plane), ...edgesOf(inner)]);
    const own = cut.filter(([a, b]) => {
      const middle: XY = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      return nearestOnLine(middle, way.plane).far < 3 && within(middle, inner);
    });
    lines.push(...own);
    // Ends made by the cut go on to the border.
    for (const p of own.flat()) {
      const onRim = nearestOnLine(p, [...inner, inner[0] as XY]);
      if (onRim.far > 3 || way.plane.some((q) => length(sub(p, q)) < 3 && within(q, inner))) continue;
      const { at } = nearestOnLine(p, [...boundary, boundary[0] as XY]);
      lines.push([p, [Math.round(at[0]), Math.round(at[1])]]);
    }
  }
  return faces(noded([...edgesOf(boundary), ...lines]));
}

function shrunk(ring: readonly XY[], metres: number): XY[] {
  const [first] = inflatePaths([ring.map(([x, y]) => ({ x, y }))], -metres * METRE, JoinType.Miter, EndType.Polygon);
  return (first ?? []).map(({ x, y }) => [x, y] as const);
}

/** Joins slivers (medians, traffic islands) to the neighbour with which they share most. */
export function blocksOf(streetFaces: readonly (readonly XY[])[]): XY[][] {
  let groups = streetFaces.map((ring) => [...ring] as XY[]);
  for (;;) {
    const thin = groups.findIndex((ring) => {
      const m2 = squareMetres(ring);
      return m2 < SMALLEST_BLOCK || (4 * Math.PI * area(ring)) / perimeter(ring) ** 2 < THINNEST_BLOCK;
    });
    if (thin < 0) return groups;
    const sliver = groups[thin] as XY[];
    const borders = groups.map((other, i) => (i === thin ? -1 : sharedLength(sliver, other)));
    const best = borders.indexOf(Math.max(...borders));
    if ((borders[best] as number) <= 0) return groups.filter((_, i) => i !== thin);
    const joined = dissolve([sliver, groups[best] as XY[]])[0] as XY[];
    groups = groups.filter((_, i) => i !== thin && i !== best);
    groups.push(joined);
  }
}

export function sharedLength(a: readonly XY[], b: readonly XY[]): number {
  const edges = new Set(a.map((p, i) => `${p} ${a[(i + 1) % a.length]}`));
  let sum = 0;
  for (let i = 0; i < b.length; i++) {
    const [p, q] = [b[i] as XY, b[(i + 1) % b.length] as XY];
    if (edges.has(`${q} ${p}`)) sum += length(sub(p, q));
  }
  return sum;
}

/** Very large blocks (over about 6 ha) are divided along a lane first: committees there share a block. */
export function dividedBlocks(blocks: readonly (readonly XY[])[], target = 30_000): XY[][] {
  const large = (ring: readonly XY[]) => squareMetres(ring) > 2 * target;
  return faces(noded(blocks.flatMap((ring) => [...edgesOf(ring), ...(large(ring) ? cutLines(ring, target) : [])])));
}

/**
 * Gives every block to a committee: areas grow from their seeds, the smallest first, each taking the neighbour with
 * which it shares most, so that they stay in one piece and of like size.
 */
export function growCommittees(
  rings: readonly (readonly XY[])[],
  seeds: readonly CommitteeSeed[],
  plane: Plane,
): Block[] {
  const owner = rings.map(() => -1);
  const sizes = seeds.map(() => 0);
  const give = (block: number, committee: number) => {
    owner[block] = committee;
    sizes[committee] = (sizes[committee] as number) + squareMetres(rings[block] as XY[]);
  };
  for (const [c, seed] of seeds.entries()) {
    const at = plane.to(seed.near);
    const bounds = seed.bounds?.map((p) => plane.to(p));
    if (bounds) {
      for (const [k, ring] of rings.entries()) if (within(innerPlace(ring), bounds)) give(k, c);
      continue;
    }
    const far = rings.map((ring, k) =>
      owner[k] !== -1 ? Number.POSITIVE_INFINITY : within(at, ring) ? 0 : nearestOnLine(at, ring).far,
    );
    give(far.indexOf(Math.min(...far)), c);
  }
  const stuck = new Set<number>();
  while (owner.includes(-1) && stuck.size < seeds.length) {
    const c = sizes
      .map((_, i) => i)
      .filter((i) => !stuck.has(i))
      .reduce((a, b) => ((sizes[b] as number) < (sizes[a] as number) ? b : a));
    const place = plane.to((seeds[c] as CommitteeSeed).near);
    let best = -1;
    let bestScore = 0;
    for (const [i, ring] of rings.entries()) {
      if (owner[i] !== -1) continue;
      const shared = rings.reduce((sum, other, k) => (owner[k] === c ? sum + sharedLength(ring, other) : sum), 0);
      // Near blocks first: areas stay compact instead of growing along one street.
      const score = shared / (50 * METRE + length(sub(centroid(ring), place)));
      if (score > bestScore) [best, bestScore] = [i, score];
    }
    if (best < 0) stuck.add(c);
    else give(best, c);
  }
  return rings.map((ring, i) => ({ ring, committee: owner[i] as number }));
}

/** Lines that cut a ring into parts of about `target` m², across its longer side, along the grain of its longest edge. */
export function cutLines(ring: readonly XY[], target: number): Edge[] {
  const m2 = squareMetres(ring);
  if (m2 < target * 1.45) return [];
  const axis = grain(ring);
  const across: XY = [-axis[1], axis[0]];
  const along = ring.map((p) => dot(p, axis));
  const wide = ring.map((p) => dot(p, across));
  const [u0, u1] = [Math.min(...along), Math.max(...along)];
  const [v0, v1] = [Math.min(...wide), Math.max(...wide)];
  const lengthwise = u1 - u0 >= v1 - v0;
  const [d, e, low, high] = lengthwise ? [across, axis, u0, u1] : [axis, across, v0, v1];
  // Parts are kept even: an odd number of shares is cut off-centre, so that no part is twice another.
  const shares = Math.max(2, Math.round(m2 / target));
  const at = halve(ring, e, low, high, Math.floor(shares / 2) / shares);
  const lines = chords(ring, [e[0] * at, e[1] * at], d);
  const parts = faces(noded([...edgesOf(ring), ...lines]));
  if (parts.length < 2) return lines;
  return [...lines, ...parts.flatMap((part) => cutLines(part, target))];
}

/** Where along e a line leaves the given share of the area behind it. */
function halve(ring: readonly XY[], e: XY, low: number, high: number, share: number): number {
  let [a, b] = [low, high];
  for (let k = 0; k < 30; k++) {
    const middle = (a + b) / 2;
    if (areaBehind(ring, e, middle) < share * area(ring)) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

function areaBehind(ring: readonly XY[], e: XY, limit: number): number {
  const kept: XY[] = [];
  for (let i = 0; i < ring.length; i++) {
    const [p, q] = [ring[i] as XY, ring[(i + 1) % ring.length] as XY];
    const [sp, sq] = [dot(p, e) - limit, dot(q, e) - limit];
    if (sp <= 0) kept.push(p);
    if (sp < 0 !== sq < 0 && sp !== sq) {
      const t = sp / (sp - sq);
      kept.push([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t]);
    }
  }
  return kept.length < 3 ? 0 : area(kept);
}

/** Direction of the edge from which the ring deviates least: the side whose box round the ring is smallest. */
export function grain(ring: readonly XY[]): XY {
  let best: XY = [1, 0];
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ring.length; i++) {
    const d = sub(ring[(i + 1) % ring.length] as XY, ring[i] as XY);
    if (length(d) < 15 * METRE) continue;
    const u = unit(d);
    const us = ring.map((p) => dot(p, u));
    const vs = ring.map((p) => cross(u, p));
    const box = (Math.max(...us) - Math.min(...us)) * (Math.max(...vs) - Math.min(...vs));
    if (box < least) [best, least] = [u, box];
  }
  return best;
}

/** Unit grid: blocks cut into cells, then netted once more together, so that cells and committees share every corner. */
export function cellsOf(blocks: readonly Block[], target = 10_000): Cell[] {
  const edges = blocks.flatMap((block) => [...edgesOf(block.ring), ...cutLines(block.ring, target)]);
  return faces(noded(edges)).flatMap((ring) => {
    const at = innerPlace(ring);
    const block = blocks.find((b) => within(at, b.ring));
    return block ? [{ ring, committee: block.committee }] : [];
  });
}

export function outlineOf(cells: readonly Cell[], committee: number): XY[][] {
  return dissolve(cells.filter((cell) => cell.committee === committee).map((cell) => cell.ring));
}
