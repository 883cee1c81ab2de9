import { expect, it } from 'vitest';
import type { Actor } from '../kernel/index.ts';
import { DUTY_RIGHTS, mayDuty, mayPerson, PERSON_RIGHTS, type RosterState, type Shift } from './index.ts';

const who: Record<string, Actor> = {};
for (const role of [
  'commander',
  'shift-leader',
  'intake',
  'dispatcher',
  'resident',
  'gateway',
  'observer',
  'admin',
  'auditor',
  'system',
]) {
  who[role] = { person: role, roles: [role] };
}
who.holder = { person: 'holder', roles: ['handler'] };
who['stand-in'] = { person: 'stand-in', roles: ['supervisor'] };
who.asked = { person: 'asked', roles: ['committee'] };
who['asked leader'] = { person: 'asked', roles: ['shift-leader'] };

const shift: Shift = {
  id: 's',
  role: 'officer',
  unit: 'ops',
  person: 'holder',
  standIn: 'stand-in',
  from: 0,
  to: 1,
  phase: 'on',
  graceMinutes: 15,
  swap: { to: 'asked', reason: '', agreed: true },
};
const roster: RosterState = { shifts: { s: shift }, log: [], handovers: [] };
const those = (may: (actor: Actor) => boolean) =>
  Object.keys(who)
    .filter((name) => may(who[name] as Actor))
    .join(', ');

it('who may do what with posts and duty', () => {
  expect(
    Object.fromEntries(
      Object.keys(PERSON_RIGHTS).map((type) => [
        type,
        those((actor) => mayPerson(type as keyof typeof PERSON_RIGHTS, actor)),
      ]),
    ),
  ).toEqual({
    'person.appoint': 'admin, system',
    'person.relieve': 'admin, system',
  });
  expect(
    Object.fromEntries(
      Object.keys(DUTY_RIGHTS).map((type) => [
        type,
        those((actor) => mayDuty(roster, type as keyof typeof DUTY_RIGHTS, actor, shift)),
      ]),
    ),
  ).toEqual({
    'duty.plan-shift': 'commander, shift-leader, admin, system, asked leader',
    'duty.cancel-shift': 'commander, shift-leader, admin, system, asked leader',
    'duty.ask-swap': 'holder',
    'duty.answer-swap': 'asked, asked leader',
    'duty.decide-swap': 'commander, shift-leader',
    'duty.sign-on': 'holder, stand-in',
    'duty.sign-off': 'holder, stand-in',
    'duty.hand-over': 'holder',
    'duty.take-over': 'holder',
    'duty.log': 'commander, shift-leader, intake, dispatcher, gateway, system, holder, stand-in, asked, asked leader',
    'duty.note-missed': 'system',
  });
});
