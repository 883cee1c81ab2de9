import type { Actor } from '../kernel/index.ts';
import { allowed, type Rule } from '../people/index.ts';
import type { DoorsCommand, DoorsState } from './doors.ts';
import type { NoticeCommand, NoticeState } from './notice.ts';
import { isAtPoster, isOwnHousehold } from './resident.ts';

/** always · own area: everything it touches lies in the committee that the post is bound to · composer · not composer. */
type Relation = 'always' | 'own area' | 'composer' | 'not composer';

const HQ = ['commander', 'shift-leader'] as const;

/** Who may take which step with a notice. */
export const NOTICE_RIGHTS: Readonly<Record<NoticeCommand['type'], readonly Rule<Relation>[]>> = {
  'notice.compose': [
    { roles: [...HQ, 'intake', 'dispatcher', 'system'], if: 'always' },
    { roles: ['committee'], if: 'own area' },
  ],
  'notice.discard': [
    { roles: HQ, if: 'always' },
    { roles: ['intake', 'dispatcher', 'committee'], if: 'composer' },
  ],
  'notice.sign': [{ roles: HQ, if: 'not composer' }],
  'notice.issue': [
    { roles: [...HQ, 'system'], if: 'always' },
    { roles: ['intake', 'dispatcher', 'committee'], if: 'composer' },
  ],
  // To put a wrong notice right must be quick: one person, no second signature.
  'notice.correct': [
    { roles: HQ, if: 'always' },
    { roles: ['intake', 'dispatcher', 'committee'], if: 'composer' },
  ],
  'notice.take-back': [
    { roles: HQ, if: 'always' },
    { roles: ['intake', 'dispatcher', 'committee'], if: 'composer' },
  ],
  'notice.close': [
    { roles: [...HQ, 'system'], if: 'always' },
    { roles: ['intake', 'dispatcher', 'committee'], if: 'composer' },
  ],
  'notice.expire': [{ roles: ['system'], if: 'always' }],
  'notice.note-stairwell': [{ roles: ['system'], if: 'always' }],
};

/** own area: as above · own household: the link names it · at the poster: of the stairwell where the poster hangs. */
type DoorRelation = 'always' | 'own area' | 'own household' | 'at the poster';

/** Who may say what about the doors of a stairwell. */
export const DOORS_RIGHTS: Readonly<Record<DoorsCommand['type'], readonly Rule<DoorRelation>[]>> = {
  'doors.open': [{ roles: ['system'], if: 'always' }],
  'doors.join': [{ roles: ['system'], if: 'always' }],
  'doors.record-delivery': [
    { roles: ['gateway', ...HQ, 'intake', 'system'], if: 'always' },
    { roles: ['committee'], if: 'own area' },
  ],
  'doors.confirm': [
    { roles: ['gateway', ...HQ, 'intake', 'dispatcher', 'system'], if: 'always' },
    { roles: ['committee'], if: 'own area' },
    { roles: ['resident'], if: 'own household' },
    { roles: ['resident'], if: 'at the poster' },
  ],
  // Only those who can stand before the door; the desk enters what is called in.
  'doors.visit': [
    { roles: [...HQ, 'intake', 'supervisor'], if: 'always' },
    { roles: ['committee'], if: 'own area' },
  ],
  'doors.needs-help': [
    { roles: ['gateway', ...HQ, 'intake', 'dispatcher', 'supervisor', 'handler', 'system'], if: 'always' },
    { roles: ['committee'], if: 'own area' },
    { roles: ['resident'], if: 'own household' },
    { roles: ['resident'], if: 'at the poster' },
  ],
  'doors.help-done': [
    { roles: [...HQ, 'intake', 'dispatcher', 'supervisor', 'handler', 'system'], if: 'always' },
    { roles: ['committee'], if: 'own area' },
  ],
  'doors.climb': [{ roles: ['system'], if: 'always' }],
  'doors.end': [{ roles: ['system'], if: 'always' }],
};

/**
 * Whether the actor may take this step with this notice, as far as rights go (the phase is judged by `decide`).
 * @param committees committees that the audience touches; for 'notice.compose' those of the new audience.
 */
export function mayNotice(
  state: NoticeState,
  type: NoticeCommand['type'],
  actor: Actor,
  committees = state.committees,
): boolean {
  return allowed(NOTICE_RIGHTS[type], actor, (relation) => {
    switch (relation) {
      case 'always':
        return true;
      case 'own area':
        return actor.area !== undefined && committees.every((id) => id === actor.area);
      case 'composer':
        return state.composedBy === actor.person;
      case 'not composer':
        return state.composedBy !== actor.person;
    }
  });
}

/**
 * Whether the actor may say this about these doors.
 * @param said the command itself: what a resident may depends on what is said of whom. Without it a resident may nothing.
 */
export function mayDoors(
  state: Pick<DoorsState, 'committee' | 'stairwell'>,
  type: DoorsCommand['type'],
  actor: Actor,
  said?: DoorsCommand,
): boolean {
  return allowed(DOORS_RIGHTS[type], actor, (relation) => {
    switch (relation) {
      case 'always':
        return true;
      case 'own area':
        return actor.area === state.committee;
      case 'own household':
        return said !== undefined && isOwnHousehold(actor, said);
      case 'at the poster':
        return said !== undefined && isAtPoster(state, actor, said);
    }
  });
}
