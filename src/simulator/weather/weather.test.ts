import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeRain } from './rain.ts';
import { alongTrack, readTrack } from './track.ts';
import { depths } from './water.ts';
import { coriolis, force, hollandB, hollandWind, windAt } from './wind.ts';

const folder = new URL('../../../scenarios/in-fa-2021/', import.meta.url);
const track = readTrack(readFileSync(new URL('track.csv', folder), 'utf8'));
const district = [121.453, 31.226] as const;
const at = (text: string): number => Date.parse(text);

describe('Holland 1980', () => {
  it('gives the highest wind at the radius of the highest wind: V = sqrt(B Δp / (ρ e)) without rotation of the earth', () => {
    // By hand: B 1.5, Δp 5000 Pa: sqrt(1.5 * 5000 / (1.15 * 2.71828)) = sqrt(2399.2) = 48.98 m/s.
    expect(hollandWind(40_000, 40_000, 5_000, 1.5, 0)).toBeCloseTo(48.98, 2);
  });
  it('falls off outside as worked by hand: r = 3 Rmax, B 1.5', () => {
    // x = 3^-1.5 = 0.19245; 1.5/1.15 * 0.19245 * 5000 * e^-0.19245 = 1035.4; f r/2 at 31.226 N = 7.5610e-5 * 60000 = 4.5366 ...
    expect(hollandWind(120_000, 40_000, 5_000, 1.5, 0)).toBeCloseTo(32.18, 2);
    expect(hollandWind(120_000, 40_000, 5_000, 1.5, 7.561e-5)).toBeCloseTo(27.96, 2);
  });
  it('takes B from wind and pressure drop and keeps it within 1 and 2.5', () => {
    expect(hollandB(50, 5_000)).toBeCloseTo(1.563, 3);
    expect(hollandB(10, 5_000)).toBe(1);
    expect(hollandB(90, 5_000)).toBe(2.5);
  });
  it('knows the Coriolis parameter at 30 degrees', () => {
    expect(coriolis(30)).toBeCloseTo(7.2921e-5, 9);
  });
});

describe('wind at the district during In-Fa', () => {
  it('follows the track: on 26 July 00 UTC the centre stands 63 km to the south', () => {
    const fix = alongTrack(track, at('2021-07-26T00:00Z'));
    expect(fix.centre).toEqual([121.2, 30.7]);
    expect(windAt(track, district, at('2021-07-26T00:00Z')).distance / 1000).toBeCloseTo(63.3, 0);
  });
  it('is weak far from the storm, gusts to force 9-11 near it, and weak again at the end', () => {
    const gusts = (day: string): number => force(windAt(track, district, at(day)).gust);
    expect(gusts('2021-07-23T00:00Z')).toBeLessThanOrEqual(6);
    const near = Math.max(
      ...Array.from({ length: 48 }, (_, h) => gusts(new Date(at('2021-07-25T00:00Z') + h * 3_600_000).toISOString())),
    );
    expect(near).toBeGreaterThanOrEqual(9);
    expect(near).toBeLessThanOrEqual(11);
    expect(gusts('2021-07-28T06:00Z')).toBeLessThanOrEqual(6);
  });
  it('comes from the east while the centre lies south', () => {
    const wind = windAt(track, district, at('2021-07-26T00:00Z'));
    expect(wind.from).toBeGreaterThan(45);
    expect(wind.from).toBeLessThan(135);
  });
});

describe('rain', () => {
  const hour = 3_600_000;
  const windows = [
    { from: 0, to: 12 * hour, mm: 108, bands: 4 },
    { from: 12 * hour, to: 18 * hour, mm: 26, bands: 2 },
  ];
  it('keeps the total of every window exactly, whatever the seed', () => {
    for (const seed of [1, 2106, 99]) {
      const rain = makeRain(windows, seed);
      expect(rain.total(0, 12 * hour)).toBeCloseTo(108, 9);
      expect(rain.total(12 * hour, 18 * hour)).toBeCloseTo(26, 9);
      expect(rain.total(6 * hour, 7 * hour) + rain.total(7 * hour, 8 * hour)).toBeCloseTo(
        rain.total(6 * hour, 8 * hour),
        9,
      );
    }
  });
  it('is the same for the same seed and another for another', () => {
    expect(makeRain(windows, 7).steps).toEqual(makeRain(windows, 7).steps);
    expect(makeRain(windows, 7).steps).not.toEqual(makeRain(windows, 8).steps);
  });
  it('refuses windows with a gap', () => {
    expect(() =>
      makeRain([windows[0] as (typeof windows)[0], { from: 13 * hour, to: 14 * hour, mm: 1, bands: 1 }], 1),
    ).toThrow('without a gap');
  });
  it('fills a hollow no higher than its brim and drains it after', () => {
    const steps = depths(makeRain(windows, 2106), { gather: 6, drain: 40, brim: 350 });
    expect(Math.max(...steps)).toBeLessThanOrEqual(350);
    expect(Math.max(...steps)).toBeGreaterThan(100);
    expect(steps.at(-1)).toBeLessThan(100);
  });
});

describe('wind force', () => {
  it('has the lower bounds of the Beaufort scale', () => {
    expect([10.7, 10.8, 17.2, 24.5, 32.7].map(force)).toEqual([5, 6, 8, 10, 12]);
  });
});
