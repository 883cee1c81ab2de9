import type { Instant, Recorded } from '../kernel/index.ts';
import { type LedgerEvent, type LedgerState, type Line, NO_LEDGER } from './ledger.ts';
import { hasNotMoved, isFinalLine, type LineFact, newLine, step } from './line.ts';

export function evolveLedger(
  state: LedgerState,
  event: Recorded<LedgerEvent['type'], LedgerEvent['data']>,
): LedgerState {
  return foldLedger(state, event as unknown as LedgerEvent, event.at, event.occurredAt, event.by.person);
}

/** One fact folded in: `at` is when it was recorded, `happened` when it happened. */
export function foldLedger(
  state: LedgerState,
  event: LedgerEvent,
  at: Instant,
  happened: Instant,
  by: string,
): LedgerState {
  switch (event.type) {
    case 'ledger.opened': {
      const { list, ...rest } = event.data;
      return { ...NO_LEDGER, ...rest, opened: true, openedAt: at, lines: linesOf(list, at) };
    }
    case 'ledger.joined':
      return { ...state, lines: { ...linesOf(event.data.list, at), ...state.lines } };
    case 'ledger.lifted':
      return facts(
        { ...state, liftedAt: at },
        Object.keys(state.lines).map((id) => [id, { kind: 'lifted', at }]),
      );
    case 'ledger.done':
      return { ...state, done: true };
    case 'ledger.reopened':
      return { ...state, done: false };
    default:
      return facts(state, factsOf(event, happened, by));
  }
}

/** Events that say something of single households, as facts about their lines. */
export type LineEvent = Exclude<
  LedgerEvent,
  { type: 'ledger.opened' | 'ledger.joined' | 'ledger.lifted' | 'ledger.done' | 'ledger.reopened' }
>;

export function factsOf(event: LineEvent, at: Instant, by: string): readonly (readonly [string, LineFact])[] {
  const all = (households: readonly string[], fact: LineFact) => households.map((id) => [id, fact] as const);
  switch (event.type) {
    case 'ledger.planned': {
      const { households, ...plan } = event.data;
      return all(households, { kind: 'planned', plan });
    }
    case 'ledger.told':
      return all(event.data.households, { kind: 'told', at, by, how: event.data.how });
    case 'ledger.left':
      return all(event.data.households, { kind: 'left', at, transport: event.data.transport });
    case 'ledger.arrived':
      return event.data.arrivals.map((arrival) => [arrival.household, { kind: 'arrived', at, arrival }]);
    case 'ledger.checked':
      return all(event.data.households, { kind: 'checked', at });
    case 'ledger.went-off':
      return all(event.data.households, { kind: 'went-off', at });
    case 'ledger.refused':
      return all([event.data.household], { kind: 'refused', at, proof: event.data.proof });
    case 'ledger.forced':
      return all([event.data.household], { kind: 'forced', at, order: event.data.order });
    case 'ledger.return-allowed':
      return all(event.data.households, { kind: 'return-allowed', at });
    case 'ledger.returned':
      return all(event.data.households, { kind: 'returned', at });
    case 'ledger.struck':
      return all(event.data.households, { kind: 'struck', at });
    case 'ledger.put-back':
      return all([event.data.household], { kind: 'put-back', at, to: event.data.to });
    case 'ledger.late':
      return all(event.data.households, { kind: 'late', what: event.data.kind });
  }
}

/** The line after a fact. Once the order is lifted, whoever turns out not to have moved is stood down as the others were. */
export function stepIn(ledger: LedgerState, line: Line, fact: LineFact): Line {
  const after = step(line, fact);
  return after !== line && ledger.liftedAt !== undefined && hasNotMoved(after)
    ? step(after, { kind: 'lifted', at: ledger.liftedAt })
    : after;
}

/** The lines are copied once, however many are told of: a list of 5,000 copied for each of 5,000 is 25 million rows. */
function facts(state: LedgerState, news: readonly (readonly [household: string, fact: LineFact])[]): LedgerState {
  const lines: Record<string, Line> = { ...state.lines };
  for (const [household, fact] of news) {
    const line = lines[household];
    if (line) lines[household] = stepIn(state, line, fact);
  }
  return { ...state, lines };
}

function linesOf(list: readonly { household: string; people: number; risk: Line['risk'] }[], at: Instant) {
  return Object.fromEntries(list.map(({ household, people, risk }) => [household, newLine(people, risk, at)]));
}

export function allDone({ lines }: Pick<LedgerState, 'lines'>): boolean {
  return Object.values(lines).every(isFinalLine);
}
