import type { CaseState, LimitsState } from '../cases/index.ts';
import type { DrillState } from '../drill/index.ts';
import type { DoorsOnScreen, NoticeState } from '../notices/index.ts';
import type { PersonState, RosterState } from '../people/index.ts';
import type { ProfileState } from '../places/index.ts';
import type { OrderState, ResponseState, TaskState, WarningState } from '../responses/index.ts';
import type { RoundState } from '../sweeps/index.ts';
import type { LedgerState, ShelterState, TransferState } from '../transfers/index.ts';
import type { ScreenState } from './screen.ts';

/** What each kind of stream holds. */
export interface KindStates {
  readonly case: CaseState;
  readonly limits: LimitsState;
  readonly warning: WarningState;
  readonly response: ResponseState;
  readonly task: TaskState;
  readonly order: OrderState;
  readonly notice: NoticeState;
  readonly doors: DoorsOnScreen;
  readonly round: RoundState;
  readonly transfer: TransferState;
  readonly ledger: LedgerState;
  readonly shelter: ShelterState;
  readonly person: PersonState;
  readonly duty: RosterState;
  readonly drill: DrillState;
  readonly district: ProfileState;
}

/** The states of one kind on the screen, by id. */
export function all<K extends keyof KindStates>(screen: ScreenState, kind: K): Readonly<Record<string, KindStates[K]>> {
  return (screen.streams[kind] ?? {}) as Record<string, KindStates[K]>;
}
