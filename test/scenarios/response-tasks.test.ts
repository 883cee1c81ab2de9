import { expect, test } from 'vitest';
import { type OrderState, sumCounts, type TaskState } from '../../src/domain/responses/index.ts';
import { at, post, type StormWorld, stormWorld, terms } from './response-words.ts';

function started(): StormWorld {
  const world = stormWorld();
  world.tell(post.commander, 'response.start', 'response/r1', { kind: 'flood-typhoon', ...terms('IV') });
  return world;
}
const sounds = (world: StormWorld, stream: string): string[] =>
  world
    .journal()
    .filter((event) => event.stream === stream)
    .map((event) => event.type.slice(5));

test('from assigned to done: confirmed, in hand, evidence, done; another unit may not', () => {
  const world = started();
  const stream = world.taskStream('4-07', 'greenery');
  expect(world.refused(post.property, 'task.confirm', stream, {})).toBe('response.not-your-unit');
  world.tell(post.gardener, 'task.confirm', stream, {});
  world.tell(post.gardener, 'task.confirm', stream, {});
  expect(world.task('4-07', 'greenery')).toMatchObject({ phase: 'received', confirmations: [{ person: 'gardener' }] });
  world.tell(post.gardener, 'task.take-in-hand', stream, {});
  expect(world.refused(post.gardener, 'task.complete', stream, {})).toBe('task.evidence-missing');
  expect(
    world.refused(post.gardener, 'task.give-evidence', stream, { evidence: { kind: 'note', text: '弄好了' } }),
  ).toBe('task.other-evidence');
  expect(world.refused(post.gardener, 'task.give-evidence', stream, { evidence: { kind: 'counts', rows: [] } })).toBe(
    'task.evidence-empty',
  );
  const counts = (found: number, removed: number, reinforced: number) => ({
    kind: 'counts',
    rows: [{ what: 'signs', found, removed, reinforced }],
  });
  expect(world.refused(post.gardener, 'task.give-evidence', stream, { evidence: counts(5, 3, 3) })).toBe(
    'task.evidence-sum',
  );
  world.tell(post.gardener, 'task.give-evidence', stream, { evidence: counts(9, 2, 4) });
  world.tell(post.gardener, 'task.give-evidence', stream, { evidence: counts(3, 1, 0) });
  world.tell(post.gardener, 'task.complete', stream, {});
  expect(world.task('4-07', 'greenery')).toMatchObject({ phase: 'done', doneAt: at('07-23 07:00') });
  // What was taken down and what was made fast are counted apart.
  expect(sumCounts([world.task('4-07', 'greenery')]).get('signs')).toEqual({ found: 12, removed: 3, reinforced: 4 });
  expect(world.refused(post.gardener, 'task.confirm', stream, {})).toBe('task.not-open');
});

test('nobody answers: unanswered, reminded, escalated; the answer silences it', () => {
  const world = started();
  const stream = world.taskStream('4-05', 'committee-west');
  world.until('2021-07-23 07:15');
  expect(sounds(world, stream)).toEqual(['assigned', 'unanswered']);
  world.until('2021-07-23 08:00');
  expect(sounds(world, stream)).toEqual(['assigned', 'unanswered', 'reminded', 'reminded', 'escalated']);
  world.tell(post.west, 'task.confirm', stream, {});
  expect(world.task('4-05', 'committee-west')).toMatchObject({
    phase: 'received',
    unansweredAt: null,
    escalatedAt: null,
  });
});

test('a task that is answered but not done comes late, is reminded again and escalated; done late is kept as late', () => {
  const world = started();
  const stream = world.taskStream('4-05', 'committee-west');
  world.tell(post.west, 'task.confirm', stream, {});
  world.until('2021-07-23 11:00');
  expect(world.task('4-05', 'committee-west')).toMatchObject({ lateAt: at('07-23 11:00'), phase: 'received' });
  world.until('2021-07-23 11:50');
  expect(sounds(world, stream)).toEqual(['assigned', 'confirmed', 'late', 'reminded', 'reminded', 'escalated']);
  world.tell(post.leader, 'task.press', stream, { note: '请抓紧' });
  world.tell(post.west, 'task.complete', stream, { evidence: { kind: 'list', total: 40, done: 38, text: '两户不在' } });
  expect(world.task('4-05', 'committee-west')).toMatchObject({
    phase: 'done',
    lateAt: null,
    escalatedAt: null,
    rounds: [{ number: 1, late: true, missed: false }],
  });
});

