import type { Instant } from '../kernel/index.ts';
import type { AnswerWay, ConfirmedBy, Door, DoorHousehold, DoorState, VisitResult } from './doors.ts';

/** Something that became known of one household; `at` is when it happened. */
export type Fact =
  | { readonly kind: 'delivered'; readonly at: Instant }
  | { readonly kind: 'failed'; readonly at: Instant }
  | { readonly kind: 'confirmed'; readonly at: Instant; readonly by: ConfirmedBy; readonly way: AnswerWay }
  | { readonly kind: 'visited'; readonly at: Instant; readonly result: VisitResult }
  | { readonly kind: 'needs-help'; readonly at: Instant; readonly category: string; readonly way?: AnswerWay }
  | { readonly kind: 'help-done'; readonly at: Instant }
  | { readonly kind: 'climbed'; readonly at: Instant }
  | { readonly kind: 'ended'; readonly at: Instant; readonly as: 'taken-back' | 'expired' };

/**
 * What is worth more, from left to right: facts come late, twice and against each other, and the same facts in any
 * order must end in the same state. An answer beats an empty flat, a person seen beats an answer.
 */
const RANK: Readonly<Record<DoorState, number>> = {
  pending: 0,
  unreached: 1,
  delivered: 2,
  'to-visit': 3,
  'nobody-home': 4,
  vacant: 5,
  refused: 6,
  confirmed: 7,
  seen: 8,
  // Not reached by ordinary facts: help has its own way in and out, the ends are set by the notice.
  'taken-back': 9,
  expired: 9,
  'needs-help': 10,
  helped: 10,
};

/** Place of the door rung and number of rungs, from the ladder. */
export interface Rungs {
  readonly door: number;
  readonly count: number;
}

export function opened(household: DoorHousehold, rungs: Rungs, at: Instant): Door {
  return {
    state: household.rung >= rungs.door ? 'to-visit' : 'pending',
    since: at,
    people: household.people,
    first: household.first,
    rung: household.rung,
    rungSince: at,
    tries: 0,
    triesHere: 0,
    notes: 0,
    reached: false,
  };
}

/** The door after a fact; the same object when the fact changes nothing. */
export function step(door: Door, fact: Fact, rungs: Rungs): Door {
  switch (fact.kind) {
    case 'delivered':
      return RANK[door.state] < RANK.delivered
        ? { ...door, state: 'delivered', since: fact.at, reached: true }
        : reached(door);
    case 'failed': {
      if (RANK[door.state] > RANK.unreached) return door;
      const tries = { tries: door.tries + 1, triesHere: door.triesHere + 1 };
      return { ...door, ...tries, state: 'unreached', since: door.state === 'unreached' ? door.since : fact.at };
    }
    case 'confirmed':
      // A poster cannot tell who scans it: those never left to a screen are not left to a wall either.
      if (door.first && fact.way === 'qr') return door;
      return rise(door, 'confirmed', fact.at, { by: fact.by, way: fact.way, reached: true });
    case 'visited':
      return visited(door, fact.result, fact.at);
    case 'needs-help':
      return needsHelp(door, fact);
    case 'help-done':
      return door.state === 'needs-help' && fact.at >= door.since ? { ...door, state: 'helped', since: fact.at } : door;
    case 'climbed':
      return climbed(door, fact.at, rungs);
    case 'ended':
      return RANK[door.state] <= RANK['nobody-home'] ? { ...door, state: fact.as, since: fact.at } : door;
  }
}

function reached(door: Door): Door {
  return door.reached ? door : { ...door, reached: true };
}

/** Into a state worth more than the present one. An ended door still takes what had happened before its end. */
function rise(door: Door, state: DoorState, at: Instant, with_: Partial<Door>): Door {
  const ended = door.state === 'taken-back' || door.state === 'expired';
  if (ended ? at > door.since : RANK[state] <= RANK[door.state]) return door;
  return { ...door, ...with_, state, since: at };
}

function visited(door: Door, result: VisitResult, at: Instant): Door {
  if (result !== 'nobody-home')
    return rise(door, result, at, result === 'vacant' ? {} : { reached: true, way: 'visit' });
  // Each visit that found nobody counts, told in whatever order; the note left on the door counts as reached.
  if (RANK[door.state] > RANK['nobody-home']) return door;
  return { ...door, state: 'nobody-home', since: at, notes: door.notes + 1, reached: true };
}

function needsHelp(door: Door, fact: Extract<Fact, { kind: 'needs-help' }>): Door {
  if (door.state === 'needs-help') return door;
  // A call for help told again after it was answered (a phone that comes back) is not a second one.
  if (door.state === 'helped' && fact.at <= door.since) return door;
  return {
    ...door,
    state: 'needs-help',
    since: fact.at,
    need: fact.category,
    way: fact.way ?? door.way,
    reached: true,
  };
}

function climbed(door: Door, at: Instant, rungs: Rungs): Door {
  if (RANK[door.state] > RANK['nobody-home'] || door.rung >= rungs.count) return door;
  const rung = door.rung + 1;
  const moved = {
    ...door,
    rung,
    rungSince: at,
    triesHere: 0,
    tries: door.triesHere === 0 ? door.tries + 1 : door.tries,
  };
  if (rung >= rungs.door)
    return RANK[door.state] < RANK['to-visit'] ? { ...moved, state: 'to-visit', since: at } : moved;
  return door.state === 'pending' ? { ...moved, state: 'unreached', since: at } : moved;
}

/** Whether nothing more is to be done. Those never left to a screen are not done with a note on the door. */
export function isFinal(door: Door, visitsEnough: number): boolean {
  switch (door.state) {
    case 'pending':
    case 'unreached':
    case 'delivered':
    case 'to-visit':
    case 'needs-help':
      return false;
    case 'nobody-home':
      return !door.first && door.notes >= visitsEnough;
    default:
      return true;
  }
}

/** Whether nobody has answered for the household. */
export function isUnconfirmed(door: Door): boolean {
  return RANK[door.state] <= RANK['nobody-home'] || door.state === 'expired';
}

/** Whether a household is among those that a notice to the households of an earlier one means. */
export function standsAs(door: Door | undefined, who: 'unconfirmed' | 'reached'): boolean {
  return door !== undefined && (who === 'reached' ? door.reached : isUnconfirmed(door));
}
