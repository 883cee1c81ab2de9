import { expect, test } from 'vitest';
import { aggregates } from '../../src/domain/aggregates.ts';
import type { CaseState } from '../../src/domain/cases/index.ts';
import { type Actor, deriveId, streamName } from '../../src/domain/kernel/index.ts';
import type { District, PlanTask } from '../../src/domain/places/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import {
  type ResponseState,
  type TaskState,
  taskId,
  type WarningMessage,
  type WarningState,
  warningId,
} from '../../src/domain/responses/index.ts';
import type { RoundState } from '../../src/domain/sweeps/index.ts';
import { staff, street } from './street.ts';
import { createWorld, type World } from './world.ts';

const row = (
  id: string,
  level: PlanTask['level'],
  units: string[],
  dueMinutes: number | null,
  more: Partial<PlanTask> = {},
): PlanTask => ({
  id,
  level,
  units,
  action: { zh: id, en: id },
  dueMinutes,
  evidence: 'log',
  confirm: 'unit',
  basis: 'test',
  mustClose: true,
  ...more,
});

/** The street with a plan of six rows. */
const district: District = {
  ...street,
  plan: [
    row('4-01', 'IV', ['ops-centre'], 15),
    row('4-04', 'IV', ['committee'], 240, { evidence: 'list', notice: 'typhoon' }),
    row('4-06', 'IV', ['sanitation'], 120, { evidence: 'list', sweep: ['drain'] }),
    row('4-03', 'IV', ['ops-centre'], 60, { everyMinutes: 60, mustClose: false }),
    row('3-04', 'III', ['ops-centre'], 30, { everyMinutes: 30, replaces: ['4-03'], mustClose: false }),
    row('0-01', 'LIFT', ['ops-centre'], 30, { evidence: 'note' }),
  ],
};

const feed: Actor = { person: 'feed', roles: ['gateway'] };
const sent = (time: string): number => Date.parse(`2021-07-${time}:00+08:00`);

function signal(
  identifier: string,
  time: string,
  colour: 'BLUE' | 'YELLOW',
  more: Partial<WarningMessage> = {},
): WarningMessage {
  return {
    sender: 'met.example',
    identifier,
    sent: sent(time),
    sentAsWritten: `2021-07-${time}:00+08:00`,
    status: 'Exercise',
    msgType: 'Alert',
    scope: 'Public',
    action: 'issue',
    issuer: '市气象台',
    kind: 'typhoon',
    event: '台风',
    colour,
    colourFrom: 'stated',
    headline: '台风预警',
    text: '台风预警',
    instruction: '',
    effective: sent(time),
    onset: null,
    expires: null,
    horizon: null,
    areas: [{ name: '本区', rings: [], circles: [{ centre: street.centre, km: 10 }], geocodes: [] }],
    references: [],
    keepsOthers: false,
    assumed: [],
    form: 'cap-1.2',
    digest: 'sha256:00',
    infos: [],
    codes: [],
    ...more,
  };
}

function receive(world: World, message: WarningMessage): string {
  const stream = streamName('warning', warningId(message));
  world.tell(feed, 'warning.receive', stream, { message });
  return stream;
}

const terms = (level: 'IV' | 'III', reason: string) =>
  ({ level, reason, scope: 'all', expectedMinutes: 2_880, measures: '全员值守' }) as const;

