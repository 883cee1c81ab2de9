import { distance, type Position } from '../kernel/index.ts';
import type { District, RoadSegment } from './district.ts';
import { Heap } from './heap.ts';

/** A position brought to the street: where on which segment, and how far it was from it. */
export interface Snap {
  readonly road: RoadSegment;
  readonly position: Position;
  /** Metres along the segment from its `from` node. */
  readonly along: number;
  /** Metres from the given position to the street, as the crow flies. */
  readonly off: number;
}

/** A way on foot. */
export interface Walk {
  readonly metres: number;
  readonly line: readonly Position[];
}

/** Metres on foot from one place to any other; undefined where no street leads. */
export type Reach = (to: Position) => number | undefined;

export interface StreetGraph {
  /** Nearest place on a street; undefined in a district without streets. */
  snap(position: Position): Snap | undefined;
  /** One search for many targets: metres from a place to others. */
  reach(from: Position): Reach;
  /** The shortest way with its line, for a person to walk along. */
  walk(from: Position, to: Position): Walk | undefined;
}

/** A straight bit of a segment, in metres east and north of the graph's origin. */
interface Piece {
  readonly road: RoadSegment;
  readonly index: number;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  /** Metres of the segment before this piece, and of the piece, scaled so that the pieces add up to `road.metres`. */
  readonly before: number;
  readonly length: number;
}

interface Edge {
  readonly to: number;
  readonly road: RoadSegment;
}

/** Side of a bucket of pieces. Streets of a city centre lie 50 to 200 m apart: a handful of pieces to a bucket. */
const BUCKET_M = 100;
const M_PER_DEGREE = 111_195; // of latitude on the kernel's sphere

const built = new WeakMap<District, StreetGraph>();

/** The street graph of a district, built at the first asking. Walking ignores one-way rules. */
export function streetGraph(district: District): StreetGraph {
  let graph = built.get(district);
  if (!graph) {
    graph = buildStreetGraph(district);
    built.set(district, graph);
  }
  return graph;
}

export function buildStreetGraph({ nodes, roads }: Pick<District, 'nodes' | 'roads'>): StreetGraph {
  const origin = nodes[0]?.position ?? roads[0]?.line[0] ?? [0, 0];
  const eastScale = M_PER_DEGREE * Math.cos((origin[1] * Math.PI) / 180);
  const flat = (p: Position): [number, number] => [(p[0] - origin[0]) * eastScale, (p[1] - origin[1]) * M_PER_DEGREE];
  const round = ([x, y]: readonly [number, number]): Position => [
    origin[0] + x / eastScale,
    origin[1] + y / M_PER_DEGREE,
  ];

  const edges = new Map<number, Edge[]>();
  const join = (from: number, to: number, road: RoadSegment) => {
    const list = edges.get(from);
    if (list) list.push({ to, road });
    else edges.set(from, [{ to, road }]);
  };
  const buckets = new Map<string, Piece[]>();
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const road of roads) {
    join(road.from, road.to, road);
    join(road.to, road.from, road);
    for (const piece of piecesOf(road, flat)) {
      const [x0, x1] = [bucketOf(Math.min(piece.ax, piece.bx)), bucketOf(Math.max(piece.ax, piece.bx))];
      const [y0, y1] = [bucketOf(Math.min(piece.ay, piece.by)), bucketOf(Math.max(piece.ay, piece.by))];
      [west, south, east, north] = [Math.min(west, x0), Math.min(south, y0), Math.max(east, x1), Math.max(north, y1)];
      for (let x = x0; x <= x1; x++) {
        for (let y = y0; y <= y1; y++) {
          const bucket = buckets.get(`${x},${y}`);
          if (bucket) bucket.push(piece);
          else buckets.set(`${x},${y}`, [piece]);
        }
      }
    }
  }

  function snap(position: Position): Snap | undefined {
    if (roads.length === 0) return undefined;
    const [x, y] = flat(position);
    const [cx, cy] = [bucketOf(x), bucketOf(y)];
    // Rings that reach any street at all: from outside the streets' box the first rings are empty.
    const furthest = Math.max(Math.abs(cx - west), Math.abs(cx - east), Math.abs(cy - south), Math.abs(cy - north));
    let best: { piece: Piece; share: number; off: number } | undefined;
    const nearest = Math.max(0, west - cx, cx - east, south - cy, cy - north);
    for (let ring = nearest; ring <= furthest; ring++) {
      // Everything in a further ring is at least (ring − 1) buckets away.
      if (best && best.off <= (ring - 1) * BUCKET_M) break;
      for (const key of ringKeys(cx, cy, ring)) {
        for (const piece of buckets.get(key) ?? []) {
          const share = shareAlong(piece, x, y);
          const off = Math.hypot(
            piece.ax + (piece.bx - piece.ax) * share - x,
            piece.ay + (piece.by - piece.ay) * share - y,
          );
          if (!best || off < best.off) best = { piece, share, off };
        }
      }
    }
    if (!best) return undefined;
    const { piece, share, off } = best;
    return {
      road: piece.road,
      position: round([piece.ax + (piece.bx - piece.ax) * share, piece.ay + (piece.by - piece.ay) * share]),
      along: piece.before + piece.length * share,
      off,
    };
  }

  /** Metres from a snapped place to every node, and over which edge one comes there. */
  function search(from: Snap): {
    readonly metres: Map<number, number>;
    readonly came: Map<number, { readonly node: number; readonly road: RoadSegment }>;
  } {
    const metres = new Map<number, number>();
    const came = new Map<number, { node: number; road: RoadSegment }>();
    const heap = new Heap();
    heap.push(from.along, from.road.from);
    heap.push(from.road.metres - from.along, from.road.to);
    const settled = new Set<number>();
    metres.set(from.road.from, from.along);
    if (from.road.to !== from.road.from) metres.set(from.road.to, from.road.metres - from.along);
    for (let node = heap.pop(); node !== undefined; node = heap.pop()) {
      if (settled.has(node)) continue;
      settled.add(node);
      const here = metres.get(node) as number;
      for (const edge of edges.get(node) ?? []) {
        const there = here + edge.road.metres;
        if (there < (metres.get(edge.to) ?? Number.POSITIVE_INFINITY)) {
          metres.set(edge.to, there);
          came.set(edge.to, { node, road: edge.road });
          heap.push(there, edge.to);
        }
      }
    }
    return { metres, came };
  }

  /** Metres along the streets to a snapped place, and the end of its segment by which one comes (undefined: straight along it). */
  function arrival(
    from: Snap,
    metres: ReadonlyMap<number, number>,
    to: Snap,
  ): { metres: number; by?: number } | undefined {
    let best: { metres: number; by?: number } | undefined =
      from.road === to.road ? { metres: Math.abs(from.along - to.along) } : undefined;
    for (const [node, rest] of [
      [to.road.from, to.along],
      [to.road.to, to.road.metres - to.along],
    ] as const) {
      const there = metres.get(node);
      if (there !== undefined && (!best || there + rest < best.metres)) best = { metres: there + rest, by: node };
    }
    return best;
  }

  return {
    snap,
    reach(from) {
      const start = snap(from);
      if (!start) return () => undefined;
      const { metres } = search(start);
      return (to) => {
        const end = snap(to);
        const way = end && arrival(start, metres, end);
        if (!end || !way) return undefined;
        return shortcut(from, to, start, end) ?? start.off + way.metres + end.off;
      };
    },
    walk(from, to) {
      const [start, end] = [snap(from), snap(to)];
      if (!start || !end) return undefined;
      const direct = shortcut(from, to, start, end);
      if (direct !== undefined) return { metres: direct, line: [from, to] };
      const { metres, came } = search(start);
      const way = arrival(start, metres, end);
      if (!way) return undefined;
      const total = start.off + way.metres + end.off;
      if (way.by === undefined) return { metres: total, line: [from, ...stretch(start, start.along, end.along), to] };
      const legs: Position[][] = [stretch(end, way.by === end.road.from ? 0 : end.road.metres, end.along)];
      let node = way.by;
      for (let step = came.get(node); step; step = came.get(node)) {
        legs.unshift(step.road.from === step.node ? [...step.road.line] : [...step.road.line].reverse());
        node = step.node;
      }
      legs.unshift(stretch(start, start.along, node === start.road.from ? 0 : start.road.metres));
      return { metres: total, line: [from, ...legs.flat(), to] };
    },
  };
}

