import { describe, expect, it } from 'vitest';
import type { Category, District, Unit } from './district.ts';
import { indexDistrict, walkingOrder } from './lookup.ts';

const unit = (
  id: string,
  kind: string,
  committees: readonly string[],
  handles: readonly string[],
  upper = false,
): Unit => ({
  id,
  kind,
  committees,
  handles,
  upper,
  name: { zh: id, en: id },
  base: [0, 0],
  capacity: 1,
});
const district = {
  committees: [
    {
      id: 'west',
      name: { zh: '西', en: 'West' },
      synthetic: false,
      ring: [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ],
    },
    {
      id: 'east',
      name: { zh: '东', en: 'East' },
      synthetic: false,
      ring: [
        [1, 0],
        [2, 0],
        [2, 1],
        [1, 1],
        [1, 0],
      ],
    },
  ],
  compounds: [],
  stairwells: [],
  households: [],
  cells: [],
  points: [],
  posts: [],
  units: [
    unit('drainage', 'upper-drainage', [], ['ST01'], true),
    unit('squad-all', 'sanitation', [], ['ST01']),
    unit('squad-east', 'sanitation', ['east'], ['ST01']),
    unit('squad-west', 'sanitation', ['west'], ['ST01']),
    unit('guards', 'city-management', [], ['ST20']),
    unit('rescue', 'rescue-team', [], ['ST01']),
  ],
  categories: [
    {
      code: 'ST01',
      handlers: ['upper-drainage', 'sanitation', 'city-management', 'rescue-team'],
    } as unknown as Category,
  ],
} as unknown as District;
const index = indexDistrict(district);

describe('who answers for what where', () => {
  it('takes kinds in order, the unit of the place before that of the whole district, the level above last', () => {
    expect(index.unitsFor('ST01', 'west').map((one) => one.id)).toEqual([
      'squad-west',
      'squad-all',
      'rescue',
      'drainage',
    ]);
    expect(index.unitsFor('ST01', 'east').map((one) => one.id)).toEqual([
      'squad-east',
      'squad-all',
      'rescue',
      'drainage',
    ]);
  });
  it('leaves out units bound to a place when the place is not known', () => {
    expect(index.unitsFor('ST01').map((one) => one.id)).toEqual(['squad-all', 'rescue', 'drainage']);
    expect(index.unitsFor('ST99', 'west')).toEqual([]);
  });
});

describe('places', () => {
  it('finds the committee that holds a position, and none outside', () => {
    expect(index.committeeAt([0.5, 0.5])?.id).toBe('west');
    expect(index.committeeAt([1.5, 0.5])?.id).toBe('east');
    expect(index.committeeAt([2.5, 0.5])).toBeUndefined();
  });
  it('walks from the north-west corner to the nearest next door', () => {
    const doors = [
      { n: 'c', at: [0.002, 0] },
      { n: 'a', at: [0, 0.001] },
      { n: 'd', at: [0.003, 0.0001] },
      { n: 'b', at: [0.001, 0.0005] },
    ] as const;
    expect(walkingOrder(doors, (door) => door.at).map((door) => door.n)).toEqual(['a', 'b', 'c', 'd']);
    expect(walkingOrder([], () => [0, 0])).toEqual([]);
  });
});
