import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Actor, deriveId, MINUTE } from '../../src/domain/kernel/index.ts';
import { isFinalLine, LINE_STATES, type LineState } from '../../src/domain/transfers/index.ts';
import { crew, openTransferRoom } from './transfer-room.ts';

const west = ['lane-1-1-101', 'lane-1-1-102', 'lane-1-1-201', 'lane-1-2-001'];
const east = ['lane-2-1-101', 'lane-2-1-102'];
const places = [
  { kind: 'shelter', shelter: 'school' },
  { kind: 'shelter', shelter: 'hall' },
  { kind: 'kin' },
  { kind: 'nearby' },
] as const;
const household = fc.constantFrom(...west, ...east);
const place = fc.constantFrom(...places);
/** Of one ledger nearly always; a list across two is refused whole. */
const some = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...west), { minLength: 1, maxLength: 4 }) },
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...east), { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(household, { minLength: 1, maxLength: 4 }) },
);
const ofLists = (type: string, more: object = {}) => some.map((households) => [type, { households, ...more }] as const);

/** Anything that anybody may say of households and shelters, sensible or not, in any order, twice and late. */
const said = fc.oneof(
  { weight: 2, arbitrary: ofLists('ledger.tell', { how: 'visit' }) },
  { weight: 2, arbitrary: ofLists('ledger.leave') },
  {
    weight: 5,
    arbitrary: fc
      .tuple(some, place, fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), place)
      .map(([households, where, people, other]) => {
        const arrivals = households.map((one, n) => ({ household: one, place: n % 2 ? other : where, people }));
        return ['ledger.arrive', { arrivals }] as const;
      }),
  },
  ofLists('ledger.check'),
  ofLists('ledger.go-off', { note: '走了' }),
  { weight: 3, arbitrary: ofLists('ledger.allow-return') },
  { weight: 3, arbitrary: ofLists('ledger.return') },
  ofLists('ledger.strike', { note: '搬走' }),
  household.map((one) => ['ledger.refuse', { household: one, proof: { kind: 'signature' } }] as const),
  household.map((one) => ['ledger.force', { household: one, order: '14号' }] as const),
  fc
    .tuple(household, fc.constantFrom('listed', 'told'))
    .map(([one, to]) => ['ledger.put-back', { household: one, to, note: '点错' }] as const),
  fc.tuple(some, place).map(([households, where]) => ['ledger.plan', { households, place: where }] as const),
  fc.nat(6).map((people) => ['shelter.count-others', { people }] as const),
  fc.constant(['shelter.close', {}] as const),
  fc.constant(['shelter.open', {}] as const),
  fc.nat(6).map((capacity) => ['shelter.set-capacity', { capacity, note: '改' }] as const),
);
const story = fc.array(fc.tuple(said, fc.nat(90), fc.nat(120), fc.boolean()), { minLength: 10, maxLength: 80 });

test('T1 every household of the list is in exactly one state, shelters hold who the ledgers say and never more than fit, whatever is said', () => {
  const met = new Set<LineState>();
  const codes = new Set<string>();
  fc.assert(
    fc.property(story, fc.boolean(), (steps, lifts) => {
      const room = openTransferRoom();
      room.ordered();
      for (const id of ['school', 'hall']) room.tell(crew.leader, 'shelter.open', `shelter/${id}`, {});
      for (const [n, [[type, data], wait, ago, early]] of steps.entries()) {
        room.forward(wait);
        if (lifts && n === steps.length >> 1) room.tell(crew.leader, 'transfer.lift', 'transfer/t', { order: '15号' });
        const stream = streamOf(type, data);
        const by: Actor = crew.leader;
        const command = { id: deriveId('step', n), type, stream, data };
        const answer = room.send(by, early ? { ...command, occurredAt: room.now() - ago * MINUTE } : command);
        if (!answer.ok) codes.add(answer.refusal.code);
        room.sum();
        for (const committee of ['west', 'east'] as const) {
          const ledger = room.ledger(committee);
          const lines = Object.values(ledger.lines);
          for (const line of lines) {
            met.add(line.state);
            // Somewhere to be is what those who stay have, and nobody else.
            expect(line.place !== undefined).toBe(line.state === 'settled' || line.state === 'may-return');
            if (ledger.liftedAt !== undefined) expect(['listed', 'told', 'refused', 'gone']).not.toContain(line.state);
          }
          expect(ledger.done).toBe(lines.every(isFinalLine));
          expect(room.transfer().done.includes(committee)).toBe(ledger.done);
        }
      }
      room.expect(
        ...room
          .journal()
          .slice(room.heard())
          .map((event) => event.type),
      );
      room.end();
    }),
    { numRuns: 200 },
  );
  expect([...met].toSorted()).toEqual([...LINE_STATES].toSorted());
  expect([...codes]).toEqual(expect.arrayContaining(['shelter.full', 'shelter.people-in', 'ledger.not-lifted']));
}, 60_000);

function streamOf(type: string, data: object): string {
  if (type.startsWith('shelter.')) return 'shelter/school';
  const text = JSON.stringify(data);
  return text.includes('lane-1') ? 'ledger/t:west' : 'ledger/t:east';
}

test('T2 told, left and arrived in any order, each once or twice: the latest sight holds', () => {
  const facts = fc.uniqueArray(
    fc.tuple(fc.constantFrom('ledger.tell', 'ledger.leave', 'ledger.arrive'), place, fc.nat(200)),
    { minLength: 2, maxLength: 6, selector: ([, , at]) => at },
  );
  let settled = 0;
  fc.assert(
    fc.property(
      facts.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
      ),
      ([list, told]) => {
        const room = openTransferRoom();
        room.ordered();
        for (const id of ['school', 'hall']) room.tell(crew.leader, 'shelter.open', `shelter/${id}`, {});
        room.forward(200);
        for (const [n, [type, where, ago]] of told.entries()) {
          const data =
            type === 'ledger.tell'
              ? { households: ['lane-1-1-102'], how: 'call' }
              : type === 'ledger.leave'
                ? { households: ['lane-1-1-102'] }
                : { arrivals: [{ household: 'lane-1-1-102', place: where }] };
          const command = { id: deriveId('fact', n), type, stream: 'ledger/t:west', data };
          expect(room.send(crew.leader, { ...command, occurredAt: room.now() - ago * MINUTE }).ok).toBe(true);
        }
        const arrivals = list.filter(([type]) => type === 'ledger.arrive').toSorted((a, b) => a[2] - b[2]);
        const line = room.line('lane-1-1-102');
        if (arrivals[0]) settled++;
        expect(line.state).toBe(
          arrivals[0] ? 'settled' : list.some(([type]) => type === 'ledger.leave') ? 'moving' : 'told',
        );
        // Two arrivals at one place are one arrival, told twice: only the place is asked for.
        expect(line.place).toEqual(arrivals[0]?.[1]);
        room.sum();
      },
    ),
    { numRuns: 200 },
  );
  expect(settled).toBeGreaterThan(50);
});
