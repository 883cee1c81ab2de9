import { idOf, type Recorded, streamName } from '../kernel/index.ts';
import type { DoorsState, NoticeState, VisitResult } from '../notices/index.ts';
import {
  type Arrival,
  admissionsFor,
  joinLedgersFor,
  type Leaving,
  type LedgerState,
  type Listed,
  ledgerId,
  ledgersFor,
  liftLedgersFor,
  nearestWithRoom,
  noteLedgerFor,
  releasesFor,
  type ShelterState,
  type TransferState,
  tellFor,
} from '../transfers/index.ts';
import type { Reaction, ReactionContext } from './reaction.ts';

/** An ordered transfer opens a ledger in every committee of its list. */
export const openLedgers: Reaction = (event, context) => {
  const transfer = context.state<TransferState>(event.stream);
  return transfer ? ledgersFor(idOf(event.stream), transfer) : [];
};

/** Whoever is added after the order gets onto the ledger of their committee. */
export const joinLedgers: Reaction<Recorded<string, { readonly list: readonly Listed[] }>> = (event, context) => {
  const transfer = context.state<TransferState>(event.stream);
  if (!transfer) return [];
  const id = idOf(event.stream);
  const ledger = (committee: string) => context.state<LedgerState>(streamName('ledger', ledgerId(id, committee)));
  return joinLedgersFor(id, transfer, event.data.list, ledger, event.version);
};

/** A lifted transfer is lifted in every ledger. */
export const liftLedgers: Reaction = (event, context) => {
  const transfer = context.state<TransferState>(event.stream);
  return transfer ? liftLedgersFor(idOf(event.stream), transfer) : [];
};

/** A ledger in which everybody is home or off the list counts for its transfer. */
export const countLedger: Reaction = (event, context) => {
  const ledger = context.state<LedgerState>(event.stream);
  return ledger ? [noteLedgerFor(ledger, event.type === 'ledger.done', event.version)] : [];
};

/** Whoever stays in a shelter no longer gives the bed back. */
export const leaveShelters: Reaction<Recorded<string, { readonly leaving: readonly Leaving[] }>> = (event) =>
  releasesFor(idOf(event.stream), event.data.leaving, `${event.stream} ${event.version}`);

/** Whoever arrives at a shelter needs a place in it; a full shelter refuses the arrival and names another. */
export const moveIntoShelters: Reaction<Recorded<string, { readonly arrivals: readonly Arrival[] }>> = (
  event,
  context,
) => {
  const ledger = context.state<LedgerState>(event.stream);
  if (!ledger) return [];
  const cause = `${event.stream} ${event.version}`;
  const instead = (shelter: string, people: number) =>
    nearestWithRoom(context.district, openShelters(context), shelter, people);
  return admissionsFor(idOf(event.stream), ledger, event.data.arrivals, cause, instead);
};

function openShelters(context: ReactionContext): (readonly [string, ShelterState])[] {
  return context.open('shelter').flatMap((stream) => {
    const state = context.state<ShelterState>(stream);
    return state ? [[idOf(stream), state] as const] : [];
  });
}

/** Who confirms a notice of a transfer has been told, and need not be told again. */
export const tellByNotice: Reaction<Recorded<string, { readonly households: readonly string[] }>> = (event, context) =>
  told(event, context, event.data.households, 'message');

/** So has who was seen at the door with it. */
export const tellByVisit: Reaction<
  Recorded<string, { readonly visits: readonly { readonly household: string; readonly result: VisitResult }[] }>
> = (event, context) =>
  told(
    event,
    context,
    event.data.visits.filter((visit) => visit.result === 'seen').map((visit) => visit.household),
    'visit',
  );

function told(event: Recorded, context: ReactionContext, households: readonly string[], how: 'message' | 'visit') {
  const doors = context.state<DoorsState>(event.stream);
  const transfer = doors && context.state<NoticeState>(streamName('notice', doors.notice))?.transfer;
  if (!doors || transfer === undefined) return [];
  const ledger = context.state<LedgerState>(streamName('ledger', ledgerId(transfer, doors.committee)));
  return tellFor(transfer, ledger, households, how, `${event.stream} ${event.version}`);
}
