import type { Command, Event, Instant } from '../kernel/index.ts';
import type { Quiet, Rung } from '../places/index.ts';

/** Every state a household can be in for one notice (domain.md §8.1). It is in exactly one, always. */
export const DOOR_STATES = [
  'pending', // 待通知: nothing came back yet
  'unreached', // 未联系上: tries failed, the ladder goes on
  'delivered', // 已送达: a receipt, which is not an answer
  'to-visit', // 上门: on the door list
  'nobody-home', // 无人在家·留条
  'vacant', // 空关
  'refused', // 拒绝
  'confirmed', // 已确认
  'seen', // 已见到人
  'needs-help', // 需帮助
  'helped', // 已处置
  'taken-back', // 已撤回
  'expired', // 到期未达
] as const;
export type DoorState = (typeof DOOR_STATES)[number];

/** Who gave the answer. */
export type ConfirmedBy = 'self' | 'relative' | 'neighbour' | 'stairwell-leader' | 'committee' | 'leader';
/** How the answer came (N6). */
export type AnswerWay = 'digit' | 'link' | 'qr' | 'app' | 'call' | 'visit' | 'loudspeaker' | 'paper';
export type VisitResult = 'seen' | 'nobody-home' | 'vacant' | 'refused';

/** A household as the doors are opened for it. Ids only: names and numbers are in the roll. */
export interface DoorHousehold {
  readonly id: string;
  readonly people: number;
  /** Rung of the ladder to start on. */
  readonly rung: number;
  /**
   * Never left to a screen (domain.md §8.1): somebody speaks with them, and a note on the door does not settle it.
   * The cause (age, illness, a low floor) is not told: the journal keeps nothing that would have to be erased.
   */
  readonly first: boolean;
}

export type LateHousehold = Omit<DoorHousehold, 'rung'>;

export interface Door {
  readonly state: DoorState;
  /** When the state was entered. */
  readonly since: Instant;
  readonly people: number;
  readonly first: boolean;
  /** Place on the ladder; equal to its length when the last rung ran out of time (overdue at the door). */
  readonly rung: number;
  readonly rungSince: Instant;
  /** Tries without an answer, in all and on this rung. */
  readonly tries: number;
  readonly triesHere: number;
  /** Visits that found nobody. */
  readonly notes: number;
  /** Whether anything of the notice got through: a receipt, an answer, a person, a note on the door. */
  readonly reached: boolean;
  readonly by?: ConfirmedBy;
  readonly way?: AnswerWay;
  /** What help is needed: category code of the case it makes. */
  readonly need?: string;
}

/** All households of one stairwell for one notice. */
export interface DoorsState {
  readonly opened: boolean;
  readonly notice: string;
  readonly stairwell: string;
  readonly committee: string;
  readonly openedAt: Instant;
  readonly ladder: readonly Rung[];
  readonly quiet?: Quiet;
  /** Visits without anybody home after which a note on the door is the end of it. */
  readonly visitsEnough: number;
  readonly doors: Readonly<Record<string, Door>>;
  readonly settled: boolean;
  readonly ended?: 'taken-back' | 'expired';
}

export interface OpenDoors {
  readonly notice: string;
  readonly stairwell: string;
  readonly committee: string;
  readonly households: readonly DoorHousehold[];
  readonly ladder: readonly Rung[];
  readonly quiet?: Quiet;
  readonly visitsEnough: number;
  /** Keep only those who stand so for an earlier notice. */
  readonly of?: { readonly notice: string; readonly who: 'unconfirmed' | 'reached' };
}

export type DoorsCommand =
  /** System: the notice was issued. */
  | Command<'doors.open', OpenDoors>
  /** System: the notice was taken back, and only now it turns out that these were reached after all. */
  | Command<'doors.join', { readonly households: readonly LateHousehold[] }>
  /** Receipts of a carrier, or what a person who telephoned has to say about ringing through. */
  | Command<
      'doors.record-delivery',
      {
        readonly channel: Rung['channel'];
        readonly delivered: readonly string[];
        readonly failed: readonly string[];
      }
    >
  | Command<
      'doors.confirm',
      { readonly households: readonly string[]; readonly by: ConfirmedBy; readonly way: AnswerWay }
    >
  | Command<'doors.visit', { readonly visits: readonly { readonly household: string; readonly result: VisitResult }[] }>
  | Command<
      'doors.needs-help',
      { readonly household: string; readonly category: string; readonly note?: string; readonly way?: AnswerWay }
    >
  | Command<'doors.help-done', { readonly household: string; readonly note?: string }>
  /** System: time on a rung has run out for some. */
  | Command<'doors.climb', Record<string, never>>
  /** System: the notice was taken back, has expired or was closed. */
  | Command<'doors.end', { readonly as: 'taken-back' | 'expired' }>;

export type DoorsEvent =
  | Event<'doors.opened', OpenDoors>
  | Event<'doors.joined', { readonly households: readonly DoorHousehold[] }>
  /** Told after the notice was taken back: these were reached all the same, and must be told as well. */
  | Event<'doors.reached-late', { readonly households: readonly LateHousehold[] }>
  | Event<
      'doors.delivery-recorded',
      { readonly channel: Rung['channel']; readonly delivered: readonly string[]; readonly failed: readonly string[] }
    >
  | Event<
      'doors.confirmed',
      { readonly households: readonly string[]; readonly by: ConfirmedBy; readonly way: AnswerWay }
    >
  | Event<'doors.visited', { readonly visits: readonly { readonly household: string; readonly result: VisitResult }[] }>
  | Event<'doors.help-needed', DoorNeed>
  | Event<'doors.help-given', { readonly household: string; readonly note?: string }>
  /** On to the next rung; past the last one they are overdue at the door. */
  | Event<'doors.climbed', { readonly households: readonly string[] }>
  /** A household that is never left to a screen was not found after all visits: becomes a case. */
  | Event<
      'doors.care-unreached',
      { readonly household: string; readonly stairwell: string; readonly committee: string }
    >
  | Event<'doors.ended', { readonly as: 'taken-back' | 'expired'; readonly households: readonly string[] }>
  | Event<'doors.settled', { readonly households: number }>
  | Event<'doors.reopened', Record<string, never>>;

/** A household that asked for help, with everything that a case needs. */
export interface DoorNeed {
  readonly household: string;
  readonly stairwell: string;
  readonly committee: string;
  readonly category: string;
  readonly note?: string;
  readonly way?: AnswerWay;
}

export const NO_DOORS: DoorsState = {
  opened: false,
  notice: '',
  stairwell: '',
  committee: '',
  openedAt: 0,
  ladder: [],
  visitsEnough: 0,
  doors: {},
  settled: false,
};

/** Stream id of the doors of one stairwell for one notice. */
export function doorsId(notice: string, stairwell: string): string {
  return `${notice}:${stairwell}`;
}
