import { describe, expect, it } from 'vitest';
import { FieldClock } from './clock.ts';

const HOUR = 3_600_000;

describe('the time on a phone', () => {
  it('is that of the district, though the phone is wrong by an hour', () => {
    const wall = { now: 10 * HOUR };
    const steady = { now: 0 };
    const clock = new FieldClock(
      () => wall.now,
      () => steady.now,
    );
    // The server says 11:00 real time, and a drill that began at 1,000 when it was 11:00 runs ten times as fast.
    clock.set({ at: 1_000, since: 11 * HOUR, speed: 10 }, clock.aheadOf(11 * HOUR));
    expect(clock.now()).toBe(1_000);
    wall.now += 500;
    steady.now += 500;
    expect(clock.now()).toBe(6_000);
  });

  it('goes on when somebody sets the clock of the phone in the middle of a shift', () => {
    const wall = { now: 10 * HOUR };
    const steady = { now: 0 };
    const clock = new FieldClock(
      () => wall.now,
      () => steady.now,
    );
    clock.set({ at: 0, since: 0, speed: 1 }, 0);
    expect(clock.now()).toBe(10 * HOUR);
    wall.now += HOUR + 1_000;
    steady.now += 1_000;
    expect(clock.now()).toBe(10 * HOUR + 1_000);
    wall.now -= 3 * HOUR;
    expect(clock.now()).toBe(10 * HOUR + 1_000);
  });
});
