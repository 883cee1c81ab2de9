import type { Instant } from '../kernel/index.ts';
import type {
  Arrival,
  LateKind,
  Line,
  LinePlan,
  LineState,
  Place,
  RefusalProof,
  ToldHow,
  Transport,
} from './ledger.ts';
import type { Risk } from './transfer.ts';

/** Something that became known of one household; `at` is when it happened. */
export type LineFact =
  | { readonly kind: 'planned'; readonly plan: LinePlan }
  | { readonly kind: 'told'; readonly at: Instant; readonly by: string; readonly how: ToldHow }
  | { readonly kind: 'left'; readonly at: Instant; readonly transport?: Transport }
  | { readonly kind: 'arrived'; readonly at: Instant; readonly arrival: Arrival }
  | { readonly kind: 'checked'; readonly at: Instant }
  | { readonly kind: 'went-off'; readonly at: Instant }
  | { readonly kind: 'refused'; readonly at: Instant; readonly proof: RefusalProof }
  | { readonly kind: 'forced'; readonly at: Instant; readonly order: string }
  | { readonly kind: 'return-allowed'; readonly at: Instant }
  | { readonly kind: 'returned'; readonly at: Instant }
  | { readonly kind: 'struck'; readonly at: Instant }
  | { readonly kind: 'put-back'; readonly at: Instant; readonly to: 'listed' | 'told' }
  | { readonly kind: 'late'; readonly what: LateKind }
  | { readonly kind: 'lifted'; readonly at: Instant };

export function newLine(people: number, risk: Risk, at: Instant): Line {
  return { state: 'listed', since: at, people, risk };
}

/** Still at home, or back there: nobody has seen them leave, or they have left where they stayed. */
const NOT_MOVED: readonly LineState[] = ['listed', 'told', 'refused', 'gone'];
const STAYS: readonly LineState[] = ['settled', 'may-return'];
/** Nothing more is to be done for these. */
const FINAL: readonly LineState[] = ['returned', 'stood-down', 'struck'];

export function isFinalLine({ state }: Pick<Line, 'state'>): boolean {
  return FINAL.includes(state);
}
export function staysSomewhere({ state }: Pick<Line, 'state'>): boolean {
  return STAYS.includes(state);
}
export function hasNotMoved({ state }: Pick<Line, 'state'>): boolean {
  return NOT_MOVED.includes(state);
}

/**
 * The line after a fact; the same object when the fact changes nothing. Facts come late, twice and out of order. Two
 * rules put them straight: where people were seen beats what was said before it, and of two sights the later one holds,
 * by when it happened and not by when it was told.
 */
export function step(line: Line, fact: LineFact): Line {
  switch (fact.kind) {
    case 'planned':
      return isFinalLine(line) ? line : { ...line, plan: { ...line.plan, ...fact.plan } };
    case 'told':
      return told(line, fact);
    case 'left':
      return left(line, fact);
    case 'arrived':
      return arrived(line, fact);
    case 'checked':
      return staysSomewhere(line) && fact.at > lastSeen(line)
        ? { ...line, checkedAt: fact.at, late: { ...line.late, check: undefined } }
        : line;
    case 'went-off':
      return line.state === 'settled' && fact.at >= lastSeen(line)
        ? { ...withoutPlace(line), state: 'gone', since: fact.at }
        : line;
    case 'refused':
      return refused(line, fact);
    case 'forced':
      return line.state === 'refused' ? { ...line, state: 'told', since: fact.at, forcedBy: fact.order } : line;
    case 'return-allowed':
      return line.state === 'settled'
        ? { ...line, state: 'may-return', since: fact.at, returnAllowedAt: fact.at }
        : line;
    case 'returned':
      return (line.state === 'may-return' || line.state === 'moving') && fact.at >= (line.arrivedAt ?? 0)
        ? { ...withoutPlace(line), state: 'returned', since: fact.at, returnedAt: fact.at }
        : line;
    case 'struck':
      return isFinalLine(line) ? line : { ...withoutPlace(line), state: 'struck', since: fact.at };
    case 'put-back':
      return putBack(line, fact);
    case 'late':
      return { ...line, late: { ...line.late, [fact.what]: true } };
    case 'lifted':
      return NOT_MOVED.includes(line.state) ? { ...line, state: 'stood-down', since: fact.at } : line;
  }
}

