import type { Instant } from '../kernel/index.ts';
import { type District, indexed, type Unit } from '../places/index.ts';
import type { PersonState } from './person.ts';
import type { DutyRole, RosterState, Shift } from './roster.ts';

/** Those who have signed on and not off, leaders first, then in the order in which they came. */
export function onDuty(roster: RosterState): readonly Shift[] {
  const rank: Readonly<Record<DutyRole, number>> = { leader: 0, officer: 1, standby: 2 };
  return Object.values(roster.shifts)
    .filter((shift) => shift.phase === 'on')
    .sort((a, b) => rank[a.role] - rank[b.role] || (a.onAt ?? 0) - (b.onAt ?? 0));
}

/** 带班领导 at the moment, if one has signed on. */
export function leaderOnShift(roster: RosterState): Shift | undefined {
  return onDuty(roster).find((shift) => shift.role === 'leader');
}

/** Persons signed on for a unit, each once. */
export function onDutyOf(roster: RosterState, unit: string): readonly string[] {
  return [
    ...new Set(
      onDuty(roster)
        .filter((shift) => shift.unit === unit)
        .map((shift) => shift.person),
    ),
  ];
}

export interface Gap {
  readonly role: DutyRole;
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Stretches of a span in which the roster has nobody for a role: shifts cancelled, missed, or signed off before their
 * end leave one. Twenty-four-hour duty has none for 'leader' and 'officer'.
 */
export function gaps(
  roster: RosterState,
  span: { readonly from: Instant; readonly to: Instant },
  roles: readonly DutyRole[] = ['leader', 'officer'],
): readonly Gap[] {
  return roles.flatMap((role) => {
    const covered = Object.values(roster.shifts)
      .filter((shift) => shift.role === role && shift.phase !== 'cancelled' && shift.phase !== 'missed')
      .map((shift) => ({
        from: shift.from,
        to: shift.offAt === undefined ? shift.to : Math.min(shift.to, shift.offAt),
      }))
      .sort((a, b) => a.from - b.from);
    const found: Gap[] = [];
    let reached = span.from;
    for (const shift of covered) {
      if (shift.from >= span.to) break;
      if (shift.from > reached) found.push({ role, from: reached, to: shift.from });
      reached = Math.max(reached, shift.to);
    }
    if (reached < span.to) found.push({ role, from: reached, to: span.to });
    return found;
  });
}

/** A unit that answers, with its people on duty. */
export interface Answering {
  readonly unit: Unit;
  /** Persons holding a post of the unit and signed on at the moment. */
  readonly onDuty: readonly string[];
  /** All persons holding a post of the unit. */
  readonly people: readonly string[];
}

/** Who answers for a kind of matter in a committee's area: units best first, each with who is there now. */
export function whoAnswers(
  district: District,
  category: string,
  committee: string | undefined,
  people: ReadonlyMap<string, PersonState>,
  roster: RosterState,
): readonly Answering[] {
  const signedOn = new Set(onDuty(roster).map((shift) => shift.person));
  return indexed(district)
    .unitsFor(category, committee)
    .map((unit) => {
      const members = [...people]
        .filter(([, state]) => state.posts.some((post) => post.unit === unit.id))
        .map(([id]) => id);
      return { unit, people: members, onDuty: members.filter((id) => signedOn.has(id)) };
    });
}
