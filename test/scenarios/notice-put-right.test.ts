import { expect, test } from 'vitest';
import { SYSTEM } from '../../src/domain/kernel/index.ts';
import type { NoticeState } from '../../src/domain/notices/index.ts';
import { openStreet, staff } from './street.ts';

const text = { 台站: '区气象台', 时间: '7时', 颜色: '蓝色' };
const toWest = { template: 'typhoon', fields: text, level: 'II', audience: { committees: ['west'] } };
const wrong = { template: 'wrong', fields: { 内容: '预警颜色应为黄色' }, reason: '颜色写错' };

function issued(room: ReturnType<typeof openStreet>) {
  room.tell(staff.desk, 'notice.compose', 'notice/n1', toWest);
  room.tell(staff.desk, 'notice.issue', 'notice/n1', {});
  room.expect('notice.composed', 'notice.issued', 'doors.opened', 'doors.opened');
}

test('a notice taken back: it stops at every door, and exactly those it reached are told', () => {
  const room = openStreet('2021-07-23 07:00');
  issued(room);
  room.forward(1);
  room.tell(staff.carrier, 'doors.record-delivery', 'doors/n1:lane-1-1', {
    channel: 'digital',
    delivered: ['lane-1-1-102'],
    failed: ['lane-1-1-201'],
  });
  room.tell(staff.carrier, 'doors.confirm', 'doors/n1:lane-1-1', {
    households: ['lane-1-1-202'],
    by: 'self',
    way: 'link',
  });
  room.tell(staff.carrier, 'doors.needs-help', 'doors/n1:lane-1-2', {
    household: 'lane-1-2-102',
    category: 'ST99',
    way: 'digit',
  });
  room.forward(0);
  room.expect('doors.delivery-recorded', 'doors.confirmed', 'doors.help-needed', 'case.reported', 'doors.climbed');

  room.tell(staff.desk, 'notice.take-back', 'notice/n1', wrong);
  expect(room.notice('n1')).toMatchObject({ phase: 'taken-back', reason: '颜色写错' });
  const followUp = room.notice('n1').followedBy[0] as string;
  expect(room.state<NoticeState>(`notice/${followUp}`)).toMatchObject({
    phase: 'issued',
    body: { zh: '更正：预警颜色应为黄色' },
    needsSecond: false,
    follows: { notice: 'n1', as: 'take-back' },
    composedBy: 'system',
  });
  room.expect(
    'notice.taken-back',
    'doors.ended',
    'doors.settled',
    'doors.ended',
    'notice.composed',
    'notice.issued',
    'doors.opened',
    'doors.opened',
  );
  // The call for help outlives the notice; the answer stays an answer; all others are taken back.
  expect(room.sum('n1')).toEqual({ 'taken-back': 8, confirmed: 1, 'needs-help': 1 });
  expect(Object.keys(room.doors(followUp, 'lane-1-1').doors)).toEqual(['lane-1-1-102', 'lane-1-1-202']);
  expect(Object.keys(room.doors(followUp, 'lane-1-2').doors)).toEqual(['lane-1-2-102']);
  expect(room.sum(followUp)).toEqual({ pending: 3 });

  // An answer given before the end but told after it still counts; one given after it does not.
  room.forward(10);
  room.tell(
    staff.west,
    'doors.confirm',
    'doors/n1:lane-1-1',
    { households: ['lane-1-1-101'], by: 'self', way: 'call' },
    { occurredAt: '2021-07-23 07:00' },
  );
  room.tell(staff.west, 'doors.confirm', 'doors/n1:lane-1-1', {
    households: ['lane-1-1-301'],
    by: 'self',
    way: 'call',
  });
  expect(room.door('n1', 'lane-1-1', '101').state).toBe('confirmed');
  expect(room.door('n1', 'lane-1-1', '301').state).toBe('taken-back');
  // What was thought not reached was reached: 101 hears of the take-back too.
  room.expect('doors.climbed', 'doors.climbed', 'doors.confirmed', 'doors.reached-late', 'doors.joined');
  // A receipt that was under way when it was taken back: that household is told as well.
  room.tell(staff.carrier, 'doors.record-delivery', 'doors/n1:lane-1-1', {
    channel: 'digital',
    delivered: ['lane-1-1-201'],
    failed: [],
  });
  expect(room.door('n1', 'lane-1-1', '201')).toMatchObject({ state: 'taken-back', reached: true });
  expect(Object.keys(room.doors(followUp, 'lane-1-1').doors)).toEqual([
    'lane-1-1-201',
    'lane-1-1-101',
    'lane-1-1-102',
    'lane-1-1-202',
  ]);
  room.expect('doors.delivery-recorded', 'doors.reached-late', 'doors.joined');
  expect(room.refused(staff.desk, 'notice.take-back', 'notice/n1', wrong)).toBe('notice.wrong-phase');
  room.end();
});

