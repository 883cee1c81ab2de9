import type { Position, Ring } from '../../src/domain/kernel/index.ts';

/** A place on the plane of the generator: whole centimetres east and north of the district's centre. */
export type XY = readonly [x: number, y: number];
export const METRE = 100;
const METRES_PER_DEGREE = 111_194.93; // mean, sphere of 6,371,008.8 m as in the kernel's distance()

/**
 * Equirectangular plane about a centre. Over 2.5 km the error of lengths stays below 0.02 %. Whole centimetres make
 * every later step exact: equal places have equal numbers, so that shared corners stay shared.
 */
export class Plane {
  private readonly lon0: number;
  private readonly lat0: number;
  private readonly cos: number;
  constructor(centre: Position) {
    [this.lon0, this.lat0] = centre;
    this.cos = Math.cos((this.lat0 * Math.PI) / 180);
  }
  to([lon, lat]: Position): XY {
    const k = METRES_PER_DEGREE * METRE;
    return [Math.round((lon - this.lon0) * this.cos * k), Math.round((lat - this.lat0) * k)];
  }
  /** Degrees with `digits` decimals: 7 ≈ 1 cm, 6 ≈ 10 cm. */
  from([x, y]: XY, digits = 7): Position {
    const k = METRES_PER_DEGREE * METRE;
    const f = 10 ** digits;
    return [Math.round((this.lon0 + x / (this.cos * k)) * f) / f, Math.round((this.lat0 + y / k) * f) / f];
  }
  ring(points: readonly XY[], digits = 7): Ring {
    const out = points.map((p) => this.from(p, digits));
    return [...out, out[0] as Position];
  }
}

export const sub = (a: XY, b: XY): XY => [a[0] - b[0], a[1] - b[1]];
export const add = (a: XY, b: XY): XY => [a[0] + b[0], a[1] + b[1]];
export const scale = (a: XY, k: number): XY => [a[0] * k, a[1] * k];
export const dot = (a: XY, b: XY): number => a[0] * b[0] + a[1] * b[1];
export const cross = (a: XY, b: XY): number => a[0] * b[1] - a[1] * b[0];
export const length = (a: XY): number => Math.hypot(a[0], a[1]);
export const rounded = (a: XY): XY => [Math.round(a[0]), Math.round(a[1])];
export const unit = (a: XY): XY => scale(a, 1 / (length(a) || 1));
export const left = (a: XY): XY => [-a[1], a[0]];
export const between = (a: XY, b: XY, t: number): XY => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];

/** Signed area in cm²; positive counter-clockwise. */
export function area(ring: readonly XY[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) sum += cross(ring[i] as XY, ring[(i + 1) % ring.length] as XY);
  return sum / 2;
}
export const squareMetres = (ring: readonly XY[]): number => Math.abs(area(ring)) / (METRE * METRE);

export function perimeter(ring: readonly XY[]): number {
  return ring.reduce((sum, p, i) => sum + length(sub(ring[(i + 1) % ring.length] as XY, p)), 0);
}

export function centroid(ring: readonly XY[]): XY {
  const a = area(ring);
  let [x, y] = [0, 0];
  for (let i = 0; i < ring.length; i++) {
    const p = ring[i] as XY;
    const q = ring[(i + 1) % ring.length] as XY;
    const c = cross(p, q);
    x += (p[0] + q[0]) * c;
    y += (p[1] + q[1]) * c;
  }
  return rounded([x / (6 * a), y / (6 * a)]);
}

export function within(p: XY, ring: readonly XY[]): boolean {
  let yes = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i] as XY;
    const b = ring[j] as XY;
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) yes = !yes;
  }
  return yes;
}

/** Nearest place on a segment, and how far along it lies (0…1). */
export function nearestOn(p: XY, a: XY, b: XY): { at: XY; t: number; far: number } {
  const d = sub(b, a);
  const t = Math.max(0, Math.min(1, dot(sub(p, a), d) / (dot(d, d) || 1)));
  const at = between(a, b, t);
  return { at, t, far: length(sub(p, at)) };
}

export function nearestOnLine(p: XY, line: readonly XY[]): { at: XY; far: number; direction: XY } {
  let best = { at: line[0] as XY, far: Number.POSITIVE_INFINITY, direction: [1, 0] as XY };
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [line[i] as XY, line[i + 1] as XY];
    const near = nearestOn(p, a, b);
    if (near.far < best.far) best = { at: near.at, far: near.far, direction: unit(sub(b, a)) };
  }
  return best;
}

/** A place well inside a ring: the middle of the widest of some horizontal cuts. */
export function innerPlace(ring: readonly XY[]): XY {
  const c = centroid(ring);
  if (within(c, ring)) return c;
  const ys = ring.map((p) => p[1]);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  let best: XY = c;
  let widest = 0;
  for (let k = 1; k < 16; k++) {
    const y = low + ((high - low) * k) / 16 + 0.5;
    const xs: number[] = [];
    for (let i = 0; i < ring.length; i++) {
      const [a, b] = [ring[i] as XY, ring[(i + 1) % ring.length] as XY];
      if (a[1] > y !== b[1] > y) xs.push(a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]));
    }
    xs.sort((m, n) => m - n);
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const width = (xs[i + 1] as number) - (xs[i] as number);
      if (width > widest) {
        widest = width;
        best = [Math.round(((xs[i] as number) + (xs[i + 1] as number)) / 2), Math.round(y)];
      }
    }
  }
  return best;
}
