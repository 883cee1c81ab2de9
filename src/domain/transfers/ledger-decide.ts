import { accept, type Context, type Decision, type Instant, refuse } from '../kernel/index.ts';
import type { PersonState } from '../people/index.ts';
import { type District, indexed } from '../places/index.ts';
import { newlyLate } from './late.ts';
import type { Leaving, LedgerCommand, LedgerEvent, LedgerState, Line } from './ledger.ts';
import { allDone, factsOf, foldLedger, type LineEvent, stepIn } from './ledger-evolve.ts';
import { shelterOf } from './line.ts';
import { mayLedger } from './may.ts';

type Decided = Decision<LedgerEvent>;
type Ctx = Context<District>;
type Said = Exclude<LedgerCommand, { type: 'ledger.open' | 'ledger.join' | 'ledger.lift' | 'ledger.note-late' }>;

/**
 * Lists are taken as facts: a household on which a fact changes nothing (told twice, arrived already) is left out of the
 * event, and a command that changes nothing at all is accepted without an event.
 */
export function decideLedger(state: LedgerState, command: LedgerCommand, ctx: Ctx): Decided {
  if (!mayLedger(ctx.district, state, command.type, ctx.by, sheltersOf(state, command)))
    return refuse('ledger.may-not', { step: command.type });
  if (command.type === 'ledger.open')
    return state.opened ? refuse('ledger.exists') : accept({ type: 'ledger.opened', data: command.data });
  if (!state.opened) return refuse('ledger.unknown');
  const happened = command.occurredAt ?? ctx.now;
  switch (command.type) {
    case 'ledger.join': {
      const list = command.data.list.filter((row) => !state.lines[row.household]);
      return withDone(state, list.length > 0 ? [{ type: 'ledger.joined', data: { list } }] : [], ctx, happened);
    }
    case 'ledger.lift':
      return state.liftedAt === undefined
        ? withDone(state, [{ type: 'ledger.lifted', data: {} }], ctx, happened)
        : accept();
    case 'ledger.note-late':
      return accept(
        ...[...newlyLate(state, ctx.now)].map(
          ([kind, households]): LedgerEvent => ({ type: 'ledger.late', data: { kind, households } }),
        ),
      );
    default: {
      const wrong = wrongWith(state, command, ctx);
      return wrong ?? withDone(state, consequences(state, command, happened, ctx.by.person), ctx, happened);
    }
  }
}

/** Witnesses are looked up: two words of nobody stand for nothing. */
export function needsLedger(command: LedgerCommand): readonly string[] {
  return command.type === 'ledger.refuse' && command.data.proof.kind === 'witnesses'
    ? command.data.proof.persons.map((person) => `person/${person}`)
    : [];
}

function householdsIn(command: LedgerCommand): readonly string[] {
  switch (command.type) {
    case 'ledger.open':
    case 'ledger.join':
    case 'ledger.lift':
    case 'ledger.note-late':
      return [];
    case 'ledger.arrive':
      return command.data.arrivals.map((row) => row.household);
    case 'ledger.refuse':
    case 'ledger.force':
    case 'ledger.put-back':
      return [command.data.household];
    default:
      return command.data.households;
  }
}

/** Shelters that a step is about; undefined among them where one of the households stays in none. */
function sheltersOf(state: LedgerState, command: LedgerCommand): readonly (string | undefined)[] {
  if (command.type === 'ledger.arrive') return command.data.arrivals.map((row) => shelterOf(row.place));
  if (command.type === 'ledger.check' || command.type === 'ledger.go-off')
    return command.data.households.map((id) => shelterOf(state.lines[id]?.place));
  return [];
}

function wrongWith(state: LedgerState, command: Said, ctx: Ctx): Extract<Decided, { ok: false }> | undefined {
  const stranger = householdsIn(command).find((id) => !state.lines[id]);
  if (stranger !== undefined) return refuse('ledger.unknown-household', { household: stranger });
  const line = (id: string) => state.lines[id] as Line;
  switch (command.type) {
    case 'ledger.plan': {
      const shelter = shelterOf(command.data.place);
      return shelter === undefined || isShelter(ctx.district, shelter)
        ? undefined
        : refuse('shelter.unknown', { shelter });
    }
    case 'ledger.arrive': {
      const shelter = command.data.arrivals
        .map((row) => shelterOf(row.place))
        .find((id) => id !== undefined && !isShelter(ctx.district, id));
      return shelter === undefined ? undefined : refuse('shelter.unknown', { shelter });
    }
    case 'ledger.refuse': {
      const { proof } = command.data;
      if (proof.kind === 'signature') return undefined;
      if (proof.persons[0] === proof.persons[1]) return refuse('ledger.witnesses-alike');
      const person = proof.persons.find((id) => !ctx.state<PersonState>(`person/${id}`)?.posts.length);
      return person === undefined ? undefined : refuse('ledger.witness-unknown', { person });
    }
    case 'ledger.force':
      return line(command.data.household).state === 'refused' ? undefined : refuse('ledger.not-refused');
    case 'ledger.put-back':
      return command.data.to === 'told' && line(command.data.household).told === undefined
        ? refuse('ledger.not-told')
        : undefined;
    case 'ledger.allow-return':
      return state.liftedAt === undefined ? refuse('ledger.not-lifted') : undefined;
    case 'ledger.return': {
      const early = command.data.households.find((id) => !mayGoHome(state, line(id)));
      return early === undefined
        ? undefined
        : refuse(state.liftedAt === undefined ? 'ledger.not-lifted' : 'ledger.return-not-allowed', {
            household: early,
          });
    }
    default:
      return undefined;
  }
}

