import type { Position } from '../../src/domain/kernel/index.ts';
import { distance } from '../../src/domain/kernel/index.ts';
import type { RoadSegment } from '../../src/domain/places/index.ts';
import { METRE, nearestOnLine, type Plane, within, type XY } from './plane.ts';
import type { SourceFeature } from './source.ts';

export interface Way {
  readonly zh: string;
  readonly en: string;
  readonly highway: string;
  readonly oneway: boolean;
  readonly nodes: readonly number[];
  readonly line: readonly Position[];
  readonly plane: readonly XY[];
}

/** Half of the street from wall to wall, metres: carriageway and pavement. Shanghai's inner streets, by class. [estimate] */
const HALF_WIDTH: Readonly<Record<string, number>> = {
  primary: 17,
  primary_link: 7,
  secondary: 13,
  tertiary: 10,
  unclassified: 8,
  residential: 8.5,
};
/** From the centre line to the kerb, where drains and trees are. */
const KERB: Readonly<Record<string, number>> = {
  primary: 11,
  primary_link: 4,
  secondary: 8.5,
  tertiary: 6,
  unclassified: 4.5,
  residential: 5,
};
export const halfWidth = (highway: string): number => (HALF_WIDTH[highway] ?? 8) * METRE;
export const kerb = (highway: string): number => (KERB[highway] ?? 5) * METRE;

/** Streets that carry a carriageway of their own in each direction: halves of one street are narrower than the class. */
export function readWays(features: readonly SourceFeature[], plane: Plane): Way[] {
  return features.map((feature) => {
    const p = feature.properties as Record<string, string | number[] | undefined>;
    const line = feature.geometry.coordinates as Position[];
    return {
      zh: String(p['name:zh'] ?? p.name ?? ''),
      en: String(p['name:en'] ?? '').replace(/\s*\(.*\)$/, ''),
      highway: String(p.highway),
      oneway: p.oneway === 'yes',
      nodes: p.osm_nodes as number[],
      line,
      plane: line.map((at) => plane.to(at)),
    };
  });
}

/** Metres of street kept beyond the border, so that the way round a corner outside is known to the walker. */
const BEYOND = 250 * METRE;

/**
 * The street graph: ways cut at every node that two of them share, within the district and a little beyond; only what
 * hangs together. Lengths are great-circle metres along the line.
 */
export function streetGraph(ways: readonly Way[], boundary: readonly XY[]): RoadSegment[] {
  const near = (way: Way) =>
    way.plane.some((p) => within(p, boundary) || nearestOnLine(p, [...boundary, boundary[0] as XY]).far < BEYOND);
  const kept = ways.filter(near);
  const uses = new Map<number, number>();
  for (const way of kept) for (const node of way.nodes) uses.set(node, (uses.get(node) ?? 0) + 1);
  const segments: RoadSegment[] = [];
  for (const way of kept) {
    let from = 0;
    for (let i = 1; i < way.nodes.length; i++) {
      const last = i === way.nodes.length - 1;
      if (!last && (uses.get(way.nodes[i] as number) as number) < 2) continue;
      const line = way.line.slice(from, i + 1);
      const metres = line.slice(1).reduce((sum, p, k) => sum + distance(line[k] as Position, p), 0);
      segments.push({
        id: `r${String(segments.length + 1).padStart(4, '0')}`,
        name: { zh: way.zh, en: way.en },
        from: way.nodes[from] as number,
        to: way.nodes[i] as number,
        metres: Math.round(metres * 10) / 10,
        line,
        highway: way.highway,
      });
      from = i;
    }
  }
  return largestComponent(segments)
    .filter((s) => s.from !== s.to || s.line.length > 2)
    .map((s, i) => ({ ...s, id: `r${String(i + 1).padStart(4, '0')}` }));
}

function largestComponent(segments: readonly RoadSegment[]): RoadSegment[] {
  const parent = new Map<number, number>();
  const root = (n: number): number => {
    const up = parent.get(n) ?? n;
    if (up === n) return n;
    const top = root(up);
    parent.set(n, top);
    return top;
  };
  for (const { from, to } of segments) parent.set(root(from), root(to));
  const sizes = new Map<number, number>();
  for (const { from, metres } of segments) sizes.set(root(from), (sizes.get(root(from)) ?? 0) + metres);
  const [best] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? [0];
  return segments.filter(({ from }) => root(from) === best);
}
