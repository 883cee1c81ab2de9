import {
  accept,
  type Context,
  type Decision,
  idOf,
  type Recorded,
  type RefusalParam,
  refuse,
} from '../kernel/index.ts';
import { type District, indexed, type Point } from '../places/index.ts';
import { mayShelter } from './may.ts';
import {
  type Admitted,
  type Condition,
  type Conditions,
  type Guest,
  type Instead,
  NO_SHELTER,
  peopleIn,
  roomIn,
  type ShelterCommand,
  type ShelterEvent,
  type ShelterState,
} from './shelter.ts';

type Decided = Decision<ShelterEvent>;

export function decideShelter(state: ShelterState, command: ShelterCommand, ctx: Context<District>): Decided {
  const id = idOf(command.stream);
  const point = indexed(ctx.district).points.get(id);
  if (point?.kind !== 'shelter') return refuse('shelter.unknown', { shelter: id });
  if (!mayShelter(ctx.district, id, command.type, ctx.by)) return refuse('shelter.may-not', { step: command.type });
  if (command.type === 'shelter.open') return open(state, command.data, point);
  // Who has gone has gone, whatever has become of the shelter.
  if (command.type === 'shelter.release') {
    const { ledger } = command.data;
    const households = command.data.households.filter((household) => state.guests[household]?.ledger === ledger);
    return households.length > 0 ? accept({ type: 'shelter.released', data: { ledger, households } }) : accept();
  }
  if (state.phase !== 'open') return refuse('shelter.not-open', { shelter: nameOf(ctx.district, id) });
  switch (command.type) {
    case 'shelter.close': {
      const people = peopleIn(state);
      return people > 0
        ? refuse('shelter.people-in', { people })
        : accept({ type: 'shelter.closed', data: command.data });
    }
    case 'shelter.set-capacity':
      return setCapacity(state, command.data, point);
    case 'shelter.note-conditions':
      return accept({ type: 'shelter.conditions-noted', data: command.data });
    case 'shelter.count-others': {
      const { people } = command.data;
      const room = roomIn(state) + state.others;
      if (people > room) return refuse('shelter.no-room-for-others', { people, room });
      return people === state.others ? accept() : accept({ type: 'shelter.others-counted', data: { people } });
    }
    case 'shelter.assign-bed': {
      const { household, bed } = command.data;
      if (!state.guests[household]) return refuse('shelter.not-here', { household });
      if (bedTaken(state, household, bed)) return refuse('shelter.bed-taken', { bed });
      return accept({ type: 'shelter.bed-assigned', data: command.data });
    }
    case 'shelter.admit':
      return admit(state, id, command.data, ctx.district);
  }
}

function open(
  state: ShelterState,
  data: Extract<ShelterCommand, { type: 'shelter.open' }>['data'],
  point: Point,
): Decided {
  if (state.phase === 'open') return refuse('shelter.open-already');
  const most = numberOf(point, 'capacity');
  const capacity = data.capacity ?? most;
  if (capacity === undefined) return refuse('shelter.no-capacity');
  if (most !== undefined && capacity > most) return refuse('shelter.above-capacity', { capacity, most });
  const beds = Math.min(data.beds ?? numberOf(point, 'beds') ?? 0, capacity);
  const { note } = data;
  return accept({
    type: 'shelter.opened',
    data: {
      unit: point.unit,
      committee: point.committee,
      capacity,
      beds,
      conditions: conditionsOf(point),
      ...(note === undefined ? {} : { note }),
    },
  });
}

function setCapacity(
  state: ShelterState,
  data: { readonly capacity: number; readonly note: string },
  point: Point,
): Decided {
  const { capacity } = data;
  const most = numberOf(point, 'capacity');
  if (most !== undefined && capacity > most) return refuse('shelter.above-capacity', { capacity, most });
  const people = peopleIn(state);
  if (capacity < people) return refuse('shelter.capacity-below-people', { capacity, people });
  return capacity === state.capacity ? accept() : accept({ type: 'shelter.capacity-set', data });
}

