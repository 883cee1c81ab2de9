import type { Rung } from '../places/index.ts';
import { isFinal } from './door.ts';
import type { Door, DoorsState } from './doors.ts';

/** Rungs that machines climb; the others are people's. */
export const SENT_BY_MACHINES: readonly Rung['channel'][] = ['digital', 'sms', 'call'];

/** A try that is owed to a household now: at most one, on the rung where it stands. */
export interface Sending {
  readonly household: string;
  readonly rung: number;
  /** 1 for the first on this rung. */
  readonly try: number;
  readonly channel: Rung['channel'];
}

/** What machines owe the households of a stairwell as they stand. Whoever is not in it is owed nothing any more. */
export function sendingsOf(state: DoorsState): readonly Sending[] {
  if (!state.opened || state.ended) return [];
  const owed: Sending[] = [];
  for (const household in state.doors) {
    const door = state.doors[household] as Door;
    const rung = state.ladder[door.rung];
    if (!rung || !SENT_BY_MACHINES.includes(rung.channel) || !isWaiting(door, state.visitsEnough)) continue;
    const turn = door.triesHere + 1;
    if (turn <= rung.tries) owed.push({ household, rung: door.rung, try: turn, channel: rung.channel });
  }
  return owed;
}

function isWaiting(door: Door, visitsEnough: number): boolean {
  return door.state !== 'needs-help' && !isFinal(door, visitsEnough);
}
