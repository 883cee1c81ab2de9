import { distance, inside, type Position, type Ring } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import type { WarningArea, WarningMessage } from './warning.ts';

/** Areas that do not touch the district are kept by name only, and at most this many of them. */
const OTHER_AREAS_KEPT = 200;

/**
 * Whether a warning holds in the district, and why. Where that cannot be told it does: a warning too many is
 * corrected by a person with one click (`warning.judge`), a warning dropped in silence is not.
 * Reasons are codes: 'geometry', 'geocode', 'name', 'station', 'unknown' for yes; 'elsewhere', 'other-station' for no.
 */
export function concern(
  message: WarningMessage,
  district: Pick<District, 'boundary' | 'centre' | 'code' | 'warnings'>,
): { concerns: boolean; reason: string } {
  const { areas } = message;
  if (areas.some((area) => touches(area, district))) return { concerns: true, reason: 'geometry' };
  const known = district.warnings;
  if (areas.some((area) => area.geocodes.some((g) => known?.geocodes.includes(g.value))))
    return { concerns: true, reason: 'geocode' };
  const ownStation = known?.stations.some((station) => message.issuer.includes(station)) ?? false;
  // A pasted text of another city also says 本市, so its words mean nothing here.
  if (known && message.form === 'text' && !ownStation) return { concerns: false, reason: 'other-station' };
  if (areas.some((area) => named(area.name, known?.regions, ownStation))) return { concerns: true, reason: 'name' };
  const drawn = areas.length > 0 && areas.every((area) => area.rings.length > 0 || area.circles.length > 0);
  if (drawn) return { concerns: false, reason: 'elsewhere' };
  if (!known || areas.length === 0) return { concerns: true, reason: ownStation ? 'station' : 'unknown' };
  // An open list of the own station ('…等地', '大部地区') may mean us; a closed list without our name does not.
  if (ownStation && areas.some((area) => /[等部]/.test(area.name))) return { concerns: true, reason: 'station' };
  return { concerns: false, reason: 'elsewhere' };
}

/** 本市, 全市, 我市 … mean the region of whoever speaks. */
const RELATIVE = /^[本全我]|^中心城区$/;
function named(name: string, regions: readonly string[] | undefined, ownStation: boolean): boolean {
  return regions?.some((region) => name.includes(region) && (ownStation || !RELATIVE.test(region))) ?? false;
}

/** Whether an area drawn by the issuer meets the district: a corner of one lies in the other, or a circle reaches it. */
function touches(area: WarningArea, district: Pick<District, 'boundary' | 'centre'>): boolean {
  const corners: readonly Position[] = [district.centre, ...district.boundary.flat()];
  if (
    area.rings.some(
      (ring) =>
        corners.some((p) => inside(p, ring)) ||
        ring.some((p) => district.boundary.some((b) => inside(p, b))) ||
        district.boundary.some((b) => crosses(ring, b)),
    )
  )
    return true;
  return area.circles.some(
    ({ centre, km }) =>
      corners.some((p) => distance(p, centre) <= km * 1_000) || district.boundary.some((b) => inside(centre, b)),
  );
}

/** Whether two outlines cross although no corner of one lies in the other (a narrow strip across the district). */
function crosses(a: Ring, b: Ring): boolean {
  const box = bounds(b);
  for (let i = 1; i < a.length; i++) {
    const p = a[i - 1] as Position;
    const q = a[i] as Position;
    if (
      Math.max(p[0], q[0]) < box.west ||
      Math.min(p[0], q[0]) > box.east ||
      Math.max(p[1], q[1]) < box.south ||
      Math.min(p[1], q[1]) > box.north
    )
      continue;
    for (let j = 1; j < b.length; j++) if (meet(p, q, b[j - 1] as Position, b[j] as Position)) return true;
  }
  return false;
}

function bounds(ring: Ring): { west: number; east: number; south: number; north: number } {
  const box = {
    west: Number.POSITIVE_INFINITY,
    east: Number.NEGATIVE_INFINITY,
    south: Number.POSITIVE_INFINITY,
    north: Number.NEGATIVE_INFINITY,
  };
  for (const [lon, lat] of ring) {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}

function side(a: Position, b: Position, p: Position): number {
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}
function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** The message as the journal keeps it: geometry of the areas that meet the district, names of up to 200 others. */
export function keepAreas(
  message: WarningMessage,
  district: Pick<District, 'boundary' | 'centre' | 'warnings'>,
): WarningMessage {
  if (message.areas.length === 0) return message;
  const ours: WarningArea[] = [];
  const others: WarningArea[] = [];
  for (const area of message.areas) {
    if (touches(area, district) || named(area.name, district.warnings?.regions, true)) ours.push(area);
    else if (others.length < OTHER_AREAS_KEPT)
      others.push({ name: area.name, rings: [], circles: [], geocodes: area.geocodes.slice(0, 4) });
  }
  return { ...message, areas: [...ours, ...others] };
}
