import { describe, expect, it } from 'vitest';
import type { Aggregate, Recorded } from '../kernel/index.ts';
import { DAY, HOUR } from '../kernel/index.ts';
import { createScreen } from './screen.ts';

const KEEP = 30 * DAY;

interface Thing {
  readonly marks: number;
  readonly endedAt?: number;
}
const thing: Aggregate<Thing> = {
  kind: 'thing',
  initial: { marks: 0 },
  decide: () => ({ ok: true, events: [] }),
  evolve: (state, event) =>
    event.type === 'thing.ended' ? { ...state, endedAt: event.at } : { ...state, marks: state.marks + 1 },
};
const screen = createScreen({
  aggregates: [thing],
  instead: {},
  begins: { thing: (event) => event.type === 'thing.shown' },
  leaves: { thing: (state: Thing) => (state.endedAt === undefined ? null : state.endedAt + KEEP) },
});
const event = (seq: number, type: string, id: string, version: number, at = 0): Recorded => ({
  seq,
  type,
  stream: `thing/${id}`,
  version,
  data: {},
  by: { person: 'p' },
  at,
  occurredAt: at,
  commandId: `c${seq}`,
});

describe('the screen as a fold', () => {
  it('holds the state of every stream after the last event', () => {
    const state = screen.empty();
    for (const e of [
      event(1, 'thing.marked', 'a', 1),
      event(2, 'thing.marked', 'b', 1),
      event(3, 'thing.marked', 'a', 2, 5),
    ])
      screen.fold(state, e);
    expect(state).toEqual({ seq: 3, at: 5, streams: { thing: { a: { marks: 2 }, b: { marks: 1 } } } });
  });

  it('is the same whether folded at once or from a copy half-way', () => {
    const events = Array.from({ length: 2_500 }, (_, n) =>
      event(
        n + 1,
        n % 7 === 6 && n % 50 < 25 ? 'thing.ended' : 'thing.marked',
        `t${n % 50}`,
        1 + Math.floor(n / 50),
        n * DAY,
      ),
    );
    const whole = screen.empty();
    for (const e of events) screen.fold(whole, e);
    const half = screen.empty();
    for (const e of events.slice(0, 1_234)) screen.fold(half, e);
    const copy = JSON.parse(JSON.stringify(half)) as typeof half;
    for (const e of events.slice(1_234)) screen.fold(copy, e);
    expect(copy).toEqual(whole);
    expect(Object.keys(whole.streams['thing'] ?? {}).length).toBeGreaterThan(0);
  });

  it('refuses a repeat and an event of before, and takes a step over what is hidden', () => {
    const state = screen.empty();
    screen.fold(state, event(4, 'thing.marked', 'a', 1));
    expect(() => screen.fold(state, event(4, 'thing.marked', 'a', 2))).toThrow(RangeError);
    expect(() => screen.fold(state, event(3, 'thing.marked', 'a', 2))).toThrow(RangeError);
    screen.fold(state, event(9, 'thing.marked', 'a', 2));
    expect(state.streams['thing']?.['a']).toEqual({ marks: 2 });
  });

  it('begins a stream in the middle only with the fact that shows it', () => {
    const state = screen.empty();
    screen.fold(state, event(2, 'thing.marked', 'a', 2));
    expect(state.streams['thing']).toEqual({});
    screen.fold(state, event(3, 'thing.shown', 'a', 3));
    screen.fold(state, event(4, 'thing.marked', 'a', 4));
    expect(state.streams['thing']).toEqual({ a: { marks: 2 } });
  });

  it('ignores a kind that it does not know', () => {
    const state = screen.empty();
    screen.fold(state, { ...event(1, 'other.done', 'x', 1), stream: 'other/x' });
    expect(state).toEqual({ seq: 1, at: 0, streams: { thing: {} } });
  });

  it('lets settled things go after their time, and does not show the middle of a life that it has let go', () => {
    const state = screen.empty();
    screen.fold(state, event(998, 'thing.marked', 'a', 1, 0));
    screen.fold(state, event(999, 'thing.ended', 'a', 2, 0));
    screen.fold(state, event(1_000, 'thing.marked', 'b', 1, KEEP));
    expect(Object.keys(state.streams['thing'] ?? {})).toEqual(['a', 'b']);
    screen.fold(state, event(1_001, 'thing.marked', 'b', 2, KEEP + 1));
    // Its time is over, and it goes with the first event of the next hour.
    expect(Object.keys(state.streams['thing'] ?? {})).toEqual(['a', 'b']);
    screen.fold(state, event(1_002, 'thing.marked', 'b', 3, KEEP + HOUR));
    expect(Object.keys(state.streams['thing'] ?? {})).toEqual(['b']);
    screen.fold(state, event(1_003, 'thing.marked', 'a', 3, KEEP + HOUR + 1));
    expect(state.streams['thing']).toEqual({ b: { marks: 3 } });
  });
});
