import { expect, test } from 'vitest';
import {
  actorOf,
  gaps,
  leaderOnShift,
  onDuty,
  type PersonState,
  type RosterState,
  whoAnswers,
} from '../../src/domain/people/index.ts';
import { openStreet, staff, street } from './street.ts';
import { instantOf } from './world.ts';

const at = (time: string) => instantOf(`2021-07-${time}`, street);
const shift = (
  id: string,
  role: 'leader' | 'officer',
  person: string,
  from: string,
  to: string,
  more: object = {},
) => ({ shift: id, role, unit: 'ops', person, from: at(from), to: at(to), ...more });

test('a night on duty: roster, a gap, a swap, signing on, the log, handover signed by both', () => {
  const room = openStreet('2021-07-24 12:00');
  const roster = () => room.state<RosterState>('duty/roster');
  const duty = (actor: Parameters<typeof room.tell>[0], type: string, data: object) =>
    room.tell(actor, `duty.${type}`, 'duty/roster', data);
  const refused = (actor: Parameters<typeof room.tell>[0], type: string, data: object) =>
    room.refused(actor, `duty.${type}`, 'duty/roster', data);

  duty(staff.commander, 'plan-shift', shift('s1', 'leader', 'commander', '24 20:00', '25 08:00'));
  duty(staff.commander, 'plan-shift', shift('s2', 'officer', 'desk', '24 20:00', '25 06:00'));
  duty(staff.commander, 'plan-shift', shift('s3', 'officer', 'patrol', '25 08:00', '25 20:00', { standIn: 'leader' }));
  room.expect('duty.shift-planned', 'duty.shift-planned', 'duty.shift-planned');
  expect(gaps(roster(), { from: at('24 20:00'), to: at('25 20:00') })).toEqual([
    { role: 'leader', from: at('25 08:00'), to: at('25 20:00') },
    { role: 'officer', from: at('25 06:00'), to: at('25 08:00') },
  ]);
  expect(refused(staff.commander, 'plan-shift', shift('s4', 'officer', 'desk', '25 05:00', '25 09:00'))).toBe(
    'duty.overlap',
  );
  expect(refused(staff.commander, 'plan-shift', shift('s4', 'officer', 'desk', '25 09:00', '25 09:00'))).toBe(
    'duty.shift-times',
  );
  expect(refused(staff.commander, 'plan-shift', shift('s1', 'officer', 'desk', '26 09:00', '26 10:00'))).toBe(
    'duty.shift-exists',
  );
  expect(refused(staff.desk, 'plan-shift', shift('s4', 'officer', 'patrol', '25 06:00', '25 08:00'))).toBe(
    'duty.may-not',
  );

  // The desk swaps the night with the shift leader: asked, agreed, decided by a third.
  duty(staff.desk, 'ask-swap', { shift: 's2', to: 'leader', reason: '孩子发烧' });
  expect(refused(staff.commander, 'decide-swap', { shift: 's2', approve: true })).toBe('duty.swap-not-agreed');
  expect(refused(staff.sweeper, 'answer-swap', { shift: 's2', agree: true })).toBe('duty.may-not');
  duty(staff.leader, 'answer-swap', { shift: 's2', agree: true });
  expect(refused(staff.leader, 'decide-swap', { shift: 's2', approve: true })).toBe('duty.may-not');
  duty(staff.commander, 'decide-swap', { shift: 's2', approve: true });
  expect(roster().shifts.s2).toMatchObject({ person: 'leader', phase: 'planned' });
  room.expect('duty.swap-asked', 'duty.swap-answered', 'duty.swap-decided');

  expect(refused(staff.leader, 'sign-on', { shift: 's2' })).toBe('duty.too-early');
  room.until('2021-07-24 19:50');
  duty(staff.leader, 'sign-on', { shift: 's2' });
  expect(refused(staff.desk, 'sign-on', { shift: 's2' })).toBe('duty.may-not');
  expect(leaderOnShift(roster())).toBeUndefined();
  // A quarter of an hour after eight nobody has signed for the leader: noted. He comes at twenty past.
  room.until('2021-07-24 20:20');
  expect(room.expect('duty.signed-on', 'duty.shift-missed')[1]).toMatchObject({
    at: at('24 20:15'),
    data: { shift: 's1', role: 'leader', unit: 'ops' },
  });
  expect(gaps(roster(), { from: at('24 20:00'), to: at('25 06:00') })).toEqual([
    { role: 'leader', from: at('24 20:00'), to: at('25 06:00') },
  ]);
  duty(staff.commander, 'sign-on', { shift: 's1' });
  expect(onDuty(roster()).map((row) => [row.role, row.person])).toEqual([
    ['leader', 'commander'],
    ['officer', 'leader'],
  ]);
  expect(leaderOnShift(roster())?.person).toBe('commander');

  room.tell(
    staff.leader,
    'duty.log',
    'duty/roster',
    { kind: 'call', direction: 'in', counterpart: '区防汛办', what: '问积水点', done: '已报三处' },
    { occurredAt: '2021-07-24 20:10' },
  );
  expect(
    refused(staff.leader, 'log', {
      kind: 'call',
      direction: 'out',
      counterpart: '李师傅 13600001111',
      what: '叫泵车',
      done: '',
    }),
  ).toBe('duty.personal-number');
  expect(roster().log).toMatchObject([{ at: at('24 20:10'), by: 'leader', counterpart: '区防汛办' }]);
  room.expect('duty.signed-on', 'duty.logged');

  room.until('2021-07-25 07:55');
  expect(refused(staff.leader, 'sign-off', { shift: 's2' })).toBe('duty.desk-empty');
  duty(staff.patrol, 'sign-on', { shift: 's3' });
  const open = [{ stream: 'case/c1', note: '树还压着车，绿化八点半到' }];
  expect(refused(staff.leader, 'hand-over', { to: 'leader', open, note: '' })).toBe('duty.handover-to-self');
  expect(refused(staff.desk, 'hand-over', { to: 'patrol', open, note: '' })).toBe('duty.may-not');
  duty(staff.leader, 'hand-over', { to: 'patrol', open, note: '夜里三处积水，两处已退' });
  const handover = roster().handovers[0]?.id ?? '';
  expect(refused(staff.commander, 'take-over', { handover })).toBe('duty.may-not');
  duty(staff.patrol, 'take-over', { handover });
  expect(refused(staff.patrol, 'take-over', { handover })).toBe('duty.handover-taken');
  expect(roster().handovers).toMatchObject([{ from: 'leader', to: 'patrol', open, takenAt: at('25 07:55') }]);
  duty(staff.leader, 'sign-off', { shift: 's2' });
  room.expect('duty.signed-on', 'duty.handed-over', 'duty.taken-over', 'duty.signed-off');
  expect(refused(staff.leader, 'sign-off', { shift: 's2' })).toBe('duty.not-on');
  // The last leader goes, and says why.
  duty(staff.commander, 'sign-off', { shift: 's1', reason: '去区里开会' });
  room.expect('duty.signed-off');
  room.end();
});

