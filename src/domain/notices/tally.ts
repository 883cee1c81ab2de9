import type { Event, Instant, Recorded } from '../kernel/index.ts';
import { isFinal, isUnconfirmed } from './door.ts';
import type { DoorState, DoorsEvent, DoorsState } from './doors.ts';

/** The households of one stairwell, counted. */
export interface Tally {
  /** Households by state; states without any are left out. */
  readonly states: Readonly<Partial<Record<DoorState, number>>>;
  readonly people: number;
  /** Anything got through. */
  readonly reached: number;
  /** Nobody has answered yet. */
  readonly unconfirmed: number;
  /** In a final state. */
  readonly done: number;
  /** To be visited, and not final. */
  readonly atDoor: number;
  /** Of those: the time for visiting is over. */
  readonly overdue: number;
}
export const NO_TALLY: Tally = { states: {}, people: 0, reached: 0, unconfirmed: 0, done: 0, atDoor: 0, overdue: 0 };

/** Counts from scratch. Households = the sum of `states`, always. */
export function tallyOf({ doors, visitsEnough, ladder }: DoorsState): Tally {
  const tally = {
    states: {} as Partial<Record<DoorState, number>>,
    people: 0,
    reached: 0,
    unconfirmed: 0,
    done: 0,
    atDoor: 0,
    overdue: 0,
  };
  for (const door of Object.values(doors)) {
    tally.states[door.state] = (tally.states[door.state] ?? 0) + 1;
    tally.people += door.people;
    if (door.reached) tally.reached++;
    if (isUnconfirmed(door)) tally.unconfirmed++;
    if (isFinal(door, visitsEnough)) tally.done++;
    else if (door.state === 'to-visit' || door.state === 'nobody-home') {
      tally.atDoor++;
      if (door.rung >= ladder.length) tally.overdue++;
    }
  }
  return tally;
}

/** An event of the doors as it is recorded: the last of a decision carries the count after it. */
export type TalliedEvent = DoorsEvent extends infer E
  ? E extends Event<infer T, infer D>
    ? Event<T, D & { readonly tally?: Tally }>
    : never
  : never;

/**
 * How the doors of a stairwell stand on the screen: counts only. A whole district is some hundred rows instead of
 * 17,500 households with their ladders (5 MB a notice), and who stands how at which door is not sent to everybody.
 */
export interface DoorsOnScreen {
  readonly notice: string;
  readonly stairwell: string;
  readonly committee: string;
  readonly openedAt: Instant;
  readonly tally: Tally;
  readonly settled: boolean;
  readonly ended?: 'taken-back' | 'expired';
}

export function onScreen(state: DoorsState): DoorsOnScreen {
  const { notice, stairwell, committee, openedAt, settled, ended } = state;
  return { notice, stairwell, committee, openedAt, tally: tallyOf(state), settled, ...(ended ? { ended } : {}) };
}

/** The fold of the screen. It needs nothing but the counts that the events carry. */
export const doorsScreen = {
  initial: { notice: '', stairwell: '', committee: '', openedAt: 0, tally: NO_TALLY, settled: false } as DoorsOnScreen,
  evolve(state: DoorsOnScreen, event: Recorded<TalliedEvent['type'], TalliedEvent['data']>): DoorsOnScreen {
    const tally = event.data.tally ?? state.tally;
    const { type, data } = event as unknown as TalliedEvent;
    switch (type) {
      case 'doors.opened':
        return {
          ...doorsScreen.initial,
          notice: data.notice,
          stairwell: data.stairwell,
          committee: data.committee,
          openedAt: event.at,
          tally,
        };
      case 'doors.ended':
        return { ...state, tally, ended: data.as };
      case 'doors.settled':
        return { ...state, tally, settled: true };
      case 'doors.reopened':
        return { ...state, tally, settled: false };
      default:
        return { ...state, tally };
    }
  },
};