test('a recurring task opens its next round by itself while the level lasts; a round not done is counted as missed', () => {
  const world = started();
  const stream = world.taskStream('4-03', 'ops');
  const log = { evidence: { kind: 'log', text: '全部点位已看' } };
  world.until('2021-07-23 07:40');
  world.tell(post.watch, 'task.complete', stream, log);
  expect(world.task('4-03', 'ops')).toMatchObject({ phase: 'waiting', nextAt: at('07-23 08:00') });
  world.until('2021-07-23 08:00');
  expect(world.task('4-03', 'ops')).toMatchObject({ phase: 'received', dueAt: at('07-23 09:00') });
  world.until('2021-07-23 09:30');
  const { rounds } = world.task('4-03', 'ops');
  expect(rounds.map(({ number, doneAt, late, missed }) => [number, doneAt, late, missed])).toEqual([
    [1, at('07-23 07:40'), false, false],
    [2, null, true, true],
    [3, null, false, false],
  ]);
  expect(world.refused(post.watch, 'task.complete', stream, {})).toBe('task.evidence-missing');
  world.tell(post.watch, 'task.complete', stream, log);
  world.tell(post.commander, 'response.lift', 'response/r1', { reason: '结束', dangers: '' });
  expect(world.task('4-03', 'ops')).toMatchObject({ phase: 'done', nextAt: null });
  const before = world.journal().length;
  world.until('2021-07-23 09:59');
  expect(
    world
      .journal()
      .slice(before)
      .filter((event) => event.stream === stream),
  ).toEqual([]);
});

test('two rounds missed in a row are escalated once; a round that is done makes it good', () => {
  const world = started();
  const stream = world.taskStream('4-03', 'ops');
  world.tell(post.watch, 'task.confirm', stream, {});
  world.until('2021-07-23 08:00');
  expect(world.task('4-03', 'ops').escalatedAt).toBeNull();
  world.until('2021-07-23 11:00');
  expect(world.task('4-03', 'ops')).toMatchObject({ escalatedAt: at('07-23 09:00'), phase: 'received' });
  expect(sounds(world, stream).filter((type) => type === 'escalated')).toHaveLength(1);
  world.tell(post.watch, 'task.complete', stream, { evidence: { kind: 'log', text: '补一轮' } });
  expect(world.task('4-03', 'ops')).toMatchObject({ escalatedAt: null, phase: 'waiting' });
});

test('not applicable: claimed with a reason, approved by somebody else', () => {
  const world = started();
  const stream = world.taskStream('4-05', 'property-west');
  world.tell(post.property, 'task.claim-not-applicable', stream, { reason: '无地下车库' });
  expect(world.refused(post.property, 'task.claim-not-applicable', stream, { reason: '再说一次' })).toBe(
    'task.claim-waiting',
  );
  expect(world.refused(post.property, 'task.answer-claim', stream, { accept: true, reason: '' })).toBe(
    'response.not-your-role',
  );
  world.tell(post.leader, 'task.answer-claim', stream, { accept: false, reason: '还有阳台' });
  expect(world.task('4-05', 'property-west')).toMatchObject({ claim: null, phase: 'assigned' });
  world.tell(post.property, 'task.claim-not-applicable', stream, { reason: '整幢空置' });
  world.tell(post.leader, 'task.answer-claim', stream, { accept: true, reason: '已核' });
  expect(world.task('4-05', 'property-west')).toMatchObject({ phase: 'not-applicable', cancelReason: '已核' });
  expect(world.refused(post.leader, 'task.answer-claim', stream, { accept: true, reason: '' })).toBe('task.no-claim');
  world.tell(post.leader, 'task.reopen', stream, { reason: '有人入住' });
  expect(world.task('4-05', 'property-west').phase).toBe('in-hand');
  // The desk that claims on behalf of a unit may not approve its own claim.
  world.tell(post.leader, 'task.claim-not-applicable', stream, { reason: '物业来电' });
  expect(world.refused(post.leader, 'task.answer-claim', stream, { accept: true, reason: '' })).toBe('task.own-claim');
});

