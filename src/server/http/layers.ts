import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Position } from '../../domain/kernel/index.ts';
import type { District } from '../../domain/places/index.ts';

export const LAYERS = ['boundary', 'committees', 'compounds', 'stairwells', 'cells', 'roads', 'points'] as const;
export type Layer = (typeof LAYERS)[number];
export function isLayer(name: string): name is Layer {
  return (LAYERS as readonly string[]).includes(name);
}

function closed(ring: readonly Position[]): number[][] {
  const positions = ring.map((p) => [p[0], p[1]]);
  const [first, last] = [positions[0], positions.at(-1)];
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) positions.push(first);
  return positions;
}

function feature(geometry: Geometry, properties: Record<string, unknown>): Feature {
  const id = properties['id'];
  return { type: 'Feature', ...(typeof id === 'string' ? { id } : {}), geometry, properties };
}
const area = (ring: readonly Position[]): Geometry => ({ type: 'Polygon', coordinates: [closed(ring)] });
const spot = (position: Position): Geometry => ({ type: 'Point', coordinates: [position[0], position[1]] });

/** A layer of the map; names in both languages, so that one file serves both. */
export function layerOf(district: District, layer: Layer): FeatureCollection & { attribution: string } {
  return { type: 'FeatureCollection', attribution: district.attribution, features: featuresOf(district, layer) };
}

function featuresOf(district: District, layer: Layer): Feature[] {
  switch (layer) {
    case 'boundary':
      return district.boundary.map((ring) => feature(area(ring), { id: district.id, zh: district.name.zh, en: district.name.en }));
    case 'committees':
      return district.committees.map((row) => feature(area(row.ring), { id: row.id, zh: row.name.zh, en: row.name.en, synthetic: row.synthetic }));
    case 'compounds':
      return district.compounds.map((row) =>
        feature(area(row.ring), { id: row.id, zh: row.name.zh, en: row.name.en, address: row.address, kind: row.kind, committee: row.committee, synthetic: row.synthetic }));
    case 'stairwells':
      return district.stairwells.map((row) =>
        feature(spot(row.position), { id: row.id, name: row.name, compound: row.compound, committee: row.committee, floors: row.floors, synthetic: row.synthetic }));
    case 'cells':
      return district.cells.map((row) => feature(area(row.ring), { id: row.id, code: row.code, committee: row.committee }));
    case 'roads':
      return district.roads.map((row) =>
        feature({ type: 'LineString', coordinates: row.line.map((p) => [p[0], p[1]]) }, { id: row.id, zh: row.name.zh, en: row.name.en, highway: row.highway }));
    case 'points':
      return district.points.map((row) =>
        feature(spot(row.position), { id: row.id, kind: row.kind, zh: row.name.zh, en: row.name.en, committee: row.committee, unit: row.unit, synthetic: row.synthetic }));
  }
}
