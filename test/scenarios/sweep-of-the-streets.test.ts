import { expect, test } from 'vitest';
import type { CaseState } from '../../src/domain/cases/index.ts';
import {
  blindSpots,
  coverage,
  leavesBlind,
  type RoundState,
  secondRound,
  secondRoundId,
} from '../../src/domain/sweeps/index.ts';
import { openStreet, staff } from './street.ts';

const grates = {
  title: { zh: '清雨水箅', en: 'Clear the grates' },
  targets: { kinds: ['drain'] },
  checklist: 'streets',
  by: 'foot',
  unit: 'sanitation',
  level: 'IV',
  dueMinutes: 120,
};
const seen = (...targets: string[]) => ({ ticks: targets.map((target) => ({ target, result: 'normal' })) });

test('two sweepers on one round: ticks, a second look, a hazard that becomes a case, one fixed on the spot, a blind spot with its reason', () => {
  const room = openStreet('2021-07-23 08:00');
  room.tell(staff.desk, 'round.open', 'round/r1', grates);
  const round = () => room.state<RoundState>('round/r1');
  expect(round().targets).toEqual([
    { id: 'drain-w1', kind: 'drain', committee: 'west' },
    { id: 'drain-w2', kind: 'drain', committee: 'west' },
    { id: 'drain-e1', kind: 'drain', committee: 'east' },
  ]);
  room.tell(staff.sweeper, 'round.tick', 'round/r1', seen('drain-w1'));
  room.forward(10);
  room.tell(staff.sweeper2, 'round.tick', 'round/r1', {
    ticks: [
      { target: 'drain-w2', result: 'hazard', item: 'grate', note: '树叶堵满，找小张 13812345678', photos: ['p1'] },
      { target: 'drain-w1', result: 'normal' },
    ],
  });
  const [, , ticked, reported] = room.expect('round.opened', 'round.ticked', 'round.ticked', 'case.reported');
  expect(ticked?.data).toMatchObject({
    late: false,
    ticks: [
      { target: 'drain-w2', look: 1 },
      { target: 'drain-w1', look: 2 },
    ],
  });
  expect(room.state<CaseState>(reported?.stream ?? '')).toMatchObject({
    stage: 'reported',
    source: 'sweep',
    category: 'ST06',
    description: '树叶堵满，找小张 138********',
    place: { committee: 'west', address: '点位drain-w2' },
    evidence: [{ media: 'p1', when: 'before' }],
    links: { round: 'r1', point: 'drain-w2' },
  });
  // The same hazard seen again by the other is a second look, not a second case.
  room.tell(staff.sweeper, 'round.tick', 'round/r1', {
    ticks: [{ target: 'drain-w2', result: 'hazard', item: 'grate' }],
  });
  room.tell(staff.sweeper, 'round.tick', 'round/r1', { ticks: [{ target: 'drain-e1', result: 'not-reachable' }] });
  room.expect('round.ticked', 'round.ticked');
  expect(round().looks['drain-w2']?.map((look) => look.by)).toEqual(['sweeper-2', 'sweeper']);
  expect(coverage([round()], 'committee')).toEqual(
    new Map([
      ['west', { targets: 2, looked: 2, blind: 0, hazards: 1 }],
      ['east', { targets: 1, looked: 0, blind: 1, hazards: 0 }],
    ]),
  );
  expect(blindSpots([round()]).map((target) => target.id)).toEqual(['drain-e1']);

  expect(room.refused(staff.sweeper, 'round.finish', 'round/r1', {})).toBe('round.blind-targets');
  room.tell(staff.sweeper, 'round.finish', 'round/r1', { reason: '工地封闭，进不去' });
  expect(room.expect('round.finished')[0]?.data).toEqual({
    looked: 2,
    blind: ['drain-e1'],
    reason: '工地封闭，进不去',
  });
  // A phone without a signal tells later what was seen before the end; what is seen after it belongs to a new round.
  room.forward(30);
  room.tell(
    staff.sweeper2,
    'round.tick',
    'round/r1',
    { ticks: [{ target: 'drain-e1', result: 'hazard', item: 'grate', fixed: true, photos: ['p2'] }] },
    { occurredAt: '2021-07-23 08:09' },
  );
  const [late, covered, fixed] = room.expect('round.ticked', 'round.covered', 'case.fixed-on-spot');
  expect(late?.data).toMatchObject({ late: true });
  expect(covered?.data).toEqual({ targets: 3 });
  expect(room.state<CaseState>(fixed?.stream ?? '')).toMatchObject({
    selfHandled: true,
    category: 'ST06',
    evidence: [{ media: 'p2', when: 'after' }],
  });
  expect(room.refused(staff.sweeper2, 'round.tick', 'round/r1', seen('drain-e1'))).toBe('round.over');
  expect(blindSpots([round()])).toEqual([]);
  room.end();
});

