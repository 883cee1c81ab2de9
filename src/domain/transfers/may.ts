import type { Actor } from '../kernel/index.ts';
import { allowed, type Rule } from '../people/index.ts';
import { type District, indexed } from '../places/index.ts';
import type { LedgerCommand, LedgerState } from './ledger.ts';
import type { ShelterCommand } from './shelter.ts';
import type { TransferCommand, TransferState } from './transfer.ts';

const HQ = ['commander', 'shift-leader'] as const;
const DESK = [...HQ, 'intake', 'dispatcher'] as const;

/** own area: every household lies in the committee that the post is bound to · drawer: drew the list up. */
type Relation = 'always' | 'own area' | 'drawer';

/** Who may take which step with a transfer. The order comes from the district government: the command post enters it. */
export const TRANSFER_RIGHTS: Readonly<Record<TransferCommand['type'], readonly Rule<Relation>[]>> = {
  'transfer.draw-up': [
    { roles: DESK, if: 'always' },
    { roles: ['committee'], if: 'own area' },
  ],
  'transfer.add': [
    { roles: DESK, if: 'always' },
    { roles: ['committee'], if: 'own area' },
  ],
  'transfer.discard': [
    { roles: HQ, if: 'always' },
    { roles: ['intake', 'dispatcher', 'committee'], if: 'drawer' },
  ],
  'transfer.order': [{ roles: HQ, if: 'always' }],
  'transfer.lift': [{ roles: HQ, if: 'always' }],
  'transfer.note-ledger': [{ roles: ['system'], if: 'always' }],
};

/** @param committees committees of the households that the step is about. */
export function mayTransfer(
  state: Pick<TransferState, 'drawnUpBy'>,
  type: TransferCommand['type'],
  actor: Actor,
  committees: readonly string[] = [],
): boolean {
  return allowed(TRANSFER_RIGHTS[type], actor, (relation) => {
    switch (relation) {
      case 'always':
        return true;
      case 'own area':
        return actor.area !== undefined && committees.every((id) => id === actor.area);
      case 'drawer':
        return state.drawnUpBy === actor.person;
    }
  });
}

/** own area: as above · keeper: acts for the unit that answers for every shelter that it is about. */
type LedgerRelation = 'always' | 'own area' | 'keeper';

const STAFF: readonly Rule<LedgerRelation>[] = [
  { roles: DESK, if: 'always' },
  { roles: ['committee'], if: 'own area' },
];
const AND_KEEPER: readonly Rule<LedgerRelation>[] = [...STAFF, { roles: ['handler', 'supervisor'], if: 'keeper' }];
const CLOCK: readonly Rule<LedgerRelation>[] = [{ roles: ['system'], if: 'always' }];

/** Who may say what of the households of a ledger. */
export const LEDGER_RIGHTS: Readonly<Record<LedgerCommand['type'], readonly Rule<LedgerRelation>[]>> = {
  'ledger.open': CLOCK,
  'ledger.join': CLOCK,
  'ledger.lift': CLOCK,
  'ledger.note-late': CLOCK,
  'ledger.plan': STAFF,
  // A confirmed notice tells as well.
  'ledger.tell': [...STAFF, ...CLOCK],
  'ledger.leave': STAFF,
  'ledger.arrive': AND_KEEPER,
  'ledger.check': AND_KEEPER,
  'ledger.go-off': AND_KEEPER,
  'ledger.refuse': STAFF,
  // Force is the district's word, entered by the command post alone (上海市防汛条例 §42).
  'ledger.force': [{ roles: HQ, if: 'always' }],
  'ledger.allow-return': [{ roles: HQ, if: 'always' }],
  'ledger.return': STAFF,
  'ledger.strike': STAFF,
  'ledger.put-back': STAFF,
};

/** @param shelters shelters that the step is about: where they arrive, or where those named stay. */
export function mayLedger(
  district: District,
  state: Pick<LedgerState, 'committee'>,
  type: LedgerCommand['type'],
  actor: Actor,
  shelters: readonly (string | undefined)[] = [],
): boolean {
  return allowed(LEDGER_RIGHTS[type], actor, (relation) => {
    switch (relation) {
      case 'always':
        return true;
      case 'own area':
        return actor.area === state.committee;
      case 'keeper':
        return shelters.length > 0 && shelters.every((id) => id !== undefined && keeps(district, actor, id));
    }
  });
}

export const SHELTER_RIGHTS: Readonly<Record<ShelterCommand['type'], readonly Rule<'always' | 'keeper'>[]>> = {
  'shelter.open': [
    { roles: [...HQ, 'dispatcher'], if: 'always' },
    { roles: ['handler', 'supervisor'], if: 'keeper' },
  ],
  'shelter.close': [
    { roles: [...HQ, 'dispatcher'], if: 'always' },
    { roles: ['handler', 'supervisor'], if: 'keeper' },
  ],
  'shelter.set-capacity': [
    { roles: [...HQ, 'dispatcher'], if: 'always' },
    { roles: ['handler', 'supervisor'], if: 'keeper' },
  ],
  'shelter.note-conditions': [
    { roles: DESK, if: 'always' },
    { roles: ['handler', 'supervisor'], if: 'keeper' },
  ],
  'shelter.count-others': [
    { roles: DESK, if: 'always' },
    { roles: ['handler', 'supervisor'], if: 'keeper' },
  ],
  'shelter.assign-bed': [
    { roles: DESK, if: 'always' },
    { roles: ['handler', 'supervisor'], if: 'keeper' },
  ],
  'shelter.admit': [{ roles: ['system'], if: 'always' }],
  'shelter.release': [{ roles: ['system'], if: 'always' }],
};

export function mayShelter(district: District, shelter: string, type: ShelterCommand['type'], actor: Actor): boolean {
  return allowed(SHELTER_RIGHTS[type], actor, (relation) => relation === 'always' || keeps(district, actor, shelter));
}

function keeps(district: District, actor: Actor, shelter: string): boolean {
  return actor.unit !== undefined && indexed(district).points.get(shelter)?.unit === actor.unit;
}
