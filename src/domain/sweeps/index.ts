import type { Aggregate } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import { decideRound, dueRound } from './decide.ts';
import { evolveRound } from './evolve.ts';
import { NO_ROUND, type RoundCommand, type RoundEvent, type RoundState } from './round.ts';

export * from './consequences.ts';
export * from './coverage.ts';
export * from './may.ts';
export * from './round.ts';
export * from './second-round.ts';
export { targetsOf, whereIs } from './targets.ts';

export const roundAggregate: Aggregate<RoundState, RoundCommand, RoundEvent, District> = {
  kind: 'round',
  initial: NO_ROUND,
  decide: decideRound,
  evolve: evolveRound,
  due: dueRound,
  needs: (command) =>
    command.type === 'round.open' && command.data.after !== undefined ? [`round/${command.data.after}`] : [],
  open: (state) => state.phase === 'open',
};