test('a correction goes to those reached while the notice goes on; a reminder to those who have not answered', () => {
  const room = openStreet('2021-07-23 07:00');
  issued(room);
  room.tell(staff.carrier, 'doors.confirm', 'doors/n1:lane-1-2', {
    households: ['lane-1-2-102', 'lane-1-2-201'],
    by: 'self',
    way: 'digit',
  });
  room.tell(staff.desk, 'notice.correct', 'notice/n1', wrong);
  const correction = room.notice('n1').followedBy[0] as string;
  room.expect(
    'doors.confirmed',
    'notice.corrected',
    'notice.composed',
    'notice.issued',
    'doors.opened',
    'doors.settled',
    'doors.opened',
    'notice.stairwell-settled',
  );
  expect(room.sum(correction)).toEqual({ pending: 2 });
  expect(room.notice('n1').phase).toBe('issued');

  const reminder = {
    ...toWest,
    audience: { of: { notice: 'n1', who: 'unconfirmed' } },
    follows: { notice: 'n1', as: 'reminder' },
  };
  // The head-count is an upper bound, all ten of the earlier notice; the doors keep the eight who have not answered.
  room.tell(staff.leader, 'notice.compose', 'notice/n2', reminder);
  expect(room.notice('n2').headCount).toEqual({ stairwells: 2, households: 10, people: 18 });
  room.tell(staff.leader, 'notice.issue', 'notice/n2', {});
  expect(room.sum('n2')).toEqual({ pending: 6, 'to-visit': 2 });
  room.expect('notice.composed', 'notice.issued', 'doors.opened', 'doors.opened');
  room.end();
});

test('what the system sends by itself to many still wants two signatures, unless it puts a signed notice right', () => {
  const room = openStreet('2021-07-23 07:00');
  room.tell(staff.leader, 'notice.compose', 'notice/n1', { ...toWest, audience: { everyone: true } });
  room.tell(staff.commander, 'notice.sign', 'notice/n1', {});
  room.tell(staff.leader, 'notice.issue', 'notice/n1', {});
  const follow = (as: string) => ({
    ...toWest,
    audience: { of: { notice: 'n1', who: 'unconfirmed' } },
    follows: { notice: 'n1', as },
  });
  room.tell(SYSTEM, 'notice.compose', 'notice/n2', follow('reminder'));
  room.tell(SYSTEM, 'notice.compose', 'notice/n3', follow('correction'));
  room.tell(staff.leader, 'notice.compose', 'notice/n4', follow('correction'));
  expect(['n2', 'n3', 'n4'].map((id) => room.notice(id).needsSecond)).toEqual([true, false, true]);
  room.expect(
    ...['notice.composed', 'notice.signed', 'notice.issued', 'doors.opened', 'doors.opened', 'doors.opened'],
    ...['notice.composed', 'notice.composed', 'notice.composed'],
  );
  room.end();
});

test('a notice with a time limit: who was not reached by then is counted as such, help goes on', () => {
  const room = openStreet('2021-07-23 07:00');
  room.tell(staff.west, 'notice.compose', 'notice/n1', { ...toWest, expiresAt: room.now() + 5 * 60_000 });
  room.tell(staff.west, 'notice.issue', 'notice/n1', {});
  room.tell(staff.west, 'doors.needs-help', 'doors/n1:lane-1-2', { household: 'lane-1-2-001', category: 'ST99' });
  room.expect('notice.composed', 'notice.issued', 'doors.opened', 'doors.opened', 'doors.help-needed', 'case.reported');
  room.until('2021-07-23 07:05');
  expect(room.notice('n1').phase).toBe('expired');
  expect(room.sum('n1')).toEqual({ expired: 9, 'needs-help': 1 });
  room.expect('notice.expired', 'doors.ended', 'doors.settled', 'doors.ended');
  room.tell(staff.west, 'doors.help-done', 'doors/n1:lane-1-2', { household: 'lane-1-2-001' });
  room.expect('doors.help-given', 'doors.settled');
  room.forward(60);
  room.end();
});

