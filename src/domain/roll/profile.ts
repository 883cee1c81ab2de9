import {
  type Aggregate,
  accept,
  type Command,
  type Decision,
  type Event,
  type Instant,
  refuse,
} from '../kernel/index.ts';
import type { District } from '../places/index.ts';

/**
 * Which household roll a district works with, on stream 'roll/profile'. The roll itself is kept beside the journal: names,
 * numbers and tags can be erased there. The journal says when it changed, by whom, and how many households that were.
 */
export interface RollState {
  readonly adopted: RollAdoption | null;
}
export interface RollCounts {
  readonly households: number;
  readonly people: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}
export interface RollAdoption extends RollCounts {
  /** SHA-256 over the households without personal data, 64 hex digits. */
  readonly digest: string;
  readonly at: Instant;
  readonly by: string;
}
/** Committee where the list was one committee's own. */
type Told = RollCounts & { readonly digest: string; readonly committee?: string };
export type RollCommand = Command<'roll.adopt', Told>;
export type RollEvent = Event<'roll.adopted', Told>;

const DIGEST = /^[0-9a-f]{64}$/;

export const rollAggregate: Aggregate<RollState, RollCommand, RollEvent, District> = {
  kind: 'roll',
  initial: { adopted: null },

  decide(_state, command, { by }): Decision<RollEvent> {
    const { digest, committee } = command.data;
    const whole = by.roles.some((role) => role === 'admin' || role === 'system');
    const own = by.roles.includes('committee') && by.area !== undefined && by.area === committee;
    if (!whole && !own) return refuse('roll.may-not');
    if (!DIGEST.test(digest)) return refuse('roll.digest');
    return accept({ type: 'roll.adopted', data: command.data });
  },

  evolve(_state, { data: { digest, households, people, added, changed, removed }, at, by }) {
    return { adopted: { digest, households, people, added, changed, removed, at, by: by.person } };
  },
};
