import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, type Context, MINUTE, type Recorded, SYSTEM } from '../kernel/index.ts';
import type { District, Rung } from '../places/index.ts';
import { type Fact, opened, step } from './door.ts';
import {
  type Door,
  type DoorHousehold,
  type DoorState,
  type DoorsCommand,
  type DoorsOnScreen,
  type DoorsState,
  doorsAggregate,
  doorsScreen,
  NO_DOORS,
  onScreen,
  sumOfStates,
} from './index.ts';

const ladder: readonly Rung[] = [
  { channel: 'digital', tries: 2, waitMinutes: 30 },
  { channel: 'call', tries: 1, waitMinutes: 20 },
  { channel: 'door', tries: 2, waitMinutes: 60 },
];
const households: DoorHousehold[] = [
  { id: 'h0', people: 2, rung: 0, first: false },
  { id: 'h1', people: 1, rung: 1, first: true },
  { id: 'h2', people: 4, rung: 0, first: false },
  { id: 'h3', people: 0, rung: 2, first: false },
  { id: 'h4', people: 3, rung: 2, first: true },
];
const desk: Actor = { person: 'desk', roles: ['shift-leader', 'gateway'] };
const START = 1_627_000_000_000;
const district = { categories: [{ code: 'ST99' }] } as unknown as District;
// indexDistrict walks over every list of a district; a district of one category has none of the others.
const bare: District = {
  ...district,
  committees: [],
  compounds: [],
  stairwells: [],
  households: [],
  cells: [],
  points: [],
  units: [],
  posts: [],
};

/** Decides and folds one command, as the engine would; a refusal throws. */
function tell(
  state: DoorsState,
  type: DoorsCommand['type'],
  data: object,
  now: number,
  happened = now,
): { state: DoorsState; types: string[]; seen(before: DoorsOnScreen): DoorsOnScreen } {
  const by = ['doors.open', 'doors.climb', 'doors.end', 'doors.join'].includes(type) ? SYSTEM : desk;
  const ctx: Context<District> = { now, by, district: bare, commandId: 'c', state: () => undefined, ordinal: () => 1 };
  const command = { id: 'c', type, stream: 'doors/n:s', data, occurredAt: happened } as DoorsCommand;
  const decision = doorsAggregate.decide(state, command, ctx);
  if (!decision.ok) throw new Error(decision.refusal.code);
  const recorded = decision.events.map(
    (event, i): Recorded => ({
      ...event,
      seq: i + 1,
      stream: 'doors/n:s',
      version: i + 1,
      by,
      at: now,
      occurredAt: happened,
      commandId: 'c',
    }),
  );
  return {
    state: recorded.reduce((folded, event) => doorsAggregate.evolve(folded, event as never), state),
    seen: (before: DoorsOnScreen) =>
      recorded.reduce((folded, event) => doorsScreen.evolve(folded, event as never), before),
    types: decision.events.map((event) => event.type),
  };
}
const open = () =>
  tell(
    NO_DOORS,
    'doors.open',
    { notice: 'n', stairwell: 's', committee: 'w', households, ladder, visitsEnough: 2 },
    START,
  ).state;

