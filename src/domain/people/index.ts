import type { Aggregate } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import type { DutyCommand, DutyEvent, RosterState } from './roster.ts';
import { decideDuty, dueDuty } from './roster-decide.ts';
import { EMPTY_ROSTER, evolveDuty } from './roster-evolve.ts';

export * from './duty.ts';
export * from './may.ts';
export * from './person.ts';
export { actorOf, personAggregate } from './person-aggregate.ts';
export * from './personal.ts';
export * from './roles.ts';
export * from './roster.ts';
export * from './rules.ts';

/** One stream per district: 'duty/roster'. */
export const rosterAggregate: Aggregate<RosterState, DutyCommand, DutyEvent, District> = {
  kind: 'duty',
  initial: EMPTY_ROSTER,
  decide: decideDuty,
  evolve: evolveDuty,
  due: dueDuty,
};