test('nobody ticks: an absence after twenty minutes, and an overdue round closes with its blind list', () => {
  const room = openStreet('2021-07-23 08:00');
  room.tell(staff.desk, 'round.open', 'round/r1', { ...grates, absenceMinutes: 20 });
  room.until('2021-07-23 08:19');
  room.expect('round.opened');
  room.until('2021-07-23 08:25');
  expect(room.expect('round.absent')[0]).toMatchObject({ at: room.now() - 5 * 60_000, data: { unit: 'sanitation' } });
  room.tell(staff.sweeper, 'round.tick', 'round/r1', seen('drain-w1'));
  expect(room.state<RoundState>('round/r1')).toMatchObject({ absences: 1 });
  expect(room.state<RoundState>('round/r1').absentSince).toBeUndefined();
  room.until('2021-07-23 08:46');
  room.expect('round.ticked', 'round.absent');
  room.until('2021-07-23 10:00');
  expect(room.expect('round.closed-overdue')[0]?.data).toEqual({ looked: 1, blind: ['drain-w2', 'drain-e1'] });
  expect(room.state<RoundState>('round/r1')).toMatchObject({ phase: 'overdue', absences: 2 });
  room.end();
});

test('video rounds every half hour until the level changes', () => {
  const room = openStreet('2021-07-25 20:00');
  const patrol = {
    title: { zh: '视频巡查', en: 'Video patrol' },
    targets: { kinds: ['water', 'sign'] },
    by: 'video',
    unit: 'ops',
    level: 'III',
    dueMinutes: 60,
    everyMinutes: 30,
  };
  room.tell(staff.desk, 'round.open', 'round/v', patrol);
  room.tell(staff.desk, 'round.tick', 'round/v', {
    ticks: [
      { target: 'water-e1', result: 'hazard', category: 'ST01' },
      { target: 'sign-w1', result: 'normal' },
    ],
  });
  const [, , , reported] = room.expect('round.opened', 'round.ticked', 'round.covered', 'case.reported');
  expect(room.state<CaseState>(reported?.stream ?? '')).toMatchObject({ source: 'video', category: 'ST01' });
  room.until('2021-07-25 20:29');
  room.expect();
  // A round that saw everything finishes by itself when its time is up, and the next one begins.
  room.until('2021-07-25 20:30');
  const opened = room.expect('round.finished', 'round.repeated', 'round.opened')[2];
  const second = opened?.stream ?? '';
  expect(room.state<RoundState>(second)).toMatchObject({
    phase: 'open',
    series: 'v',
    nth: 2,
    dueAt: room.now() + 30 * 60_000,
  });
  room.until('2021-07-25 21:00');
  room.expect('round.closed-overdue', 'round.repeated', 'round.opened');
  const [, , third] = room.streams('round') as [string, string, string];
  room.tell(staff.leader, 'round.stop', third, { reason: '响应升至Ⅱ级，改为一刻钟一轮' });
  room.until('2021-07-26 06:00');
  room.expect('round.stopped');
  room.end();
});

