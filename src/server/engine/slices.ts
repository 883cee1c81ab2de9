import { setImmediate as turn } from 'node:timers/promises';

/** Entries written before others get their turn: about 3 ms of work. */
const SLICE = 400;
/** An entry is a comma, a key, a colon and a text. */
const PIECES = 4;
/** The outer records that are written entry by entry; what lies deeper is small and written at once. */
const LEVELS = 3;

/**
 * Text of the entries, for as long as they live: of a screen of thousands of cases few have changed since the copy before.
 * Nothing is ever changed inside an entry (see Snapshotter), so its text stays true.
 */
const texts = new WeakMap<object, string>();

function textOf(entry: unknown): string {
  if (entry === null || typeof entry !== 'object') return JSON.stringify(entry) ?? 'null';
  let text = texts.get(entry);
  if (text === undefined) {
    text = JSON.stringify(entry);
    texts.set(entry, text);
  }
  return text;
}

/** JSON text of a plain value that is large as a whole and small in its entries, without holding up the process. */
export async function jsonInSlices(value: unknown): Promise<{ text: string; entries: number }> {
  const pieces: string[] = [];
  await write(value, pieces, { left: SLICE }, LEVELS);
  return { text: pieces.join(''), entries: Math.ceil(pieces.length / PIECES) };
}

/**
 * The same value with its outer three levels of records copied, so that it holds still while the original is folded on.
 * What lies deeper is shared: a fold replaces it and never changes it (see Snapshotter).
 */
export function copyOfOuter<T>(value: T, levels = LEVELS): T {
  if (levels === 0 || !isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = copyOfOuter(value[key], levels - 1);
  return copy as T;
}

async function write(value: unknown, pieces: string[], slice: { left: number }, levels: number): Promise<void> {
  if (!isRecord(value)) {
    pieces.push(JSON.stringify(value) ?? 'null');
    return;
  }
  let first = true;
  pieces.push('{');
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if (inner === undefined) continue;
    pieces.push(first ? '' : ',', JSON.stringify(key), ':');
    first = false;
    if (levels > 1 && isRecord(inner)) await write(inner, pieces, slice, levels - 1);
    else pieces.push(textOf(inner));
    slice.left -= 1;
    if (slice.left <= 0) {
      slice.left = SLICE;
      await turn();
    }
  }
  pieces.push('}');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
