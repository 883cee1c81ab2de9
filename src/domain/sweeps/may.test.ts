import { expect, it } from 'vitest';
import type { Actor } from '../kernel/index.ts';
import { mayRound, ROUND_RIGHTS } from './index.ts';

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
  who[role] = { person: role, roles: [role], unit: 'ops' };
}
who['handler of the unit'] = { person: 'h', roles: ['handler'], unit: 'sanitation' };
who['supervisor of the unit'] = { person: 's', roles: ['supervisor'], unit: 'sanitation' };
who.committee = { person: 'c', roles: ['committee'], unit: 'committee-west', area: 'west' };
who['committee elsewhere'] = { person: 'd', roles: ['committee'], unit: 'committee-east', area: 'east' };

it('who may do what with a round of sanitation in the west', () => {
  const round = { unit: 'sanitation', targets: [{ id: 'd1', kind: 'drain' as const, committee: 'west' }] };
  const may = (type: keyof typeof ROUND_RIGHTS) =>
    Object.keys(who)
      .filter((name) => mayRound(round, type, who[name] as Actor))
      .join(', ');
  expect(
    Object.fromEntries(Object.keys(ROUND_RIGHTS).map((type) => [type, may(type as keyof typeof ROUND_RIGHTS)])),
  ).toEqual({
    'round.open': 'commander, shift-leader, dispatcher, system, handler of the unit, supervisor of the unit, committee',
    'round.tick':
      'commander, shift-leader, intake, dispatcher, supervisor, handler of the unit, supervisor of the unit, committee',
    'round.finish': 'commander, shift-leader, dispatcher, handler of the unit, supervisor of the unit, committee',
    'round.stop': 'commander, shift-leader, dispatcher, system',
    'round.note-absence': 'system',
    'round.close-overdue': 'system',
    'round.repeat': 'system',
  });
});
