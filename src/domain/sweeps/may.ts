import type { Actor } from '../kernel/index.ts';
import { allowed, type Rule } from '../people/index.ts';
import type { RoundCommand, RoundState } from './round.ts';

/** own unit: acts for the unit that goes · own area: every target lies in the committee that the post is bound to. */
type Relation = 'always' | 'own unit' | 'own area';

const DESK = ['commander', 'shift-leader', 'dispatcher'] as const;

/** Who may take which step with a round. */
export const ROUND_RIGHTS: Readonly<Record<RoundCommand['type'], readonly Rule<Relation>[]>> = {
  'round.open': [
    { roles: [...DESK, 'system'], if: 'always' },
    { roles: ['supervisor', 'handler'], if: 'own unit' },
    { roles: ['committee'], if: 'own area' },
  ],
  // The desk ticks what is told over the radio or seen on video.
  'round.tick': [
    { roles: [...DESK, 'intake', 'supervisor'], if: 'always' },
    { roles: ['handler', 'committee'], if: 'own unit' },
    { roles: ['committee'], if: 'own area' },
  ],
  'round.finish': [
    { roles: DESK, if: 'always' },
    { roles: ['intake', 'supervisor', 'handler', 'committee'], if: 'own unit' },
    { roles: ['committee'], if: 'own area' },
  ],
  'round.stop': [{ roles: [...DESK, 'system'], if: 'always' }],
  'round.note-absence': [{ roles: ['system'], if: 'always' }],
  'round.close-overdue': [{ roles: ['system'], if: 'always' }],
  'round.repeat': [{ roles: ['system'], if: 'always' }],
};

/** Whether the actor may take this step with this round; for 'round.open' `round` is what would be opened. */
export function mayRound(
  round: Pick<RoundState, 'unit' | 'targets'>,
  type: RoundCommand['type'],
  actor: Actor,
): boolean {
  return allowed(ROUND_RIGHTS[type], actor, (relation) => {
    switch (relation) {
      case 'always':
        return true;
      case 'own unit':
        return actor.unit !== undefined && actor.unit === round.unit;
      case 'own area':
        return actor.area !== undefined && round.targets.every((target) => target.committee === actor.area);
    }
  });
}
