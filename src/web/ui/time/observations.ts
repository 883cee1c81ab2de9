import { useEffect, useState } from 'react';
import type { Instant } from '../../../domain/kernel/index.ts';
import { call } from '../api.ts';
import type { Curve } from './TimeLine.tsx';

const NONE: readonly Curve[] = [];
/** Measured series are asked again so often (real ms): a curve by the hour does not need more. */
const AGAIN = 15_000;

/** What of a step is shown: its mean, its highest (where the peak matters), or the sum of its readings (rain). */
export type Take = 'mean' | 'highest' | 'sum';

/**
 * One measured series by steps; a value stands at the end of its step.
 * Empty while nothing was measured; keeps the last answer when the server does not answer.
 */
export function useObservations(
  series: string,
  from: Instant,
  to: Instant,
  step: number,
  take: Take = 'mean',
): readonly Curve[] {
  const [curve, setCurve] = useState(NONE);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), AGAIN);
    return () => clearInterval(timer);
  }, []);
  // Asked by whole steps, so that a running clock does not ask at every tick.
  const whole = [Math.floor(from / step) * step, Math.ceil(to / step) * step] as const;
  useEffect(() => {
    const gone = new AbortController();
    void call<{ points: readonly (readonly [number, number, number, number, number])[] }>(
      `/observations?series=${encodeURIComponent(series)}&from=${whole[0]}&to=${whole[1]}&step=${step}`,
      { signal: gone.signal },
    ).then((answer) => {
      if (!answer.ok || gone.signal.aborted) return;
      setCurve(
        answer.value.points.map(([at, , highest, mean, n]) => ({
          at: at + step,
          value: { mean, highest, sum: mean * n }[take],
        })),
      );
    });
    return () => gone.abort();
  }, [series, whole[0], whole[1], step, take, turn]);
  return curve;
}
