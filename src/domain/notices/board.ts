import { type District, type Household, indexed } from '../places/index.ts';
import { isFinal } from './door.ts';
import { DOOR_STATES, type Door, type DoorState, type DoorsState } from './doors.ts';
import type { DoorsOnScreen, Tally } from './tally.ts';

export type SumOfStates = Readonly<Record<DoorState, number>>;

/** How many households stand in each state. Their sum is the number of households, always. */
export function sumOfStates(stairwells: Iterable<Pick<DoorsOnScreen, 'tally'>>): SumOfStates {
  const sum = Object.fromEntries(DOOR_STATES.map((state) => [state, 0])) as Record<DoorState, number>;
  for (const { tally } of stairwells) for (const state of DOOR_STATES) sum[state] += tally.states[state] ?? 0;
  return sum;
}

/** A row of the confirmation board (domain.md §8.4): 户数, 已送达, 已确认, 需帮助, 未联系, 上门中, done of all. */
export interface BoardRow {
  readonly households: number;
  readonly people: number;
  /** Anything got through: receipt, answer, person, note on the door. */
  readonly reached: number;
  /** Somebody answered or was seen, or was helped. */
  readonly confirmed: number;
  readonly needsHelp: number;
  readonly unreached: number;
  readonly atDoor: number;
  /** At the door, and the time for visiting is over. */
  readonly overdue: number;
  /** In a final state. */
  readonly done: number;
}

export function boardRow(stairwells: Iterable<Pick<DoorsOnScreen, 'tally'>>): BoardRow {
  const tallies = [...stairwells];
  const sum = sumOfStates(tallies);
  const total = (count: (tally: Tally) => number): number => tallies.reduce((all, { tally }) => all + count(tally), 0);
  return {
    households: DOOR_STATES.reduce((all, state) => all + sum[state], 0),
    people: total((tally) => tally.people),
    reached: total((tally) => tally.reached),
    confirmed: sum.confirmed + sum.seen + sum.helped,
    needsHelp: sum['needs-help'],
    unreached: sum.pending + sum.unreached,
    atDoor: total((tally) => tally.atDoor),
    overdue: total((tally) => tally.overdue),
    done: total((tally) => tally.done),
  };
}

/** Columns of the board that open to the households they count. */
export const BOARD_COLUMNS = ['households', 'reached', 'confirmed', 'needsHelp', 'unreached', 'atDoor'] as const;
export type BoardColumn = (typeof BOARD_COLUMNS)[number];

/** Whether a household is among those that a column of the board counts: the same rules as `boardRow`, door by door. */
export function isCounted(door: Door, column: BoardColumn, visitsEnough: number): boolean {
  switch (column) {
    case 'households':
      return true;
    case 'reached':
      return door.reached;
    case 'confirmed':
      return door.state === 'confirmed' || door.state === 'seen' || door.state === 'helped';
    case 'needsHelp':
      return door.state === 'needs-help';
    case 'unreached':
      return door.state === 'pending' || door.state === 'unreached';
    case 'atDoor':
      return (door.state === 'to-visit' || door.state === 'nobody-home') && !isFinal(door, visitsEnough);
  }
}

/** Board rows by committee, or by stairwell. */
export function boardBy(
  stairwells: Iterable<DoorsOnScreen>,
  key: 'committee' | 'stairwell',
): ReadonlyMap<string, BoardRow> {
  const groups = new Map<string, DoorsOnScreen[]>();
  for (const doors of stairwells) {
    const group = groups.get(doors[key]);
    if (group) group.push(doors);
    else groups.set(doors[key], [doors]);
  }
  return new Map([...groups].map(([id, group]) => [id, boardRow(group)]));
}

/** A door on the list that a person walks with. */
export interface DoorListRow {
  readonly household: string;
  readonly room: string;
  readonly floor: number;
  readonly door: Door;
  /** It left the roll after the doors were opened. It stays in the sum and on the list until somebody has seen to it. */
  readonly left: boolean;
}

/**
 * Doors of one stairwell that still have to be knocked at ('at-door'), or all that are not final ('open'), as one goes: front door by front door, floor by floor
 * from the bottom, room by room; with `firstFirst` those never left to a screen come before the others.
 * @param roll households of the stairwell; a door whose household left the roll is listed last by its id.
 */
export function doorList(
  doors: DoorsState,
  roll: readonly Household[],
  firstFirst = false,
  which: 'at-door' | 'open' = 'at-door',
): readonly DoorListRow[] {
  const byId = new Map(roll.map((row) => [row.id, row]));
  return Object.entries(doors.doors)
    .filter(
      ([, door]) =>
        !isFinal(door, doors.visitsEnough) &&
        (which === 'open' || door.state === 'to-visit' || door.state === 'nobody-home'),
    )
    .map(([household, door]) => {
      const row = byId.get(household);
      if (!row) return { household, room: household, entrance: LAST, floor: LAST, door, left: true };
      return { household, room: row.room, entrance: frontDoor(row.room), floor: row.floor, door, left: false };
    })
    .sort(
      (a, b) =>
        (firstFirst ? Number(b.door.first) - Number(a.door.first) : 0) ||
        a.entrance - b.entrance ||
        a.floor - b.floor ||
        roomNumber(a.room) - roomNumber(b.room) ||
        (a.room < b.room ? -1 : 1),
    )
    .map(({ entrance: _, ...row }) => row);
}
const LAST = Number.MAX_SAFE_INTEGER;

/** Number of the front door that a room names where its stairwell has several ('5号201': 5); 0 where it names none. */
export function frontDoor(room: string): number {
  return Number(/^(\d+)\D.*\d/.exec(room)?.[1] ?? 0);
}

function roomNumber(room: string): number {
  const digits = /\d+(?=\D*$)/.exec(room);
  return digits ? Number(digits[0]) : LAST;
}

/** Stairwells of a committee with doors still to knock at, in walking order, and how many each has. */
export function doorRound(
  district: District,
  committee: string,
  stairwells: Iterable<DoorsOnScreen>,
): readonly { readonly stairwell: string; readonly doors: number }[] {
  const byStairwell = boardBy(stairwells, 'stairwell');
  return indexed(district)
    .stairwellsOf(committee)
    .map((row) => ({ stairwell: row.id, doors: byStairwell.get(row.id)?.atDoor ?? 0 }))
    .filter((row) => row.doors > 0);
}
