import { expect, test } from 'vitest';
import { lateWith, peopleIn, roomIn, transferRow } from '../../src/domain/transfers/index.ts';
import { crew, ORDER, openTransferRoom } from './transfer-room.ts';

const school = { kind: 'shelter', shelter: 'school' } as const;
const hall = { kind: 'shelter', shelter: 'hall' } as const;
const kin = { kind: 'kin' } as const;

test('a night of moving people: list, order number, told, moved, a bed, the daily check, and home after the order is lifted', () => {
  const room = openTransferRoom();
  room.tell(crew.west, 'transfer.draw-up', 'transfer/t', {
    title: '一弄老旧房屋',
    risk: 'old-house',
    households: { committees: ['west'], stairwells: [] },
  });
  // The flat that stands empty is not on the list: nobody has to be moved out of it.
  expect(room.expect('transfer.drawn-up')[0]?.data).toMatchObject({
    headCount: { stairwells: 2, households: 9, people: 18 },
  });
  expect(room.refused(crew.west, 'transfer.order', 'transfer/t', times(room))).toBe('transfer.may-not');
  expect(room.exists('ledger/t:west')).toBe(false);
  room.tell(crew.leader, 'transfer.order', 'transfer/t', times(room));
  room.expect('transfer.ordered', 'ledger.opened');
  expect(room.sum()).toEqual({ listed: 9 });
  expect(room.transfer()).toMatchObject({ phase: 'ordered', order: ORDER, orderedBy: 'leader' });

  room.tell(crew.desk, 'shelter.open', 'shelter/hall', {});
  room.tell(crew.keeper, 'shelter.open', 'shelter/school', {});
  room.expect('shelter.opened', 'shelter.opened');
  expect(room.shelter('school')).toMatchObject({
    capacity: 6,
    beds: 4,
    unit: 'sanitation',
    conditions: { water: true, toilet: true, accessible: false, medical: true },
  });

  const one = 'lane-1-1-102';
  room.tell(crew.west, 'ledger.plan', 'ledger/t:west', {
    households: [one, 'lane-1-1-101'],
    place: school,
    transport: 'bus',
    assisted: 1,
  });
  room.tell(crew.west, 'ledger.tell', 'ledger/t:west', { households: [one, 'lane-1-1-101'], how: 'visit' });
  room.forward(30);
  room.tell(crew.west, 'ledger.leave', 'ledger/t:west', { households: [one] });
  expect(room.sum()).toEqual({ listed: 7, told: 1, moving: 1 });
  // The keeper of the school receives them, and nobody else's.
  expect(room.refused(crew.sweeper2, 'ledger.arrive', 'ledger/t:west', arrive(one, hall))).toBe('ledger.may-not');
  room.tell(crew.keeper, 'ledger.arrive', 'ledger/t:west', {
    arrivals: [{ household: one, place: school, bed: 'A3' }],
  });
  room.expect('ledger.planned', 'ledger.told', 'ledger.left', 'ledger.arrived', 'shelter.admitted');
  expect(room.line(one)).toMatchObject({
    state: 'settled',
    place: school,
    told: { by: 'committee-w', how: 'visit', at: room.at('08:00') },
    leftAt: room.at('08:30'),
    arrivedAt: room.at('08:30'),
    plan: { place: school, transport: 'bus', assisted: 1 },
  });
  expect(room.shelter('school').guests[one]).toMatchObject({ people: 3, bed: 'A3', ledger: 't:west' });
  room.tell(crew.west, 'ledger.arrive', 'ledger/t:west', arrive('lane-1-1-101', kin));
  room.expect('ledger.arrived');
  expect(transferRow([room.ledger('west')], room.now())).toMatchObject({
    households: 9,
    people: 18,
    left: 7,
    late: 0,
    staying: { shelter: 3, kin: 1, nearby: 0 },
  });

  // Nobody goes home before the order is lifted, and not before the way is free.
  const home = { households: [one, 'lane-1-1-101'] };
  expect(room.refused(crew.west, 'ledger.return', 'ledger/t:west', home)).toBe('ledger.not-lifted');
  expect(room.refused(crew.leader, 'ledger.allow-return', 'ledger/t:west', home)).toBe('ledger.not-lifted');
  room.tell(crew.commander, 'transfer.lift', 'transfer/t', { order: '防指〔2021〕15号' });
  room.expect('transfer.lifted', 'ledger.lifted');
  expect(room.sum()).toEqual({ settled: 2, 'stood-down': 7 });
  expect(room.refused(crew.west, 'ledger.return', 'ledger/t:west', home)).toBe('ledger.return-not-allowed');
  expect(room.refused(crew.west, 'ledger.allow-return', 'ledger/t:west', home)).toBe('ledger.may-not');
  room.tell(crew.leader, 'ledger.allow-return', 'ledger/t:west', home);
  expect(room.refused(crew.keeper, 'shelter.close', 'shelter/school', {})).toBe('shelter.people-in');
  room.tell(crew.west, 'ledger.return', 'ledger/t:west', home);
  room.expect(
    'ledger.return-allowed',
    'ledger.returned',
    'ledger.done',
    'shelter.released',
    'transfer.ledger-done',
    'transfer.closed',
  );
  expect(room.sum()).toEqual({ returned: 2, 'stood-down': 7 });
  room.tell(crew.keeper, 'shelter.close', 'shelter/school', {});
  room.expect('shelter.closed');
  room.end();
});

