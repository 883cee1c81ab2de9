import { describe, expect, test } from 'vitest';
import { crossesItself, type Position } from '../../src/domain/kernel/index.ts';
import { type AudienceSpec, audience } from '../../src/domain/places/index.ts';
import { crossing } from './small-district.ts';
import { openStreet, staff, street } from './street.ts';

const text = { 台站: '区气象台', 时间: '7时', 颜色: '蓝色' };
const typhoon = { template: 'typhoon', fields: text, level: 'II' };
const box = (west: number, east: number): Position[] => [
  crossing(west, 0),
  crossing(east, 0),
  crossing(east, 1),
  crossing(west, 1),
];
const doors = (spec: AudienceSpec) => audience(street, spec).stairwells.map((row) => row.stairwell.id);

describe('a drawn area', () => {
  test('takes the stairwells whose front door lies in it', () => {
    expect(doors({ rings: [box(0.15, 0.25)] })).toEqual(['lane-1-1']);
    expect(doors({ rings: [box(0.15, 0.35)] })).toEqual(['lane-1-1', 'lane-1-2']);
    expect(doors({ rings: [box(0.5, 1.5)] })).toEqual([]);
  });

  test('joins with the other areas, and cuts down what is chosen by place or kind', () => {
    expect(doors({ rings: [box(0.15, 0.25), box(1.9, 2.1)] })).toEqual(['lane-1-1', 'lane-2-1']);
    const near = { position: crossing(2, 0.2), metres: 20 };
    expect(doors({ near, rings: [box(0.15, 0.25)] })).toEqual(['lane-1-1', 'lane-2-1']);
    expect(doors({ rings: [box(0, 3)], committees: ['east'] })).toEqual(['lane-2-1']);
    expect(audience(street, { rings: [box(0, 3)], tags: ['aged-80'] }).headCount.households).toBe(1);
  });

  test('is refused where it has no inside, too many corners, or an outline that crosses itself', () => {
    const room = openStreet('2021-07-23 07:00');
    const refused = (rings: readonly (readonly Position[])[]) =>
      room.refused(staff.leader, 'notice.compose', 'notice/n1', { ...typhoon, audience: { rings } });
    expect(refused([box(0, 3).slice(0, 2)])).toBe('notice.area-corners');
    const many = Array.from({ length: 61 }, (_, i): Position => [121.45 + Math.cos(i / 10) / 500, 31.22 + i / 1e5]);
    expect(refused([many])).toBe('notice.area-corners');
    expect(refused(Array.from({ length: 11 }, () => box(0, 3)))).toBe('notice.area-corners');
    const [a, b, c, d] = box(0, 3) as [Position, Position, Position, Position];
    expect(refused([[a, c, b, d]])).toBe('notice.area-crossed');
    room.tell(staff.leader, 'notice.compose', 'notice/n1', { ...typhoon, audience: { rings: [[a, b, c, d]] } });
    room.expect('notice.composed');
    expect(room.notice('n1').headCount.households).toBe(15);
    room.end();
  });

  test('an outline crosses itself only where two edges cut, not where they meet', () => {
    expect(crossesItself([crossing(0, 0), crossing(2, 0), crossing(1, 1), crossing(2, 2), crossing(0, 2)])).toBe(false);
    expect(crossesItself([crossing(0, 0), crossing(2, 2), crossing(2, 0), crossing(0, 2)])).toBe(true);
    expect(crossesItself([crossing(0, 0), crossing(1, 0), crossing(0, 1)])).toBe(false);
  });
});

test('the head-count comes by committee, and the parts add up', () => {
  const meant = audience(street, { everyone: true });
  expect(meant.headCount).toEqual({ stairwells: 3, households: 15, people: 28 });
  expect(meant.committees).toEqual([
    { committee: 'west', stairwells: 2, households: 10, people: 18 },
    { committee: 'east', stairwells: 1, households: 5, people: 10 },
  ]);
  expect(audience(street, { stairwells: ['lane-2-1'] }).committees.map((part) => part.committee)).toEqual(['east']);
});

test('of an earlier notice’s households: an upper bound by stairwell, exact where it is known how they stand', () => {
  const spec: AudienceSpec = { of: { notice: 'n1', who: 'unconfirmed' } };
  expect(audience(street, spec, { stairwells: ['lane-1-2'] }).headCount.households).toBe(4);
  const meant = (household: { readonly id: string }) => household.id !== 'lane-1-2-001';
  expect(audience(street, spec, { stairwells: ['lane-1-2'], meant }).headCount).toEqual({
    stairwells: 1,
    households: 3,
    people: 6,
  });
});

test('a list of households by name goes to exactly these, cut down by what else is chosen; one that is not on the roll is refused', () => {
  const households = ['lane-1-1-101', 'lane-1-2-001', 'lane-2-1-201'];
  const named = audience(street, { households });
  expect(named.stairwells.flatMap((row) => row.households.map((one) => one.id))).toEqual(households);
  expect(audience(street, { households, committees: ['west'] }).headCount).toEqual({
    stairwells: 2,
    households: 2,
    people: 3,
  });
  const room = openStreet('2021-07-23 07:00');
  const wrong = { ...typhoon, audience: { households: [...households, 'lane-9'] } };
  expect(room.refused(staff.leader, 'notice.compose', 'notice/n1', wrong)).toBe('notice.audience-unknown');
  room.end();
});
