import type { Command, Event, Instant } from '../kernel/index.ts';
import type { AudienceSpec, HeadCount, NoticeLevel, Quiet, Rung, Texts } from '../places/index.ts';

/** Why a notice goes to those of an earlier one. */
export type FollowKind = 'correction' | 'take-back' | 'reminder';

/**
 * Life of a notice: composed → (signed) → issued → settled → closed.
 * Ends early as discarded (never sent), taken-back or expired. Settled goes back to issued when a door opens again.
 */
export type NoticePhase =
  | 'none'
  | 'composed'
  | 'signed'
  | 'issued'
  | 'settled'
  | 'closed'
  | 'discarded'
  | 'taken-back'
  | 'expired';

export interface NoticeState {
  readonly phase: NoticePhase;
  readonly template: string;
  /** Text as sent, fields filled in. */
  readonly body: Texts;
  readonly level: NoticeLevel;
  readonly audience: AudienceSpec;
  /** Committees that the audience touches; decides who of a committee may act. */
  readonly committees: readonly string[];
  readonly headCount: HeadCount;
  /** Stairwells of the earlier notice, when the audience has `of`. */
  readonly within?: readonly string[];
  readonly needsSecond: boolean;
  readonly composedBy: string;
  readonly composedAt: Instant;
  readonly signedBy?: string;
  readonly issuedAt?: Instant;
  readonly endedAt?: Instant;
  readonly expiresAt?: Instant;
  /** Stairwell → households it was opened for (upper bound with `of`). */
  readonly stairwells: Readonly<Record<string, number>>;
  /** Stairwells that still have a household in a state that is not final. */
  readonly open: readonly string[];
  readonly ladder: readonly Rung[];
  /** Hours in which the ladder waits; without it this notice may wake people. */
  readonly quiet?: Quiet;
  /** Response and task that it belongs to. */
  readonly response?: string;
  readonly task?: string;
  /** Transfer that it tells of: who confirms it has been told. */
  readonly transfer?: string;
  readonly follows?: { readonly notice: string; readonly as: FollowKind };
  /** Notices sent after it to those it reached. */
  readonly followedBy: readonly string[];
  readonly reason?: string;
}

export interface ComposeNotice {
  readonly template: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly level: NoticeLevel;
  readonly audience: AudienceSpec;
  /** After this, households still open are counted as not reached in time. */
  readonly expiresAt?: Instant;
  readonly response?: string;
  readonly task?: string;
  readonly transfer?: string;
  readonly follows?: { readonly notice: string; readonly as: FollowKind };
}

export type NoticeCommand =
  | Command<'notice.compose', ComposeNotice>
  | Command<'notice.discard', { readonly reason: string }>
  | Command<'notice.sign', Record<string, never>>
  | Command<'notice.issue', Record<string, never>>
  /** Tells exactly those reached that something in it was wrong; the notice itself goes on. */
  | Command<
      'notice.correct',
      { readonly template: string; readonly fields: Readonly<Record<string, string>>; readonly reason: string }
    >
  /** Stops it everywhere and tells exactly those reached. */
  | Command<
      'notice.take-back',
      { readonly template: string; readonly fields: Readonly<Record<string, string>>; readonly reason: string }
    >
  | Command<'notice.close', { readonly reason?: string }>
  /** System: the time given for it has run out. */
  | Command<'notice.expire', Record<string, never>>
  /** System: every household of a stairwell is in a final state, or no longer. */
  | Command<'notice.note-stairwell', { readonly stairwell: string; readonly settled: boolean }>;

export interface FollowUp {
  readonly notice: string;
  readonly as: FollowKind;
  readonly template: string;
  readonly fields: Readonly<Record<string, string>>;
}

export type NoticeEvent =
  | Event<
      'notice.composed',
      Omit<ComposeNotice, 'fields'> & {
        readonly body: Texts;
        readonly committees: readonly string[];
        readonly headCount: HeadCount;
        readonly within?: readonly string[];
        readonly needsSecond: boolean;
      }
    >
  | Event<'notice.discarded', { readonly reason: string }>
  | Event<'notice.signed', Record<string, never>>
  | Event<
      'notice.issued',
      {
        readonly stairwells: readonly { readonly id: string; readonly households: number }[];
        readonly headCount: HeadCount;
        readonly ladder: readonly Rung[];
        readonly quiet?: Quiet;
      }
    >
  | Event<'notice.corrected', { readonly reason: string; readonly followUp: FollowUp }>
  | Event<'notice.taken-back', { readonly reason: string; readonly followUp: FollowUp }>
  | Event<'notice.stairwell-settled', { readonly stairwell: string }>
  | Event<'notice.stairwell-reopened', { readonly stairwell: string }>
  | Event<'notice.settled', { readonly households: number }>
  | Event<'notice.closed', { readonly reason?: string; readonly openStairwells: number }>
  | Event<'notice.expired', { readonly openStairwells: number }>;

export const NO_NOTICE: NoticeState = {
  phase: 'none',
  template: '',
  body: { zh: '', en: '' },
  level: 'IV',
  audience: {},
  committees: [],
  headCount: { stairwells: 0, households: 0, people: 0 },
  needsSecond: false,
  composedBy: '',
  composedAt: 0,
  stairwells: {},
  open: [],
  ladder: [],
  followedBy: [],
};