test('two race for the last bed: one is taken in, the other is sent to the nearest shelter with room', () => {
  const room = openTransferRoom();
  room.ordered();
  for (const id of ['school', 'hall']) room.tell(crew.leader, 'shelter.open', `shelter/${id}`, {});
  room.tell(crew.west, 'ledger.arrive', 'ledger/t:west', arrive('lane-1-1-102', school, 'lane-1-1-101'));
  room.tell(crew.east, 'ledger.arrive', 'ledger/t:east', arrive('lane-2-1-101', school));
  room.expect(
    'shelter.opened',
    'shelter.opened',
    ...['ledger.arrived', 'shelter.admitted', 'ledger.arrived', 'shelter.admitted'],
  );
  expect(roomIn(room.shelter('school'))).toBe(0);
  const answer = room.send(crew.west, {
    id: 'late',
    type: 'ledger.arrive',
    stream: 'ledger/t:west',
    data: arrive('lane-1-1-201', school),
  });
  expect(answer).toEqual({
    ok: false,
    refusal: {
      code: 'shelter.full',
      params: {
        shelter: { zh: 'school避难点', en: 'Shelter school' },
        room: 0,
        people: 2,
        instead: { zh: 'hall避难点', en: 'Shelter hall' },
        insteadRoom: 40,
      },
    },
  });
  expect(room.line('lane-1-1-201').state).toBe('listed');
  // A bus is taken in whole or not at all; whoever does not fit goes on.
  expect(
    room.refused(crew.west, 'ledger.arrive', 'ledger/t:west', arrive('lane-1-1-201', school, 'lane-1-1-202')),
  ).toBe('shelter.full');
  room.tell(crew.leader, 'shelter.close', 'shelter/hall', {});
  expect(room.refused(crew.west, 'ledger.arrive', 'ledger/t:west', arrive('lane-1-1-201', school))).toBe(
    'shelter.full-everywhere',
  );
  expect(room.refused(crew.west, 'ledger.arrive', 'ledger/t:west', arrive('lane-1-1-201', hall))).toBe(
    'shelter.not-open',
  );
  room.expect('shelter.closed');
  expect(room.sum()).toEqual({ listed: 11, settled: 3 });
  room.end();
});

