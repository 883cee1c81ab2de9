import { expect, it } from 'vitest';
import type { Actor } from '../kernel/index.ts';
import { DOORS_RIGHTS, mayDoors, mayNotice, NO_DOORS, NO_NOTICE, NOTICE_RIGHTS } from './index.ts';

const who: Record<string, Actor> = {};
for (const role of [
  'commander',
  'shift-leader',
  'intake',
  'dispatcher',
  'supervisor',
  'handler',
  'resident',
  'gateway',
  'observer',
  'admin',
  'auditor',
  'system',
]) {
  who[role] = { person: role, roles: [role], area: 'west' };
}
who.committee = { person: 'committee', roles: ['committee'], area: 'west' };
who['committee elsewhere'] = { person: 'other committee', roles: ['committee'], area: 'east' };

/** A notice to the west that the dispatcher composed. */
const notice = { ...NO_NOTICE, phase: 'issued' as const, committees: ['west'], composedBy: 'dispatcher' };
const doors = { ...NO_DOORS, committee: 'west' };
const those = (may: (actor: Actor) => boolean) =>
  Object.keys(who)
    .filter((name) => may(who[name] as Actor))
    .join(', ');

it('who may do what with a notice', () => {
  expect(
    Object.fromEntries(
      Object.keys(NOTICE_RIGHTS).map((type) => [
        type,
        those((actor) => mayNotice(notice, type as keyof typeof NOTICE_RIGHTS, actor)),
      ]),
    ),
  ).toEqual({
    'notice.compose': 'commander, shift-leader, intake, dispatcher, system, committee',
    'notice.discard': 'commander, shift-leader, dispatcher',
    'notice.sign': 'commander, shift-leader',
    'notice.issue': 'commander, shift-leader, dispatcher, system',
    'notice.correct': 'commander, shift-leader, dispatcher',
    'notice.take-back': 'commander, shift-leader, dispatcher',
    'notice.close': 'commander, shift-leader, dispatcher, system',
    'notice.expire': 'system',
    'notice.note-stairwell': 'system',
  });
  expect(mayNotice({ ...notice, composedBy: 'commander' }, 'notice.sign', who.commander as Actor)).toBe(false);
  // A committee's notice that reaches beyond its area is not its own to compose, not even its half.
  expect(mayNotice(NO_NOTICE, 'notice.compose', who.committee as Actor, ['west', 'east'])).toBe(false);
});

it('who may say what about doors', () => {
  expect(
    Object.fromEntries(
      Object.keys(DOORS_RIGHTS).map((type) => [
        type,
        those((actor) => mayDoors(doors, type as keyof typeof DOORS_RIGHTS, actor)),
      ]),
    ),
  ).toEqual({
    'doors.open': 'system',
    'doors.join': 'system',
    'doors.record-delivery': 'commander, shift-leader, intake, gateway, system, committee',
    'doors.confirm': 'commander, shift-leader, intake, dispatcher, gateway, system, committee',
    'doors.visit': 'commander, shift-leader, intake, supervisor, committee',
    'doors.needs-help': 'commander, shift-leader, intake, dispatcher, supervisor, handler, gateway, system, committee',
    'doors.help-done': 'commander, shift-leader, intake, dispatcher, supervisor, handler, system, committee',
    'doors.climb': 'system',
    'doors.end': 'system',
  });
});
