import { deriveId } from '../kernel/index.ts';
import type { District, Household } from '../places/index.ts';
import type { VisitResult } from './doors.ts';
import { NEVER_LEFT_TO_A_SCREEN } from './ladder.ts';

/** Boxes of the printed door list, from left to right: 见到, 无人留条, 拒绝, 需帮助, 空关. */
export const PAPER_RESULTS = ['seen', 'nobody-home', 'refused', 'needs-help', 'vacant'] as const;
export type PaperResult = (typeof PAPER_RESULTS)[number];
/** A call for help is no result of a visit, but somebody was seen. */
export function visitOf(result: PaperResult): VisitResult {
  return result === 'needs-help' ? 'seen' : result;
}

/** Digits and letters that look like no other, read aloud or written by hand: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const SIGNS = '34679ACDEFGHJKMNPQRTWXY';
/** 23⁶ = 148 million: a slip of the pen among 20,000 households meets another household once in 7,000. */
const LENGTH = 6;
const COMBINATIONS = SIGNS.length ** LENGTH;

const known = new WeakMap<District, ReadonlyMap<string, string>>();

/**
 * Household → the short code beside its row on paper. It is no secret and the same on every list. Two that fall on one
 * code are told apart in the order of the roll.
 */
export function paperCodes(district: District): ReadonlyMap<string, string> {
  const before = known.get(district);
  if (before) return before;
  const taken = new Set<string>();
  const codes = new Map<string, string>();
  for (const { id } of district.households) {
    let code = codeOf(id, 0);
    for (let again = 1; taken.has(code); again++) code = codeOf(id, again);
    taken.add(code);
    codes.set(id, code);
  }
  known.set(district, codes);
  return codes;
}

function codeOf(household: string, again: number): string {
  // 12 hex digits: the 13th of a derived id is always 8, and 48 bits are held exactly by a number.
  let left = Number.parseInt(deriveId('paper', household, again).replaceAll('-', '').slice(0, 12), 16) % COMBINATIONS;
  let code = '';
  for (let n = 0; n < LENGTH; n++) {
    code += SIGNS[left % SIGNS.length];
    left = Math.floor(left / SIGNS.length);
  }
  return code;
}

/** A code as somebody typed it: in small letters, with blanks or a dash. */
export function readCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
}

/**
 * Why somebody is never left to a screen, as a letter: a list lost on the stairs does not say who lives alone. The
 * letters are explained on a sheet of their own.
 */
export function tagSymbols(household: Pick<Household, 'tags'>): string {
  const letters = NEVER_LEFT_TO_A_SCREEN.flatMap((tag, n) => (household.tags.includes(tag) ? [symbolOf(n)] : []));
  return letters.join('');
}
function symbolOf(n: number): string {
  return String.fromCharCode(65 + n);
}
/** Letter → tag, for the sheet that explains them. */
export const TAG_LETTERS: readonly { readonly letter: string; readonly tag: string }[] = NEVER_LEFT_TO_A_SCREEN.map(
  (tag, n) => ({ letter: symbolOf(n), tag }),
);
