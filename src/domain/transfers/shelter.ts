import type { Command, Event, Instant } from '../kernel/index.ts';

/** What a shelter should have (domain.md §8.2); the keeper says what is so. */
export const CONDITIONS = [
  'keeper', // 管理员 24 小时
  'duty-room', // 值班室
  'medical', // 医疗点
  'water',
  'food',
  'power',
  'toilet',
  'accessible', // 无障碍
  'isolation', // 隔离角
] as const;
export type Condition = (typeof CONDITIONS)[number];
export type Conditions = Readonly<Partial<Record<Condition, boolean>>>;

/** A household in a shelter. */
export interface Guest {
  /** Ledger that they are on. */
  readonly ledger: string;
  readonly people: number;
  readonly since: Instant;
  readonly bed?: string;
}

/** 集中安置点, by the id of its point. Unknown to the journal until it was opened once. */
export interface ShelterState {
  readonly phase: 'none' | 'open' | 'closed';
  /** Unit that answers for it. */
  readonly unit: string;
  readonly committee: string;
  /** Persons who can stay. */
  readonly capacity: number;
  /** Set-up beds; whoever is beyond them lies on mats. */
  readonly beds: number;
  readonly guests: Readonly<Record<string, Guest>>;
  /** Persons who are on no list: passers-by, workers of a site. */
  readonly others: number;
  readonly conditions: Conditions;
  readonly note?: string;
  readonly openedAt?: Instant;
  readonly closedAt?: Instant;
}

/** Where there is room instead, said when a shelter is full. */
export interface Instead {
  readonly shelter: string;
  readonly room: number;
}
export interface Admitted {
  readonly household: string;
  readonly people: number;
  readonly bed?: string;
}

export type ShelterCommand =
  | Command<'shelter.open', { readonly capacity?: number; readonly beds?: number; readonly note?: string }>
  | Command<'shelter.close', { readonly note?: string }>
  | Command<'shelter.set-capacity', { readonly capacity: number; readonly note: string }>
  | Command<'shelter.note-conditions', { readonly conditions: Conditions; readonly note?: string }>
  | Command<'shelter.count-others', { readonly people: number }>
  | Command<'shelter.assign-bed', { readonly household: string; readonly bed: string }>
  /** System: households of a ledger have arrived, or are here no longer. */
  | Command<
      'shelter.admit',
      { readonly ledger: string; readonly guests: readonly Admitted[]; readonly instead?: Instead }
    >
  | Command<'shelter.release', { readonly ledger: string; readonly households: readonly string[] }>;

export type ShelterEvent =
  | Event<
      'shelter.opened',
      {
        readonly unit: string;
        readonly committee: string;
        readonly capacity: number;
        readonly beds: number;
        readonly conditions: Conditions;
        readonly note?: string;
      }
    >
  | Event<'shelter.closed', { readonly note?: string }>
  | Event<'shelter.capacity-set', { readonly capacity: number; readonly note: string }>
  | Event<'shelter.conditions-noted', { readonly conditions: Conditions; readonly note?: string }>
  | Event<'shelter.others-counted', { readonly people: number }>
  | Event<'shelter.bed-assigned', { readonly household: string; readonly bed: string }>
  | Event<'shelter.admitted', { readonly ledger: string; readonly guests: readonly Admitted[] }>
  | Event<'shelter.released', { readonly ledger: string; readonly households: readonly string[] }>;

export const NO_SHELTER: ShelterState = {
  phase: 'none',
  unit: '',
  committee: '',
  capacity: 0,
  beds: 0,
  guests: {},
  others: 0,
  conditions: {},
};

/** Persons in it. */
export function peopleIn({ guests, others }: Pick<ShelterState, 'guests' | 'others'>): number {
  let people = others;
  for (const id in guests) people += guests[id]?.people ?? 0;
  return people;
}
/** Persons it can still take. */
export function roomIn(state: Pick<ShelterState, 'phase' | 'capacity' | 'guests' | 'others'>): number {
  return state.phase === 'open' ? Math.max(0, state.capacity - peopleIn(state)) : 0;
}
