import type { Position } from '../../domain/kernel/index.ts';

const KNOT = 1_852 / 3_600;
export const NAUTICAL_MILE_M = 1_852;

/** One row of a best track in SI units. */
export interface Fix {
  readonly at: number;
  readonly centre: Position;
  /** Highest 1-minute mean wind, m/s, as the warning centre gives it. */
  readonly vmax: number;
  /** Lowest pressure and pressure of the outermost closed isobar, Pa. */
  readonly low: number;
  readonly outer: number;
  /** Radius of the outermost closed isobar, m. */
  readonly reach: number;
  /** Radius of the highest wind, m. */
  readonly rmw: number;
  /** Radius of 34-kt wind by quadrant [NE, SE, SW, NW], m; undefined when there is none. */
  readonly r34: readonly [number, number, number, number] | undefined;
}

/** Reads `track.csv` of a scenario. */
export function readTrack(csv: string): readonly Fix[] {
  const lines = csv.trim().split('\n');
  const names = (lines[0] ?? '').split(',');
  return lines.slice(1).map((line) => {
    const cells = line.split(',');
    const cell = (name: string): number => {
      const value = Number(cells[names.indexOf(name)] || Number.NaN);
      if (Number.isNaN(value)) throw new TypeError(`the track has no ${name} in "${line}"`);
      return value;
    };
    const radii = ['r34_ne_nm', 'r34_se_nm', 'r34_sw_nm', 'r34_nw_nm'].map(
      (n) => Number(cells[names.indexOf(n)] || 0) * NAUTICAL_MILE_M,
    );
    return {
      at: Date.parse(cells[0] ?? ''),
      centre: [cell('lon'), cell('lat')] as const,
      vmax: cell('vmax_kt') * KNOT,
      low: cell('mslp_hpa') * 100,
      outer: cell('outer_p_hpa') * 100,
      reach: cell('outer_r_nm') * NAUTICAL_MILE_M,
      rmw: cell('rmw_nm') * NAUTICAL_MILE_M,
      r34: radii.some((r) => r > 0) ? (radii as unknown as Fix['r34']) : undefined,
    };
  });
}

/** Where and how strong the storm was at `at`: linear between two fixes, with its movement in m/s (east, north). */
export function alongTrack(track: readonly Fix[], at: number): Fix & { readonly movement: readonly [number, number] } {
  let i = 1;
  while (i < track.length - 1 && (track[i] as Fix).at < at) i++;
  const a = track[i - 1];
  const b = track[i];
  if (!a || !b) throw new RangeError('a track needs two fixes');
  const share = Math.min(1, Math.max(0, (at - a.at) / (b.at - a.at)));
  const mix = (x: number, y: number): number => x + (y - x) * share;
  const seconds = (b.at - a.at) / 1_000;
  const north = ((b.centre[1] - a.centre[1]) * 111_195) / seconds;
  const east = ((b.centre[0] - a.centre[0]) * 111_195 * Math.cos((a.centre[1] * Math.PI) / 180)) / seconds;
  const r34 =
    a.r34 && b.r34
      ? ([0, 1, 2, 3].map((q) => mix(a.r34?.[q] ?? 0, b.r34?.[q] ?? 0)) as unknown as Fix['r34'])
      : share < 0.5
        ? a.r34
        : b.r34;
  return {
    at,
    centre: [mix(a.centre[0], b.centre[0]), mix(a.centre[1], b.centre[1])],
    vmax: mix(a.vmax, b.vmax),
    low: mix(a.low, b.low),
    outer: mix(a.outer, b.outer),
    reach: mix(a.reach, b.reach),
    rmw: mix(a.rmw, b.rmw),
    r34,
    movement: [east, north],
  };
}
