import { accept, type Context, type Decision, refuse } from '../kernel/index.ts';
import { holdsMobileNumber } from '../people/index.ts';
import {
  audience,
  type District,
  indexed,
  RING_CORNERS,
  RINGS_MOST,
  saysWhom,
  unfitRing,
  unknownPlace,
} from '../places/index.ts';
import { mayTransfer } from './may.ts';
import {
  LIST_MOST,
  type Listed,
  type ListSpec,
  type Risk,
  type TransferCommand,
  type TransferEvent,
  type TransferPhase,
  type TransferState,
} from './transfer.ts';

type Decided = Decision<TransferEvent>;
type Ctx = Context<District>;

/** How often a household in a shelter, or with kin, is looked at, if the district does not say. */
const CHECK_MINUTES = 24 * 60;

/** Phases from which a step may be taken; drawing up starts from nothing. */
const FROM: Readonly<Record<Exclude<TransferCommand['type'], 'transfer.draw-up'>, readonly TransferPhase[]>> = {
  'transfer.add': ['drawn-up', 'ordered'],
  'transfer.discard': ['drawn-up'],
  'transfer.order': ['drawn-up'],
  'transfer.lift': ['ordered'],
  'transfer.note-ledger': ['ordered', 'lifted', 'closed'],
};

export function decideTransfer(state: TransferState, command: TransferCommand, ctx: Ctx): Decided {
  if (command.type === 'transfer.draw-up') return drawUp(state, command.data, ctx);
  if (state.phase === 'none') return refuse('transfer.unknown');
  if (command.type !== 'transfer.add' && !mayTransfer(state, command.type, ctx.by))
    return refuse('transfer.may-not', { step: command.type });
  if (!FROM[command.type].includes(state.phase))
    return refuse('transfer.wrong-phase', { step: command.type, phase: state.phase });
  switch (command.type) {
    case 'transfer.add': {
      const found = listOf(ctx.district, command.data.households, command.data.risk ?? state.risk);
      if (!found.ok) return found;
      if (!mayTransfer(state, command.type, ctx.by, found.committees))
        return refuse('transfer.may-not', { step: command.type });
      const list = found.list.filter((row) => !state.list[row.household]);
      const households = Object.keys(state.list).length + list.length;
      if (households > LIST_MOST) return refuse('transfer.too-many', { households, most: LIST_MOST });
      return list.length > 0 ? accept({ type: 'transfer.added', data: { list } }) : accept();
    }
    case 'transfer.discard':
      return accept({ type: 'transfer.discarded', data: command.data });
    case 'transfer.order': {
      const { tellBy, arriveBy } = command.data;
      if (tellBy <= ctx.now || arriveBy < tellBy) return refuse('transfer.times');
      return accept({
        type: 'transfer.ordered',
        data: { ...command.data, checkMinutes: ctx.district.settings.transferCheckMinutes ?? CHECK_MINUTES },
      });
    }
    case 'transfer.lift':
      return accept({ type: 'transfer.lifted', data: command.data });
    case 'transfer.note-ledger':
      return noteLedger(state, command.data);
  }
}

function drawUp(
  state: TransferState,
  data: Extract<TransferCommand, { type: 'transfer.draw-up' }>['data'],
  ctx: Ctx,
): Decided {
  if (state.phase !== 'none') return refuse('transfer.exists');
  if (holdsMobileNumber(data.title)) return refuse('transfer.personal-number');
  const found = listOf(ctx.district, data.households, data.risk);
  if (!found.ok) return found;
  if (!mayTransfer(state, 'transfer.draw-up', ctx.by, found.committees))
    return refuse('transfer.may-not', { step: 'transfer.draw-up' });
  if (found.list.length > LIST_MOST)
    return refuse('transfer.too-many', { households: found.list.length, most: LIST_MOST });
  return accept({ type: 'transfer.drawn-up', data: { ...data, list: found.list, headCount: found.headCount } });
}

function listOf(district: District, spec: ListSpec, risk: Risk) {
  if (!saysWhom(spec)) return refuse('transfer.list-open');
  const place = unknownPlace(district, spec);
  if (place !== undefined) return refuse('transfer.list-unknown', { place });
  if (unfit(spec)) return refuse('transfer.list-area', { ...RING_CORNERS, areas: RINGS_MOST });
  const meant = audience(district, spec);
  const { stairwells } = indexed(district);
  // Nobody has to be moved out of a flat that stands empty.
  const list: Listed[] = meant.stairwells.flatMap(({ stairwell, households }) =>
    households
      .filter((row) => row.people > 0)
      .map((row) => ({
        household: row.id,
        committee: stairwells.get(stairwell.id)?.committee ?? stairwell.committee,
        people: row.people,
        risk,
      })),
  );
  if (list.length === 0) return refuse('transfer.list-empty');
  const committees = [...new Set(list.map((row) => row.committee))];
  return {
    ok: true as const,
    list,
    committees,
    headCount: {
      stairwells: meant.stairwells.length,
      households: list.length,
      people: list.reduce((sum, row) => sum + row.people, 0),
    },
  };
}

function unfit({ rings = [] }: ListSpec): boolean {
  return rings.length > RINGS_MOST || rings.some((ring) => unfitRing(ring) !== undefined);
}

function noteLedger(
  state: TransferState,
  { committee, done }: { readonly committee: string; readonly done: boolean },
): Decided {
  if (state.done.includes(committee) === done) return accept();
  if (!done) return accept({ type: 'transfer.ledger-reopened', data: { committee } });
  const event: TransferEvent = { type: 'transfer.ledger-done', data: { committee } };
  const all = state.committees.every((id) => id === committee || state.done.includes(id));
  return all && state.phase === 'lifted'
    ? accept<TransferEvent>(event, { type: 'transfer.closed', data: { households: Object.keys(state.list).length } })
    : accept(event);
}