/** Two places in one courtyard are nearer to each other than by the street. */
function shortcut(from: Position, to: Position, start: Snap, end: Snap): number | undefined {
  const direct = distance(from, to);
  return direct <= start.off + end.off ? direct : undefined;
}

/** Points of a segment between two distances along it, in walking direction. */
function stretch({ road }: Snap, from: number, to: number): Position[] {
  const points: Position[] = [at(road, from)];
  const forward = from <= to;
  let gone = 0;
  const inner: [number, Position][] = [];
  const scale = scaleOf(road);
  road.line.forEach((point, i) => {
    if (i > 0) gone += distance(road.line[i - 1] as Position, point) * scale;
    if (gone > Math.min(from, to) && gone < Math.max(from, to)) inner.push([gone, point]);
  });
  for (const [, point] of forward ? inner : inner.reverse()) points.push(point);
  points.push(at(road, to));
  return points;
}

/** Position so many metres along a segment. */
function at(road: RoadSegment, metres: number): Position {
  const scale = scaleOf(road);
  let left = metres;
  for (let i = 1; i < road.line.length; i++) {
    const [a, b] = [road.line[i - 1] as Position, road.line[i] as Position];
    const length = distance(a, b) * scale;
    if (left <= length && length > 0)
      return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length];
    left -= length;
  }
  return road.line.at(-1) as Position;
}

function scaleOf(road: RoadSegment): number {
  let sum = 0;
  for (let i = 1; i < road.line.length; i++) sum += distance(road.line[i - 1] as Position, road.line[i] as Position);
  return sum > 0 ? road.metres / sum : 0;
}

function* piecesOf(road: RoadSegment, flat: (p: Position) => [number, number]): Generator<Piece> {
  const scale = scaleOf(road);
  let before = 0;
  for (let i = 1; i < road.line.length; i++) {
    const [a, b] = [road.line[i - 1] as Position, road.line[i] as Position];
    const [[ax, ay], [bx, by]] = [flat(a), flat(b)];
    const length = distance(a, b) * scale;
    yield { road, index: i, ax, ay, bx, by, before, length };
    before += length;
  }
}

/** How far along a piece the foot of the perpendicular lies, 0 to 1. */
function shareAlong({ ax, ay, bx, by }: Piece, x: number, y: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  return square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
}

function bucketOf(metres: number): number {
  return Math.floor(metres / BUCKET_M);
}

function* ringKeys(cx: number, cy: number, ring: number): Generator<string> {
  if (ring === 0) yield `${cx},${cy}`;
  for (let i = -ring; i < ring; i++) {
    yield `${cx + i},${cy - ring}`;
    yield `${cx + ring},${cy + i}`;
    yield `${cx - i},${cy + ring}`;
    yield `${cx - ring},${cy - i}`;
  }
}
