import { expect, test } from 'vitest';
import { openDutyRoom, picture, report } from './duty-room.ts';
import { smallDistrict } from './small-district.ts';
import { instantOf } from './world.ts';

const at = (time: string) => instantOf(time, smallDistrict);

test('a blocked grate on a working day: reported, taken in, registered, dispatched, cleared, checked, closed, thanked for', () => {
  const room = openDutyRoom('2021-07-20 09:00'); // a Tuesday
  room.does('grandmother', 'case.report', 'grate', report('ST06', { source: 'resident' }));
  expect(room.theCase('grate')).toMatchObject({
    no: '20210720-0001',
    stage: 'reported',
    storm: false,
    place: { committee: 'west' },
    clocks: {
      step: { key: 'accept', dueAt: at('2021-07-20 09:30'), unit: 'working' },
      // two hours round it, four hours of handling: 09–11:00, then 11–11:30 and 13:30–17:00
      whole: { key: 'whole', dueAt: at('2021-07-20 17:00'), minutes: 360 },
    },
  });
  room.expect('case.reported');

  room.forward(5);
  room.does('intake', 'case.accept', 'grate', {});
  expect(room.theCase('grate').stage).toBe('accepted');
  room.expect('case.accepted');
  expect(room.tries('intake', 'case.accept', 'grate', {})).toBe('case.already-there');
  expect(room.tries('intake', 'case.register', 'grate', {})).toBe('case.not-allowed');
  room.does('leader', 'case.register', 'grate', {});
  expect(room.tries('leader', 'case.register', 'grate', {})).toBe('case.already-there');
  expect(room.expect('case.registered')[0]?.data).toMatchObject({ reporters: ['contact-1'] });

  room.forward(5);
  expect(room.tries('dispatcher', 'case.dispatch', 'grate', { unit: 'nobody' })).toBe('case.unknown-unit');
  room.does('dispatcher', 'case.dispatch', 'grate', { unit: 'sanitation' });
  expect(room.tries('propertyWest', 'case.take', 'grate', {})).toBe('case.not-own-unit');
  room.forward(10);
  room.does('sweeper', 'case.take', 'grate', {});
  expect(room.theCase('grate').clocks.step).toMatchObject({
    key: 'handle',
    dueAt: at('2021-07-20 15:20'),
    unit: 'working',
  });
  room.expect('case.dispatched', 'case.taken');

  room.forward(30);
  expect(room.tries('sweeper', 'case.feed-back', 'grate', { done: 'leaves gone', evidence: [] })).toBe(
    'case.evidence-missing',
  );
  room.does('sweeper', 'case.feed-back', 'grate', { done: 'leaves gone', evidence: [picture('after', room.now())] });
  expect(room.tries('sweeper', 'case.feed-back', 'grate', { done: 'again', evidence: [] })).toBe('case.already-there');
  room.expect('case.fed-back');

  room.does('intake', 'case.start-check', 'grate', { checker: 'patrol' });
  room.does('patrol', 'case.check', 'grate', { passed: true });
  const [, closed] = room.expect('case.check-started', 'case.closed');
  expect(closed?.data).toMatchObject({ reporters: ['contact-1'], unit: 'sanitation' });
  expect(room.theCase('grate')).toMatchObject({
    stage: 'closed',
    closedAt: at('2021-07-20 09:50'),
    clocks: { whole: null, step: { key: 'evaluate' } },
    steps: [
      { key: 'accept', startedAt: at('2021-07-20 09:00'), endedAt: at('2021-07-20 09:05') },
      { key: 'register', endedAt: at('2021-07-20 09:05') },
      { key: 'dispatch', endedAt: at('2021-07-20 09:10') },
      { key: 'take', unit: 'sanitation', endedAt: at('2021-07-20 09:20') },
      { key: 'handle', unit: 'sanitation', endedAt: at('2021-07-20 09:50') },
      { key: 'check', endedAt: at('2021-07-20 09:50') },
      { key: 'whole', dueAt: at('2021-07-20 17:00'), endedAt: at('2021-07-20 09:50') },
    ],
  });

  room.does('grandmother', 'case.evaluate', 'grate', { score: 5, solved: true });
  room.expect('case.evaluated');
  room.until('2021-08-20 09:00');
  room.end();
});

test('nobody takes it in, nobody takes the job, nobody checks, nobody answers: the clock says so each time, once', () => {
  const room = openDutyRoom('2021-07-23 16:50'); // a Friday, ten minutes before closing time
  room.does('patrol', 'case.report', 'tree', report('ST30'));
  room.expect('case.reported');
  room.until('2021-07-26 09:20'); // Monday; the limit of 30 working minutes ends exactly now, and is kept
  room.expect();
  room.forward(1);
  expect(room.expect('case.escalated')[0]?.data).toMatchObject({ key: 'accept', dueAt: at('2021-07-26 09:20') });
  room.does('desk', 'case.accept', 'tree', {});
  room.does('desk', 'case.dispatch', 'tree', { unit: 'property-west' });
  room.expect('case.registered', 'case.dispatched');
  room.until('2021-07-26 10:22');
  expect(room.expect('case.escalated')[0]?.data).toMatchObject({ key: 'take', unit: 'property-west' });
  expect(room.theCase('tree').escalatedAt).toBe(at('2021-07-26 10:21') + 1);
  room.does('dispatcher', 'case.dispatch', 'tree', { unit: 'property-east', note: 'the other firm is near' });
  expect(room.theCase('tree')).toMatchObject({
    unit: 'property-east',
    escalatedAt: null,
    dispatches: [{ ended: 'redirected' }, {}],
  });
  room.does('propertyEast', 'case.take', 'tree', {});
  room.expect('case.dispatched', 'case.taken');
  room.until('2021-07-27 17:00');
  // whole: 120 + 360 working minutes from Friday 16:50; handling: 360 working minutes from Monday 10:22
  expect(room.expect('case.overdue', 'case.overdue').map((event) => event.data)).toMatchObject([
    { clock: 'step', key: 'handle', unit: 'property-east', dueAt: at('2021-07-27 10:22') },
    { clock: 'whole', key: 'whole', dueAt: at('2021-07-27 10:50') },
  ]);
  room.does('propertyEast', 'case.feed-back', 'tree', {
    done: 'pots taken in',
    evidence: [],
    withoutPhoto: 'phone under water',
  });
  room.expect('case.fed-back');
  room.until('2021-07-28 17:00');
  expect(room.expect('case.overdue')[0]?.data).toMatchObject({ key: 'check' });
  room.does('patrol', 'case.check', 'tree', { passed: true });
  room.expect('case.closed');
  room.until('2021-08-30 09:00');
  expect(room.expect('case.evaluated')[0]).toMatchObject({ data: {}, by: { person: 'system' } });
  room.end();
});