test('what a notice is refused for', () => {
  const room = openStreet('2021-07-23 07:00');
  const compose = (actor: Parameters<typeof room.refused>[0], data: object) =>
    room.refused(actor, 'notice.compose', 'notice/n1', { ...toWest, ...data });
  expect(compose(staff.desk, { audience: {} })).toBe('notice.audience-open');
  expect(compose(staff.desk, { audience: { committees: [] } })).toBe('notice.audience-open');
  expect(compose(staff.desk, { audience: { committees: ['nowhere'] } })).toBe('notice.audience-unknown');
  expect(compose(staff.desk, { audience: { committees: ['east'], tags: ['aged-80'] } })).toBe('notice.audience-empty');
  expect(compose(staff.desk, { audience: { of: { notice: 'n0', who: 'reached' } } })).toBe('notice.earlier-unknown');
  expect(compose(staff.desk, { template: 'none' })).toBe('notice.unknown-template');
  expect(compose(staff.desk, { fields: { 台站: '区气象台', 时间: ' ' } })).toBe('notice.fields-missing');
  expect(compose(staff.desk, { fields: { ...text, 电话: '1' } })).toBe('notice.fields-unknown');
  expect(compose(staff.desk, { fields: { ...text, 台站: '小王 139-0000-0000' } })).toBe('notice.personal-number');
  expect(compose(staff.desk, { expiresAt: room.now() })).toBe('notice.expiry-past');
  expect(compose(staff.east, {})).toBe('notice.may-not');
  expect(compose(staff.sweeper, {})).toBe('notice.may-not');
  expect(compose(staff.admin, {})).toBe('notice.may-not');
  expect(room.refused(staff.leader, 'notice.issue', 'notice/n1', {})).toBe('notice.unknown');
  expect(
    room.refused(staff.west, 'doors.confirm', 'doors/n1:lane-1-1', { households: ['x'], by: 'self', way: 'qr' }),
  ).toBe('doors.may-not');
  expect(
    room.refused(staff.desk, 'doors.confirm', 'doors/n1:lane-1-1', { households: ['x'], by: 'self', way: 'qr' }),
  ).toBe('doors.unknown');

  issued(room);
  expect(compose(staff.desk, {})).toBe('notice.exists');
  expect(room.refused(staff.desk, 'doors.open', 'doors/n1:lane-2-1', { committee: 'east' })).toBe('doors.may-not');
  expect(room.refused(staff.carrier, 'doors.visit', 'doors/n1:lane-1-1', { visits: [] })).toBe('doors.may-not');
  expect(
    room.refused(staff.desk, 'doors.confirm', 'doors/n1:lane-1-1', {
      households: ['lane-1-1-101', 'lane-1-2-102'],
      by: 'self',
      way: 'qr',
    }),
  ).toBe('doors.unknown-household');
  expect(
    room.refused(staff.desk, 'doors.needs-help', 'doors/n1:lane-1-1', { household: 'lane-1-1-101', category: 'XX' }),
  ).toBe('doors.unknown-category');
  expect(room.refused(staff.desk, 'notice.close', 'notice/n1', {})).toBe('notice.open-doors');
  expect(room.refused(staff.sweeper, 'notice.close', 'notice/n1', { reason: 'enough' })).toBe('notice.may-not');
  expect(room.refused(staff.commander, 'notice.discard', 'notice/n1', { reason: 'no' })).toBe('notice.wrong-phase');
  room.end();
});

test('the audience: places are joined, everything else cuts down', () => {
  const room = openStreet('2021-07-23 07:00');
  const count = (audience: object, n = room.streams('notice').length) => {
    room.tell(staff.leader, 'notice.compose', `notice/a${n}`, { ...toWest, audience });
    room.expect('notice.composed');
    return room.notice(`a${n}`).headCount;
  };
  expect(count({ everyone: true })).toEqual({ stairwells: 3, households: 15, people: 28 });
  expect(count({ committees: ['east'], stairwells: ['lane-1-2'] })).toEqual({
    stairwells: 2,
    households: 9,
    people: 18,
  });
  expect(count({ compounds: ['lane-1'], floorKinds: ['ground', 'semi-basement'] })).toEqual({
    stairwells: 2,
    households: 4,
    people: 8,
  });
  expect(count({ tags: ['aged-80'] })).toEqual({ stairwells: 1, households: 1, people: 1 });
  expect(count({ uses: ['tenant', 'vacant'] })).toEqual({ stairwells: 2, households: 2, people: 2 });
  // 1号 and 2号 of the lane are some twenty metres apart, the other lane three hundred and fifty.
  expect(count({ near: { position: [121.45042, 31.22034], metres: 10 } })).toEqual({
    stairwells: 1,
    households: 6,
    people: 10,
  });
  expect(count({ near: { position: [121.45042, 31.22034], metres: 100 } })).toEqual({
    stairwells: 2,
    households: 10,
    people: 18,
  });
  room.end();
});
