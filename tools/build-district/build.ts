import type { Position } from '../../src/domain/kernel/index.ts';
import type { Category } from '../../src/domain/places/index.ts';
import { writeCsv } from '../../src/server/district/csv.ts';
import { blocksOf, cellsOf, dividedBlocks, growCommittees, outlineOf, streetFaces } from './areas.ts';
import { buildNarrow, buildOn } from './buildings.ts';
import { settle } from './compounds.ts';
import { fillHomes, syntheticPhone } from './homes.ts';
import { assignUses, type Parcel, parcelsOf, type Quota, streetGround } from './parcels.ts';
import { pictures } from './pictures.ts';
import { area, innerPlace, length, METRE, nearestOnLine, Plane, sub, within, type XY } from './plane.ts';
import { makePoints } from './points.ts';
import { Random } from './random.ts';
import type { Source } from './source.ts';
import { joinDoors } from './stairwells.ts';
import { readWays, streetGraph } from './streets.ts';
import { makePeople, makePosts, makeUnits, publicUnits, syntheticName } from './units.ts';
import { collection, line, point, polygon, rowsJson } from './write.ts';

/** How many parcels are no housing. Offices stand along the first shopping street. [estimate] */
const QUOTAS: readonly Quota[] = [
  { use: 'mall', count: 6 },
  { use: 'office', count: 14 },
  { use: 'school', count: 7 },
  { use: 'care-home', count: 3 },
  { use: 'site', count: 6 },
  { use: 'park', count: 3 },
];

export interface Built {
  readonly files: Readonly<Record<string, string>>;
  /** Files of the empty district that stands beside it: offices and committees with their posts, nothing invented. */
  readonly blank: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, number>>;
}

