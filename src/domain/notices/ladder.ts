import type { Household, Rung } from '../places/index.ts';
import type { DoorHousehold } from './doors.ts';

/**
 * Tags of those who are never left to a screen (domain.md §8.1): somebody speaks with them.
 * Codes of the household file (§11.2).
 */
export const NEVER_LEFT_TO_A_SCREEN: readonly string[] = [
  'aged-80',
  'living-alone',
  'childless-elder',
  'incapacitated',
  'disabled',
  'low-income',
  'mental-care',
  'pregnant',
  'flood-prone',
  'old-house',
  'group-rental',
];

/** Rungs on which a person speaks with the household. */
const SPOKEN: readonly Rung['channel'][] = ['call', 'stairwell-leader', 'door'];

/** Place of the door on a ladder; the last rung if it has none. */
export function doorRung(ladder: readonly Rung[]): number {
  const at = ladder.findIndex((rung) => rung.channel === 'door');
  return at < 0 ? ladder.length - 1 : at;
}

/** The household as the doors are opened for it: where on the ladder it starts, and whether it goes first. */
export function startOf(household: Household, ladder: readonly Rung[]): DoorHousehold {
  const first =
    household.floorKind === 'semi-basement' || household.tags.some((tag) => NEVER_LEFT_TO_A_SCREEN.includes(tag));
  const rung = !household.reachable || household.use === 'vacant' ? doorRung(ladder) : firstRung(first, ladder);
  return { id: household.id, people: household.people, rung, first };
}

/** Where a household that can be reached starts. */
export function firstRung(first: boolean, ladder: readonly Rung[]): number {
  return first
    ? Math.max(
        0,
        ladder.findIndex((rung) => SPOKEN.includes(rung.channel)),
      )
    : 0;
}
