import { type Random, random } from '../random.ts';

/** How often what goes wrong; each a share from 0 to 1 of the requests or receipts that it concerns. */
export interface Shares {
  /** Taken, and never answered. */
  readonly silentAfter: number;
  /** Not taken, and never answered. */
  readonly silentBefore: number;
  /** Taken, answered 500. */
  readonly faultAfter: number;
  /** Not taken, answered 503. */
  readonly faultBefore: number;
  readonly receiptLost: number;
  readonly receiptTwice: number;
  /** Held back behind the next one. */
  readonly receiptLater: number;
  readonly receiptDelayMs: readonly [number, number];
}

export const NOTHING_WRONG: Shares = {
  silentAfter: 0,
  silentBefore: 0,
  faultAfter: 0,
  faultBefore: 0,
  receiptLost: 0,
  receiptTwice: 0,
  receiptLater: 0,
  receiptDelayMs: [0, 0],
};

export type Turn = 'well' | 'silent-before' | 'fault-before' | 'silent-after' | 'fault-after';

/** What happens to one request, drawn once, so that the shares add up. */
export function turnOf(shares: Shares, draw: Random): Turn {
  const table: readonly [Turn, number][] = [
    ['silent-before', shares.silentBefore],
    ['fault-before', shares.faultBefore],
    ['silent-after', shares.silentAfter],
    ['fault-after', shares.faultAfter],
  ];
  let left = draw.next();
  for (const [turn, share] of table) {
    left -= share;
    if (left < 0) return turn;
  }
  return 'well';
}

export const drawOf = (seed: number, name: string): Random => random(seed, 'carrier', name);
