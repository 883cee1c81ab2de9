import type { District, Household, NoticeLevel, Rung } from '../places/index.ts';
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

export function ladderFor({ ladders }: Pick<District, 'ladders'>, level: NoticeLevel): readonly Rung[] {
  return ladders[level] ?? ladders.IV;
}

/** Place of the door on a ladder; the last rung if it has none. */
export function doorRung(ladder: readonly Rung[]): number {
  const at = ladder.findIndex((rung) => rung.channel === 'door');
  return at < 0 ? ladder.length - 1 : at;
}

/** Households by how a notice begins with them: a message, somebody who speaks with them, or the door (no number, nobody in). */
export interface Starts {
  readonly message: number;
  readonly spoken: number;
  readonly door: number;
}

export function startsOf(households: Iterable<Household>): Starts {
  const starts = { message: 0, spoken: 0, door: 0 };
  for (const household of households) starts[kindOfStart(household)]++;
  return starts;
}

function kindOfStart(household: Household): keyof Starts {
  if (!household.reachable || household.use === 'vacant') return 'door';
  return isFirst(household) ? 'spoken' : 'message';
}

function isFirst({ floorKind, tags }: Household): boolean {
  return floorKind === 'semi-basement' || tags.some((tag) => NEVER_LEFT_TO_A_SCREEN.includes(tag));
}

/** The household as the doors are opened for it: where on the ladder it starts, and whether it goes first. */
export function startOf(household: Household, ladder: readonly Rung[]): DoorHousehold {
  const first = isFirst(household);
  const rung = kindOfStart(household) === 'door' ? doorRung(ladder) : firstRung(first, ladder);
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