/** The last word on room: two that race for the last bed are decided one after the other, and one is sent on. */
function admit(
  state: ShelterState,
  id: string,
  { ledger, guests, instead }: { ledger: string; guests: readonly Admitted[]; instead?: Instead },
  district: District,
): Decided {
  const more = guests.reduce((sum, row) => sum + row.people - (state.guests[row.household]?.people ?? 0), 0);
  const room = roomIn(state);
  if (more > room) {
    const full = { shelter: nameOf(district, id), room, people: more };
    return instead
      ? refuse('shelter.full', { ...full, instead: nameOf(district, instead.shelter), insteadRoom: instead.room })
      : refuse('shelter.full-everywhere', full);
  }
  const beds = new Set<string>();
  for (const { household, bed } of guests) {
    if (bed === undefined) continue;
    if (beds.has(bed) || bedTaken(state, household, bed)) return refuse('shelter.bed-taken', { bed });
    beds.add(bed);
  }
  return accept({ type: 'shelter.admitted', data: { ledger, guests } });
}

function bedTaken({ guests }: ShelterState, household: string, bed: string): boolean {
  return Object.entries(guests).some(([id, guest]) => id !== household && guest.bed === bed);
}

/** The name on its door, in the language of who reads the refusal. */
function nameOf(district: District, shelter: string): RefusalParam {
  return indexed(district).points.get(shelter)?.name ?? shelter;
}

function numberOf(point: Point, fact: string): number | undefined {
  const value = point.facts[fact];
  return typeof value === 'number' ? value : undefined;
}

/** Facts of the point that answer for a condition; those that the district does not tell stay open. */
const FACT_OF: Readonly<Partial<Record<string, Condition>>> = {
  keeper24h: 'keeper',
  dutyRoom: 'duty-room',
  medical: 'medical',
  water: 'water',
  food: 'food',
  power: 'power',
  toilets: 'toilet',
  stepFree: 'accessible',
  isolationCorner: 'isolation',
};
function conditionsOf(point: Point): Conditions {
  return Object.fromEntries(
    Object.entries(FACT_OF).flatMap(([fact, condition]) => {
      const value = point.facts[fact];
      return condition === undefined || value === undefined ? [] : [[condition, Boolean(value)]];
    }),
  );
}

export function evolveShelter(
  state: ShelterState,
  recorded: Recorded<ShelterEvent['type'], ShelterEvent['data']>,
): ShelterState {
  const event = recorded as unknown as ShelterEvent;
  switch (event.type) {
    case 'shelter.opened':
      return { ...NO_SHELTER, ...event.data, phase: 'open', openedAt: recorded.at };
    case 'shelter.closed':
      return { ...state, phase: 'closed', closedAt: recorded.at, others: 0, note: event.data.note };
    case 'shelter.capacity-set':
      return { ...state, ...event.data, beds: Math.min(state.beds, event.data.capacity) };
    case 'shelter.conditions-noted':
      return {
        ...state,
        conditions: { ...state.conditions, ...event.data.conditions },
        note: event.data.note ?? state.note,
      };
    case 'shelter.others-counted':
      return { ...state, others: event.data.people };
    case 'shelter.bed-assigned': {
      const { household, bed } = event.data;
      const guest = state.guests[household];
      return guest ? { ...state, guests: { ...state.guests, [household]: { ...guest, bed } } } : state;
    }
    case 'shelter.admitted': {
      const guests: Record<string, Guest> = { ...state.guests };
      for (const { household, people, bed } of event.data.guests) {
        const before = guests[household];
        const kept = bed ?? before?.bed;
        guests[household] = {
          ledger: event.data.ledger,
          people,
          since: before?.since ?? recorded.occurredAt,
          ...(kept === undefined ? {} : { bed: kept }),
        };
      }
      return { ...state, guests };
    }
    case 'shelter.released': {
      const guests = { ...state.guests };
      for (const household of event.data.households) delete guests[household];
      return { ...state, guests };
    }
  }
}
