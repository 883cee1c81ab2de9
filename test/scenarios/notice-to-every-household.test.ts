import { expect, test } from 'vitest';
import type { CaseState } from '../../src/domain/cases/index.ts';
import { boardBy, boardRow, doorList, doorRound, onScreen } from '../../src/domain/notices/index.ts';
import { indexed } from '../../src/domain/places/index.ts';
import { openStreet, staff, street } from './street.ts';

const text = { 台站: '区气象台', 时间: '7时', 颜色: '蓝色' };
const toAll = { template: 'typhoon', fields: text, level: 'IV', audience: { everyone: true } };

test('a notice to every household: two signatures, ladder, answers, doors, help, settled', () => {
  const room = openStreet('2021-07-23 07:00');
  room.tell(staff.leader, 'notice.compose', 'notice/n1', toAll);
  expect(room.notice('n1')).toMatchObject({
    phase: 'composed',
    body: { zh: '区气象台7时发布台风蓝色预警。', en: 'Typhoon 蓝色 by 区气象台 at 7时.' },
    headCount: { stairwells: 3, households: 15, people: 28 },
    needsSecond: true,
    committees: ['west', 'east'],
  });
  expect(room.refused(staff.leader, 'notice.issue', 'notice/n1', {})).toBe('notice.second-signature-missing');
  expect(room.refused(staff.leader, 'notice.sign', 'notice/n1', {})).toBe('notice.own-signature');
  expect(room.refused(staff.desk, 'notice.sign', 'notice/n1', {})).toBe('notice.may-not');
  room.tell(staff.commander, 'notice.sign', 'notice/n1', {});
  room.tell(staff.leader, 'notice.issue', 'notice/n1', {});
  room.expect('notice.composed', 'notice.signed', 'notice.issued', 'doors.opened', 'doors.opened', 'doors.opened');
  // Nobody can be reached in 301 and 302: they begin at the door; the woman of 86 and the semi-basement begin with a call.
  expect(room.sum('n1')).toEqual({ pending: 13, 'to-visit': 2 });
  expect(room.door('n1', 'lane-1-1', '101')).toMatchObject({ state: 'pending', rung: 2, first: true });
  expect(room.door('n1', 'lane-1-2', '001')).toMatchObject({ state: 'pending', rung: 2, first: true });
  expect(room.door('n1', 'lane-1-1', '102')).toMatchObject({ state: 'pending', rung: 0, first: false });

  room.forward(2);
  room.tell(staff.carrier, 'doors.record-delivery', 'doors/n1:lane-1-1', {
    channel: 'digital',
    delivered: ['lane-1-1-102', 'lane-1-1-201'],
    failed: [],
  });
  room.tell(staff.carrier, 'doors.confirm', 'doors/n1:lane-1-1', {
    households: ['lane-1-1-102'],
    by: 'self',
    way: 'digit',
  });
  room.expect('doors.delivery-recorded', 'doors.confirmed');
  // A receipt after the answer, and the answer again: nothing to record.
  room.tell(staff.carrier, 'doors.record-delivery', 'doors/n1:lane-1-1', {
    channel: 'digital',
    delivered: ['lane-1-1-102'],
    failed: [],
  });
  room.tell(staff.carrier, 'doors.confirm', 'doors/n1:lane-1-1', {
    households: ['lane-1-1-102'],
    by: 'self',
    way: 'digit',
  });
  room.expect();
  expect(room.sum('n1')).toEqual({ pending: 11, delivered: 1, confirmed: 1, 'to-visit': 2 });
  // The woman of 86 is called up and answers herself; everybody east answers within five minutes.
  room.tell(staff.west, 'doors.confirm', 'doors/n1:lane-1-1', {
    households: ['lane-1-1-101'],
    by: 'self',
    way: 'call',
  });
  expect(
    room.refused(staff.west, 'doors.confirm', 'doors/n1:lane-2-1', {
      households: ['lane-2-1-101'],
      by: 'committee',
      way: 'call',
    }),
  ).toBe('doors.may-not');
  const east = ['101', '102', '201', '202', '301'].map((number) => `lane-2-1-${number}`);
  room.tell(staff.east, 'doors.confirm', 'doors/n1:lane-2-1', { households: east, by: 'neighbour', way: 'visit' });
  room.expect('doors.confirmed', 'doors.confirmed', 'doors.settled', 'notice.stairwell-settled');
  expect(room.notice('n1')).toMatchObject({ phase: 'issued', open: ['lane-1-1', 'lane-1-2'] });

  // 07:20: the call to the semi-basement was not answered, on to the stairwell leader. 07:30: nobody answered by app, on to SMS.
  room.until('2021-07-23 07:30');
  room.expect('doors.climbed', 'doors.climbed', 'doors.climbed');
  expect(room.door('n1', 'lane-1-2', '001')).toMatchObject({ state: 'unreached', rung: 3, tries: 1 });
  expect(room.door('n1', 'lane-1-1', '201')).toMatchObject({ state: 'delivered', rung: 1, tries: 1 });
  expect(room.sum('n1')).toEqual({ unreached: 5, delivered: 1, confirmed: 7, 'to-visit': 2 });
  // An SMS bounces: its one try is used up, the call is due at once instead of at 08:00.
  room.tell(staff.carrier, 'doors.record-delivery', 'doors/n1:lane-1-1', {
    channel: 'sms',
    delivered: [],
    failed: ['lane-1-1-202'],
  });
  room.forward(0);
  room.expect('doors.delivery-recorded', 'doors.climbed');
  expect(room.door('n1', 'lane-1-1', '202')).toMatchObject({ state: 'unreached', rung: 2, tries: 2 });

  // The ladder ends at the door: 2号 from 08:00 (semi-basement) to 09:00.
  room.until('2021-07-23 09:00');
  expect(room.sum('n1')).toEqual({ confirmed: 7, 'to-visit': 8 });
  // 1号 at 07:50, 08:00, 08:20, 08:30, 09:00; 2号 at 08:00, 08:20, 09:00.
  room.expect(...Array.from({ length: 8 }, () => 'doors.climbed'));
  const { stairwellsOf, householdsOf } = indexed(street);
  expect(stairwellsOf('west').map((row) => row.id)).toEqual(['lane-1-1', 'lane-1-2']);
  const lane = ['lane-1-1', 'lane-1-2'].map((id) => room.doors('n1', id));
  expect(doorRound(street, 'west', lane.map(onScreen))).toEqual([
    { stairwell: 'lane-1-1', doors: 4 },
    { stairwell: 'lane-1-2', doors: 4 },
  ]);
  expect(doorList(room.doors('n1', 'lane-1-1'), householdsOf('lane-1-1')).map((row) => row.room)).toEqual([
    '201',
    '202',
    '301',
    '302',
  ]);
  expect(doorList(room.doors('n1', 'lane-1-2'), householdsOf('lane-1-2')).map((row) => row.room)).toEqual([
    '001',
    '102',
    '201',
    '202',
  ]);

  room.tell(staff.west, 'doors.visit', 'doors/n1:lane-1-1', {
    visits: [
      { household: 'lane-1-1-201', result: 'seen' },
      { household: 'lane-1-1-202', result: 'nobody-home' },
      { household: 'lane-1-1-301', result: 'refused' },
      { household: 'lane-1-1-302', result: 'vacant' },
    ],
  });
  room.expect('doors.visited');
  expect(boardRow(lane.map((doors) => onScreen(room.doors('n1', doors.stairwell))))).toEqual({
    households: 10,
    people: 18,
    reached: 5,
    confirmed: 3,
    needsHelp: 0,
    unreached: 0,
    atDoor: 5,
    overdue: 1,
    done: 5,
  });
  expect(boardBy([onScreen(room.doors('n1', 'lane-2-1'))], 'committee').get('east')).toMatchObject({
    households: 5,
    confirmed: 5,
    done: 5,
  });
  // An hour later a note lies in 202 for the second time: enough.
  room.forward(10);
  room.tell(staff.west, 'doors.visit', 'doors/n1:lane-1-1', {
    visits: [{ household: 'lane-1-1-202', result: 'nobody-home' }],
  });
  room.expect('doors.visited', 'doors.settled', 'notice.stairwell-settled');
  // Then 202 answers the note by telephone: the answer is worth more.
  room.tell(staff.desk, 'doors.confirm', 'doors/n1:lane-1-1', {
    households: ['lane-1-1-202'],
    by: 'relative',
    way: 'call',
  });
  room.expect('doors.confirmed');

  // 2号: the semi-basement is not found twice. That is not the end: it becomes a case.
  room.tell(staff.west, 'doors.visit', 'doors/n1:lane-1-2', {
    visits: [
      { household: 'lane-1-2-001', result: 'nobody-home' },
      { household: 'lane-1-2-102', result: 'seen' },
      { household: 'lane-1-2-201', result: 'seen' },
      { household: 'lane-1-2-202', result: 'seen' },
    ],
  });
  room.forward(5);
  room.tell(staff.west, 'doors.visit', 'doors/n1:lane-1-2', {
    visits: [{ household: 'lane-1-2-001', result: 'nobody-home' }],
  });
  const [, , , reported] = room.expect('doors.visited', 'doors.visited', 'doors.care-unreached', 'case.reported');
  expect(room.state<CaseState>(reported?.stream ?? '')).toMatchObject({
    category: 'ST71',
    urgency: 'urgent',
    source: 'committee',
    reporters: [{ ref: 'lane-1-2-001' }],
    place: { committee: 'west', stairwell: 'lane-1-2', address: '横1路1弄2号' },
    links: { doors: 'n1:lane-1-2' },
  });
  expect(room.notice('n1').phase).toBe('issued');
  // A third time in vain: the door stays open, the case is there already.
  room.tell(staff.west, 'doors.visit', 'doors/n1:lane-1-2', {
    visits: [{ household: 'lane-1-2-001', result: 'nobody-home' }],
  });
  room.expect('doors.visited');
  room.tell(staff.west, 'doors.visit', 'doors/n1:lane-1-2', {
    visits: [{ household: 'lane-1-2-001', result: 'seen' }],
  });
  room.expect('doors.visited', 'doors.settled', 'notice.stairwell-settled', 'notice.settled');
  expect(room.notice('n1')).toMatchObject({ phase: 'settled', open: [] });
  expect(room.sum('n1')).toEqual({ confirmed: 8, seen: 5, refused: 1, vacant: 1 });

  // Water in 101 east after all: the notice is open again until help was given.
  room.tell(staff.carrier, 'doors.needs-help', 'doors/n1:lane-2-1', {
    household: 'lane-2-1-101',
    category: 'ST99',
    note: '进水了，打 13900000000',
    way: 'digit',
  });
  const [asked, , helpCase] = room.expect(
    'doors.help-needed',
    'doors.reopened',
    'case.reported',
    'notice.stairwell-reopened',
  );
  expect(asked?.data).toMatchObject({ note: '进水了，打 139********' });
  expect(room.state<CaseState>(helpCase?.stream ?? '')).toMatchObject({
    category: 'ST99',
    source: 'resident',
    description: '进水了，打 139********',
  });
  expect(room.notice('n1')).toMatchObject({ phase: 'issued', open: ['lane-2-1'] });
  room.tell(staff.east, 'doors.help-done', 'doors/n1:lane-2-1', { household: 'lane-2-1-101' });
  room.expect('doors.help-given', 'doors.settled', 'notice.stairwell-settled', 'notice.settled');
  expect(room.sum('n1')).toEqual({ confirmed: 7, seen: 5, refused: 1, vacant: 1, helped: 1 });
  room.tell(staff.leader, 'notice.close', 'notice/n1', {});
  room.expect('notice.closed');
  room.end();
});
