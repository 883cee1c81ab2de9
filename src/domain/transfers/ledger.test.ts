import { expect, test } from 'vitest';
import type { Actor, Command, Context, Recorded } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import { type LedgerEvent, type LedgerState, LIST_MOST, ledgerAggregate, sumOfLines } from './index.ts';

const HOUR = 3_600_000;
const leader: Actor = { person: 'leader', roles: ['shift-leader'] };
const system: Actor = { person: 'system', roles: ['system'] };
const none = { committees: [], compounds: [], stairwells: [], households: [], cells: [], points: [] };
const district = { ...none, units: [], posts: [], categories: [] } as unknown as District;

const homes = Array.from({ length: LIST_MOST }, (_, n) => `home-${n}`);
const list = homes.map((household) => ({ household, people: 2, risk: 'shed' as const }));
const open = { transfer: 't', committee: 'west', tellBy: HOUR, arriveBy: 2 * HOUR, checkMinutes: 1_440, list };

function recorded(event: LedgerEvent, at: number): Recorded<LedgerEvent['type'], LedgerEvent['data']> {
  const place = { seq: 1, stream: 'ledger/t:west', version: 1, commandId: 'c' };
  return { ...event, ...place, by: leader, at, occurredAt: at };
}
function told(state: LedgerState, by: Actor, at: number, type: string, data: object): LedgerState {
  const ctx: Context<District> = {
    now: at,
    by,
    district,
    commandId: 'c',
    state: () => undefined,
    ordinal: () => 1,
  };
  const command = { id: 'c', type, stream: 'ledger/t:west', data } as Command as never;
  const decision = ledgerAggregate.decide(state, command, ctx);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events.reduce((folded, event) => ledgerAggregate.evolve(folded, recorded(event, at)), state);
}

// No stopwatch: a copy of the list for each household of it makes these hundreds of millions of rows, which no test waits for.
test('the longest list is told, taken in and lifted at once', () => {
  let ledger = told(ledgerAggregate.initial, system, 0, 'ledger.open', open);
  ledger = told(ledger, leader, 1, 'ledger.tell', { households: homes, how: 'loudspeaker' });
  expect(sumOfLines([ledger])).toMatchObject({ told: LIST_MOST });
  // Written down again and again, as a journal that lists each household eight times would say it.
  const often = Array.from({ length: 8 }, () => homes).flat();
  ledger = ledgerAggregate.evolve(ledger, recorded({ type: 'ledger.left', data: { households: often } }, 2));
  expect(sumOfLines([ledger])).toMatchObject({ moving: LIST_MOST });
  const arrivals = homes.map((household) => ({ household, place: { kind: 'kin' } }));
  ledger = told(ledger, leader, 3, 'ledger.arrive', { arrivals });
  ledger = told(ledger, system, 25 * HOUR, 'ledger.note-late', {});
  expect(homes.every((id) => ledger.lines[id]?.late?.check)).toBe(true);
  ledger = told(ledger, leader, 25 * HOUR, 'ledger.strike', { households: homes.slice(1), note: '改道' });
  ledger = told(ledger, system, 25 * HOUR, 'ledger.lift', {});
  expect(sumOfLines([ledger])).toMatchObject({ settled: 1, struck: LIST_MOST - 1 });
});
