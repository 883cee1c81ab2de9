import type { Instant, Recorded } from '../kernel/index.ts';
import { type Fact, isFinal, opened, type Rungs, step } from './door.ts';
import { type Door, type DoorsEvent, type DoorsState, NO_DOORS } from './doors.ts';
import { doorRung } from './ladder.ts';

export function rungsOf(state: Pick<DoorsState, 'ladder'>): Rungs {
  return { door: doorRung(state.ladder), count: state.ladder.length };
}

export function evolveDoors(state: DoorsState, event: Recorded<DoorsEvent['type'], DoorsEvent['data']>): DoorsState {
  return foldDoors(state, event as unknown as DoorsEvent, event.at, event.occurredAt);
}

/** One fact folded in: `at` is when it was recorded, `occurredAt` when it happened. */
export function foldDoors(state: DoorsState, event: DoorsEvent, at: Instant, occurredAt: Instant): DoorsState {
  switch (event.type) {
    case 'doors.opened': {
      const { notice, stairwell, committee, ladder, quiet, visitsEnough } = event.data;
      const rungs = rungsOf(event.data);
      const doors = Object.fromEntries(event.data.households.map((row) => [row.id, opened(row, rungs, at)]));
      const told = { notice, stairwell, committee, ladder, visitsEnough, ...(quiet ? { quiet } : {}) };
      return { ...NO_DOORS, ...told, opened: true, openedAt: at, doors };
    }
    case 'doors.joined': {
      const rungs = rungsOf(state);
      const joined = Object.fromEntries(event.data.households.map((row) => [row.id, opened(row, rungs, at)]));
      return { ...state, doors: { ...joined, ...state.doors } };
    }
    case 'doors.delivery-recorded':
      return facts(state, [
        ...event.data.delivered.map((id) => [id, { kind: 'delivered', at: occurredAt }] as const),
        ...event.data.failed.map((id) => [id, { kind: 'failed', at: occurredAt }] as const),
      ]);
    case 'doors.confirmed': {
      const { by, way } = event.data;
      return facts(
        state,
        event.data.households.map((id) => [id, { kind: 'confirmed', at: occurredAt, by, way }]),
      );
    }
    case 'doors.visited':
      return facts(
        state,
        event.data.visits.map((visit) => [visit.household, { kind: 'visited', at: occurredAt, result: visit.result }]),
      );
    case 'doors.help-needed':
      return facts(state, [
        [
          event.data.household,
          { kind: 'needs-help', at: occurredAt, category: event.data.category, way: event.data.way },
        ],
      ]);
    case 'doors.help-given':
      return facts(state, [[event.data.household, { kind: 'help-done', at: occurredAt }]]);
    case 'doors.climbed':
      return facts(
        state,
        event.data.households.map((id) => [id, { kind: 'climbed', at }]),
      );
    case 'doors.ended':
      return {
        ...facts(
          state,
          event.data.households.map((id) => [id, { kind: 'ended', at, as: event.data.as }]),
        ),
        ended: event.data.as,
      };
    case 'doors.settled':
      return { ...state, settled: true };
    case 'doors.reopened':
      return { ...state, settled: false };
    case 'doors.care-unreached':
    case 'doors.reached-late':
      return state;
  }
}

function facts(state: DoorsState, news: readonly (readonly [household: string, fact: Fact])[]): DoorsState {
  const rungs = rungsOf(state);
  const doors: Record<string, Door> = { ...state.doors };
  for (const [household, fact] of news) {
    const door = doors[household];
    if (door) doors[household] = step(door, fact, rungs);
  }
  return { ...state, doors };
}

export function allFinal(state: DoorsState): boolean {
  return Object.values(state.doors).every((door) => isFinal(door, state.visitsEnough));
}
