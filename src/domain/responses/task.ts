import type { Command, Event, Instant } from '../kernel/index.ts';
import type { PlanLevel, PlanTask, PointKind, Words } from '../places/index.ts';

/** What a unit shows for its work. Counts split what was taken down from what was made fast (拆除/加固). */
export type Evidence =
  | { readonly kind: 'receipt'; readonly note: string }
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'list'; readonly total: number; readonly done: number; readonly text: string }
  | { readonly kind: 'photo'; readonly refs: readonly string[]; readonly text: string }
  | {
      readonly kind: 'counts';
      readonly rows: readonly {
        readonly what: string;
        readonly found: number;
        readonly removed: number;
        readonly reinforced: number;
      }[];
    }
  | { readonly kind: 'brief'; readonly number: number; readonly text: string }
  | { readonly kind: 'minutes'; readonly text: string }
  | {
      readonly kind: 'ledger';
      readonly due: number;
      readonly done: number;
      readonly refused: number;
      readonly text: string;
    }
  | { readonly kind: 'note'; readonly text: string };
export type EvidenceKind = PlanTask['evidence'];

export type TaskPhase =
  | 'none'
  | 'assigned' // 已下达·待确认
  | 'received' // 已确认
  | 'in-hand' // 办理中
  | 'waiting' // a recurring task between two rounds
  | 'done'
  | 'not-applicable'
  | 'cancelled';

/** One turn of a recurring task; a task that does not recur has exactly one. */
export interface TaskRound {
  readonly number: number;
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly doneAt: Instant | null;
  readonly late: boolean;
  readonly missed: boolean;
}

export interface TaskState {
  readonly id: string;
  readonly phase: TaskPhase;
  readonly response: string;
  /** Plan row, or 'order' for a task given outside the plan. */
  readonly row: string;
  readonly level: PlanLevel;
  readonly unit: string;
  readonly action: Words;
  readonly evidenceKind: EvidenceKind;
  readonly confirm: 'person' | 'unit';
  readonly mustClose: boolean;
  readonly notice: string | null;
  readonly sweep: readonly PointKind[];
  readonly basis: string;
  readonly assignedAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly everyMinutes: number | null;
  /** When the next round opens; null when not recurring. */
  readonly nextAt: Instant | null;
  readonly rounds: readonly TaskRound[];
  /** People who must confirm one by one; empty: the unit's first word is enough (receipts.ts). */
  readonly people: readonly string[];
  /** Nobody was named when it was given out: `people` are those on duty, and change with the shift. */
  readonly followsRoster: boolean;
  readonly confirmations: readonly { readonly person: string; readonly at: Instant }[];
  readonly evidence: readonly {
    readonly round: number;
    readonly at: Instant;
    readonly by: string;
    readonly what: Evidence;
  }[];
  /** From a linked notice or sweep: doors settled, targets looked at. */
  readonly progress: { readonly done: number; readonly total: number; readonly ref: string } | null;
  readonly lateAt: Instant | null;
  readonly confirmBy: Instant | null;
  readonly unansweredAt: Instant | null;
  readonly reminders: number;
  readonly remindedAt: Instant | null;
  readonly escalatedAt: Instant | null;
  readonly remindMinutes: number;
  readonly remindTimes: number;
  readonly claim: { readonly reason: string; readonly by: string; readonly at: Instant } | null;
  readonly doneAt: Instant | null;
  readonly cancelReason: string;
  /** How often it was given out (again after a cancel). */
  readonly turns: number;
}

/** Everything a task carries from its plan row, so that it stays what it was when the plan changes. */
export interface TaskTerms {
  readonly response: string;
  readonly row: string;
  readonly level: PlanLevel;
  readonly unit: string;
  readonly action: Words;
  readonly dueAt: Instant | null;
  readonly everyMinutes: number | null;
  readonly evidenceKind: EvidenceKind;
  readonly confirm: 'person' | 'unit';
  readonly people: readonly string[];
  readonly basis: string;
  readonly notice: string | null;
  readonly sweep: readonly PointKind[];
  readonly mustClose: boolean;
}

export type TaskCommand =
  | Command<'task.assign', TaskTerms>
  /** `person`: the desk writes down that this one of those asked has confirmed by telephone. */
  | Command<'task.confirm', { person?: string }>
  | Command<'task.take-in-hand', { note?: string }>
  | Command<'task.give-evidence', { evidence: Evidence }>
  /** `evidence` may come with it in one step. */
  | Command<'task.complete', { evidence?: Evidence }>
  | Command<'task.claim-not-applicable', { reason: string }>
  | Command<'task.answer-claim', { accept: boolean; reason: string }>
  | Command<'task.reopen', { reason: string }>
  | Command<'task.press', { note: string }>
  | Command<'task.extend', { dueAt: Instant; reason: string }>
  /** Reactions: counts of the linked notice or sweep; completes the task when all is done. */
  | Command<'task.record-progress', { ref: string; done: number; total: number }>
  | Command<'task.cancel', { reason: string }>
  /** Reactions: who is on duty for the unit now. */
  | Command<'task.ask-people', { people: readonly string[] }>
  /** Timers. */
  | Command<'task.mark-late', Record<string, never>>
  | Command<'task.mark-unanswered', Record<string, never>>
  | Command<'task.remind', Record<string, never>>
  | Command<'task.open-round', Record<string, never>>;

type Ids = { readonly id: string; readonly response: string; readonly unit: string; readonly row: string };
export type TaskEvent =
  | Event<'task.assigned', Ids & { terms: TaskTerms; confirmBy: Instant; remindMinutes: number; remindTimes: number }>
  | Event<'task.confirmed', Ids & { person: string; complete: boolean }>
  | Event<'task.people-asked', Ids & { people: readonly string[]; confirmBy: Instant }>
  | Event<'task.taken-in-hand', Ids & { note: string }>
  | Event<'task.evidence-given', Ids & { evidence: Evidence; round: number }>
  | Event<'task.done', Ids & { round: number; last: boolean }>
  | Event<'task.not-applicable-claimed', Ids & { reason: string }>
  | Event<'task.claim-answered', Ids & { accept: boolean; reason: string }>
  | Event<'task.reopened', Ids & { reason: string }>
  | Event<'task.pressed', Ids & { note: string }>
  | Event<'task.extended', Ids & { dueAt: Instant; reason: string }>
  | Event<'task.progressed', Ids & { ref: string; done: number; total: number }>
  | Event<
      'task.cancelled',
      Ids & { reason: string /** Rounds were done: it ends as done, not as cancelled. */; asDone: boolean }
    >
  | Event<'task.late', Ids & { round: number; dueAt: Instant }>
  | Event<'task.unanswered', Ids>
  | Event<'task.reminded', Ids & { number: number; why: 'unanswered' | 'late' }>
  | Event<'task.escalated', Ids & { why: 'unanswered' | 'late' }>
  | Event<'task.round-opened', Ids & { round: number; dueAt: Instant; missed: boolean }>;
