import { accept, type Context, type Decision, type Due, type Instant, MINUTE, refuse } from '../kernel/index.ts';
import { withoutMobileNumbers } from '../people/index.ts';
import { type District, indexed } from '../places/index.ts';
import { type Fact, isFinal, standsAs, step } from './door.ts';
import {
  type Door,
  type DoorsCommand,
  type DoorsEvent,
  type DoorsState,
  doorsId,
  NO_DOORS,
  type OpenDoors,
} from './doors.ts';
import { allFinal, foldDoors, rungsOf } from './doors-evolve.ts';
import { firstRung } from './ladder.ts';
import { mayDoors } from './may.ts';
import { beginsAt } from './quiet.ts';
import { type TalliedEvent, tallyOf } from './tally.ts';

type Decided = Decision<TalliedEvent>;

/**
 * Lists are taken as facts: a household on which a fact changes nothing (a receipt after an answer, the same tick
 * twice) is left out of the event, and a command that changes nothing at all is accepted without an event.
 */
export function decideDoors(state: DoorsState, command: DoorsCommand, ctx: Context<District>): Decided {
  if (!mayDoors(command.type === 'doors.open' ? command.data : state, command.type, ctx.by, command)) {
    return refuse('doors.may-not', { step: command.type });
  }
  if (command.type === 'doors.open') return state.opened ? refuse('doors.exists') : open(command.data, ctx);
  if (!state.opened) return refuse('doors.unknown');
  const stranger = householdsIn(command).find((id) => !state.doors[id]);
  if (stranger !== undefined) return refuse('doors.unknown-household', { household: stranger });
  if (command.type === 'doors.needs-help' && !indexed(ctx.district).categories.has(command.data.category)) {
    return refuse('doors.unknown-category', { category: command.data.category });
  }
  const happened = command.occurredAt ?? ctx.now;
  const events = consequences(state, command, happened, ctx.now);
  return accept(
    ...tallied(
      state,
      withSettling(state, [...events, ...reachedLate(state, events, ctx.now, happened)], ctx.now, happened),
      ctx.now,
      happened,
    ),
  );
}

/** The last event of a decision carries the count after it, so that a screen can follow without knowing every door. */
function tallied(state: DoorsState, events: readonly DoorsEvent[], now: Instant, happened: Instant): TalliedEvent[] {
  const last = events.at(-1);
  if (!last) return [];
  const after = events.reduce((folded, event) => foldDoors(folded, event, now, happened), state);
  return [...events.slice(0, -1), { ...last, data: { ...last.data, tally: tallyOf(after) } } as TalliedEvent];
}

function open(data: OpenDoors, ctx: Context<District>): Decided {
  let households = data.households;
  if (data.of) {
    const { who } = data.of;
    const earlier = ctx.state<DoorsState>(`doors/${doorsId(data.of.notice, data.stairwell)}`)?.doors ?? {};
    households = households.filter((row) => standsAs(earlier[row.id], who));
  }
  const event: DoorsEvent = { type: 'doors.opened', data: { ...data, households } };
  const events: DoorsEvent[] =
    households.length > 0 ? [event] : [event, { type: 'doors.settled', data: { households: 0 } }];
  return accept(...tallied(NO_DOORS, events, ctx.now, ctx.now));
}

function householdsIn(command: Exclude<DoorsCommand, { type: 'doors.open' }>): readonly string[] {
  switch (command.type) {
    case 'doors.record-delivery':
      return [...command.data.delivered, ...command.data.failed];
    case 'doors.confirm':
      return command.data.households;
    case 'doors.visit':
      return command.data.visits.map((visit) => visit.household);
    case 'doors.needs-help':
    case 'doors.help-done':
      return [command.data.household];
    default:
      return [];
  }
}

