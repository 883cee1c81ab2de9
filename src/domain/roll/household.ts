import type { Household } from '../places/index.ts';

/** Whom one reaches for a household: 户主, another member, 紧急联系人, who keeps the spare key. */
export type Relation = 'head' | 'member' | 'emergency' | 'key';
export interface RollContact {
  readonly relation: Relation;
  readonly name?: string;
  readonly phone?: string;
}

/**
 * A household as a list has it. What the list has no column for, or leaves blank, is absent: it stays as the roll has it.
 */
export interface Listed {
  readonly sheet: string;
  readonly row: number;
  readonly stairwell: string;
  readonly room: string;
  readonly floor?: number;
  readonly floorKind?: Household['floorKind'];
  /** Worked out from the room: for a household that is new, never against what the roll has. */
  readonly guess: { readonly floor: number; readonly floorKind: Household['floorKind'] };
  readonly use?: Household['use'];
  readonly people?: number;
  readonly tags?: readonly string[];
  readonly language?: string;
  /** Account by which WeCom reaches the household. */
  readonly wecom?: string;
  readonly contacts?: readonly RollContact[];
}

/** A room as two lists write it: what is the same home. */
export const homeKey = (stairwell: string, room: string): string =>
  `${stairwell}|${room.toUpperCase().replace(/室$/, '')}`;

export function floorKindAt(floor: number, floors: number): Household['floorKind'] {
  if (floor < 1) return 'semi-basement';
  if (floor === 1) return 'ground';
  return floor >= floors ? 'top' : 'middle';
}
