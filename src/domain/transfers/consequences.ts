import { deriveId, distance } from '../kernel/index.ts';
import { type District, indexed } from '../places/index.ts';
import type { Arrival, Leaving, LedgerCommand, LedgerState } from './ledger.ts';
import { ledgerId } from './ledger.ts';
import { shelterOf } from './line.ts';
import { type Instead, roomIn, type ShelterCommand, type ShelterState } from './shelter.ts';
import type { Listed, TransferCommand, TransferState } from './transfer.ts';

/** On 'transfer.ordered': a ledger for every committee of the list. `state` is the transfer after the event. */
export function ledgersFor(transfer: string, state: TransferState): LedgerCommand[] {
  return state.committees.map((committee) =>
    openOne(transfer, state, committee, ofCommittee(Object.values(state.list), committee)),
  );
}

/**
 * On 'transfer.added' to a transfer under order: into the ledger of the committee, or into a new one.
 * @param ledger the ledgers as they stand.
 * @param version of the event, so that each addition has an id of its own.
 */
export function joinLedgersFor(
  transfer: string,
  state: TransferState,
  added: readonly Listed[],
  ledger: (committee: string) => LedgerState | undefined,
  version: number,
): LedgerCommand[] {
  if (state.phase !== 'ordered') return [];
  return [...new Set(added.map((row) => row.committee))].map((committee): LedgerCommand => {
    const list = ofCommittee(added, committee);
    const known = ledger(committee);
    if (!known) return openOne(transfer, state, committee, list);
    return {
      id: deriveId('ledger.join', transfer, committee, version),
      type: 'ledger.join',
      stream: `ledger/${ledgerId(transfer, committee)}`,
      data: { list },
    };
  });
}

function ofCommittee(list: readonly Listed[], committee: string) {
  return list.filter((row) => row.committee === committee).map(({ committee: _, ...row }) => row);
}

function openOne(
  transfer: string,
  { tellBy = 0, arriveBy = 0, checkMinutes = 0 }: TransferState,
  committee: string,
  list: readonly Omit<Listed, 'committee'>[],
): LedgerCommand {
  return {
    id: deriveId('ledger.open', transfer, committee),
    type: 'ledger.open',
    stream: `ledger/${ledgerId(transfer, committee)}`,
    data: { transfer, committee, list, tellBy, arriveBy, checkMinutes },
  };
}

/** On 'transfer.lifted'. */
export function liftLedgersFor(transfer: string, state: TransferState): LedgerCommand[] {
  return state.committees.map((committee) => ({
    id: deriveId('ledger.lift', transfer, committee),
    type: 'ledger.lift',
    stream: `ledger/${ledgerId(transfer, committee)}`,
    data: {},
  }));
}

/** On 'ledger.done' and 'ledger.reopened': the transfer counts. */
export function noteLedgerFor(state: LedgerState, done: boolean, version: number): TransferCommand {
  return {
    id: deriveId('transfer.note-ledger', state.transfer, state.committee, version),
    type: 'transfer.note-ledger',
    stream: `transfer/${state.transfer}`,
    data: { committee: state.committee, done },
  };
}

/** Whoever stays in a shelter no longer leaves a bed. `cause` makes the ids. */
export function releasesFor(ledger: string, leaving: readonly Leaving[], cause: string): ShelterCommand[] {
  return [...new Set(leaving.map((row) => row.shelter))].map((shelter) => ({
    id: deriveId('shelter.release', shelter, cause),
    type: 'shelter.release',
    stream: `shelter/${shelter}`,
    data: { ledger, households: leaving.filter((row) => row.shelter === shelter).map((row) => row.household) },
  }));
}

/**
 * On 'ledger.arrived': each shelter is asked to take its own. It has the last word, and its refusal is the refusal of the
 * arrival; so it is told where else there is room.
 */
export function admissionsFor(
  ledger: string,
  state: LedgerState,
  arrivals: readonly Arrival[],
  cause: string,
  instead: (shelter: string, people: number) => Instead | undefined,
): ShelterCommand[] {
  const shelters = [...new Set(arrivals.flatMap((row) => shelterOf(row.place) ?? []))];
  return shelters.map((shelter) => {
    const guests = arrivals
      .filter((row) => shelterOf(row.place) === shelter)
      .map(({ household, people, bed }) => ({
        household,
        people: people ?? state.lines[household]?.people ?? 0,
        ...(bed === undefined ? {} : { bed }),
      }));
    const other = instead(
      shelter,
      guests.reduce((sum, row) => sum + row.people, 0),
    );
    return {
      id: deriveId('shelter.admit', shelter, cause),
      type: 'shelter.admit',
      stream: `shelter/${shelter}`,
      data: { ledger, guests, ...(other ? { instead: other } : {}) },
    };
  });
}

/** The nearest open shelter with room for so many, as the crow flies: a street is small. */
export function nearestWithRoom(
  district: District,
  shelters: Iterable<readonly [string, ShelterState]>,
  from: string,
  people: number,
): Instead | undefined {
  const { points } = indexed(district);
  const here = points.get(from)?.position;
  let best: (Instead & { readonly metres: number }) | undefined;
  for (const [shelter, state] of shelters) {
    const at = points.get(shelter)?.position;
    const room = roomIn(state);
    if (shelter === from || !at || !here || room < people) continue;
    const metres = distance(here, at);
    if (!best || metres < best.metres) best = { shelter, room, metres };
  }
  return best && { shelter: best.shelter, room: best.room };
}

/** On a confirmed notice that belongs to a transfer: those of the ledger who are not yet told, are. */
export function tellFor(
  transfer: string,
  state: LedgerState | undefined,
  households: readonly string[],
  how: 'message' | 'visit',
  cause: string,
): LedgerCommand[] {
  const news = households.filter((id) => state?.lines[id]?.state === 'listed');
  if (!state || news.length === 0) return [];
  return [
    {
      id: deriveId('ledger.tell', transfer, cause),
      type: 'ledger.tell',
      stream: `ledger/${ledgerId(transfer, state.committee)}`,
      data: { households: news, how },
    },
  ];
}
