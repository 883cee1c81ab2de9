import { aggregates } from '../aggregates.ts';
import { beginsCase, type CaseState, isOpen, REOPENABLE_FOR } from '../cases/index.ts';
import { DAY, HOUR } from '../kernel/index.ts';
import { doorsScreen } from '../notices/index.ts';
import type { WarningState } from '../responses/index.ts';
import type { RoundState } from '../sweeps/index.ts';
import { type LedgerState, lastTouched, type TransferState } from '../transfers/index.ts';
import { createScreen } from './screen.ts';

export * from './foresee.ts';
export type { ScreenState } from './screen.ts';
export * from './shift.ts';
export * from './views.ts';

/** A round that is over is asked about until the next shift has begun. */
const ROUND_STAYS = 6 * HOUR;
/** A warning that is over is on the board of the next two days. */
const WARNING_STAYS = 2 * DAY;

/** A transfer that is over is on the board until the review has begun. */
const TRANSFER_STAYS = 3 * DAY;

/** The screen of this program: all kinds, what of them it shows, and when each may leave. */
export const screen = createScreen({
  aggregates,
  instead: { doors: doorsScreen },
  begins: { case: beginsCase },
  leaves: {
    // What can be reopened or disputed stays for as long as it can.
    case: (state: CaseState) => (isOpen(state) ? null : state.touchedAt + REOPENABLE_FOR),
    warning: (state: WarningState) => (state.ended ? state.ended.at + WARNING_STAYS : null),
    transfer: (state: TransferState) => (state.endedAt === undefined ? null : state.endedAt + TRANSFER_STAYS),
    ledger: (state: LedgerState) =>
      state.done && state.liftedAt !== undefined ? lastTouched(state) + TRANSFER_STAYS : null,
    round: (state: RoundState) => (state.endedAt === undefined ? null : state.endedAt + ROUND_STAYS),
  },
});
