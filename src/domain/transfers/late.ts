import { type Due, type Instant, MINUTE } from '../kernel/index.ts';
import type { LateKind, LedgerState, Line } from './ledger.ts';
import { lastSeen, staysSomewhere } from './line.ts';

/** What is due of a household next, and when; a refusal that is on record is due nothing. */
export function dueOf(ledger: LedgerState, line: Line): { readonly kind: LateKind; readonly at: Instant } | undefined {
  if (staysSomewhere(line)) return { kind: 'check', at: lastSeen(line) + ledger.checkMinutes * MINUTE };
  if (ledger.liftedAt !== undefined) return undefined;
  if (line.state === 'listed' && !line.late?.told) return { kind: 'told', at: ledger.tellBy };
  if (['listed', 'told', 'moving', 'gone'].includes(line.state)) return { kind: 'arrived', at: ledger.arriveBy };
  return undefined;
}

/** What a household is late with now: not told, not there, or not seen at the daily check. */
export function lateWith(ledger: LedgerState, line: Line, now: Instant): LateKind | undefined {
  const due = dueOf(ledger, line);
  if (due && now > due.at) return due.kind;
  return line.state === 'listed' && now > ledger.tellBy && ledger.liftedAt === undefined ? 'told' : undefined;
}

/** Households by what became late by now and was not yet noted. */
export function newlyLate(ledger: LedgerState, now: Instant): ReadonlyMap<LateKind, readonly string[]> {
  const late = new Map<LateKind, string[]>();
  for (const [household, line] of Object.entries(ledger.lines)) {
    const due = dueOf(ledger, line);
    if (!due || now <= due.at || line.late?.[due.kind]) continue;
    const some = late.get(due.kind);
    if (some) some.push(household);
    else late.set(due.kind, [household]);
  }
  return late;
}

/** A deadline is kept up to and including it; the timer rings one millisecond after. */
export function dueLedger(ledger: LedgerState): Due | undefined {
  if (!ledger.opened || ledger.done) return undefined;
  let at = Number.POSITIVE_INFINITY;
  for (const line of Object.values(ledger.lines)) {
    const due = dueOf(ledger, line);
    if (due && !line.late?.[due.kind]) at = Math.min(at, due.at + 1);
  }
  return at < Number.POSITIVE_INFINITY ? { at, type: 'ledger.note-late', data: {} } : undefined;
}
