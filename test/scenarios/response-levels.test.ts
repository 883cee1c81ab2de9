import { expect, test } from 'vitest';
import { board, leftOpen, type ResponseState, type TaskState } from '../../src/domain/responses/index.ts';
import { at, post, type StormWorld, stormWorld, terms } from './response-words.ts';

const flood = { kind: 'flood-typhoon' } as const;
const phases = (world: StormWorld): string[] =>
  world
    .streams('task')
    .map((stream) => world.state<TaskState>(stream))
    .map((task) => `${task.row} ${task.unit} ${task.phase}`)
    .sort();
const response = (world: StormWorld): ResponseState => world.state<ResponseState>('response/r1');
const allTasks = (world: StormWorld): TaskState[] =>
  world.streams('task').map((stream) => world.state<TaskState>(stream));

test('a level is proposed by the centre and signed by the commander, by nobody else', () => {
  const world = stormWorld();
  world.tell(post.leader, 'response.propose', 'response/r1', { ...flood, ...terms('IV') });
  const proposal = response(world).proposals[0]?.id as string;
  expect(response(world)).toMatchObject({ phase: 'waiting', level: null });
  for (const who of [post.leader, post.watch, post.west, post.feed])
    expect(world.refused(who, 'response.start', 'response/r1', { ...flood, ...terms('IV'), proposal })).toBe(
      'response.not-your-role',
    );
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('IV'), proposal });
  expect(response(world)).toMatchObject({
    phase: 'active',
    level: 'IV',
    proposals: [{ state: 'signed' }],
    history: [{ step: 'start', by: 'commander', order: '2021-1', proposal }],
  });
  expect(world.refused(post.commander, 'response.raise', 'response/r1', { ...terms('III'), proposal })).toBe(
    'response.no-such-proposal',
  );
});

test('a declined proposal keeps its answer; a newer one overtakes an older', () => {
  const world = stormWorld();
  world.tell(post.leader, 'response.propose', 'response/r1', { ...flood, ...terms('IV') });
  world.tell(post.leader, 'response.propose', 'response/r1', { ...flood, ...terms('III') });
  const [older, newer] = response(world).proposals;
  expect([older?.state, newer?.state]).toEqual(['overtaken', 'waiting']);
  world.tell(post.commander, 'response.decline', 'response/r1', { proposal: newer?.id, reason: '再观察一小时' });
  expect(response(world).proposals[1]).toMatchObject({ state: 'declined', answer: '再观察一小时' });
  expect(
    world.refused(post.commander, 'response.decline', 'response/r1', { proposal: older?.id, reason: '迟了' }),
  ).toBe('response.no-such-proposal');
});

test('starting gives every unit of the plan its task; raising keeps them, adds the new and replaces the rounds', () => {
  const world = stormWorld();
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('IV') });
  expect(phases(world)).toEqual([
    '4-01 ops assigned',
    '4-03 ops assigned',
    '4-05 committee-east assigned',
    '4-05 committee-west assigned',
    '4-05 property-east assigned',
    '4-05 property-west assigned',
    '4-07 greenery assigned',
  ]);
  expect(world.task('4-05', 'committee-west')).toMatchObject({
    dueAt: at('07-23 11:00'),
    evidenceKind: 'list',
    mustClose: true,
    action: { zh: '任务4-05', en: 'Task 4-05' },
  });
  world.forward(10);
  world.tell(post.watch, 'task.complete', world.taskStream('4-01', 'ops'), {
    evidence: { kind: 'log', text: '已推送' },
  });
  world.tell(post.watch, 'task.complete', world.taskStream('4-03', 'ops'), {
    evidence: { kind: 'log', text: '第一轮' },
  });
  world.tell(post.commander, 'response.raise', 'response/r1', terms('II'));
  expect(phases(world)).toEqual([
    '2-06 sanitation assigned',
    '3-04 ops assigned',
    '3-08 property-east assigned',
    '3-08 property-west assigned',
    '4-01 ops done',
    '4-03 ops done',
    '4-05 committee-east assigned',
    '4-05 committee-west assigned',
    '4-05 property-east assigned',
    '4-05 property-west assigned',
    '4-07 greenery assigned',
  ]);
  expect(world.task('2-06', 'sanitation').dueAt).toBeNull();
  // The hourly round had ended as done with its level; it begins again when the level comes back, and what was done stays done.
  world.tell(post.commander, 'response.lower', 'response/r1', terms('IV'));
  expect(world.task('4-03', 'ops')).toMatchObject({
    phase: 'assigned',
    turns: 2,
    rounds: [{ number: 1 }, { number: 2 }],
  });
  expect(world.task('4-01', 'ops')).toMatchObject({ phase: 'done', turns: 1 });
});