test('told twice, arrived before told, arrived elsewhere, moved on: what was seen last holds, each once', () => {
  const room = openTransferRoom();
  room.ordered();
  for (const id of ['school', 'hall']) room.tell(crew.leader, 'shelter.open', `shelter/${id}`, {});
  const one = 'lane-1-1-102';
  room.tell(crew.west, 'ledger.plan', 'ledger/t:west', { households: [one], place: school });
  room.forward(60);
  room.tell(crew.west, 'ledger.arrive', 'ledger/t:west', arrive(one, hall));
  room.tell(crew.west, 'ledger.arrive', 'ledger/t:west', arrive(one, hall));
  room.expect(
    'shelter.opened',
    'shelter.opened',
    'ledger.planned',
    'ledger.arrived',
    'shelter.admitted', // and not a second time
  );
  expect(room.line(one)).toMatchObject({ state: 'settled', place: hall, plan: { place: school } });
  expect(room.line(one).told).toBeUndefined();
  // Told is told later, for half an hour before they came: it is filled in and moves nobody.
  room.tell(crew.west, 'ledger.tell', 'ledger/t:west', { households: [one], how: 'call' }, when('08:30'));
  room.tell(crew.west, 'ledger.tell', 'ledger/t:west', { households: [one], how: 'visit' });
  room.expect('ledger.told');
  expect(room.line(one)).toMatchObject({ state: 'settled', told: { how: 'call', at: room.at('08:30') } });
  // A phone without a signal says that they were at the school before: that was before, and changes nothing now.
  room.tell(crew.west, 'ledger.arrive', 'ledger/t:west', arrive(one, school), when('08:40'));
  room.expect();
  // Moved to the school: one bed is given back and another taken, in one breath.
  room.forward(10);
  room.tell(crew.west, 'ledger.arrive', 'ledger/t:west', arrive(one, school));
  room.expect('ledger.arrived', 'shelter.released', 'shelter.admitted');
  expect([peopleIn(room.shelter('hall')), peopleIn(room.shelter('school'))]).toEqual([0, 3]);
  // One of the three went to a daughter: the bed is free again.
  room.tell(crew.west, 'ledger.arrive', 'ledger/t:west', {
    arrivals: [{ household: one, place: school, people: 2 }],
  });
  room.expect('ledger.arrived', 'shelter.admitted');
  expect(room.line(one).people).toBe(2);
  expect(peopleIn(room.shelter('school'))).toBe(2);
  // The wrong line was ticked: it goes back, and the beds with it.
  room.tell(crew.west, 'ledger.put-back', 'ledger/t:west', { household: one, to: 'told', note: '点错一行' });
  room.expect('ledger.put-back', 'shelter.released');
  expect(room.line(one)).toMatchObject({ state: 'told', told: { how: 'call' } });
  expect(room.line(one).arrivedAt).toBeUndefined();
  expect(
    room.refused(crew.west, 'ledger.put-back', 'ledger/t:west', { household: 'lane-1-1-201', to: 'told', note: 'x' }),
  ).toBe('ledger.not-told');
  room.sum();
  room.end();
});

test('a refusal stands with a signature or two witnesses; force needs the number of a district order and the command post', () => {
  const room = openTransferRoom();
  room.tell(crew.admin, 'person.appoint', 'person/witness-1', { post: 'west-post' });
  room.tell(crew.admin, 'person.appoint', 'person/witness-2', { post: 'desk-post' });
  room.expect('person.appointed', 'person.appointed');
  room.ordered();
  const household = 'lane-1-2-001';
  const refuse = (...persons: string[]) => ({ household, proof: { kind: 'witnesses', persons } });
  expect(room.refused(crew.west, 'ledger.refuse', 'ledger/t:west', refuse('witness-1', 'witness-1'))).toBe(
    'ledger.witnesses-alike',
  );
  expect(room.refused(crew.west, 'ledger.refuse', 'ledger/t:west', refuse('witness-1', 'nobody'))).toBe(
    'ledger.witness-unknown',
  );
  expect(room.refused(crew.leader, 'ledger.force', 'ledger/t:west', { household, order: ORDER })).toBe(
    'ledger.not-refused',
  );
  room.tell(crew.west, 'ledger.refuse', 'ledger/t:west', refuse('witness-1', 'witness-2'));
  room.tell(crew.east, 'ledger.refuse', 'ledger/t:east', { household: 'lane-2-1-101', proof: { kind: 'signature' } });
  room.expect('ledger.refused', 'ledger.refused');
  expect(room.sum()).toEqual({ listed: 12, refused: 2 });
  // On record, nobody is late with it.
  room.until('2021-07-25 15:00');
  expect(lateWith(room.ledger('west'), room.line(household), room.now())).toBeUndefined();
  expect(room.refused(crew.west, 'ledger.force', 'ledger/t:west', { household, order: ORDER })).toBe('ledger.may-not');
  room.tell(crew.leader, 'ledger.force', 'ledger/t:west', { household, order: '防指〔2021〕14号' });
  expect(room.line(household)).toMatchObject({ state: 'told', forcedBy: '防指〔2021〕14号' });
  room.forward(1);
  // The other changed their mind and stands in the doorway of a daughter.
  room.tell(crew.east, 'ledger.arrive', 'ledger/t:east', arrive('lane-2-1-101', kin));
  expect(room.line('lane-2-1-101')).toMatchObject({ state: 'settled', refusal: { proof: { kind: 'signature' } } });
  room.expect(
    ...['ledger.late', 'ledger.late', 'ledger.late', 'ledger.late'],
    'ledger.forced',
    'ledger.late', // to be moved, and past the time already
    'ledger.arrived',
  );
  room.end();
});

