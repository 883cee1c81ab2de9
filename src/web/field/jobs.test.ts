import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, type Position } from '../../domain/kernel/index.ts';
import type { Target } from '../../domain/sweeps/index.ts';
import { walkingOrder } from './jobs.ts';

const target = (id: string): Target => ({ id, kind: 'tree', committee: 'c' });
const metres = (way: readonly Position[]): number =>
  way.slice(1).reduce((sum, at, i) => sum + distance(way[i] as Position, at), 0);

describe('the order to walk in', () => {
  it('names every target once, those of unknown place last, and is no longer than the list as it was', () => {
    const point = fc.tuple(
      fc.double({ min: 121.44, max: 121.47, noNaN: true }),
      fc.double({ min: 31.22, max: 31.24, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), fc.integer({ min: 0, max: 3 }), (places, lost) => {
        const at = new Map(places.map((place, i) => [`t${i}`, place as Position]));
        const targets = [...Array.from({ length: lost }, (_, i) => target(`lost${i}`)), ...[...at.keys()].map(target)];
        const way = walkingOrder(targets, ({ id }) => at.get(id));
        expect(way.map(({ id }) => id).sort()).toEqual(targets.map(({ id }) => id).sort());
        expect(way.slice(places.length).map(({ id }) => id)).toEqual(targets.slice(0, lost).map(({ id }) => id));
        if (places.length > 20)
          expect(metres(way.slice(0, places.length).map(({ id }) => at.get(id) as Position))).toBeLessThan(
            metres(places as Position[]),
          );
      }),
    );
  });

  it('walks along a street and not back and forth', () => {
    const along = [3, 0, 4, 1, 2].map((i) => ({ id: `n${i}`, at: [121.45 + i * 0.001, 31.23] as Position }));
    const at = new Map(along.map((one) => [one.id, one.at]));
    const way = walkingOrder(
      along.map(({ id }) => target(id)),
      ({ id }) => at.get(id),
    ).map(({ id }) => id);
    expect(way.slice(0, 2)).toEqual(['n3', 'n4']);
    expect(way.slice(2)).toEqual(['n2', 'n1', 'n0']);
  });
});
