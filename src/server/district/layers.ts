import type { Position } from '../../domain/kernel/index.ts';
import type { District } from '../../domain/places/index.ts';
import type { GeoCollection, GeoFeature } from './pack.ts';
import { LAYER_FILES } from './parts.ts';

/** Layers made from the rows of a district, and those that a pack brings for the eye alone. */
export const MAP_LAYERS = [
  'boundary',
  'committees',
  'compounds',
  'stairwells',
  'cells',
  'roads',
  'points',
  ...LAYER_FILES,
] as const;
export type MapLayer = (typeof MAP_LAYERS)[number];
export const isMapLayer = (name: string): name is MapLayer => (MAP_LAYERS as readonly string[]).includes(name);

/** Pictures of the packs that are in memory; gone with their district. */
const pictures = new WeakMap<District, Readonly<Record<string, GeoCollection>>>();
export function keepPictures(district: District, layers: Readonly<Record<string, GeoCollection>>): void {
  pictures.set(district, layers);
}

/**
 * One layer of the map as GeoJSON (WGS-84), names in both languages. MapLibre cuts it into tiles in the browser, so
 * that no tile server is needed: docs/adr/0008 has the sizes.
 */
export function mapLayer(district: District, name: MapLayer): GeoCollection & { readonly attribution: string } {
  return { type: 'FeatureCollection', attribution: district.attribution, features: features(district, name) };
}

function features(district: District, name: MapLayer): readonly GeoFeature[] {
  switch (name) {
    case 'boundary':
      return district.boundary.map((ring) =>
        area(ring, { id: district.id, zh: district.name.zh, en: district.name.en }),
      );
    case 'committees':
      return district.committees.map((row) =>
        area(row.ring, { id: row.id, zh: row.name.zh, en: row.name.en, synthetic: row.synthetic }),
      );
    case 'compounds':
      return district.compounds.map((row) =>
        area(row.ring, {
          id: row.id,
          zh: row.name.zh,
          en: row.name.en,
          address: row.address,
          kind: row.kind,
          committee: row.committee,
          synthetic: row.synthetic,
        }),
      );
    case 'stairwells':
      return district.stairwells.map((row) =>
        spot(row.position, {
          id: row.id,
          name: row.name,
          compound: row.compound,
          committee: row.committee,
          floors: row.floors,
          synthetic: row.synthetic,
        }),
      );
    case 'cells':
      return district.cells.map((row) => area(row.ring, { id: row.id, code: row.code, committee: row.committee }));
    case 'roads':
      return district.roads.map((row) => ({
        type: 'Feature',
        id: row.id,
        geometry: { type: 'LineString', coordinates: row.line },
        properties: { id: row.id, zh: row.name.zh, en: row.name.en, highway: row.highway },
      }));
    case 'points':
      return district.points.map((row) =>
        spot(row.position, {
          id: row.id,
          kind: row.kind,
          zh: row.name.zh,
          en: row.name.en,
          committee: row.committee,
          unit: row.unit,
          synthetic: row.synthetic,
        }),
      );
    default:
      return pictures.get(district)?.[name]?.features ?? [];
  }
}

function area(ring: readonly Position[], properties: Readonly<Record<string, unknown>> & { id: string }): GeoFeature {
  const [first, last] = [ring[0] as Position, ring.at(-1) as Position];
  const closed = first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
  return { type: 'Feature', id: properties.id, geometry: { type: 'Polygon', coordinates: [closed] }, properties };
}
function spot(position: Position, properties: Readonly<Record<string, unknown>> & { id: string }): GeoFeature {
  return { type: 'Feature', id: properties.id, geometry: { type: 'Point', coordinates: position }, properties };
}
