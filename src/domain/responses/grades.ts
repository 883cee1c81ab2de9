import type { Level } from '../places/index.ts';

/** Colours of a warning signal (预警信号), mildest first: 蓝 一般, 黄 较重, 橙 严重, 红 特别严重. */
export const COLOURS = ['BLUE', 'YELLOW', 'ORANGE', 'RED'] as const;
export type Colour = (typeof COLOURS)[number];
/** Levels of a response (应急响应), mildest first. */
export const LEVELS = ['IV', 'III', 'II', 'I'] as const satisfies readonly Level[];

/**
 * The one place where colours and levels become numbers: 1 mildest … 4 worst, 0 for none.
 * Older flood systems number signals 1 = blue … 4 = red but responses 1 = Ⅰ … 4 = Ⅳ, in opposite directions;
 * so numbers never leave this function except to be compared.
 */
export function severity(grade: Colour | Level | null | undefined): 0 | 1 | 2 | 3 | 4 {
  switch (grade) {
    case 'BLUE':
    case 'IV':
      return 1;
    case 'YELLOW':
    case 'III':
      return 2;
    case 'ORANGE':
    case 'II':
      return 3;
    case 'RED':
    case 'I':
      return 4;
    default:
      return 0;
  }
}

/** The response level that usually goes with a colour. Two facts that move together, not one fact. */
export function levelOf(colour: Colour): Level {
  return LEVELS[severity(colour) - 1] as Level;
}

/** The worst of some levels; null of none. */
export function worst(levels: readonly (Level | null | undefined)[]): Level | null {
  let found: Level | null = null;
  for (const level of levels) if (level && severity(level) > severity(found)) found = level;
  return found;
}
