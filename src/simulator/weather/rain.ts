import { random } from '../random.ts';

const TEN_MINUTES = 600_000;

/** A span of time with the rain that fell in it. */
export interface RainWindow {
  readonly from: number;
  readonly to: number;
  readonly mm: number;
  /** Number of rain bands that pass in it. */
  readonly bands: number;
}

/** Rain in steps of ten minutes. */
export interface Rain {
  readonly from: number;
  /** mm in each ten minutes. */
  readonly steps: readonly number[];
  /** mm fallen between two instants (parts of a step count in proportion). */
  total(from: number, to: number): number;
  /** mm per hour at an instant, over the last hour. */
  hourly(at: number): number;
}

/**
 * Rain over time from window totals: in each window `bands` bell-shaped rain bands at seeded places on a low
 * background, scaled so that the window's steps sum to its total exactly. Spiral bands of typhoons pass in tens of
 * minutes with hours between; width and background are choices (docs/adr/0011-rain-model.md).
 */
export function makeRain(windows: readonly RainWindow[], seed: number): Rain {
  const start = windows[0]?.from ?? 0;
  const steps: number[] = [];
  windows.forEach((window, index) => {
    if (window.from !== start + steps.length * TEN_MINUTES)
      throw new RangeError('rain windows must follow each other without a gap');
    const draw = random(seed, 'rain', index);
    const count = Math.round((window.to - window.from) / TEN_MINUTES);
    const bands = Array.from({ length: window.bands }, (_, band) => ({
      // One band in each equal part of the window, so that bands do not pile up in one hour.
      middle: (count * (band + draw.between(0.2, 0.8))) / window.bands,
      width: draw.between(3, 8),
      height: draw.between(0.5, 1),
    }));
    const weights = Array.from({ length: count }, (_, step) => {
      let weight = 0.12 * draw.between(0.4, 1.6);
      for (const band of bands) weight += band.height * Math.exp(-(((step - band.middle) / band.width) ** 2));
      return weight;
    });
    const sum = weights.reduce((a, b) => a + b, 0);
    for (const weight of weights) steps.push((window.mm * weight) / sum);
  });

  function total(from: number, to: number): number {
    let sum = 0;
    const first = Math.max(0, Math.floor((from - start) / TEN_MINUTES));
    for (let i = first; i < steps.length; i++) {
      const a = start + i * TEN_MINUTES;
      if (a >= to) break;
      const overlap = Math.min(to, a + TEN_MINUTES) - Math.max(from, a);
      if (overlap > 0) sum += ((steps[i] as number) * overlap) / TEN_MINUTES;
    }
    return sum;
  }
  return { from: start, steps, total, hourly: (at) => total(at - 3_600_000, at) };
}
