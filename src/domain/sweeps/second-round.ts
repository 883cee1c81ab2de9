import { deriveId } from '../kernel/index.ts';
import { blindOf } from './coverage.ts';
import type { OpenRound, RoundState } from './round.ts';

/** Whether a round is over, by people or by the clock, and left something that nobody has seen. One called off owes nothing. */
export function leavesBlind(round: RoundState): boolean {
  return (round.phase === 'finished' || round.phase === 'overdue') && blindOf(round).length > 0;
}

/** The second round after a round. Its id follows from the first: two who press at once open one. */
export function secondRoundId(round: string): string {
  return deriveId('second round', round);
}

/**
 * A round to exactly the blind spots of one that is over.
 * @param how who goes and how: feet reach what a camera does not see. `task`: the task that it still counts for, if any.
 */
export function secondRound(
  id: string,
  round: RoundState,
  how: Pick<OpenRound, 'unit' | 'by' | 'dueMinutes' | 'task'>,
): { readonly type: 'round.open'; readonly stream: string; readonly data: OpenRound } {
  return {
    type: 'round.open',
    stream: `round/${secondRoundId(id)}`,
    data: {
      title: round.title,
      targets: { ids: blindOf(round).map((target) => target.id) },
      level: round.level,
      after: id,
      ...(round.checklist === undefined ? {} : { checklist: round.checklist }),
      ...(round.response === undefined ? {} : { response: round.response }),
      ...how,
    },
  };
}