test('posts: given and taken by another, roles as the district has them now, who answers where', () => {
  const room = openStreet('2021-07-24 12:00');
  expect(room.refused(staff.admin, 'person.appoint', 'person/admin', { post: 'leader-post' })).toBe('person.own-post');
  expect(room.refused(staff.admin, 'person.appoint', 'person/p1', { post: 'king' })).toBe('person.unknown-post');
  expect(room.refused(staff.commander, 'person.appoint', 'person/p1', { post: 'leader-post' })).toBe('person.may-not');
  room.tell(staff.admin, 'person.appoint', 'person/p1', { post: 'west-post' });
  room.tell(staff.admin, 'person.appoint', 'person/p1', { post: 'desk-post' });
  room.tell(staff.admin, 'person.appoint', 'person/p2', { post: 'sweeper-post' });
  expect(room.refused(staff.admin, 'person.appoint', 'person/p1', { post: 'west-post' })).toBe('person.post-held');
  const state = room.state<PersonState>('person/p1');
  expect(actorOf('p1', state, street)).toEqual({
    person: 'p1',
    unit: 'committee-west',
    area: 'west',
    roles: ['committee', 'intake', 'dispatcher'],
  });
  expect(actorOf('p1', state, street, 'ops')).toEqual({
    person: 'p1',
    unit: 'ops',
    area: undefined,
    roles: ['intake', 'dispatcher'],
  });
  expect(actorOf('p1', state, { ...street, posts: [] })).toEqual({
    person: 'p1',
    unit: undefined,
    area: undefined,
    roles: [],
  });

  room.tell(staff.commander, 'duty.plan-shift', 'duty/roster', {
    shift: 's',
    role: 'officer',
    unit: 'sanitation',
    person: 'p2',
    from: room.now(),
    to: room.now() + 3_600_000,
  });
  room.tell({ person: 'p2', roles: ['handler'] }, 'duty.sign-on', 'duty/roster', { shift: 's' });
  const people = new Map(['p1', 'p2'].map((id) => [id, room.state<PersonState>(`person/${id}`)]));
  const answering = (category: string, committee: string) =>
    whoAnswers(street, category, committee, people, room.state<RosterState>('duty/roster')).map((row) => [
      row.unit.id,
      row.people,
      row.onDuty,
    ]);
  expect(answering('ST06', 'east')).toEqual([
    ['sanitation', ['p2'], ['p2']],
    ['property-east', [], []],
  ]);
  expect(answering('ST71', 'west')).toEqual([['committee-west', ['p1'], []]]);

  room.tell(staff.admin, 'person.relieve', 'person/p1', { post: 'west-post', reason: '调岗' });
  expect(room.refused(staff.admin, 'person.relieve', 'person/p1', { post: 'west-post', reason: '调岗' })).toBe(
    'person.post-not-held',
  );
  expect(actorOf('p1', room.state<PersonState>('person/p1'), street).roles).toEqual(['intake', 'dispatcher']);
  room.expect(
    'person.appointed',
    'person.appointed',
    'person.appointed',
    'duty.shift-planned',
    'duty.signed-on',
    'person.relieved',
  );
  room.end();
});

