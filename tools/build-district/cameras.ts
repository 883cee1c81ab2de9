import { bearing, distance, type Position } from '../../src/domain/kernel/index.ts';
import type { Point } from '../../src/domain/places/index.ts';
import { type Ground, List } from './list.ts';
import { middleOf, type Parcel } from './parcels.ts';
import { length, METRE, sub, type XY } from './plane.ts';
import type { Random } from './random.ts';
import { corners, kerbSide } from './sides.ts';

/** What a camera is for; drains and hydrants are too small to be judged from a mast. */
const SEEN: ReadonlySet<Point['kind']> = new Set([
  'water',
  'sign',
  'billboard',
  'curtain-wall',
  'site',
  'tree',
  'underpass',
  'gauge',
  'underground',
]);
const MOST_COVERED = 40;
const STREET = { fieldDegrees: 70, rangeMetres: 80 };
const GATE = { fieldDegrees: 90, rangeMetres: 35 };

/**
 * Cameras: on masts at street corners looking across the crossing, one looking at each road water point, and at the
 * gates of compounds looking in. `covers` lists the points within range and field of view, nearest first.
 */
export function cameras(ground: Ground, points: readonly Point[], random: Random): Point[] {
  const list = new List(ground);
  const placed: Position[] = [];
  const put = (at: XY, towards: XY, view: typeof STREET, zh: string, en: string, owner: 'street' | 'compound') => {
    const position = ground.plane.from(at, 6);
    const azimuth = Math.round(bearing(position, ground.plane.from(towards, 6)));
    const covers = points
      .filter((p) => SEEN.has(p.kind) && sees(position, azimuth, view, p.position))
      .sort((a, b) => distance(position, a.position) - distance(position, b.position) || (a.id < b.id ? -1 : 1))
      .slice(0, MOST_COVERED)
      .map((p) => p.id);
    const n = list.count('camera') + 1;
    const added = list.add('camera', at, {
      zh,
      en,
      facts: {
        azimuth,
        ...view,
        covers,
        owner,
        // 20 digits (GB/T 28181): 8 centre, 2 trade, 3 type (132 network camera), 7 serial.
        gbId: `${ground.plan.code.slice(0, 6)}${ground.plan.code.slice(7, 9)}00132${String(n).padStart(7, '0')}`,
      },
      unit: (committee) =>
        owner === 'street'
          ? 'ops-centre'
          : `property-${String(ground.plan.committees.findIndex((c) => c.id === committee) + 1).padStart(2, '0')}`,
    });
    if (added) placed.push(position);
  };
  const all = corners(ground.ways, ground.inStreet).filter(({ at }) => ground.committeeAt(at) !== undefined);
  for (const corner of random.shuffled(all)) {
    if (list.count('camera') >= 125) break;
    if (placed.some((p) => distance(p, ground.plane.from(corner.at)) < 12)) continue;
    put(corner.at, corner.crossing, STREET, `${corner.zh}球机`, `Camera ${corner.en}`, 'street');
  }
  for (const side of kerbSide(ground.ways, ground.inStreet)) {
    const masts = side.places(85, -1.5).filter((at) => ground.committeeAt(at) !== undefined);
    for (const [i, at] of masts.entries()) {
      const along = masts[i + 1] ?? masts[i - 1];
      if (!along || placed.some((p) => distance(p, ground.plane.from(at)) < 45)) continue;
      put(at, along, STREET, `${side.zh}街面探头`, `Street camera, ${side.en}`, 'street');
    }
  }
  for (const water of points.filter((p) => p.kind === 'water' && p.facts.place === 'road')) {
    if (list.points.some((camera) => (camera.facts.covers as readonly string[]).includes(water.id))) continue;
    const target = ground.plane.to(water.position);
    const mast = all
      .map(({ at }) => at)
      .filter((at) => length(sub(at, target)) > 10 * METRE && length(sub(at, target)) < 60 * METRE)[0];
    if (mast) put(mast, target, STREET, `${water.name.zh}专用探头`, `Camera for ${water.name.en}`, 'street');
  }
  for (const [i, compound] of ground.compounds) {
    const parcel = ground.parcels[i] as Parcel;
    put(parcel.gate, middleOf(parcel), GATE, `${compound.name.zh}大门`, `Gate of ${compound.name.en}`, 'compound');
  }
  return list.points;
}

function sees(from: Position, azimuth: number, view: typeof STREET, at: Position): boolean {
  const far = distance(from, at);
  if (far > view.rangeMetres) return false;
  if (far < 3) return true;
  const off = Math.abs(((bearing(from, at) - azimuth + 540) % 360) - 180);
  return off <= view.fieldDegrees / 2;
}