const someone = fc.constantFrom('h0', 'h1', 'h2', 'h3', 'h4');
const some = fc.array(someone, { minLength: 1, maxLength: 6 });
/** Anything that carriers, residents, people at doors and the clock may say, in any order, twice, and against each other. */
const said = fc.oneof(
  fc
    .record({ delivered: fc.array(someone, { maxLength: 4 }), failed: fc.array(someone, { maxLength: 4 }) })
    .map((lists) => ['doors.record-delivery', { channel: 'sms', ...lists }] as const),
  some.map((list) => ['doors.confirm', { households: list, by: 'self', way: 'digit' }] as const),
  fc
    .array(fc.record({ household: someone, result: fc.constantFrom('seen', 'nobody-home', 'vacant', 'refused') }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((visits) => ['doors.visit', { visits }] as const),
  someone.map((household) => ['doors.needs-help', { household, category: 'ST99' }] as const),
  someone.map((household) => ['doors.help-done', { household }] as const),
  fc.constant(['doors.climb', {}] as const),
  fc.constantFrom('taken-back', 'expired').map((as) => ['doors.end', { as }] as const),
);
const story = fc.array(fc.tuple(said, fc.nat(40), fc.nat(90)), { minLength: 1, maxLength: 40 });

describe('doors', () => {
  it('D1 the sum of states is the number of households at every moment, and "settled" says exactly that all are final', () => {
    const met = new Set<DoorState>();
    fc.assert(
      fc.property(story, (steps) => {
        let state = open();
        let seen = onScreen(state);
        let now = START;
        for (const [[type, data], wait, ago] of steps) {
          now += wait * MINUTE;
          const after = tell(
            state,
            type,
            data,
            now,
            type === 'doors.climb' || type === 'doors.end' ? now : now - ago * MINUTE,
          );
          state = after.state;
          // What the screen folds from the counts in the events is what there is to count.
          seen = after.seen(seen);
          expect(seen).toEqual(onScreen(state));
          const sum = sumOfStates([onScreen(state)]);
          expect(Object.keys(state.doors)).toEqual(['h0', 'h1', 'h2', 'h3', 'h4']);
          expect(Object.values(sum).reduce((total, count) => total + count, 0)).toBe(5);
          const left = Object.values(state.doors).filter(isLeft);
          expect(state.settled).toBe(left.length === 0);
          expect(
            after.types.filter((one) => one === 'doors.settled' || one === 'doors.reopened').length,
          ).toBeLessThanOrEqual(1);
          if (state.settled) expect(doorsAggregate.due?.(state)).toBeUndefined();
          for (const door of Object.values(state.doors)) met.add(door.state);
        }
      }),
      { numRuns: 400 },
    );
    expect([...met].toSorted()).toEqual([
      'confirmed',
      'delivered',
      'expired',
      'helped',
      'needs-help',
      'nobody-home',
      'pending',
      'refused',
      'seen',
      'taken-back',
      'to-visit',
      'unreached',
      'vacant',
    ]);
  });

  /** Written out apart from the table of the module: what still wants somebody. */
  function isLeft(door: Door): boolean {
    if (door.state === 'nobody-home') return door.first || door.notes < 2;
    return ['pending', 'unreached', 'delivered', 'to-visit', 'needs-help'].includes(door.state);
  }

  it('D2 the same facts in any order end in the same state', () => {
    const fact = fc.oneof(
      fc.constant({ kind: 'delivered', at: START } as Fact),
      fc.constant({ kind: 'confirmed', at: START, by: 'self', way: 'digit' } as Fact),
      fc
        .constantFrom('seen', 'nobody-home', 'vacant', 'refused')
        .map((result) => ({ kind: 'visited', at: START, result }) as Fact),
    );
    const rungs = { door: 2, count: 3 };
    const fold = (facts: readonly Fact[], from: number) =>
      facts.reduce(
        (door, one) => step(door, one, rungs),
        opened({ id: 'h', people: 2, rung: from, first: false }, rungs, START),
      ).state;
    fc.assert(
      fc.property(
        fc
          .array(fact, { maxLength: 8 })
          .chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))),
        fc.constantFrom(0, 1, 2),
        ([told, shuffled], from) => {
          expect(fold(shuffled, from)).toBe(fold(told, from));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('D3 whatever comes, the ladder leads every silent household to the door, once', () => {
    let state = open();
    let now = START;
    const types: string[] = [];
    for (let due = doorsAggregate.due?.(state); due; due = doorsAggregate.due?.(state)) {
      now = due.at;
      const after = tell(state, 'doors.climb', due.data as object, now);
      types.push(...after.types);
      state = after.state;
      expect(types.length).toBeLessThan(20);
    }
    expect((now - START) / MINUTE).toBe(110); // 30 digital, 20 call, 60 at the door
    expect(sumOfStates([onScreen(state)])['to-visit']).toBe(5);
    expect(Object.values(state.doors).every((door) => door.rung === 3)).toBe(true);
  });

  it.each<[string, string, DoorsCommand['type'], object, DoorsCommand['type'], object, DoorState]>([
    [
      'D4',
      'a receipt after the answer changes nothing',
      'doors.confirm',
      { households: ['h0'], by: 'self', way: 'link' },
      'doors.record-delivery',
      { channel: 'sms', delivered: ['h0'], failed: [] },
      'confirmed',
    ],
    [
      'D5',
      'a bounce after the receipt changes nothing',
      'doors.record-delivery',
      { channel: 'sms', delivered: ['h0'], failed: [] },
      'doors.record-delivery',
      { channel: 'sms', delivered: [], failed: ['h0'] },
      'delivered',
    ],
    [
      'D6',
      'an answer wins over a note on the door',
      'doors.visit',
      { visits: [{ household: 'h0', result: 'nobody-home' }] },
      'doors.confirm',
      { households: ['h0'], by: 'relative', way: 'call' },
      'confirmed',
    ],
    [
      'D7',
      'nobody at home does not undo a person seen',
      'doors.visit',
      { visits: [{ household: 'h0', result: 'seen' }] },
      'doors.visit',
      { visits: [{ household: 'h0', result: 'nobody-home' }] },
      'seen',
    ],
    [
      'D8',
      'an answer does not end a call for help',
      'doors.needs-help',
      { household: 'h0', category: 'ST99' },
      'doors.confirm',
      { households: ['h0'], by: 'self', way: 'digit' },
      'needs-help',
    ],
    [
      'D9',
      'a call for help is heard after the notice was taken back',
      'doors.end',
      { as: 'taken-back' },
      'doors.needs-help',
      { household: 'h0', category: 'ST99' },
      'needs-help',
    ],
    [
      'D10',
      'an empty flat with a voice in it was not empty',
      'doors.visit',
      { visits: [{ household: 'h0', result: 'vacant' }] },
      'doors.confirm',
      { households: ['h0'], by: 'self', way: 'qr' },
      'confirmed',
    ],
    [
      'D11',
      'help reported done before anybody asked changes nothing',
      'doors.help-done',
      { household: 'h0' },
      'doors.needs-help',
      { household: 'h0', category: 'ST99' },
      'needs-help',
    ],
  ])('%s %s', (_number, _words, first, firstData, second, secondData, state) => {
    const once = tell(open(), first, firstData, START + MINUTE);
    const twice = tell(once.state, second, secondData, START + 2 * MINUTE);
    expect(twice.state.doors.h0?.state).toBe(state);
  });

  it('D12 a call for help that a phone tells again after the help was given is not a second one; a later one is', () => {
    let { state } = tell(open(), 'doors.needs-help', { household: 'h0', category: 'ST99' }, START + MINUTE);
    ({ state } = tell(state, 'doors.help-done', { household: 'h0' }, START + 10 * MINUTE));
    const again = tell(
      state,
      'doors.needs-help',
      { household: 'h0', category: 'ST99' },
      START + 12 * MINUTE,
      START + MINUTE,
    );
    expect(again.types).toEqual([]);
    const later = tell(state, 'doors.needs-help', { household: 'h0', category: 'ST99' }, START + 15 * MINUTE);
    expect(later.types).toEqual(['doors.help-needed']);
  });
});
