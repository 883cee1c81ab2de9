import type { Random } from '../random.ts';
import { type AnswerFor, EVERY_PHONE_TAKES_IT, type Heard, Ledger } from './ledger.ts';
import { drawOf, NOTHING_WRONG, type Shares } from './shares.ts';

/** What every carrier is told when it opens. */
export interface CarrierPlan {
  readonly seed?: number;
  readonly shares?: Partial<Shares>;
  readonly answerFor?: AnswerFor;
  /** Its clock; ours may differ. */
  readonly now?: () => number;
  /** Where it pushes receipts; without it, it does not. */
  readonly callback?: string;
  /** How long it waits before it pushes again, each time; then it gives up. */
  readonly retryMs?: readonly number[];
}

export interface Carrier {
  readonly url: string;
  readonly ledger: Ledger;
  /** What each caller was told when it was not taken, in order. */
  readonly refusals: readonly string[];
  close(): Promise<void>;
}

export interface Inside {
  readonly shares: Shares;
  readonly draw: Random;
  readonly answerFor: AnswerFor;
  readonly now: () => number;
  readonly ledger: Ledger;
  readonly refusals: string[];
}

export function inside(name: string, plan: CarrierPlan): Inside {
  return {
    shares: { ...NOTHING_WRONG, ...plan.shares },
    draw: drawOf(plan.seed ?? 1, name),
    answerFor: plan.answerFor ?? EVERY_PHONE_TAKES_IT,
    now: plan.now ?? Date.now,
    ledger: new Ledger(),
    refusals: [],
  };
}

export const hear = (into: Inside, heard: Omit<Heard, 'at'>): void => into.ledger.add({ ...heard, at: into.now() });

/** Pushes a body to the sender's door; true when it was answered as wanted. */
export async function pushTo(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  wanted: (status: number, text: string) => boolean,
): Promise<boolean> {
  const response = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(5_000) });
  return wanted(response.status, await response.text());
}
