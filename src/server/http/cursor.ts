import { Refused } from './refused.ts';

/** Keyset mark of a page: the sort key of its last row, as text that clients do not look into. */
export function toCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a mark back. `kinds` names what each part must be; whatever is not that was not made here. */
export function fromCursor(cursor: string, kinds: readonly ('number' | 'string')[]): (string | number)[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new Refused('cursor.invalid');
  }
  const fits =
    Array.isArray(key) &&
    key.length === kinds.length &&
    key.every((part, i) =>
      kinds[i] === 'number' ? Number.isSafeInteger(part) : typeof part === kinds[i] && part.length <= 200,
    );
  if (!fits) throw new Refused('cursor.invalid');
  return key as (string | number)[];
}