function consequences(
  state: DoorsState,
  command: Exclude<DoorsCommand, { type: 'doors.open' }>,
  happened: Instant,
  now: Instant,
): DoorsEvent[] {
  const rungs = rungsOf(state);
  /** The rows that change something, told one after the other. */
  const telling = <T>(rows: readonly T[], household: (row: T) => string, fact: (row: T) => Fact): T[] => {
    const doors: Record<string, Door> = {};
    return rows.filter((row) => {
      const id = household(row);
      const before = doors[id] ?? (state.doors[id] as Door);
      const after = step(before, fact(row), rungs);
      doors[id] = after;
      return after !== before;
    });
  };
  const ids = (rows: readonly string[], fact: Fact) =>
    telling(
      rows,
      (id) => id,
      () => fact,
    );

  switch (command.type) {
    case 'doors.join': {
      const households = command.data.households
        .filter((row) => !state.doors[row.id])
        .map((row) => ({ ...row, rung: firstRung(row.first, state.ladder) }));
      return households.length > 0 ? [{ type: 'doors.joined', data: { households } }] : [];
    }
    case 'doors.record-delivery': {
      const { channel } = command.data;
      const delivered = ids([...new Set(command.data.delivered)], { kind: 'delivered', at: happened });
      const failed = ids(
        [...new Set(command.data.failed)].filter((id) => !command.data.delivered.includes(id)),
        { kind: 'failed', at: happened },
      );
      return delivered.length + failed.length > 0
        ? [{ type: 'doors.delivery-recorded', data: { channel, delivered, failed } }]
        : [];
    }
    case 'doors.confirm': {
      const { by, way } = command.data;
      const households = ids(command.data.households, { kind: 'confirmed', at: happened, by, way });
      return households.length > 0 ? [{ type: 'doors.confirmed', data: { households, by, way } }] : [];
    }
    case 'doors.visit': {
      const visits = telling(
        command.data.visits,
        (visit) => visit.household,
        (visit) => ({ kind: 'visited', at: happened, result: visit.result }),
      );
      return visits.length > 0 ? [{ type: 'doors.visited', data: { visits } }, ...careUnreached(state, visits)] : [];
    }
    case 'doors.needs-help': {
      const { household, category, way } = command.data;
      // A call for help is never turned away for its words.
      const note = command.data.note && withoutMobileNumbers(command.data.note);
      const { stairwell, committee } = state;
      const [changed] = ids([household], { kind: 'needs-help', at: happened, category, way });
      return changed
        ? [{ type: 'doors.help-needed', data: { household, stairwell, committee, category, note, way } }]
        : [];
    }
    case 'doors.help-done': {
      const [changed] = ids([command.data.household], { kind: 'help-done', at: happened });
      const note = command.data.note && withoutMobileNumbers(command.data.note);
      return changed ? [{ type: 'doors.help-given', data: { household: changed, note } }] : [];
    }
    case 'doors.climb': {
      const households = Object.keys(state.doors).filter(
        (id) => (climbAt(state, state.doors[id] as Door) ?? now + 1) <= now,
      );
      return households.length > 0 ? [{ type: 'doors.climbed', data: { households } }] : [];
    }
    case 'doors.end': {
      const { as } = command.data;
      const households = ids(Object.keys(state.doors), { kind: 'ended', at: now, as });
      return households.length > 0 ? [{ type: 'doors.ended', data: { as, households } }] : [];
    }
  }
}

/** Those never left to a screen who were not found at the last of the visits that are enough for others. */
function careUnreached(
  state: DoorsState,
  visits: readonly { readonly household: string; readonly result: string }[],
): DoorsEvent[] {
  const { stairwell, committee, visitsEnough } = state;
  return visits.flatMap(({ household, result }) => {
    const door = state.doors[household] as Door;
    return result === 'nobody-home' && door.first && door.notes + 1 === visitsEnough
      ? [{ type: 'doors.care-unreached' as const, data: { household, stairwell, committee } }]
      : [];
  });
}

/** After a take-back: those of whom it only now becomes known that the notice had got through to them. */
function reachedLate(state: DoorsState, events: readonly DoorsEvent[], now: Instant, happened: Instant): DoorsEvent[] {
  if (state.ended !== 'taken-back' || events.length === 0) return [];
  const after = events.reduce((folded, event) => foldDoors(folded, event, now, happened), state);
  const households = Object.entries(after.doors)
    .filter(([id, door]) => door.reached && !state.doors[id]?.reached)
    .map(([id, { people, first }]) => ({ id, people, first }));
  return households.length > 0 ? [{ type: 'doors.reached-late', data: { households } }] : [];
}

function withSettling(state: DoorsState, events: DoorsEvent[], now: Instant, happened: Instant): DoorsEvent[] {
  if (events.length === 0) return events;
  const after = events.reduce((folded, event) => foldDoors(folded, event, now, happened), state);
  const settled = allFinal(after);
  if (settled && !state.settled)
    return [...events, { type: 'doors.settled', data: { households: Object.keys(after.doors).length } }];
  if (!settled && state.settled) return [...events, { type: 'doors.reopened', data: {} }];
  return events;
}

/**
 * When a household goes on to the next rung: at once when its tries here are used up, else when the wait is over. A rung
 * that was come to in quiet hours begins, and waits, when they are over.
 */
function climbAt(state: DoorsState, door: Door): Instant | undefined {
  const rung = state.ladder[door.rung];
  if (!rung || door.state === 'needs-help' || isFinal(door, state.visitsEnough)) return undefined;
  if (rung.channel !== 'door' && door.state === 'unreached' && door.triesHere >= rung.tries) return door.rungSince;
  return beginsAt(state.quiet, rung.channel, door.rungSince) + rung.waitMinutes * MINUTE;
}

export function dueDoors(state: DoorsState): Due | undefined {
  if (!state.opened || state.settled) return undefined;
  let at = Number.POSITIVE_INFINITY;
  for (const door of Object.values(state.doors)) at = Math.min(at, climbAt(state, door) ?? at);
  return at < Number.POSITIVE_INFINITY ? { at, type: 'doors.climb', data: {} } : undefined;
}
