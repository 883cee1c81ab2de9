import type { Aggregate } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import { dueLedger } from './late.ts';
import { type LedgerCommand, type LedgerEvent, type LedgerState, NO_LEDGER } from './ledger.ts';
import { decideLedger, needsLedger } from './ledger-decide.ts';
import { evolveLedger } from './ledger-evolve.ts';
import { NO_SHELTER, type ShelterCommand, type ShelterEvent, type ShelterState } from './shelter.ts';
import { decideShelter, evolveShelter } from './shelter-decide.ts';
import { NO_TRANSFER, type TransferCommand, type TransferEvent, type TransferState } from './transfer.ts';
import { decideTransfer } from './transfer-decide.ts';
import { evolveTransfer } from './transfer-evolve.ts';

export * from './board.ts';
export * from './consequences.ts';
export { lateWith } from './late.ts';
export * from './ledger.ts';
export { isFinalLine, samePlace, shelterOf } from './line.ts';
export * from './may.ts';
export * from './shelter.ts';
export * from './transfer.ts';

export const transferAggregate: Aggregate<TransferState, TransferCommand, TransferEvent, District> = {
  kind: 'transfer',
  initial: NO_TRANSFER,
  decide: decideTransfer,
  evolve: evolveTransfer,
  open: (state) => ['drawn-up', 'ordered', 'lifted'].includes(state.phase),
};

export const ledgerAggregate: Aggregate<LedgerState, LedgerCommand, LedgerEvent, District> = {
  kind: 'ledger',
  initial: NO_LEDGER,
  decide: decideLedger,
  evolve: evolveLedger,
  due: dueLedger,
  needs: needsLedger,
  open: (state) => state.opened && !state.done,
};

export const shelterAggregate: Aggregate<ShelterState, ShelterCommand, ShelterEvent, District> = {
  kind: 'shelter',
  initial: NO_SHELTER,
  decide: decideShelter,
  evolve: evolveShelter,
  open: (state) => state.phase === 'open',
};