test('who is not told, not there or not seen by the time that was set is late, once each', () => {
  const room = openTransferRoom();
  room.ordered();
  room.tell(crew.leader, 'shelter.open', 'shelter/hall', {});
  room.tell(crew.east, 'ledger.tell', 'ledger/t:east', {
    households: ['lane-2-1-101', 'lane-2-1-102', 'lane-2-1-201', 'lane-2-1-202'],
    how: 'call',
  });
  room.until('2021-07-25 10:00');
  room.expect('shelter.opened', 'ledger.told');
  room.until('2021-07-25 10:01');
  expect(room.expect('ledger.late', 'ledger.late').map((one) => one.data)).toMatchObject([
    { kind: 'told', households: { length: 9 } },
    { kind: 'told', households: ['lane-2-1-301'] },
  ]);
  room.tell(crew.east, 'ledger.arrive', 'ledger/t:east', arrive('lane-2-1-101', hall, 'lane-2-1-102'));
  room.until('2021-07-25 14:01');
  const [, , , late] = room.expect('ledger.arrived', 'shelter.admitted', 'ledger.late', 'ledger.late');
  expect(late?.data).toEqual({ kind: 'arrived', households: ['lane-2-1-201', 'lane-2-1-202', 'lane-2-1-301'] });
  // One is seen next morning, the other is missed after a day; both cannot be told late twice.
  room.until('2021-07-26 09:00');
  room.tell(crew.east, 'ledger.check', 'ledger/t:east', { households: ['lane-2-1-101'] });
  room.until('2021-07-26 12:00');
  const [, missed] = room.expect('ledger.checked', 'ledger.late');
  expect(missed?.data).toEqual({ kind: 'check', households: ['lane-2-1-102'] });
  expect(lateWith(room.ledger('east'), room.line('lane-2-1-102'), room.now())).toBe('check');
  // They have gone off on their own: not settled any more, and late.
  room.tell(crew.east, 'ledger.go-off', 'ledger/t:east', { households: ['lane-2-1-102'], note: '回家取药未归' });
  room.forward(1);
  room.expect('ledger.went-off', 'shelter.released', 'ledger.late');
  expect(transferRow([room.ledger('east')], room.now())).toMatchObject({ left: 4, late: 4, staying: { shelter: 2 } });
  room.end();
});

test('a confirmed notice of the transfer tells its households; those not on the list are none of its business', () => {
  const room = openTransferRoom();
  room.ordered();
  room.tell(crew.leader, 'notice.compose', 'notice/n', {
    template: 'transfer',
    fields: {},
    level: 'II',
    audience: { stairwells: ['lane-1-1'] },
    transfer: 't',
  });
  room.tell(crew.leader, 'notice.issue', 'notice/n', {});
  room.expect('notice.composed', 'notice.issued', 'doors.opened');
  room.tell(crew.carrier, 'doors.confirm', 'doors/n:lane-1-1', {
    households: ['lane-1-1-201', 'lane-1-1-302'],
    by: 'self',
    way: 'digit',
  });
  room.tell(crew.west, 'doors.visit', 'doors/n:lane-1-1', {
    visits: [
      { household: 'lane-1-1-101', result: 'seen' },
      { household: 'lane-1-1-202', result: 'nobody-home' },
    ],
  });
  room.expect('doors.confirmed', 'ledger.told', 'doors.visited', 'ledger.told');
  expect(room.sum()).toEqual({ listed: 12, told: 2 });
  expect(room.line('lane-1-1-201').told?.how).toBe('message');
  expect(room.line('lane-1-1-101').told?.how).toBe('visit');
  room.end();
});

test('the list grows under order, by a committee only in its own area; a house struck off stays counted', () => {
  const room = openTransferRoom();
  const add = (...households: string[]) => ({ households: { households } });
  room.tell(crew.west, 'transfer.draw-up', 'transfer/t', {
    title: '地下室',
    risk: 'basement',
    households: { floorKinds: ['semi-basement'], committees: ['west'] },
  });
  expect(room.refused(crew.west, 'transfer.add', 'transfer/t', add('lane-2-1-101'))).toBe('transfer.may-not');
  room.tell(crew.west, 'transfer.add', 'transfer/t', add('lane-1-2-102', 'lane-1-2-001'));
  room.tell(crew.leader, 'transfer.order', 'transfer/t', times(room));
  room.expect('transfer.drawn-up', 'transfer.added', 'transfer.ordered', 'ledger.opened');
  room.tell(crew.desk, 'transfer.add', 'transfer/t', { ...add('lane-1-2-201', 'lane-2-1-101'), risk: 'care' });
  room.expect('transfer.added', 'ledger.joined', 'ledger.opened');
  expect(room.line('lane-1-2-201').risk).toBe('care');
  expect(room.sum()).toEqual({ listed: 4 });
  room.tell(crew.east, 'ledger.strike', 'ledger/t:east', { households: ['lane-2-1-101'], note: '已搬走' });
  room.expect('ledger.struck', 'ledger.done', 'transfer.ledger-done');
  expect(room.sum()).toEqual({ listed: 3, struck: 1 });
  // They stand in the hall all the same: nobody is turned away by a list.
  room.tell(crew.leader, 'shelter.open', 'shelter/hall', {});
  room.forward(5);
  room.tell(crew.east, 'ledger.arrive', 'ledger/t:east', arrive('lane-2-1-101', hall));
  room.expect('shelter.opened', 'ledger.arrived', 'ledger.reopened', 'shelter.admitted', 'transfer.ledger-reopened');
  expect(room.sum()).toEqual({ listed: 3, settled: 1 });
  room.tell(crew.leader, 'transfer.lift', 'transfer/t', { order: '15号' });
  room.expect('transfer.lifted', 'ledger.lifted', 'ledger.done', 'ledger.lifted', 'transfer.ledger-done');
  expect(room.refused(crew.desk, 'transfer.add', 'transfer/t', add('lane-1-2-202'))).toBe('transfer.wrong-phase');
  room.end();
});

