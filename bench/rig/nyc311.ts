import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type CaseState, duplicatesOf, LIKELY, NO_CASE } from '../../src/domain/cases/index.ts';
import { distance, type Position } from '../../src/domain/kernel/index.ts';
import type { District } from '../../src/domain/places/index.ts';

/** A request of New York's 311 about street flooding. */
export interface Request311 {
  readonly id: string;
  readonly at: number;
  readonly closedAt: number | undefined;
  readonly address: string;
  readonly position: Position | undefined;
  /** The city closed it as told before. */
  readonly marked: boolean;
}

export interface Judged {
  readonly request: Request311;
  readonly found: boolean;
}

/** All requests in order of time. Times are local and lie within one offset, so they are read as they stand. */
export function requests311(): Request311[] {
  const text = readFileSync(new URL('../data/nyc311-street-flooding.csv', import.meta.url), 'utf8');
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  return rows
    .map((row) => ({
      id: row['unique_key'] ?? '',
      at: Date.parse(`${row['created_date']}Z`),
      closedAt: row['closed_date'] ? Date.parse(`${row['closed_date']}Z`) : undefined,
      address: row['incident_address'] ?? '',
      position: row['latitude'] ? ([Number(row['longitude']), Number(row['latitude'])] as const) : undefined,
      marked: /previously reported|duplicate of/.test(row['resolution_description'] ?? ''),
    }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/**
 * Replays the requests through the finder as the desk would use it: what it calls probably the same is merged, everything
 * else opens a case. A case is open until the city closed its last request; a mark "told before" closes the request, not the
 * water, so such a case stays open.
 */
export function replay311(requests: readonly Request311[], district: District, category: string): Judged[] {
  const open = new Map<string, { state: CaseState; until: number }>();
  return requests.map((request) => {
    const { id, at, position, marked } = request;
    if (!position) return { request, found: false };
    const until = marked ? Number.POSITIVE_INFINITY : (request.closedAt ?? Number.POSITIVE_INFINITY);
    for (const [key, one] of open) if (one.until < at) open.delete(key);
    const telling = { category, place: { position }, at };
    const among = [...open.values()].map(({ state }) => state);
    const [best] = duplicatesOf(telling, among, district).filter(({ score }) => score >= LIKELY);
    const master = best && open.get(best.case);
    const reporter = { ref: id, source: 'resident' as const, at };
    if (master) {
      master.state = { ...master.state, reporters: [...master.state.reporters, reporter] };
      if (!marked) master.until = Math.max(master.until, until);
    } else {
      const place = { position };
      const state = { ...NO_CASE, id, no: id, stage: 'reported' as const, category, place, occurredAt: at };
      open.set(id, { state: { ...state, reporters: [reporter] }, until });
    }
    return { request, found: master !== undefined };
  });
}

/** What needs no finder: the same address within so many milliseconds. */
export function sameAddress(requests: readonly Request311[], within: number): Judged[] {
  return requests.map((request, n) => ({
    request,
    found:
      request.address !== '' &&
      requests.slice(0, n).some((one) => one.address === request.address && request.at - one.at <= within),
  }));
}

/** Marked requests that have an earlier one within so far and so long at all: more cannot be found in this file. */
export function findable(requests: readonly Request311[], metres: number, within: number): number {
  return requests.filter(
    ({ marked, position, at }, n) =>
      marked &&
      position &&
      requests
        .slice(0, n)
        .some((one) => one.position && at - one.at <= within && distance(one.position, position) <= metres),
  ).length;
}

export function judge(judged: readonly Judged[]): { precision: number; recall: number; f1: number; found: number } {
  const found = judged.filter((one) => one.found).length;
  const right = judged.filter((one) => one.found && one.request.marked).length;
  const marked = judged.filter((one) => one.request.marked).length;
  const [precision, recall] = [right / Math.max(found, 1), right / Math.max(marked, 1)];
  return { precision, recall, f1: (2 * precision * recall) / Math.max(precision + recall, Number.EPSILON), found };
}