/** When they were last seen where they stay. */
export function lastSeen(line: Line): Instant {
  return Math.max(line.arrivedAt ?? 0, line.checkedAt ?? 0);
}

function told(line: Line, { at, by, how }: Extract<LineFact, { kind: 'told' }>): Line {
  // Told twice: the first word counts. Learned later of a household that has moved on: it is filled in.
  if (line.told && line.told.at <= at) return line;
  const with_ = { ...line, told: { at, by, how } };
  if (line.state === 'listed') return { ...with_, state: 'told', since: at };
  return line.state === 'struck' || (line.state !== 'told' && at > line.since) ? line : with_;
}

function left(line: Line, { at, transport }: Extract<LineFact, { kind: 'left' }>): Line {
  const plan = transport === undefined ? line.plan : { ...line.plan, transport };
  if (NOT_MOVED.includes(line.state))
    // Somebody who went off, or refused, after this was not seen leaving by then.
    return at >= (line.state === 'gone' || line.state === 'refused' ? line.since : 0)
      ? { ...line, state: 'moving', since: at, leftAt: at, ...(plan ? { plan } : {}) }
      : line;
  if (line.state === 'stood-down')
    return at < line.since ? { ...line, state: 'moving', since: at, leftAt: at, ...(plan ? { plan } : {}) } : line;
  if (staysSomewhere(line) && line.leftAt === undefined && at <= (line.arrivedAt ?? 0))
    return { ...line, leftAt: at, ...(plan ? { plan } : {}) };
  return line;
}

function arrived(line: Line, { at, arrival }: Extract<LineFact, { kind: 'arrived' }>): Line {
  const people = arrival.people ?? line.people;
  if (staysSomewhere(line)) {
    const seen = lastSeen(line);
    if (at < seen) return line;
    // Seen again where they stay: the latest sight counts against what is told later of another place before it.
    if (samePlace(line.place, arrival.place))
      return people === line.people && at === seen
        ? line
        : { ...line, people, checkedAt: at, late: { ...line.late, check: undefined } };
    return { ...line, people, place: arrival.place, arrivedAt: at };
  }
  if (line.state === 'gone' || line.state === 'returned' || line.state === 'struck') if (at < line.since) return line;
  // From the road, from home, from a refusal, from off the list: whoever stands in the hall has arrived.
  return {
    ...line,
    state: 'settled',
    since: at,
    people,
    place: arrival.place,
    arrivedAt: at,
    checkedAt: undefined,
    late: { ...line.late, check: undefined },
  };
}

function refused(line: Line, { at, proof }: Extract<LineFact, { kind: 'refused' }>): Line {
  const open = NOT_MOVED.includes(line.state) || line.state === 'moving';
  if (!open || line.state === 'refused') return line;
  if ((line.state === 'moving' || line.state === 'gone') && at < line.since) return line;
  return { ...line, state: 'refused', since: at, refusal: { at, proof } };
}

function putBack(line: Line, { at, to }: Extract<LineFact, { kind: 'put-back' }>): Line {
  const { people, risk, plan, told, late } = line;
  const kept = { people, risk, ...(plan ? { plan } : {}), ...(late ? { late } : {}) };
  if (to === 'listed') return line.state === 'listed' ? line : { ...kept, state: 'listed', since: at };
  return line.state === 'told' || !told ? line : { ...kept, told, state: 'told', since: at };
}

function withoutPlace(line: Line): Line {
  const { place: _, ...rest } = line;
  return rest;
}

export function samePlace(a: Place | undefined, b: Place): boolean {
  return a?.kind === b.kind && shelterOf(a) === shelterOf(b);
}
export function shelterOf(place: Place | undefined): string | undefined {
  return place?.kind === 'shelter' ? place.shelter : undefined;
}
