import type { Rain } from './rain.ts';

const TEN_MINUTES = 600_000;

/** How a hollow fills: what runs into it and what its drain takes. */
export interface Hollow {
  /** Times the rain of its own area that runs together in it. */
  readonly gather: number;
  /** What drain and pump take away, mm of depth in an hour. Falls to a third while leaves lie on the grate. */
  readonly drain: number;
  /** Deepest that water can stand before it runs off elsewhere, mm. */
  readonly brim: number;
}

/** Depth of standing water in mm in steps of ten minutes from the start of the rain. */
export function depths(rain: Rain, hollow: Hollow): readonly number[] {
  const out: number[] = [];
  let depth = 0;
  for (const mm of rain.steps) {
    depth = Math.min(hollow.brim, Math.max(0, depth + mm * hollow.gather - hollow.drain / 6));
    out.push(depth);
  }
  return out;
}

export function depthAt(rain: Rain, steps: readonly number[], at: number): number {
  const place = (at - rain.from) / TEN_MINUTES;
  const i = Math.floor(place);
  const a = steps[Math.max(0, Math.min(steps.length - 1, i))] ?? 0;
  const b = steps[Math.max(0, Math.min(steps.length - 1, i + 1))] ?? a;
  return a + (b - a) * (place - i);
}

/** What a real street sensor puts on top of the water: one value a minute, or a frame lost, or no echo. */
export type Behaviour = readonly (number | 'lost' | 'no-echo')[];

/** Reads a trace of a scenario's `gauges/` folder. */
export function readBehaviour(csv: string): Behaviour {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const value = line.slice(line.indexOf(',') + 1);
      return value === '' ? 'lost' : value === 'no-echo' ? 'no-echo' : Number(value);
    });
}

/** Reading of a gauge in mm: the modelled depth plus the trace's departure from dry; undefined when the frame is lost. */
export function reading(depth: number, behaviour: Behaviour, minute: number): number | 'no-echo' | undefined {
  const value = behaviour[((minute % behaviour.length) + behaviour.length) % behaviour.length];
  if (value === undefined || value === 'lost') return undefined;
  return value === 'no-echo' ? 'no-echo' : Math.round(depth + value);
}