test('the clock of a drill moves forward; that of a real district does not move', () => {
  const room = openStreet('2021-07-23 07:00');
  const refused = (type: string, data: object, actor: Parameters<typeof room.tell>[0] = staff.leader) =>
    room.refused(actor, `drill.${type}`, 'drill/clock', data);
  expect(refused('set-clock', { speed: 60 })).toBe('drill.real-district');
  expect(refused('advance', { to: room.now() + 1 })).toBe('drill.real-district');
  expect(refused('open', { scenario: 'storm', at: 0, speed: 1 }, staff.admin)).toBe('drill.may-not');

  room.tell({ person: 'system', roles: ['system'] }, 'drill.open', 'drill/clock', {
    scenario: 'storm',
    at: room.now(),
    speed: 240,
  });
  room.tell(staff.leader, 'drill.set-clock', 'drill/clock', { speed: 0 });
  expect(room.state('drill/clock')).toMatchObject({ open: true, scenario: 'storm', at: room.now(), speed: 0 });
  room.tell(staff.leader, 'drill.advance', 'drill/clock', { to: at('24 07:00') });
  expect(room.state('drill/clock')).toMatchObject({ at: at('24 07:00'), speed: 0 });
  room.tell(staff.leader, 'drill.inject', 'drill/clock', { kind: 'inject', note: '第三泵站停电' });
  expect(refused('inject', { kind: 'inject', note: '打 13600001111' })).toBe('drill.personal-number');
  expect(refused('advance', { to: room.now() })).toBe('drill.backwards');
  expect(refused('advance', { to: room.now() + 40 * 86_400_000 })).toBe('drill.too-far');
  expect(refused('set-clock', { speed: -1 })).toBe('drill.speed');
  expect(refused('set-clock', { speed: Number.NaN })).toBe('drill.speed');
  expect(refused('set-clock', { speed: 1 }, staff.sweeper)).toBe('drill.may-not');
  room.expect('drill.opened', 'drill.clock-set', 'drill.clock-set', 'drill.injected');
  room.end();
});