test('a round that ended with blind spots: a second one goes to exactly these, once, and may leave some again', () => {
  const room = openStreet('2021-07-23 08:00');
  room.tell(staff.desk, 'round.open', 'round/r1', { ...grates, by: 'video' });
  room.tell(staff.patrol, 'round.tick', 'round/r1', seen('drain-w1'));
  const round = (id: string) => room.state<RoundState>(`round/${id}`);
  const again = (id: string) => secondRound(id, round(id), { unit: 'sanitation', by: 'foot', dueMinutes: 30 });
  expect(leavesBlind(round('r1'))).toBe(false);
  expect(room.refused(staff.desk, 'round.open', again('r1').stream, again('r1').data)).toBe(
    'round.nothing-to-look-at-again',
  );
  room.until('2021-07-23 10:00');
  room.expect('round.opened', 'round.ticked', 'round.closed-overdue');

  expect(room.refused(staff.property, 'round.open', again('r1').stream, again('r1').data)).toBe('round.may-not');
  room.tell(staff.desk, 'round.open', again('r1').stream, again('r1').data);
  room.expect('round.opened');
  const second = secondRoundId('r1');
  expect(round(second)).toMatchObject({
    phase: 'open',
    title: grates.title,
    by: 'foot',
    checklist: 'streets',
    level: 'IV',
    after: 'r1',
    dueMinutes: 30,
  });
  expect(round(second).targets.map((target) => target.id)).toEqual(['drain-w2', 'drain-e1']);
  // Two who press at once open one round.
  expect(room.refused(staff.leader, 'round.open', again('r1').stream, again('r1').data)).toBe('round.exists');

  room.tell(staff.sweeper, 'round.tick', `round/${second}`, seen('drain-w2'));
  room.tell(staff.sweeper, 'round.finish', `round/${second}`, { reason: '工地封闭' });
  expect(leavesBlind(round(second))).toBe(true);
  expect(again(second).data.targets.ids).toEqual(['drain-e1']);
  room.tell(staff.desk, 'round.open', again(second).stream, again(second).data);
  room.tell(staff.sweeper, 'round.tick', again(second).stream, seen('drain-e1'));
  room.tell(staff.sweeper, 'round.finish', again(second).stream, {});
  expect(leavesBlind(round(secondRoundId(second)))).toBe(false);
  room.tell(staff.desk, 'round.open', 'round/r2', grates);
  room.tell(staff.leader, 'round.stop', 'round/r2', { reason: '雨大' });
  expect(leavesBlind(round('r2'))).toBe(false);
  room.expect(
    ...['round.ticked', 'round.finished', 'round.opened', 'round.ticked', 'round.covered', 'round.finished'],
    ...['round.opened', 'round.stopped'],
  );
  room.end();
});

test('what a round is refused for', () => {
  const room = openStreet('2021-07-23 08:00');
  const open = (actor: Parameters<typeof room.refused>[0], data: object) =>
    room.refused(actor, 'round.open', 'round/r1', { ...grates, ...data });
  expect(open(staff.desk, { targets: {} })).toBe('round.targets-open');
  expect(open(staff.desk, { targets: { committees: ['west'] } })).toBe('round.targets-open');
  expect(open(staff.desk, { targets: { kinds: ['site'] } })).toBe('round.no-targets');
  expect(open(staff.desk, { targets: { ids: ['drain-w1', 'nothing'] } })).toBe('round.unknown-target');
  expect(open(staff.desk, { unit: 'nobody' })).toBe('round.unknown-unit');
  expect(open(staff.desk, { checklist: 'nothing' })).toBe('round.unknown-checklist');
  expect(open(staff.property, {})).toBe('round.may-not');
  expect(open(staff.west, {})).toBe('round.may-not'); // a drain lies in the east
  expect(room.refused(staff.sweeper, 'round.tick', 'round/r1', seen('drain-w1'))).toBe('round.unknown');

  room.tell(staff.west, 'round.open', 'round/west', {
    ...grates,
    targets: { kinds: ['stairwell'], committees: ['west'] },
    unit: 'committee-west',
    checklist: undefined,
  });
  expect(room.state<RoundState>('round/west').targets.map((target) => target.id)).toEqual(['lane-1-1', 'lane-1-2']);
  room.tell(staff.sweeper, 'round.open', 'round/r1', { ...grates, targets: { unit: 'sanitation' } });
  room.expect('round.opened', 'round.opened');
  expect(open(staff.desk, {})).toBe('round.exists');
  const tick = (data: object) => room.refused(staff.sweeper, 'round.tick', 'round/r1', { ticks: [data] });
  expect(room.refused(staff.sweeper, 'round.tick', 'round/r1', { ticks: [] })).toBe('round.no-ticks');
  expect(tick({ target: 'sign-w1', result: 'normal' })).toBe('round.not-on-list');
  expect(tick({ target: 'drain-w1', result: 'hazard' })).toBe('round.hazard-without-kind');
  expect(tick({ target: 'drain-w1', result: 'hazard', item: 'roof' })).toBe('round.unknown-item');
  expect(tick({ target: 'drain-w1', result: 'hazard', category: 'XX' })).toBe('round.unknown-category');
  expect(room.refused(staff.property, 'round.tick', 'round/r1', seen('drain-w1'))).toBe('round.may-not');
  expect(room.refused(staff.sweeper, 'round.stop', 'round/r1', { reason: 'tired' })).toBe('round.may-not');
  room.tell(staff.leader, 'round.stop', 'round/r1', { reason: '雨大' });
  expect(room.refused(staff.leader, 'round.stop', 'round/r1', { reason: '雨大' })).toBe('round.over');
  room.expect('round.stopped');
  room.end();
});