test('each named person must confirm where the plan asks for persons', () => {
  const world = stormWorld();
  const data = {
    response: 'r1',
    row: 'order',
    level: 'III',
    unit: 'sanitation',
    action: { zh: '集结', en: 'Muster' },
    dueAt: at('07-23 08:00'),
    everyMinutes: null,
    evidenceKind: 'receipt',
    confirm: 'person',
    people: ['a', 'b'],
    basis: '',
    notice: null,
    sweep: [],
    mustClose: false,
  };
  world.tell(post.leader, 'task.assign', 'task/muster', data);
  const crew = (person: string) => ({ person, unit: 'sanitation', roles: ['handler'] });
  world.tell(crew('a'), 'task.confirm', 'task/muster', {});
  expect(world.state<TaskState>('task/muster').phase).toBe('assigned');
  expect(world.refused(crew('a'), 'task.complete', 'task/muster', { evidence: { kind: 'receipt', note: '' } })).toBe(
    'task.people-unconfirmed',
  );
  world.tell(crew('b'), 'task.confirm', 'task/muster', {});
  // The last receipt is the end of a task that asks for nothing but receipts.
  expect(world.state<TaskState>('task/muster').phase).toBe('done');
  expect(world.refused(post.leader, 'task.assign', 'task/nobody', { ...data, unit: 'nobody' })).toBe(
    'task.unit-unknown',
  );
  expect(world.refused(post.leader, 'task.reopen', 'task/unknown', { reason: 'x' })).toBe('task.unknown');
});

test('a deadline may be put off, never brought forward', () => {
  const world = started();
  const stream = world.taskStream('4-07', 'greenery');
  expect(world.refused(post.leader, 'task.extend', stream, { dueAt: at('07-23 12:00'), reason: '早' })).toBe(
    'task.extend-earlier',
  );
  expect(world.refused(post.gardener, 'task.extend', stream, { dueAt: at('07-23 20:00'), reason: '忙' })).toBe(
    'response.not-your-role',
  );
  world.until('2021-07-23 13:30');
  expect(world.task('4-07', 'greenery').lateAt).toBe(at('07-23 13:00'));
  world.tell(post.leader, 'task.extend', stream, { dueAt: at('07-23 18:00'), reason: '树多' });
  expect(world.task('4-07', 'greenery')).toMatchObject({ lateAt: null, dueAt: at('07-23 18:00') });
});

test('an order goes to named units, each answers; who has not is named when the time is up', () => {
  const world = stormWorld();
  expect(
    world.refused(post.west, 'order.issue', 'order/o1', {
      form: 'order',
      text: '关闭车库',
      units: ['ops'],
      answerMinutes: 10,
    }),
  ).toBe('response.not-your-role');
  expect(
    world.refused(post.leader, 'order.issue', 'order/o1', {
      form: 'order',
      text: '关闭车库',
      units: ['nobody'],
      answerMinutes: 10,
    }),
  ).toBe('order.unit-unknown');
  world.tell(post.leader, 'order.issue', 'order/o1', {
    form: 'order',
    text: '关闭车库',
    units: ['committee-west', 'property-west'],
    answerMinutes: 10,
  });
  const order = (): OrderState => world.state<OrderState>('order/o1');
  expect(order()).toMatchObject({ number: '2021-1', phase: 'open' });
  world.tell(post.west, 'order.receive', 'order/o1', { answer: '收到' });
  expect(world.refused(post.east, 'order.receive', 'order/o1', { answer: '收到' })).toBe('response.not-your-unit');
  world.forward(10);
  expect(world.journal().at(-1)).toMatchObject({ type: 'order.overdue', data: { units: ['property-west'] } });
  world.tell(post.property, 'order.report-done', 'order/o1', { note: '已关' });
  expect(order()).toMatchObject({ phase: 'answered', overdue: true });
  world.tell(post.leader, 'order.withdraw', 'order/o1', { reason: '发错' });
  expect(world.refused(post.west, 'order.report-done', 'order/o1', { note: '已关' })).toBe('order.withdrawn');
  expect(
    world.refused(post.leader, 'order.issue', 'order/o1', {
      form: 'order',
      text: '再发',
      units: ['ops'],
      answerMinutes: 10,
    }),
  ).toBe('order.already-issued');
});
