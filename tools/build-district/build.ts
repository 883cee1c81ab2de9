import type { Position } from '../../src/domain/kernel/index.ts';
import type { Category } from '../../src/domain/places/index.ts';
import { blocksOf, cellsOf, dividedBlocks, growCommittees, outlineOf, streetFaces } from './areas.ts';
import { area, innerPlace, Plane, type XY } from './plane.ts';
import type { Source } from './source.ts';
import { readWays, streetGraph } from './streets.ts';
import { makePeople, makePosts, makeUnits } from './units.ts';
import { collection, line, polygon, rowsJson } from './write.ts';

export interface Built {
  readonly files: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, number>>;
}

export function buildDistrict(source: Source, categories: readonly Category[]): Built {
  const { plan } = source;
  const plane = new Plane(plan.centre);
  const border = (source.features(plan.sources.boundary)[0]?.geometry.coordinates as Position[][])[0] as Position[];
  const boundary: XY[] = border.slice(0, -1).map((p) => plane.to(p));
  if (area(boundary) < 0) boundary.reverse();
  const ways = readWays(source.features(plan.sources.roads), plane);
  const roads = streetGraph(ways, boundary);
  const blocks = growCommittees(dividedBlocks(blocksOf(streetFaces(boundary, ways))), plan.committees, plane);
  const cells = cellsOf(blocks);
  const outlines = plan.committees.map((_, i) => outlineOf(cells, i)[0] as XY[]);
  const stand = (i: number) => plane.from(innerPlace(outlines[i % outlines.length] as XY[]), 6);
  const units = makeUnits(plan, categories, {
    office: (i) => stand(9 + i),
    committee: stand,
    named: (_, i) => ({ at: stand(i), committee: (plan.committees[i % plan.committees.length] as { id: string }).id }),
  });
  const { posts, holders } = makePosts(units);
  const people = makePeople(plan.seed, posts, holders);
  const manifest = {
    format: 'yiping-district', formatVersion: 1, id: plan.id, code: plan.code, name: plan.name, version: plan.version,
    attribution: plan.attribution, crs: 'WGS84', centre: plan.centre,
  };
  const files = {
    'district.json': `${JSON.stringify(manifest, null, 1)}\n`,
    'boundary.geojson': collection([{ properties: { name: plan.name.zh }, geometry: polygon(border) }], plan.attribution),
    'roads.geojson': collection(roads.map(({ id, line: coordinates, ...properties }) => ({ id, properties, geometry: line(coordinates) })), plan.attribution),
    'committees.geojson': collection(
      plan.committees.map((c, i) => ({
        id: c.id,
        properties: { name: { zh: c.zh, en: c.en }, ...(c.code ? { code: c.code } : {}), synthetic: !c.bounds },
        geometry: polygon(plane.ring(outlines[i] as XY[])),
      })),
    ),
    'cells.geojson': collection(cellRows(cells, plan, plane).map(({ id, ring, ...properties }) => ({ id, properties, geometry: polygon(ring) }))),
    'units.json': rowsJson(units),
    'posts.json': rowsJson(posts),
    'people.json': rowsJson(people),
  };
  return { files, counts: { roads: roads.length, committees: outlines.length, cells: cells.length, units: units.length, posts: posts.length, people: people.length } };
}

/** Cells numbered west to east, north to south within their committee: 6 district + 3 street + 3 committee + 3 serial. */
function cellRows(cells: ReturnType<typeof cellsOf>, plan: Source['plan'], plane: Plane) {
  const serial = plan.committees.map(() => 0);
  const placed = cells.map((cell) => ({ ...cell, at: innerPlace(cell.ring) }));
  // Bands of 100 m from the north, within a band from the west.
  placed.sort((a, b) => Math.round(b.at[1] / 10_000) - Math.round(a.at[1] / 10_000) || a.at[0] - b.at[0]);
  return placed.map((cell) => {
    const c = plan.committees[cell.committee] as (typeof plan.committees)[number];
    serial[cell.committee] = (serial[cell.committee] as number) + 1;
    const community = c.code?.slice(9) ?? String(cell.committee + 1).padStart(3, '0');
    const code = `${plan.code.slice(0, 9)}${community}${String(serial[cell.committee]).padStart(3, '0')}`;
    return { id: `g${code.slice(9)}`, code, committee: c.id, ring: plane.ring(cell.ring) };
  });
}
