import { describe, expect, test } from 'vitest';
import { onDutyOf, type RosterState } from '../../src/domain/people/index.ts';
import type { District } from '../../src/domain/places/index.ts';
import { type TaskState, unconfirmed } from '../../src/domain/responses/index.ts';
import { at, plannedDistrict, post, type StormWorld, stormWorld, terms } from './response-words.ts';

const first = plannedDistrict.plan[0] as District['plan'][number];
/** Two rows that want a word from each person: a bare receipt, and a list besides. */
const district: District = {
  ...plannedDistrict,
  plan: [
    { ...first, id: '4-01r', units: ['ops-centre', 'greenery'], evidence: 'receipt', confirm: 'person' },
    { ...first, id: '3-02', units: ['ops-centre'], dueMinutes: 600, evidence: 'list', confirm: 'person' },
  ],
};
const dayOfficer = { person: 'day', unit: 'ops', roles: ['intake'] };
const nightOfficer = { person: 'night', unit: 'ops', roles: ['intake'] };
const gardener = post.gardener;

function dutyRoom(): StormWorld & {
  on: (who: { person: string; unit: string; roles: string[] }) => void;
  off: (who: string) => void;
} {
  const world = stormWorld('2021-07-23 07:30', district);
  for (const { person, unit } of [dayOfficer, nightOfficer, post.leader, gardener])
    world.tell(post.commander, 'duty.plan-shift', 'duty/roster', {
      shift: person,
      role: 'officer',
      unit,
      person,
      from: at('07-23 08:00'),
      to: at('07-23 20:00'),
    });
  return {
    ...world,
    on: (who) => world.tell(who, 'duty.sign-on', 'duty/roster', { shift: who.person }),
    off: (who) =>
      world.tell({ person: who, unit: 'ops', roles: ['intake'] }, 'duty.sign-off', 'duty/roster', {
        shift: who,
        reason: '换班',
      }),
  };
}
const start = (world: StormWorld) =>
  world.tell(post.commander, 'response.start', 'response/r1', { kind: 'flood-typhoon', ...terms('IV') });
const receipt = (world: StormWorld, unit = 'ops') => world.task('4-01r', unit);
const confirm = (world: StormWorld, who: Parameters<StormWorld['tell']>[0], data: object = {}) =>
  world.tell(who, 'task.confirm', world.taskStream('4-01r', 'ops'), data);

describe('a receipt from each person', () => {
  test('is asked of those on duty for the unit when the task is given out, and the last of them ends it', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    world.on(post.leader);
    start(world);
    expect(receipt(world)).toMatchObject({ phase: 'assigned', people: ['day', 'leader'] });
    confirm(world, dayOfficer);
    expect(receipt(world).phase).toBe('assigned');
    expect(unconfirmed(receipt(world))).toEqual(['leader']);
    confirm(world, post.leader);
    expect(receipt(world)).toMatchObject({
      phase: 'done',
      evidence: [{ what: { kind: 'receipt', note: '2/2' } }],
      confirmations: [{ person: 'day' }, { person: 'leader' }],
    });
    // The same in the journal: ids, as everywhere.
    const asked = world.journal().filter((event) => event.type === 'task.people-asked');
    expect(asked.map((event) => (event.data as { people: string[] }).people)).toEqual([
      ['day', 'leader'],
      ['day', 'leader'],
    ]);
  });

  test('where more is asked than receipts, all must have confirmed and the rest is still owed', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    start(world);
    const stream = world.taskStream('3-02', 'ops');
    const list = { evidence: { kind: 'list', total: 4, done: 4, text: '' } };
    expect(world.refused(dayOfficer, 'task.complete', stream, list)).toBe('task.people-unconfirmed');
    world.tell(dayOfficer, 'task.confirm', stream, {});
    expect(world.task('3-02', 'ops').phase).toBe('received');
    world.tell(dayOfficer, 'task.complete', stream, list);
    expect(world.task('3-02', 'ops').phase).toBe('done');
  });

  test('of a unit with nobody on duty the first word is enough, and the receipt is handed in by hand', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    start(world);
    expect(receipt(world, 'greenery')).toMatchObject({ phase: 'assigned', people: [] });
    world.tell(gardener, 'task.confirm', world.taskStream('4-01r', 'greenery'), {});
    expect(receipt(world, 'greenery').phase).toBe('received');
    world.tell(gardener, 'task.complete', world.taskStream('4-01r', 'greenery'), {
      evidence: { kind: 'receipt', note: '收到' },
    });
    expect(receipt(world, 'greenery').phase).toBe('done');
  });

  test('the desk writes down who confirmed by telephone; nobody else speaks for another, and only for those asked', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    world.on(post.leader);
    start(world);
    const stream = world.taskStream('4-01r', 'ops');
    expect(world.refused(post.watch, 'task.confirm', stream, { person: 'day' })).toBe('task.confirm-for-another');
    expect(world.refused(post.leader, 'task.confirm', stream, { person: 'gardener' })).toBe('task.not-asked');
    confirm(world, post.leader, { person: 'day' });
    expect(receipt(world).confirmations.map((one) => one.person)).toEqual(['day']);
    expect(world.journal().at(-1)).toMatchObject({ type: 'task.confirmed', by: { person: 'leader' } });
  });
});

