import type { Actor } from '../kernel/index.ts';
import type { PersonCommand } from './person.ts';
import type { DutyCommand, RosterState, Shift } from './roster.ts';
import { allowed, type Rule } from './rules.ts';

/** Who may give and take posts. Nobody their own: that is judged before, and it keeps the last administrator in post. */
export const PERSON_RIGHTS: Readonly<Record<PersonCommand['type'], readonly Rule<'always'>[]>> = {
  'person.appoint': [{ roles: ['admin', 'system'], if: 'always' }],
  'person.relieve': [{ roles: ['admin', 'system'], if: 'always' }],
};

export function mayPerson(type: PersonCommand['type'], actor: Actor): boolean {
  return allowed(PERSON_RIGHTS[type], actor, () => true);
}

/**
 * holder: the shift is theirs · holder or stand-in · asked: the swap is offered to them · third: neither gives nor
 * takes in the swap · on duty: signed on at the moment.
 */
type Relation = 'always' | 'holder' | 'holder or stand-in' | 'asked' | 'third' | 'on duty';

const HQ = ['commander', 'shift-leader'] as const;
const STAFF = [...HQ, 'intake', 'dispatcher', 'supervisor', 'handler', 'committee'] as const;

/** Who may do what with the roster and the duty log. */
export const DUTY_RIGHTS: Readonly<Record<DutyCommand['type'], readonly Rule<Relation>[]>> = {
  'duty.plan-shift': [{ roles: [...HQ, 'admin', 'system'], if: 'always' }],
  'duty.cancel-shift': [{ roles: [...HQ, 'admin', 'system'], if: 'always' }],
  'duty.ask-swap': [{ roles: STAFF, if: 'holder' }],
  'duty.answer-swap': [{ roles: STAFF, if: 'asked' }],
  'duty.decide-swap': [{ roles: HQ, if: 'third' }],
  // A signature is one's own: nobody signs on or off for another.
  'duty.sign-on': [{ roles: STAFF, if: 'holder or stand-in' }],
  'duty.sign-off': [{ roles: STAFF, if: 'holder or stand-in' }],
  'duty.hand-over': [{ roles: STAFF, if: 'on duty' }],
  'duty.take-over': [{ roles: STAFF, if: 'on duty' }],
  'duty.log': [
    { roles: STAFF, if: 'always' },
    { roles: ['gateway', 'system'], if: 'always' },
  ],
  'duty.note-missed': [{ roles: ['system'], if: 'always' }],
};

/** @param shift the shift that the command names, if it names one. */
export function mayDuty(state: RosterState, type: DutyCommand['type'], actor: Actor, shift?: Shift): boolean {
  return allowed(DUTY_RIGHTS[type], actor, (relation) => {
    switch (relation) {
      case 'always':
        return true;
      case 'holder':
        return shift?.person === actor.person;
      case 'holder or stand-in':
        return shift?.person === actor.person || shift?.standIn === actor.person;
      case 'asked':
        return shift?.swap?.to === actor.person;
      case 'third':
        return shift?.person !== actor.person && shift?.swap?.to !== actor.person;
      case 'on duty':
        return Object.values(state.shifts).some((row) => row.phase === 'on' && row.person === actor.person);
    }
  });
}
