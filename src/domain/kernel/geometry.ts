/** WGS-84 longitude and latitude in degrees. Stored coordinates are always in this order and this datum. */
export type Position = readonly [lon: number, lat: number];
export type Ring = readonly Position[];

const EARTH_RADIUS_M = 6_371_008.8; // IUGG mean radius
const RAD = Math.PI / 180;

/** Great-circle distance in metres (haversine). */
export function distance(a: Position, b: Position): number {
  const dLat = (b[1] - a[1]) * RAD;
  const dLon = (b[0] - a[0]) * RAD;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RAD) * Math.cos(b[1] * RAD) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Initial bearing from a to b, degrees clockwise from north, 0 ≤ bearing < 360. */
export function bearing(a: Position, b: Position): number {
  const dLon = (b[0] - a[0]) * RAD;
  const y = Math.sin(dLon) * Math.cos(b[1] * RAD);
  const x = Math.cos(a[1] * RAD) * Math.sin(b[1] * RAD) - Math.sin(a[1] * RAD) * Math.cos(b[1] * RAD) * Math.cos(dLon);
  return (Math.atan2(y, x) / RAD + 360) % 360;
}

/** Whether a position lies in a ring (even-odd rule; the ring may or may not repeat its first position). */
export function inside(p: Position, ring: Ring): boolean {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i] as Position;
    const b = ring[j] as Position;
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) within = !within;
  }
  return within;
}

/** Whether two edges of a ring that do not follow each other cut: then "inside" is no longer what the eye sees. */
export function crossesItself(ring: Ring): boolean {
  const edges = ring.map((from, i) => [from, ring[(i + 1) % ring.length] as Position] as const);
  return edges.some(([a, b], i) =>
    edges.some(([c, d], j) => j > i + 1 && !(i === 0 && j === edges.length - 1) && cut(a, b, c, d)),
  );
}

function cut(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Positive where p lies to the left of the way from a to b, negative to the right. */
function side(a: Position, b: Position, p: Position): number {
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}
