import { type Actor, DAY, type Instant } from '../kernel/index.ts';
import type { Category, District } from '../places/index.ts';
import type { DoorsCommand, DoorsState } from './doors.ts';
import type { NoticeState } from './notice.ts';

/** A link lives as long as its notice, and never longer: in two weeks a storm is over and a telephone may have changed hands. */
export const LINK_DAYS = 14;

/** Nobody signs in for a link: whoever holds that of a household speaks as this household. */
export function linkHolder(household: string): Actor {
  return { person: household, roles: ['resident'] };
}

const POSTER = 'poster:';
/** Whoever stands before the poster of a stairwell speaks as somebody of this stairwell. */
export function posterReader(stairwell: string): Actor {
  return { person: `${POSTER}${stairwell}`, roles: ['resident'] };
}

/** A link answers for its own household and for itself, whatever the message says. */
export function isOwnHousehold(actor: Actor, said: DoorsCommand): boolean {
  switch (said.type) {
    case 'doors.confirm': {
      const { households, by, way } = said.data;
      return by === 'self' && way === 'link' && households.length === 1 && households[0] === actor.person;
    }
    case 'doors.needs-help':
      return said.data.way === 'link' && said.data.household === actor.person;
    default:
      return false;
  }
}

/**
 * A poster hangs where everybody passes: what is said before it is a neighbour's word, one room at a time and only of
 * this stairwell. It does not move those never left to a screen (door.ts); a call for help counts for every room.
 */
export function isAtPoster(state: Pick<DoorsState, 'stairwell'>, actor: Actor, said: DoorsCommand): boolean {
  if (actor.person !== `${POSTER}${state.stairwell}`) return false;
  switch (said.type) {
    case 'doors.confirm':
      return said.data.by === 'neighbour' && said.data.way === 'qr' && said.data.households.length === 1;
    case 'doors.needs-help':
      return said.data.way === 'qr';
    default:
      return false;
  }
}

/** What a link opens at this time. 'never': the notice was not issued, and the link is as good as none. */
export function linkStanding(
  notice: Pick<NoticeState, 'phase' | 'issuedAt' | 'expiresAt'> | undefined,
  now: Instant,
): 'open' | 'over' | 'taken-back' | 'never' {
  if (notice?.issuedAt === undefined) return 'never';
  if (notice.phase === 'taken-back') return 'taken-back';
  const ends = Math.min(notice.expiresAt ?? Number.POSITIVE_INFINITY, notice.issuedAt + LINK_DAYS * DAY);
  return (notice.phase === 'issued' || notice.phase === 'settled') && now < ends ? 'open' : 'over';
}

/** What a resident can ask help for: the categories for which the district has a resident's words; without any, all of them. */
export function helpKinds(district: District): readonly Category[] {
  const asked = district.categories.filter((row) => row.ask !== undefined);
  return asked.length > 0 ? asked : district.categories;
}

/**
 * What help is written down as when it was asked for without a word: a digit pressed, a box ticked on paper. The last of
 * the kinds is the one for everything else; a person asks what it is when they call back.
 */
export function unsaidHelp(district: District): string | undefined {
  return helpKinds(district).at(-1)?.code;
}