/** Nobody is sent home before the order is lifted; a bus that was under way may turn round. */
function mayGoHome(ledger: LedgerState, line: Line): boolean {
  return ledger.liftedAt !== undefined && ['may-return', 'returned', 'moving', 'stood-down'].includes(line.state);
}

function isShelter(district: District, id: string): boolean {
  return indexed(district).points.get(id)?.kind === 'shelter';
}

function consequences(state: LedgerState, command: Said, happened: Instant, by: string): LedgerEvent[] {
  const whole = eventOf(command);
  // Told one after the other, so that a household named twice in one command counts once.
  const lines: Record<string, Line> = {};
  const changed = new Set<number>();
  const leaving = new Map<string, Leaving>();
  for (const [n, [id, fact]] of factsOf(whole, happened, by).entries()) {
    const before = lines[id] ?? (state.lines[id] as Line);
    const after = stepIn(state, before, fact);
    lines[id] = after;
    if (after === before) continue;
    changed.add(n);
    const shelter = shelterOf(state.lines[id]?.place);
    if (shelter !== undefined && shelterOf(after.place) !== shelter) leaving.set(id, { household: id, shelter });
    else leaving.delete(id);
  }
  if (changed.size === 0) return [];
  const rest = <T>(rows: readonly T[]): T[] => rows.filter((_, n) => changed.has(n));
  const gone = [...leaving.values()];
  switch (whole.type) {
    case 'ledger.arrived':
      return [{ type: whole.type, data: { arrivals: lastOf(rest(whole.data.arrivals)), leaving: gone } }];
    case 'ledger.went-off':
    case 'ledger.struck':
      return [{ type: whole.type, data: { ...whole.data, households: rest(whole.data.households), leaving: gone } }];
    case 'ledger.returned':
      return [{ type: whole.type, data: { households: rest(whole.data.households), leaving: gone } }];
    case 'ledger.put-back':
      return [{ type: whole.type, data: { ...whole.data, leaving: gone } }];
    case 'ledger.refused':
    case 'ledger.forced':
      return [whole];
    default:
      return [{ type: whole.type, data: { ...whole.data, households: rest(whole.data.households) } } as LedgerEvent];
  }
}

/** Of two arrivals of one household in one command the last one holds: nobody lies in two beds. */
function lastOf<T extends { readonly household: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.household, row])).values()];
}

function eventOf(command: Said): LineEvent {
  switch (command.type) {
    case 'ledger.plan':
      return { type: 'ledger.planned', data: command.data };
    case 'ledger.tell':
      return { type: 'ledger.told', data: command.data };
    case 'ledger.leave':
      return { type: 'ledger.left', data: command.data };
    case 'ledger.arrive':
      return { type: 'ledger.arrived', data: { ...command.data, leaving: [] } };
    case 'ledger.check':
      return { type: 'ledger.checked', data: command.data };
    case 'ledger.go-off':
      return { type: 'ledger.went-off', data: { ...command.data, leaving: [] } };
    case 'ledger.refuse':
      return { type: 'ledger.refused', data: command.data };
    case 'ledger.force':
      return { type: 'ledger.forced', data: command.data };
    case 'ledger.allow-return':
      return { type: 'ledger.return-allowed', data: command.data };
    case 'ledger.return':
      return { type: 'ledger.returned', data: { ...command.data, leaving: [] } };
    case 'ledger.strike':
      return { type: 'ledger.struck', data: { ...command.data, leaving: [] } };
    case 'ledger.put-back':
      return { type: 'ledger.put-back', data: { ...command.data, leaving: [] } };
  }
}

function withDone(state: LedgerState, events: LedgerEvent[], { now, by }: Ctx, happened: Instant): Decided {
  if (events.length === 0) return accept();
  const after = events.reduce((folded, event) => foldLedger(folded, event, now, happened, by.person), state);
  const done = allDone(after);
  if (done === state.done) return accept(...events);
  return accept<LedgerEvent>(
    ...events,
    done
      ? { type: 'ledger.done', data: { households: Object.keys(after.lines).length } }
      : { type: 'ledger.reopened', data: {} },
  );
}
