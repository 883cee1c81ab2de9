/**
 * Text as lists write it, made comparable: full-width letters and digits as half-width (NFKC), nothing of blanks, dots,
 * brackets and stars. '联系 电话（必填）*' and '联系电话必填' are the same heading.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s()（）【】[\]*:：·.．_'"“”]/g, '')
    .toLowerCase();
}

/** Full-width as half-width, no blanks at all: an address or a room. */
export function tight(text: string): string {
  return text.normalize('NFKC').replace(/[\s​﻿]+/g, '');
}

/** Share of the pairs of letters that two texts have in common (Sørensen–Dice), 0 to 1. */
export function alike(a: string, b: string): number {
  if (a === b) return 1;
  const pairs = (text: string): Map<string, number> => {
    const found = new Map<string, number>();
    const padded = ` ${text} `;
    for (let i = 0; i + 1 < padded.length; i++) {
      const pair = padded.slice(i, i + 2);
      found.set(pair, (found.get(pair) ?? 0) + 1);
    }
    return found;
  };
  const [left, right] = [pairs(a), pairs(b)];
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  return (2 * shared) / (a.length + b.length + 2);
}

/** The names most like a text, best first; none that has nothing in common with it. */
export function nearestNames(text: string, names: readonly string[], most = 3): readonly string[] {
  return names
    .map((name) => ({ name, score: alike(text, name) }))
    .filter(({ score }) => score > 0.2)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ name }) => name);
}
