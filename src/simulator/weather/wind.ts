import { bearing, distance, type Position } from '../../domain/kernel/index.ts';
import { alongTrack, type Fix } from './track.ts';

/**
 * Wind at a place from a storm's track. The gradient wind follows
 *   G. J. Holland (1980), "An Analytic Model of the Wind and Pressure Profiles in Hurricanes",
 *   Monthly Weather Review 108, 1212-1218, eq. (4);
 * factors between averaging times and over land follow
 *   B. A. Harper, J. D. Kepert, J. D. Ginger (2010), "Guidelines for converting between various wind averaging
 *   periods in tropical cyclone conditions", WMO/TD-No. 1555, table 1.1.
 * What was decided on top of the two, and why: docs/adr/0010-wind-model.md.
 */
export const AIR_DENSITY = 1.15; // kg/m³, Holland 1980
/** 1-minute to 10-minute mean, at sea (Harper et al. 2010: 0.93). */
export const TEN_MINUTE = 0.93;
/** Surface to gradient wind over the sea: 0.9 is the usual reduction (Harper et al. 2010, §3). */
export const SURFACE = 0.9;
/** Sea surface to a built-up district, 10-minute mean at 10 m. A choice: roughness of a city centre. */
export const CITY = 0.62;
/** 3-second gust over 10-minute mean over land, "in-land" class of table 1.1. */
export const GUST = 1.66;
/** Inflow angle towards the centre at the surface, degrees (about 20 over sea, more over land). A choice. */
export const INFLOW = 25;
const GALE = 34 * (1_852 / 3_600);
/** Range of B that Holland gives for real storms. */
const B_RANGE = [1, 2.5] as const;

export interface Wind {
  /** 10-minute mean at 10 m, m/s. */
  readonly mean: number;
  /** Highest 3-second gust within those ten minutes, m/s. */
  readonly gust: number;
  /** Where it blows from, degrees. */
  readonly from: number;
  /** Distance of the centre, m. */
  readonly distance: number;
}

/** Coriolis parameter, 1/s. */
export function coriolis(latitude: number): number {
  return 2 * 7.2921e-5 * Math.sin((latitude * Math.PI) / 180);
}

/**
 * Holland's shape parameter from the highest gradient wind (m/s) and the pressure drop (Pa): B = ρ e V² / Δp,
 * held within 1 … 2.5.
 */
export function hollandB(vmax: number, drop: number): number {
  return Math.min(B_RANGE[1], Math.max(B_RANGE[0], (AIR_DENSITY * Math.E * vmax ** 2) / Math.max(drop, 100)));
}

/** Gradient wind at distance `r` (m) from the centre, m/s: Holland 1980 eq. (4). */
export function hollandWind(r: number, rmw: number, drop: number, b: number, f: number): number {
  if (r <= 0) return 0;
  const x = (rmw / r) ** b;
  const half = (r * Math.abs(f)) / 2;
  return Math.sqrt((b / AIR_DENSITY) * x * drop * Math.exp(-x) + half ** 2) - half;
}

/**
 * Radius of the highest wind at which the profile passes through gale force at the reported gale radius. A large,
 * weakening storm such as In-Fa keeps a small inner radius on the track while its gales reach far out; the radius of
 * the track alone would put 5 m/s where gales were reported. Between the two radii the highest wind is held.
 */
export function radiusThroughGale(r34: number, drop: number, b: number, f: number, gale: number): number {
  let low = 1_000;
  let high = r34;
  if (hollandWind(r34, high, drop, b, f) < gale) return high;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (hollandWind(r34, middle, drop, b, f) < gale) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Radius of gales in a direction (degrees from north), linear in angle between the middles of the quadrants. */
function galeRadius(r34: NonNullable<Fix['r34']>, towards: number): number {
  const turn = (((towards - 45) % 360) + 360) % 360;
  const i = Math.floor(turn / 90);
  const share = (turn - i * 90) / 90;
  const a = r34[i % 4] ?? 0;
  const b = r34[(i + 1) % 4] ?? 0;
  return a + (b - a) * share;
}

/** Wind at a place at an instant. Pure: same track, place and instant give the same wind. */
export function windAt(track: readonly Fix[], place: Position, at: number): Wind {
  const storm = alongTrack(track, at);
  const r = distance(storm.centre, place);
  const towards = bearing(storm.centre, place);
  const f = coriolis(place[1]);
  const drop = Math.max(100, storm.outer - storm.low);
  // Half of the movement is not the vortex's own wind: taken off before the profile, added back as a vector after.
  const speed = Math.hypot(...storm.movement);
  const own = Math.max(5, storm.vmax * TEN_MINUTE - speed / 2);
  const vmax = own / SURFACE;
  const b = hollandB(vmax, drop);
  const r34 = storm.r34 ? galeRadius(storm.r34, towards) : 0;
  // Without gales (a depression) the plateau reaches half-way to the outermost closed isobar. A choice.
  const far = r34 > 0 ? radiusThroughGale(r34, drop, b, f, (GALE * TEN_MINUTE) / SURFACE) : storm.reach / 2;
  const rmw = Math.min(Math.max(far, storm.rmw), Math.max(storm.rmw, r));
  const surface = hollandWind(r, rmw, drop, b, f) * SURFACE;
  // Round the centre anticlockwise (north of the equator), turned inwards by the inflow angle.
  const heading = ((towards - 90 - INFLOW) * Math.PI) / 180;
  const share = Math.min(1, surface / own) / 2;
  const east = surface * Math.sin(heading) + storm.movement[0] * share;
  const north = surface * Math.cos(heading) + storm.movement[1] * share;
  const mean = Math.hypot(east, north) * CITY;
  return {
    mean,
    gust: mean * GUST,
    from: ((Math.atan2(-east, -north) * 180) / Math.PI + 360) % 360,
    distance: r,
  };
}

/** Lower bounds of the Beaufort forces 0 … 17 in m/s, as used in Chinese warnings (domain data §5.1). */
const FORCE_FROM = [0, 0.3, 1.6, 3.4, 5.5, 8, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7, 37, 41.5, 46.2, 51, 56.1];

/** Wind force (级) of a speed in m/s. */
export function force(speed: number): number {
  let n = 0;
  while (n + 1 < FORCE_FROM.length && speed >= (FORCE_FROM[n + 1] as number)) n++;
  return n;
}
