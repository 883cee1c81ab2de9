import { expect, it } from 'vitest';
import type { Actor } from '../kernel/index.ts';
import type { District, Point } from '../places/index.ts';
import { LEDGER_RIGHTS, mayLedger, mayShelter, mayTransfer, SHELTER_RIGHTS, TRANSFER_RIGHTS } from './index.ts';

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
who.keeper = { person: 'k', roles: ['handler'], unit: 'school' };
who.committee = { person: 'c', roles: ['committee'], unit: 'committee-west', area: 'west' };
who['committee elsewhere'] = { person: 'd', roles: ['committee'], unit: 'committee-east', area: 'east' };

const hall = { id: 'hall', kind: 'shelter', unit: 'school' } as Point;
const none = { committees: [], compounds: [], stairwells: [], households: [], cells: [] };
const district = { ...none, units: [], posts: [], categories: [], points: [hall] } as unknown as District;

function table(types: readonly string[], may: (type: never, actor: Actor) => boolean) {
  const names = (type: string) =>
    Object.keys(who)
      .filter((name) => may(type as never, who[name] as Actor))
      .join(', ');
  return Object.fromEntries(types.map((type) => [type, names(type)]));
}
const HQ = 'commander, shift-leader';
const DESK = `${HQ}, intake, dispatcher`;
const STAFF = `${DESK}, committee`;

it('who may do what with a transfer of households in the west that the committee drew up', () => {
  const state = { drawnUpBy: 'c' };
  expect(table(Object.keys(TRANSFER_RIGHTS), (type, actor) => mayTransfer(state, type, actor, ['west']))).toEqual({
    'transfer.draw-up': STAFF,
    'transfer.add': STAFF,
    'transfer.discard': `${HQ}, committee`,
    'transfer.order': HQ,
    'transfer.lift': HQ,
    'transfer.note-ledger': 'system',
  });
});

it('who may say what of households in the west that stay in the school, or arrive there', () => {
  const state = { committee: 'west' };
  const rights = table(Object.keys(LEDGER_RIGHTS), (type, actor) => mayLedger(district, state, type, actor, ['hall']));
  const keeper = `${DESK}, keeper, committee`;
  expect(rights).toEqual({
    'ledger.open': 'system',
    'ledger.join': 'system',
    'ledger.lift': 'system',
    'ledger.note-late': 'system',
    'ledger.plan': STAFF,
    'ledger.tell': `${DESK}, system, committee`,
    'ledger.leave': STAFF,
    'ledger.arrive': keeper,
    'ledger.check': keeper,
    'ledger.go-off': keeper,
    'ledger.refuse': STAFF,
    'ledger.force': HQ,
    'ledger.allow-return': HQ,
    'ledger.return': STAFF,
    'ledger.strike': STAFF,
    'ledger.put-back': STAFF,
  });
  // Of households that stay with kin, or partly elsewhere, the keeper of the school says nothing.
  for (const shelters of [[], [undefined], ['hall', undefined], ['hall', 'other']])
    expect(mayLedger(district, state, 'ledger.check', who.keeper as Actor, shelters)).toBe(false);
});

it('who may do what with the shelter in the school', () => {
  expect(table(Object.keys(SHELTER_RIGHTS), (type, actor) => mayShelter(district, 'hall', type, actor))).toEqual({
    'shelter.open': `${HQ}, dispatcher, keeper`,
    'shelter.close': `${HQ}, dispatcher, keeper`,
    'shelter.set-capacity': `${HQ}, dispatcher, keeper`,
    'shelter.note-conditions': `${DESK}, keeper`,
    'shelter.count-others': `${DESK}, keeper`,
    'shelter.assign-bed': `${DESK}, keeper`,
    'shelter.admit': 'system',
    'shelter.release': 'system',
  });
});
