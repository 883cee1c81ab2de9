import type { Position } from '../../src/domain/kernel/index.ts';
import type { Built } from './buildings.ts';
import type { Settled } from './compounds.ts';
import type { Parcel } from './parcels.ts';
import type { Plane } from './plane.ts';
import type { SourceFeature } from './source.ts';
import type { Way } from './streets.ts';
import { collection, line, polygon } from './write.ts';

const METRES_PER_FLOOR: Readonly<Record<string, number>> = { office: 4, mall: 5, school: 3.8, 'care-home': 3.4 };

/** What only the eye uses: buildings, parks and the streets, elevated roads and metro lines round about. */
export function pictures(
  parcels: readonly Parcel[],
  built: readonly Built[],
  settled: Settled,
  ways: readonly Way[],
  transit: readonly SourceFeature[],
  attribution: string,
  plane: Plane,
): Record<string, string> {
  const houses = parcels.flatMap((parcel, i) => {
    const compound = settled.ofParcel.get(i)?.id;
    const rows = (built[i] as Built).buildings.map(({ ring, kind, floors }) => ({
      properties: {
        kind,
        floors,
        height: Math.round(floors * (METRES_PER_FLOOR[kind] ?? 3) * 10) / 10,
        ...(compound ? { compound } : {}),
        synthetic: true,
      },
      geometry: polygon(plane.ring(ring, 6)),
    }));
    return parcel.use === 'park'
      ? [
          {
            properties: { kind: 'park', floors: 0, height: 0, synthetic: true },
            geometry: polygon(plane.ring(parcel.ring, 6)),
          },
        ]
      : rows;
  });
  const lines = (kind: string) =>
    transit
      .filter((f) => f.properties.kind === kind)
      .flatMap((f) => {
        const parts = (
          f.geometry.type === 'MultiLineString' ? f.geometry.coordinates : [f.geometry.coordinates]
        ) as Position[][];
        return parts.map((part) => ({
          properties: { name: String(f.properties.name ?? '') },
          geometry: line(part.map(round)),
        }));
      });
  return {
    'layers/buildings.geojson': collection(houses),
    'layers/context-roads.geojson': collection(
      ways.map((way) => ({
        properties: { zh: way.zh, en: way.en, highway: way.highway },
        geometry: line(way.line.map(round)),
      })),
      attribution,
    ),
    'layers/elevated.geojson': collection(lines('elevated_road'), attribution),
    'layers/metro-lines.geojson': collection(lines('metro_line'), attribution),
  };
}

const round = ([lon, lat]: Position): Position => [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
