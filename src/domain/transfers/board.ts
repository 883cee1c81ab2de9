import type { Instant } from '../kernel/index.ts';
import { lateWith } from './late.ts';
import { type LedgerState, LINE_STATES, type Line, type LineState, type Place } from './ledger.ts';
import { isFinalLine, shelterOf } from './line.ts';

export type SumOfLines = Readonly<Record<LineState, number>>;

/** How many households stand in each state. Their sum is the number of households on the list, always. */
export function sumOfLines(ledgers: Iterable<Pick<LedgerState, 'lines'>>): SumOfLines {
  const sum = Object.fromEntries(LINE_STATES.map((state) => [state, 0])) as Record<LineState, number>;
  for (const { lines } of ledgers) for (const id in lines) sum[(lines[id] as Line).state]++;
  return sum;
}

/** A row of the transfer board, of one ledger or of several together. */
export interface TransferRow {
  readonly households: number;
  readonly people: number;
  readonly states: SumOfLines;
  /** Persons who stay somewhere, by where: 集中安置, 投亲靠友, 就近. */
  readonly staying: Readonly<Record<Place['kind'], number>>;
  /** Households with something left to do: not told, not there, gone off, not home. */
  readonly left: number;
  /** Of those: past the time that was set, or not seen at the daily check. */
  readonly late: number;
}

export function transferRow(ledgers: Iterable<LedgerState>, now: Instant): TransferRow {
  const all = [...ledgers];
  const staying = { shelter: 0, kin: 0, nearby: 0 };
  let [households, people, left, late] = [0, 0, 0, 0];
  for (const ledger of all) {
    for (const id in ledger.lines) {
      const line = ledger.lines[id] as Line;
      households++;
      people += line.people;
      if (line.place) staying[line.place.kind] += line.people;
      if (isLeft(ledger, line)) left++;
      if (lateWith(ledger, line, now)) late++;
    }
  }
  return { households, people, states: sumOfLines(all), staying, left, late };
}

/** Whether somebody has to do something. Under order those who stay, and a refusal on record, are seen to; afterwards all go home. */
export function isLeft(ledger: Pick<LedgerState, 'liftedAt'>, line: Line): boolean {
  if (isFinalLine(line)) return false;
  return ledger.liftedAt !== undefined || (line.state !== 'settled' && line.state !== 'refused');
}

/** Persons who are planned for a shelter and not there yet: what its free places have to hold. */
export function expectedIn(ledgers: Iterable<LedgerState>, shelter: string): number {
  let people = 0;
  for (const { lines } of ledgers)
    for (const line of Object.values(lines))
      if (!isFinalLine(line) && shelterOf(line.plan?.place) === shelter && line.place === undefined)
        people += line.people;
  return people;
}

/** When anything was last entered in a ledger. */
export function lastTouched({ openedAt, liftedAt = openedAt, lines }: LedgerState): Instant {
  return Object.values(lines).reduce((at, line) => Math.max(at, line.since), liftedAt);
}