test('from a warning to the last closed hazard', () => {
  const world = createWorld({ aggregates, district, start: '2021-07-23 07:00', react });
  const task = (rowId: string, unit: string) => world.state<TaskState>(streamName('task', taskId('r1', rowId, unit)));

  const blue = receive(world, signal('w1', '23T07:00', 'BLUE'));
  expect(world.state<WarningState>(blue).concerns).toBe(true);
  expect(
    world.refused(staff.leader, 'response.start', 'response/r1', { kind: 'flood-typhoon', ...terms('IV', '蓝色预警') }),
  ).toBe('response.not-your-role');
  world.tell(staff.commander, 'response.start', 'response/r1', { kind: 'flood-typhoon', ...terms('IV', '蓝色预警') });
  expect(
    world.refused(staff.commander, 'response.start', 'response/r2', { kind: 'flood-typhoon', ...terms('IV', '再次') }),
  ).toBe('response.kind-already-active');

  // Every unit of every kind in the plan has its task; the sweep of the drains is open with its three targets.
  expect(world.streams('task')).toHaveLength(5);
  const round = world.streams('round').map((stream) => ({ stream, ...world.state<RoundState>(stream) }))[0];
  expect(round).toMatchObject({ unit: 'sanitation', by: 'foot', phase: 'open' });
  expect(round?.targets.map((target) => target.id).sort()).toEqual(['drain-e1', 'drain-w1', 'drain-w2']);

  // The notice of the plan goes out; when every door of a committee is answered, the committee's task is done by itself.
  const notice = {
    template: 'typhoon',
    fields: { 台站: '区气象台', 时间: '7时', 颜色: '蓝色' },
    level: 'IV',
    audience: { everyone: true },
    response: 'r1',
  };
  world.tell(staff.leader, 'notice.compose', 'notice/n1', notice);
  world.tell(staff.commander, 'notice.sign', 'notice/n1', {});
  world.tell(staff.leader, 'notice.issue', 'notice/n1', {});
  world.tell(staff.east, 'doors.confirm', 'doors/n1:lane-2-1', {
    households: ['101', '102', '201', '202', '301'].map((room) => `lane-2-1-${room}`),
    by: 'committee',
    way: 'visit',
  });
  expect(task('4-04', 'committee-east')).toMatchObject({ phase: 'done' });
  expect(task('4-04', 'committee-west')).toMatchObject({ phase: 'assigned' });

  // A hazard found on the sweep is a case with its place and kind; the sweep counts for the task.
  world.forward(20);
  world.tell(staff.sweeper, 'round.tick', round?.stream as string, {
    ticks: [
      { target: 'drain-w1', result: 'normal' },
      { target: 'drain-w2', result: 'hazard', item: 'grate' },
      { target: 'drain-e1', result: 'normal' },
    ],
  });
  expect(task('4-06', 'sanitation')).toMatchObject({ phase: 'done', progress: { done: 3, total: 3 } });
  const hazard = world.streams('case')[0] as string;
  expect(world.state<CaseState>(hazard)).toMatchObject({
    stage: 'reported',
    category: 'ST06',
    source: 'sweep',
    storm: false,
    links: { point: 'drain-w2', response: 'r1' },
  });

  // Yellow: the blue signal is replaced, the level goes up, all limits turn to clock hours, the hourly round gives way.
  world.until('2021-07-24 09:00');
  const yellow = receive(
    world,
    signal('w2', '24T09:00', 'YELLOW', {
      msgType: 'Update',
      references: [{ sender: 'met.example', identifier: 'w1', sent: sent('23T07:00') }],
    }),
  );
  expect(world.state<WarningState>(blue).ended).toMatchObject({ how: 'replaced' });
  world.tell(staff.commander, 'response.raise', 'response/r1', terms('III', '黄色预警'));
  expect(world.state<CaseState>(hazard).storm).toBe(true);
  expect(task('3-04', 'ops').phase).toBe('assigned');
  expect(['cancelled', 'done']).toContain(task('4-03', 'ops').phase);
  expect(world.state<CaseState>(hazard).switches).toHaveLength(1);

  // The case is handled, and checked by somebody who did not handle it.
  const step = (who: Actor, type: string, data: object) => world.tell(who, type, hazard, data);
  step(staff.desk, 'case.accept', {});
  if (world.state<CaseState>(hazard).stage === 'accepted') step(staff.leader, 'case.register', {});
  step(staff.desk, 'case.dispatch', { unit: 'sanitation' });
  step(staff.sweeper, 'case.take', {});
  step(staff.sweeper, 'case.feed-back', {
    done: '已清理',
    evidence: [{ media: 'm1', when: 'after', takenAt: world.now() }],
  });
  step(staff.patrol, 'case.check', { passed: true });
  expect(world.state<CaseState>(hazard)).toMatchObject({ stage: 'closed', closedBy: 'patrol' });

  // Somebody asks for help at the door: a case at once, told from the door.
  world.tell(staff.west, 'doors.needs-help', 'doors/n1:lane-1-2', {
    household: 'lane-1-2-001',
    category: 'ST71',
    note: '积水进屋',
  });
  const need = world
    .streams('case')
    .find((stream) => stream !== hazard && world.state<CaseState>(stream).links.doors === 'n1:lane-1-2');
  expect(world.state<CaseState>(need as string)).toMatchObject({
    category: 'ST71',
    place: { stairwell: 'lane-1-2' },
    reporters: [{ ref: 'lane-1-2-001' }],
  });

  // All clear: warning lifted, response lifted; what must be closed stays on the board, the lift gives out its own rows.
  world.until('2021-07-28 08:00');
  receive(
    world,
    signal('w3', '28T08:00', 'YELLOW', {
      msgType: 'Cancel',
      action: 'lift',
      references: [{ sender: 'met.example', identifier: 'w2', sent: sent('24T09:00') }],
    }),
  );
  expect(world.state<WarningState>(yellow).ended).toMatchObject({ how: 'lifted' });
  world.tell(staff.commander, 'response.lift', 'response/r1', { reason: '预警解除', dangers: '注意外墙' });
  const response = world.state<ResponseState>('response/r1');
  expect(response.timeline).toEqual([
    { level: 'IV', from: sent('23T07:00'), to: sent('24T09:00') },
    { level: 'III', from: sent('24T09:00'), to: sent('28T08:00') },
  ]);
  expect(world.state<{ storm: boolean }>('limits/mode').storm).toBe(false);
  expect(task('0-01', 'ops')).toMatchObject({ phase: 'assigned', level: 'LIFT' });
  expect(task('4-04', 'committee-west').phase).not.toBe('cancelled');
  expect(task('3-04', 'ops').phase).not.toBe('assigned');

  // The same reaction asked twice makes the same commands: nothing is done a second time.
  const started = world.journal().find((event) => event.type === 'response.started');
  expect(deriveId('task.assign', 'r1', 1, '4-01', 'ops')).toBe(
    world.journal().find((event) => event.type === 'task.assigned')?.commandId,
  );
  expect(started?.version).toBe(1);
});
