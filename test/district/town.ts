import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Position, Ring } from '../../src/domain/kernel/index.ts';
import { type GeoFeature, loadPack } from '../../src/server/district/index.ts';

export const FOLDER = fileURLToPath(new URL('../../districts/nanjing-west-road', import.meta.url));
export const BLANK = fileURLToPath(new URL('../../districts/blank', import.meta.url));
export const pack = await loadPack(FOLDER);

export function sourceLines(): { highway: string; name: string; line: Position[] }[] {
  const { features } = JSON.parse(readFileSync(`${FOLDER}/source/roads.geojson`, 'utf8'));
  return features.map((f: { properties: Record<string, string>; geometry: { coordinates: Position[] } }) => ({
    highway: f.properties.highway,
    name: f.properties.name ?? '',
    line: f.geometry.coordinates,
  }));
}

/** Outer ring of an area as it lies in a layer. */
export const ringOf = (feature: GeoFeature): Position[] =>
  ((feature.geometry?.coordinates ?? []) as Position[][])[0] ?? [];

/** Metres on a plane about the district; written apart from the generator's own, so that one checks the other. */
export const metres = ([lon, lat]: Position): [number, number] => [(lon - 121.45) * 95_186, (lat - 31.226) * 111_195];

export function squareMetres(ring: Ring): number {
  const p = ring.map(metres);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const [a, b] = [p[i] as [number, number], p[(i + 1) % p.length] as [number, number]];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return Math.abs(sum) / 2;
}

/** Metres from a place to the nearest part of a line. */
export function metresTo(place: Position, line: readonly Position[]): number {
  const p = metres(place);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [metres(line[i] as Position), metres(line[i + 1] as Position)];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const t = Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy));
  }
  return least;
}

/** Places about 20 m apart over the box of the district. */
export function* grid(): Generator<Position> {
  for (let lon = 121.4424; lon < 121.4636; lon += 0.00021)
    for (let lat = 31.2191; lat < 31.2331; lat += 0.00018) yield [lon, lat];
}
