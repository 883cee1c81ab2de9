import type { Feature, FeatureCollection } from 'geojson';
import type { Position } from '../../../../domain/kernel/index.ts';
import type { District } from '../../../../domain/places/index.ts';
import { areaOf } from '../../../../domain/places/index.ts';
import { area, collection, spot } from '../../../ui/map/ground.ts';
import { type Chosen, ringsOf } from './chosen.ts';

const METRES_PER_DEGREE = 111_195;
const SIDES = 72;

/** A circle as the map can draw it. Flat-earth is exact to a centimetre at the size of a district. */
function circleRing({ position: [lon, lat], metres }: NonNullable<Chosen['circle']>): readonly Position[] {
  const dLat = metres / METRES_PER_DEGREE;
  const dLon = dLat / Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: SIDES }, (_, i): Position => {
    const turn = (2 * Math.PI * i) / SIDES;
    return [lon + dLon * Math.cos(turn), lat + dLat * Math.sin(turn)];
  });
}

/** The areas, their corners, and every front door: those meant stand out. */
export function drawnFacts(district: District, chosen: Chosen): FeatureCollection {
  const { circle, draft, rings } = chosen;
  const inArea = areaOf({ near: circle, rings: ringsOf(chosen) });
  const open: Feature[] =
    draft.length < 2
      ? []
      : [
          draft.length > 2
            ? area(draft, {})
            : {
                type: 'Feature',
                geometry: { type: 'LineString', coordinates: draft.map((p) => [...p]) },
                properties: {},
              },
        ];
  return collection([
    ...rings.map((ring) => area(ring, {})),
    ...(circle ? [area(circleRing(circle), {}), spot('centre', circle.position, { kind: 'corner' })] : []),
    ...open,
    ...district.stairwells.map((row) => spot(row.id, row.position, { kind: 'door', meant: inArea?.(row) ?? false })),
    ...draft.map((corner, i) => spot(`corner-${i}`, corner, { kind: 'corner' })),
  ]);
}
