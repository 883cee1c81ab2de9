import { expect, test } from 'vitest';
import type { Household } from '../places/index.ts';
import { doorList, frontDoor } from './board.ts';
import { type Door, NO_DOORS } from './doors.ts';

test('a stairwell of several front doors is walked door by door, each from the bottom', () => {
  const rooms: readonly [room: string, floor: number][] = [
    ['11号101', 1],
    ['9号302', 3],
    ['9号102', 1],
    ['9号B1', -1],
    ['10号201', 2],
    ['9号101', 1],
  ];
  const roll = rooms.map(([room, floor]) => ({ id: room, room, floor }) as Household);
  const door = { state: 'to-visit', first: false } as Door;
  const doors = Object.fromEntries([...rooms.map(([room]) => [room, door]), ['gone', door]]);
  expect(doorList({ ...NO_DOORS, doors }, roll).map((row) => row.room)).toEqual([
    '9号B1',
    '9号101',
    '9号102',
    '9号302',
    '10号201',
    '11号101',
    'gone',
  ]);
  const left = doorList({ ...NO_DOORS, doors }, roll).filter((row) => row.left);
  expect(left.map((row) => row.household)).toEqual(['gone']);
  expect(['201', 'B1', '甲101', '5号201', '12-3'].map(frontDoor)).toEqual([0, 0, 0, 5, 12]);
});