test('a task that the commander took back by hand stays back when the level goes up', () => {
  const world = stormWorld();
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('IV') });
  world.tell(post.commander, 'task.cancel', world.taskStream('4-07', 'greenery'), { reason: '区里统一排查' });
  world.tell(post.commander, 'response.raise', 'response/r1', terms('III'));
  expect(world.task('4-07', 'greenery')).toMatchObject({ phase: 'cancelled', cancelReason: '区里统一排查', turns: 1 });
});

test('lowering takes back what only the upper level asked for, brings the slow round back, and keeps the history', () => {
  const world = stormWorld();
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('III') });
  world.forward(31);
  world.tell(post.commander, 'response.lower', 'response/r1', terms('IV', { reason: '橙转黄' }));
  expect(world.task('3-08', 'property-west')).toMatchObject({ phase: 'cancelled', cancelReason: 'lower' });
  expect(world.task('3-04', 'ops').phase).toBe('cancelled');
  expect(world.task('4-03', 'ops')).toMatchObject({ phase: 'assigned', dueAt: at('07-23 08:31') });
  world.forward(29);
  world.tell(post.commander, 'response.raise', 'response/r1', terms('III'));
  expect(world.task('3-08', 'property-west')).toMatchObject({ phase: 'assigned', turns: 2, dueAt: at('07-23 11:00') });
  expect(response(world).timeline).toEqual([
    { level: 'III', from: at('07-23 07:00'), to: at('07-23 07:31') },
    { level: 'IV', from: at('07-23 07:31'), to: at('07-23 08:00') },
    { level: 'III', from: at('07-23 08:00'), to: null },
  ]);
  expect(response(world).history.map(({ step, from, to, order }) => [step, from, to, order])).toEqual([
    ['start', null, 'III', '2021-1'],
    ['lower', 'III', 'IV', '2021-2'],
    ['raise', 'IV', 'III', '2021-3'],
  ]);
});

test('lifting ends the rounds, gives out the lift rows, and leaves open what must be closed', () => {
  const world = stormWorld();
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('IV') });
  world.forward(20);
  world.tell(post.west, 'task.complete', world.taskStream('4-05', 'committee-west'), {
    evidence: { kind: 'list', total: 12, done: 12, text: '已收' },
  });
  world.tell(post.commander, 'response.lift', 'response/r1', { reason: '预警解除', dangers: '外墙' });
  expect(response(world)).toMatchObject({
    phase: 'lifted',
    level: null,
    liftedAt: at('07-23 07:20'),
    measures: '外墙',
  });
  expect(world.task('4-03', 'ops').phase).toBe('cancelled');
  expect(world.task('4-07', 'greenery').phase).toBe('cancelled');
  expect(world.task('0-01', 'ops')).toMatchObject({ phase: 'assigned', level: 'LIFT' });
  expect(
    leftOpen(allTasks(world))
      .map((task) => `${task.row} ${task.unit}`)
      .sort(),
  ).toEqual(['0-01 ops', '4-05 committee-east', '4-05 property-east', '4-05 property-west']);
  expect(world.refused(post.commander, 'response.raise', 'response/r1', terms('III'))).toBe('response.lifted');
  world.tell(post.commander, 'response.review', 'response/r1', { text: '复盘' });
  expect(response(world).review).toMatchObject({ by: 'commander', text: '复盘' });
});

test('never below the order of the level above without a newer order number', () => {
  const world = stormWorld();
  const order = (level: 'III' | 'II' | null, number: string) =>
    world.tell(post.leader, 'response.note-upper-order', 'response/r1', {
      ...flood,
      level,
      number,
      issuer: '区防汛办',
      text: '指令',
    });
  order('II', '区9号');
  expect(world.refused(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('III') })).toBe(
    'response.below-upper-order',
  );
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('II', { upperNumber: '区9号' }) });
  expect(world.refused(post.commander, 'response.lower', 'response/r1', terms('III'))).toBe(
    'response.below-upper-order',
  );
  expect(world.refused(post.commander, 'response.lower', 'response/r1', terms('III', { upperNumber: '区9号' }))).toBe(
    'response.below-upper-order',
  );
  expect(world.refused(post.commander, 'response.lift', 'response/r1', { reason: '雨停', dangers: '' })).toBe(
    'response.below-upper-order',
  );
  world.tell(post.commander, 'response.lower', 'response/r1', terms('III', { upperNumber: '区10号' }));
  order(null, '区11号');
  world.tell(post.commander, 'response.lift', 'response/r1', { reason: '雨停', dangers: '' });
  expect(response(world).phase).toBe('lifted');
});

