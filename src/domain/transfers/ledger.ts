import type { Command, Event, Instant } from '../kernel/index.ts';
import type { Listed, Risk } from './transfer.ts';

/** Every state a household of the list can be in (domain.md §8.2). It is in exactly one, always. */
export const LINE_STATES = [
  'listed', // 待告知
  'told', // 已告知·待转移
  'refused', // 拒绝转移: signed, or before two witnesses
  'moving', // 转移途中
  'settled', // 已安置: arrived where they stay
  'gone', // 自行离开: left where they stayed before it was allowed
  'may-return', // 可返家: the order is lifted, and the way home is free
  'returned', // 已返家
  'stood-down', // 解除未转移: the order was lifted before they had moved
  'struck', // 已移出名单: with a reason
] as const;
export type LineState = (typeof LINE_STATES)[number];

/** 集中安置, 投亲靠友, 就近: a shelter, kin, or somewhere near by. */
export type Place =
  | { readonly kind: 'shelter'; readonly shelter: string }
  | { readonly kind: 'kin' }
  | { readonly kind: 'nearby' };

/** By what means they were told. */
export const TOLD_HOW = ['visit', 'call', 'message', 'loudspeaker'] as const;
export type ToldHow = (typeof TOLD_HOW)[number];
export const TRANSPORTS = ['walk', 'bus', 'car', 'ambulance', 'own'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** What stands for a refusal: their signature, or two persons who heard it. */
export type RefusalProof =
  | { readonly kind: 'signature' }
  | { readonly kind: 'witnesses'; readonly persons: readonly [string, string] };

/** What is planned for a household. Counts only: who needs carrying, and why, is told by mouth. */
export interface LinePlan {
  readonly place?: Place;
  readonly transport?: Transport;
  /** Persons who need a hand, a chair or a stretcher. */
  readonly assisted?: number;
  readonly pets?: number;
}

export interface Line {
  readonly state: LineState;
  /** When the state was entered. */
  readonly since: Instant;
  readonly people: number;
  readonly risk: Risk;
  readonly plan?: LinePlan;
  readonly told?: { readonly at: Instant; readonly by: string; readonly how: ToldHow };
  readonly leftAt?: Instant;
  /** Where they are; kept until they are home or gone. */
  readonly place?: Place;
  readonly arrivedAt?: Instant;
  /** Last daily check that found them. */
  readonly checkedAt?: Instant;
  readonly refusal?: { readonly at: Instant; readonly proof: RefusalProof };
  /** Number of the district's order to move them by force. */
  readonly forcedBy?: string;
  readonly returnAllowedAt?: Instant;
  readonly returnedAt?: Instant;
  /** Lateness that has been noted: each is noted once. */
  readonly late?: LateNoted;
}
export interface LateNoted {
  readonly told?: true;
  readonly arrived?: true;
  readonly check?: true;
}
export type LateKind = keyof LateNoted;

/** 台账: the part of a transfer that lies in one committee. */
export interface LedgerState {
  readonly opened: boolean;
  readonly transfer: string;
  readonly committee: string;
  readonly openedAt: Instant;
  readonly tellBy: Instant;
  readonly arriveBy: Instant;
  /** A household that stays somewhere is looked at this often. */
  readonly checkMinutes: number;
  readonly lines: Readonly<Record<string, Line>>;
  readonly liftedAt?: Instant;
  /** Nobody is left to be seen to: everybody is home, stood down or off the list. */
  readonly done: boolean;
}

type OnList = Omit<Listed, 'committee'>;
export interface OpenLedger {
  readonly transfer: string;
  readonly committee: string;
  readonly list: readonly OnList[];
  readonly tellBy: Instant;
  readonly arriveBy: Instant;
  readonly checkMinutes: number;
}

export interface Arrival {
  readonly household: string;
  readonly place: Place;
  /** Persons who arrived, if not all of the household. */
  readonly people?: number;
  readonly bed?: string;
}
/** Who stays no longer in which shelter; the shelters are told. */
export interface Leaving {
  readonly household: string;
  readonly shelter: string;
}
type Some = { readonly households: readonly string[] };
type SomeNoted = Some & { readonly note: string };
type WithLeaving = { readonly leaving: readonly Leaving[] };

export type LedgerCommand =
  /** System: the transfer was ordered, added to, lifted. */
  | Command<'ledger.open', OpenLedger>
  | Command<'ledger.join', { readonly list: readonly OnList[] }>
  | Command<'ledger.lift', Record<string, never>>
  /** System: somebody is not told, not there, or not seen by the time that was set. */
  | Command<'ledger.note-late', Record<string, never>>
  | Command<'ledger.plan', Some & LinePlan>
  | Command<'ledger.tell', Some & { readonly how: ToldHow }>
  | Command<'ledger.leave', Some & { readonly transport?: Transport }>
  | Command<'ledger.arrive', { readonly arrivals: readonly Arrival[] }>
  | Command<'ledger.check', Some>
  | Command<'ledger.go-off', SomeNoted>
  | Command<'ledger.refuse', { readonly household: string; readonly proof: RefusalProof }>
  | Command<'ledger.force', { readonly household: string; readonly order: string }>
  | Command<'ledger.allow-return', Some>
  | Command<'ledger.return', Some>
  | Command<'ledger.strike', SomeNoted>
  /** A tick on the wrong line is taken back. */
  | Command<'ledger.put-back', { readonly household: string; readonly to: 'listed' | 'told'; readonly note: string }>;

export type LedgerEvent =
  | Event<'ledger.opened', OpenLedger>
  | Event<'ledger.joined', { readonly list: readonly OnList[] }>
  | Event<'ledger.planned', Some & LinePlan>
  | Event<'ledger.told', Some & { readonly how: ToldHow }>
  | Event<'ledger.left', Some & { readonly transport?: Transport }>
  | Event<'ledger.arrived', WithLeaving & { readonly arrivals: readonly Arrival[] }>
  | Event<'ledger.checked', Some>
  | Event<'ledger.went-off', SomeNoted & WithLeaving>
  | Event<'ledger.refused', { readonly household: string; readonly proof: RefusalProof }>
  | Event<'ledger.forced', { readonly household: string; readonly order: string }>
  | Event<'ledger.return-allowed', Some>
  | Event<'ledger.returned', Some & WithLeaving>
  | Event<'ledger.struck', SomeNoted & WithLeaving>
  | Event<
      'ledger.put-back',
      WithLeaving & { readonly household: string; readonly to: 'listed' | 'told'; readonly note: string }
    >
  | Event<'ledger.late', Some & { readonly kind: LateKind }>
  | Event<'ledger.lifted', Record<string, never>>
  | Event<'ledger.done', { readonly households: number }>
  | Event<'ledger.reopened', Record<string, never>>;

export const NO_LEDGER: LedgerState = {
  opened: false,
  transfer: '',
  committee: '',
  openedAt: 0,
  tellBy: 0,
  arriveBy: 0,
  checkMinutes: 0,
  lines: {},
  done: false,
};

/** Stream id of the ledger of one committee for one transfer. */
export function ledgerId(transfer: string, committee: string): string {
  return `${transfer}:${committee}`;
}