export function buildDistrict(source: Source, categories: readonly Category[]): Built {
  const { plan } = source;
  const plane = new Plane(plan.centre);
  const [outline] = source.features(plan.sources.boundary);
  if (outline?.geometry.type !== 'Polygon') throw new Error(`${plan.sources.boundary} holds no polygon`);
  const border = (outline.geometry.coordinates as Position[][])[0] as Position[];
  const boundary: XY[] = border.slice(0, -1).map((p) => plane.to(p));
  if (area(boundary) < 0) boundary.reverse();
  const ways = readWays(source.features(plan.sources.roads), plane);
  const transit = source.features(plan.sources.transit);
  const roads = streetGraph(ways, boundary);
  const blocks = growCommittees(dividedBlocks(blocksOf(streetFaces(boundary, ways))), plan.committees, plane);
  const cells = cellsOf(blocks);
  const outlines = plan.committees.map((_, i) => outlineOf(cells, i)[0] as XY[]);

  const near = ways.filter((way) =>
    way.plane.some((p) => within(p, boundary) || nearestOnLine(p, boundary).far < 60 * METRE),
  );
  const street = streetGround(near);
  const random = new Random(plan.seed, 'parcels');
  const parcels = parcelsOf(cells, near, street, random);
  assignUses(
    parcels,
    near.filter((way) => way.zh === plan.shoppingStreets[0]),
    QUOTAS,
    random,
  );
  const built = parcels.map((parcel) => buildOn(parcel, random));
  const narrow = new Random(plan.seed, 'narrow plots');
  for (const [i, parcel] of parcels.entries()) {
    if (parcel.use === 'school' && built[i]?.buildings.length === 0) built[i] = buildNarrow(parcel, narrow);
  }
  const settled = settle(parcels, built, near, plan, plane);
  const entrances = joinDoors(settled.homes, plan.households, plane);
  const stairwells = [...new Set(entrances.flatMap(({ parts }) => parts.map(({ stairwell }) => stairwell)))];
  const households = fillHomes(entrances, plan.residents, plan.seed);
  const byUse = (use: string) => parcels.filter((parcel) => parcel.use === use);
  const stand = (c: number) =>
    gateNear(parcels, c % outlines.length, innerPlace(outlines[c % outlines.length] as XY[]));
  const committeeOf = (parcel: { committee: number }) => (plan.committees[parcel.committee] as { id: string }).id;
  const units = makeUnits(plan, categories, {
    office: (i) => plane.from(stand(9 + i * 5), 6),
    committee: (i) => plane.from(stand(i), 6),
    named: (kind, i) => {
      const parcel = byUse(kind === 'tower' ? 'office' : kind)[i];
      if (!parcel) throw new Error(`the district has no parcel for ${kind} ${i + 1}`);
      return { at: plane.from(parcel.gate, 6), committee: committeeOf(parcel) };
    },
  });
  const { posts, holders } = makePosts(units);
  const people = makePeople(plan.seed, posts, holders);
  const points = makePoints({
    plan,
    plane,
    ways: near,
    parcels,
    transit,
    compounds: settled.ofParcel,
    entrances,
    committeeAt: (p) => {
      const i = outlines.findIndex((ring) => within(p, ring));
      return i < 0 ? undefined : plan.committees[i]?.id;
    },
    inBuilding: (p) => built.some(({ buildings }) => buildings.some(({ ring }) => within(p, ring))),
    inStreet: (p) =>
      street.filter((path) =>
        within(
          p,
          path.map(({ x, y }) => [x, y] as const),
        ),
      ).length %
        2 ===
      1,
  });
  const manifest = {
    format: 'yiping-district',
    formatVersion: 1,
    id: plan.id,
    code: plan.code,
    name: plan.name,
    version: plan.version,
    attribution: plan.attribution,
    crs: 'WGS84',
    centre: plan.centre,
    ...(plan.warnings ? { warnings: plan.warnings } : {}),
  };
  const names = new Random(plan.seed, 'contacts');
  const files = {
    'district.json': `${JSON.stringify(manifest, null, 1)}\n`,
    'boundary.geojson': collection(
      [{ properties: { name: plan.name.zh }, geometry: polygon(border) }],
      plan.attribution,
    ),
    'roads.geojson': collection(
      roads.map(({ id, line: coordinates, ...properties }) => ({ id, properties, geometry: line(coordinates) })),
      plan.attribution,
    ),
    'committees.geojson': collection(
      plan.committees.map((c, i) => ({
        id: c.id,
        properties: { name: { zh: c.zh, en: c.en }, ...(c.code ? { code: c.code } : {}), synthetic: !c.bounds },
        geometry: polygon(plane.ring(outlines[i] as XY[])),
      })),
    ),
    'cells.geojson': collection(
      cellRows(cells, plan, plane).map(({ id, ring, ...properties }) => ({ id, properties, geometry: polygon(ring) })),
    ),
    'compounds.geojson': collection(
      settled.compounds.map(({ id, ring, ...properties }) => ({ id, properties, geometry: polygon(ring) })),
    ),
    'points.geojson': collection(
      points.map(({ id, position, ...properties }) => ({ id, properties, geometry: point(position) })),
    ),
    'stairwells.csv': writeCsv(
      ['id', 'compound', 'committee', 'name', 'lon', 'lat', 'floors', 'synthetic'],
      stairwells.map((s) => [s.id, s.compound, s.committee, s.name, s.position[0], s.position[1], s.floors, 1]),
    ),
    'households.csv': writeCsv(
      ['id', 'stairwell', 'room', 'floor', 'floorKind', 'use', 'people', 'reachable', 'tags'],
      households.map((h) => [
        h.id,
        h.stairwell,
        h.room,
        h.floor,
        h.floorKind,
        h.use,
        h.people,
        h.reachable ? 1 : 0,
        h.tags.join(' '),
      ]),
    ),
    'contacts.csv': writeCsv(
      ['household', 'name', 'phone'],
      households.flatMap((h, i) =>
        h.use === 'vacant' ? [] : [[h.id, syntheticName(names), h.reachable ? syntheticPhone(i) : '']],
      ),
    ),
    'units.json': rowsJson(units),
    'posts.json': rowsJson(posts),
    'people.json': rowsJson(people),
    ...pictures(parcels, built, settled, ways, transit, plan.attribution, plane),
  };
  const kinds = new Map<string, number>();
  for (const { kind } of points) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const offices = publicUnits(units);
  return {
    files,
    blank: { 'units.json': rowsJson(offices), 'posts.json': rowsJson(makePosts(offices).posts) },
    counts: {
      roads: roads.length,
      committees: outlines.length,
      cells: cells.length,
      parcels: parcels.length,
      compounds: settled.compounds.length,
      buildings: built.reduce((sum, b) => sum + b.buildings.length, 0),
      doors: settled.homes.length,
      stairwells: stairwells.length,
      households: households.length,
      residents: households.reduce((sum, h) => sum + h.people, 0),
      units: units.length,
      posts: posts.length,
      people: people.length,
      points: points.length,
      ...Object.fromEntries(kinds),
    },
  };
}

/** The gate in an area nearest to its middle. */
function gateNear(parcels: readonly Parcel[], committee: number, middle: XY): XY {
  const gates = parcels.filter((parcel) => parcel.committee === committee).map((parcel) => parcel.gate);
  return gates.reduce((a, b) => (length(sub(b, middle)) < length(sub(a, middle)) ? b : a));
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