test('a shelter keeps to what it is made for: capacity, people on no list, beds, closing', () => {
  const room = openTransferRoom();
  room.ordered();
  expect(room.refused(crew.leader, 'shelter.open', 'shelter/church', {})).toBe('shelter.no-capacity');
  expect(room.refused(crew.leader, 'shelter.open', 'shelter/school', { capacity: 7 })).toBe('shelter.above-capacity');
  expect(room.refused(crew.leader, 'shelter.open', 'shelter/drain-w1', { capacity: 7 })).toBe('shelter.unknown');
  expect(room.refused(crew.property, 'shelter.open', 'shelter/school', {})).toBe('shelter.may-not');
  room.tell(crew.keeper, 'shelter.open', 'shelter/school', { capacity: 5 });
  expect(room.refused(crew.keeper, 'shelter.open', 'shelter/school', {})).toBe('shelter.open-already');
  room.tell(crew.keeper, 'shelter.count-others', 'shelter/school', { people: 2 });
  const bed = (household: string, place = school) => ({ arrivals: [{ household, place, bed: 'A1' }] });
  room.tell(crew.west, 'ledger.arrive', 'ledger/t:west', bed('lane-1-1-201'));
  expect(room.refused(crew.west, 'ledger.arrive', 'ledger/t:west', bed('lane-1-1-101'))).toBe('shelter.bed-taken');
  room.tell(crew.west, 'ledger.arrive', 'ledger/t:west', arrive('lane-1-1-101', school));
  expect(room.refused(crew.keeper, 'shelter.count-others', 'shelter/school', { people: 3 })).toBe(
    'shelter.no-room-for-others',
  );
  expect(room.refused(crew.keeper, 'shelter.set-capacity', 'shelter/school', { capacity: 4, note: '漏水' })).toBe(
    'shelter.capacity-below-people',
  );
  room.tell(crew.keeper, 'shelter.set-capacity', 'shelter/school', { capacity: 6, note: '加开教室' });
  room.tell(crew.keeper, 'shelter.assign-bed', 'shelter/school', { household: 'lane-1-1-101', bed: 'B2' });
  expect(room.refused(crew.keeper, 'shelter.assign-bed', 'shelter/school', { household: 'lane-9', bed: 'B3' })).toBe(
    'shelter.not-here',
  );
  room.tell(crew.keeper, 'shelter.note-conditions', 'shelter/school', { conditions: { power: false } });
  expect(room.shelter('school')).toMatchObject({
    capacity: 6,
    others: 2,
    conditions: { power: false, water: true },
    guests: { 'lane-1-1-101': { bed: 'B2' }, 'lane-1-1-201': { bed: 'A1' } },
  });
  expect(room.refused(crew.keeper, 'shelter.close', 'shelter/school', {})).toBe('shelter.people-in');
  room.sum();
  room.expect(
    ...['shelter.opened', 'shelter.others-counted', 'ledger.arrived', 'shelter.admitted', 'ledger.arrived'],
    ...['shelter.admitted', 'shelter.capacity-set', 'shelter.bed-assigned', 'shelter.conditions-noted'],
  );
  room.end();
});

function times(room: { at(time: string): number }) {
  return { order: ORDER, tellBy: room.at('10:00'), arriveBy: room.at('14:00') };
}
function arrive(household: string, place: object, ...more: string[]) {
  return { arrivals: [household, ...more].map((one) => ({ household: one, place })) };
}
function when(time: string) {
  return { occurredAt: `2021-07-25 ${time}` };
}
