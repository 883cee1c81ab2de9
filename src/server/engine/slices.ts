import { setImmediate as turn } from 'node:timers/promises';

/** Entries written before others get their turn: about 2 ms of work. */
const SLICE = 400;
/** An object with more entries than this is written entry by entry. */
const LARGE = 100;

/** JSON text of a plain value that is large as a whole and small in its entries, without holding up the process. */
export async function jsonInSlices(value: unknown): Promise<string> {
  const pieces: string[] = [];
  await write(value, pieces, { left: SLICE });
  return pieces.join('');
}

/**
 * The same value with its outer three levels of records copied, so that it holds still while the original is folded on.
 * What lies deeper is shared: a fold replaces it and never changes it (see Snapshotter).
 */
export function copyOfOuter<T>(value: T, levels = 3): T {
  if (levels === 0 || value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = copyOfOuter((value as Record<string, unknown>)[key], levels - 1);
  return copy as T;
}

async function write(value: unknown, pieces: string[], slice: { left: number }): Promise<void> {
  if (!isLarge(value)) {
    pieces.push(JSON.stringify(value) ?? 'null');
    slice.left -= 1;
    if (slice.left <= 0) {
      slice.left = SLICE;
      await turn();
    }
    return;
  }
  let first = true;
  pieces.push('{');
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    pieces.push(`${first ? '' : ','}${JSON.stringify(key)}:`);
    first = false;
    await write(inner, pieces, slice);
  }
  pieces.push('}');
}

/** A record of many entries, or one that holds such a record within two steps. */
function isLarge(value: unknown, depth = 2): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  if (keys.length > LARGE) return true;
  return depth > 0 && keys.some((key) => isLarge((value as Record<string, unknown>)[key], depth - 1));
}
