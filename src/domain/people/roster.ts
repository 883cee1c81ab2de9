import type { Command, Event, Instant } from '../kernel/index.ts';

/** What one is on a shift: 带班领导, 值班员, 备勤队员. */
export type DutyRole = 'leader' | 'officer' | 'standby';

export interface Swap {
  readonly to: string;
  readonly reason: string;
  readonly agreed: boolean;
}

/** planned → on → off; or missed (nobody signed on), which a late sign-on mends; or cancelled. */
export type ShiftPhase = 'planned' | 'on' | 'off' | 'missed' | 'cancelled';

export interface Shift {
  readonly id: string;
  readonly role: DutyRole;
  readonly unit: string;
  readonly person: string;
  readonly standIn?: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly phase: ShiftPhase;
  readonly graceMinutes: number;
  readonly onAt?: Instant;
  readonly offAt?: Instant;
  readonly swap?: Swap;
}

export interface OpenItem {
  /** Stream of what is still open: a case, a task, a notice, a round. */
  readonly stream: string;
  readonly note: string;
}

/** 交接班: laid out and signed by the one who leaves, signed by the one who comes. */
export interface Handover {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly open: readonly OpenItem[];
  readonly note: string;
  readonly offeredAt: Instant;
  readonly takenAt?: Instant;
}

/** 值班记录: a call or an order, in or out. The counterpart is a unit or a post, never a number. */
export interface LogEntry {
  readonly id: string;
  readonly at: Instant;
  readonly by: string;
  readonly kind: 'call' | 'order' | 'consultation' | 'spot-check';
  readonly direction: 'in' | 'out';
  readonly counterpart: string;
  readonly what: string;
  readonly done: string;
  readonly about?: string;
}

export interface RosterState {
  readonly shifts: Readonly<Record<string, Shift>>;
  /** Newest last; as many as LOG_KEPT. The whole log is in the journal. */
  readonly log: readonly LogEntry[];
  readonly handovers: readonly Handover[];
}

/** Entries of the log and handovers that the state keeps at hand. */
export const LOG_KEPT = 200;
export const HANDOVERS_KEPT = 20;

export interface PlanShift {
  readonly shift: string;
  readonly role: DutyRole;
  readonly unit: string;
  readonly person: string;
  readonly standIn?: string;
  readonly from: Instant;
  readonly to: Instant;
}

export type DutyCommand =
  | Command<'duty.plan-shift', PlanShift>
  | Command<'duty.cancel-shift', { readonly shift: string; readonly reason: string }>
  | Command<'duty.ask-swap', { readonly shift: string; readonly to: string; readonly reason: string }>
  | Command<'duty.answer-swap', { readonly shift: string; readonly agree: boolean }>
  | Command<'duty.decide-swap', { readonly shift: string; readonly approve: boolean; readonly reason?: string }>
  | Command<'duty.sign-on', { readonly shift: string }>
  | Command<'duty.sign-off', { readonly shift: string; readonly reason?: string }>
  | Command<'duty.hand-over', { readonly to: string; readonly open: readonly OpenItem[]; readonly note: string }>
  | Command<'duty.take-over', { readonly handover: string }>
  | Command<'duty.log', Omit<LogEntry, 'id' | 'at' | 'by'>>
  /** System: a shift began and nobody signed on. */
  | Command<'duty.note-missed', { readonly shift: string }>;

export type DutyEvent =
  | Event<'duty.shift-planned', PlanShift & { readonly graceMinutes: number }>
  | Event<'duty.shift-cancelled', { readonly shift: string; readonly reason: string }>
  | Event<'duty.swap-asked', { readonly shift: string; readonly to: string; readonly reason: string }>
  | Event<'duty.swap-answered', { readonly shift: string; readonly agree: boolean }>
  | Event<
      'duty.swap-decided',
      { readonly shift: string; readonly approve: boolean; readonly to: string; readonly reason?: string }
    >
  | Event<'duty.signed-on', { readonly shift: string; readonly person: string; readonly standIn: boolean }>
  | Event<'duty.signed-off', { readonly shift: string; readonly reason?: string }>
  | Event<
      'duty.handed-over',
      { readonly handover: string; readonly to: string; readonly open: readonly OpenItem[]; readonly note: string }
    >
  | Event<'duty.taken-over', { readonly handover: string }>
  | Event<'duty.logged', Omit<LogEntry, 'at' | 'by'>>
  | Event<'duty.shift-missed', { readonly shift: string; readonly role: DutyRole; readonly unit: string }>;