test('two responses of different kinds stand side by side; a second of the same kind is refused until the first is lifted', () => {
  const world = stormWorld();
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('IV') });
  expect(world.refused(post.commander, 'response.start', 'response/r2', { ...flood, ...terms('IV') })).toBe(
    'response.kind-already-active',
  );
  world.tell(post.commander, 'response.start', 'response/epidemic', { kind: 'epidemic', ...terms('III') });
  expect(world.state<ResponseState>('response/epidemic').level).toBe('III');
  world.tell(post.commander, 'response.lift', 'response/r1', { reason: '结束', dangers: '' });
  world.tell(post.commander, 'response.start', 'response/r2', { ...flood, ...terms('IV') });
  expect(world.state<ResponseState>('response/r2').phase).toBe('active');
});

test('a response for one committee gives tasks to its units only; a wider scope adds the others, a narrower takes back', () => {
  const world = stormWorld();
  expect(
    world.refused(post.commander, 'response.start', 'response/r1', {
      ...flood,
      ...terms('IV', { scope: ['nowhere'] }),
    }),
  ).toBe('response.scope-unknown');
  expect(
    world.refused(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('IV', { scope: [] }) }),
  ).toBe('response.scope-empty');
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('IV', { scope: ['west'] }) });
  // A unit without committees works for all of them.
  expect(world.task('4-01', 'ops').phase).toBe('assigned');
  expect(phases(world).filter((line) => line.startsWith('4-05'))).toEqual([
    '4-05 committee-west assigned',
    '4-05 property-west assigned',
  ]);
  world.tell(post.commander, 'response.change-scope', 'response/r1', { scope: 'all', reason: '全域' });
  expect(phases(world).filter((line) => line.startsWith('4-05'))).toHaveLength(4);
  world.tell(post.commander, 'response.change-scope', 'response/r1', { scope: ['west'], reason: '仅西片' });
  expect(world.task('4-05', 'committee-east').phase).toBe('cancelled');
  expect(response(world).timeline).toHaveLength(1);
});

test('wrong directions, wrong states and an expected length that passes', () => {
  const world = stormWorld();
  expect(world.refused(post.commander, 'response.raise', 'response/r1', terms('III'))).toBe('response.not-active');
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('III', { expectedMinutes: 60 }) });
  expect(world.refused(post.commander, 'response.raise', 'response/r1', terms('III'))).toBe('response.not-higher');
  expect(world.refused(post.commander, 'response.raise', 'response/r1', terms('IV'))).toBe('response.not-higher');
  expect(world.refused(post.commander, 'response.lower', 'response/r1', terms('II'))).toBe('response.not-lower');
  expect(world.refused(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('II') })).toBe(
    'response.already-active',
  );
  expect(world.refused(post.leader, 'response.propose', 'response/r1', { ...flood, ...terms('III') })).toBe(
    'response.level-already',
  );
  expect(world.refused(post.leader, 'response.propose', 'response/r1', { kind: 'heat', ...terms('II') })).toBe(
    'response.other-kind',
  );
  expect(world.refused(post.commander, 'response.review', 'response/r1', { text: '早了' })).toBe('response.not-lifted');
  world.until('2021-07-23 08:00');
  expect(response(world).expectedPassed).toBe(true);
  world.tell(post.commander, 'response.extend', 'response/r1', { expectedMinutes: 120, reason: '雨势未减' });
  expect(response(world)).toMatchObject({ expectedPassed: false, expectedUntil: at('07-23 10:00'), level: 'III' });
});

test('the board counts units × tasks', () => {
  const world = stormWorld();
  world.tell(post.commander, 'response.start', 'response/r1', { ...flood, ...terms('IV') });
  world.tell(post.west, 'task.complete', world.taskStream('4-05', 'committee-west'), {
    evidence: { kind: 'list', total: 3, done: 3, text: '' },
  });
  world.until('2021-07-23 11:01');
  const view = board(
    allTasks(world),
    [{ id: 'committee-east' }, { id: 'committee-west' }, { id: 'ops' }, { id: 'drainage' }],
    'r1',
  );
  expect(view.units.map(({ unit, counts }) => [unit, counts.done, counts.open, counts.late])).toEqual([
    ['committee-east', 0, 1, 1],
    ['committee-west', 1, 0, 0],
    ['ops', 0, 2, 1],
  ]);
  expect(view.rows.map(({ row, counts }) => [row, counts.total, counts.done, counts.late])).toEqual([
    ['4-01', 1, 0, 1],
    ['4-03', 1, 0, 0],
    ['4-05', 4, 1, 3],
    ['4-07', 1, 0, 0],
  ]);
  expect(view.counts).toMatchObject({ total: 7, done: 1, open: 6, late: 4, missedRounds: 4 });
  expect(view.cells.get('4-05')?.get('committee-west')?.phase).toBe('done');
});
