import { DAY, HOUR, type Instant } from '../../../domain/kernel/index.ts';

/** Linear time axis in pixels. */
export interface Scale {
  readonly from: Instant;
  readonly to: Instant;
  readonly width: number;
  x(at: Instant): number;
  at(x: number): Instant;
}
export function scale(from: Instant, to: Instant, width: number): Scale {
  const length = Math.max(1, to - from);
  return {
    from,
    to,
    width,
    x: (at) => ((at - from) / length) * width,
    at: (x) => from + (Math.max(0, Math.min(width, x)) / Math.max(1, width)) * length,
  };
}

const STEPS = [HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY] as const;
const OFFSET = 8 * HOUR;

/** Whole Beijing hours, no closer than `gap` pixels; midnights are marked. */
export function ticks(axis: Scale, gap: number): readonly { readonly at: Instant; readonly midnight: boolean }[] {
  const perPixel = (axis.to - axis.from) / Math.max(1, axis.width);
  const step = STEPS.find((s) => s / perPixel >= gap) ?? Math.ceil((gap * perPixel) / DAY) * DAY;
  const out: { at: Instant; midnight: boolean }[] = [];
  for (let at = Math.ceil((axis.from + OFFSET) / step) * step - OFFSET; at <= axis.to; at += step) {
    out.push({ at, midnight: (at + OFFSET) % DAY === 0 });
  }
  return out;
}