describe('a change of shift before all have confirmed', () => {
  test('whoever signs off is no longer asked, whoever signs on is', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    world.on(post.leader);
    start(world);
    confirm(world, post.leader);
    world.on(nightOfficer);
    expect(receipt(world).people).toEqual(['day', 'night', 'leader']);
    world.off('day');
    expect(unconfirmed(receipt(world))).toEqual(['night']);
    expect(receipt(world).phase).toBe('assigned');
    confirm(world, nightOfficer);
    expect(receipt(world)).toMatchObject({ phase: 'done', evidence: [{ what: { note: '2/2' } }] });
  });

  test('when the last that was waited for is relieved, the receipts of the others end the task', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    world.on(post.leader);
    start(world);
    confirm(world, post.leader);
    world.off('day');
    expect(receipt(world)).toMatchObject({ phase: 'done', people: ['leader'] });
  });

  test('who comes after all had answered is asked too, with the whole time anew; a receipt given stays given', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    start(world);
    const stream = world.taskStream('3-02', 'ops');
    world.tell(dayOfficer, 'task.confirm', stream, {});
    world.forward(60);
    world.on(nightOfficer);
    expect(world.task('3-02', 'ops')).toMatchObject({
      phase: 'assigned',
      people: ['day', 'night'],
      confirmations: [{ person: 'day' }],
      confirmBy: world.now() + 15 * 60_000,
    });
    world.forward(15);
    expect(world.task('3-02', 'ops').unansweredAt).toBe(world.now());
    world.off('night');
    expect(world.task('3-02', 'ops')).toMatchObject({ phase: 'received', people: ['day'], unansweredAt: null });
  });

  test('does not put off the time of those asked first', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    start(world);
    const { confirmBy } = receipt(world);
    world.forward(5);
    world.on(nightOfficer);
    expect(receipt(world).confirmBy).toBe(confirmBy);
    world.forward(10);
    expect(receipt(world).unansweredAt).toBe(confirmBy);
  });

  test('when nobody is left on duty, the first word of the unit is enough again', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    start(world);
    world.off('day');
    expect(receipt(world)).toMatchObject({ phase: 'assigned', people: [] });
    confirm(world, post.leader);
    expect(receipt(world).phase).toBe('received');
  });

  test('touches no task of another unit, none that is done, and none that named its people', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    start(world);
    confirm(world, dayOfficer);
    world.tell(post.leader, 'task.assign', 'task/muster', {
      response: 'r1',
      row: 'order',
      level: 'IV',
      unit: 'ops',
      action: { zh: '集结', en: 'Muster' },
      dueAt: null,
      everyMinutes: null,
      evidenceKind: 'receipt',
      confirm: 'person',
      people: ['a', 'b'],
      basis: '',
      notice: null,
      sweep: [],
      mustClose: false,
    });
    world.on(nightOfficer);
    expect(receipt(world)).toMatchObject({ phase: 'done', people: ['day'] });
    expect(receipt(world, 'greenery').people).toEqual([]);
    expect(world.state<TaskState>('task/muster').people).toEqual(['a', 'b']);
    expect(onDutyOf(world.state<RosterState>('duty/roster'), 'ops')).toEqual(['day', 'night']);
  });

  test('while it was closed is caught up when the task is reopened', () => {
    const world = dutyRoom();
    world.on(dayOfficer);
    start(world);
    confirm(world, dayOfficer);
    world.on(nightOfficer);
    world.tell(post.leader, 'task.reopen', world.taskStream('4-01r', 'ops'), { reason: '夜班未接到' });
    expect(unconfirmed(receipt(world))).toEqual(['night']);
    confirm(world, nightOfficer);
    expect(receipt(world).phase).toBe('done');
  });
});
