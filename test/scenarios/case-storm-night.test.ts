import { expect, test } from 'vitest';
import { openDutyRoom, picture, report } from './duty-room.ts';
import { crossing, smallDistrict } from './small-district.ts';
import { instantOf } from './world.ts';

const at = (time: string) => instantOf(time, smallDistrict);

test('the level rises: open cases go over to storm limits, new ones begin with them, and the old deadlines are kept on record', () => {
  const room = openDutyRoom('2021-07-25 09:00'); // a Sunday: no working hours at all
  room.does('patrol', 'case.report', 'puddle', report('ST01'));
  expect(room.theCase('puddle').clocks.step?.dueAt).toBe(at('2021-07-26 09:30'));
  room.expect('case.reported');
  room.forward(60);

  room.storm(true);
  room.expect('limits.switched', 'case.limits-switched');
  expect(room.theCase('puddle')).toMatchObject({
    storm: true,
    clocks: {
      step: { startedAt: at('2021-07-25 09:00'), dueAt: at('2021-07-25 10:10'), unit: 'clock' },
      whole: { dueAt: at('2021-07-25 12:00') },
    },
    switches: [{ at: at('2021-07-25 10:00'), storm: true, stepDueAt: at('2021-07-26 09:30') }],
  });

  // In a storm taking in is registering; nobody waits for a second signature.
  room.does('intake', 'case.accept', 'puddle', {});
  expect(room.theCase('puddle')).toMatchObject({
    stage: 'registered',
    clocks: { step: { key: 'dispatch', dueAt: at('2021-07-25 10:10') } },
  });
  room.does('patrol', 'case.report', 'pots', report('ST30', { place: { position: crossing(1.5, 1) } }));
  expect(room.theCase('pots')).toMatchObject({
    no: '20210725-0002',
    storm: true,
    place: { committee: 'east' },
    clocks: { whole: { dueAt: at('2021-07-25 11:30') } },
  });
  room.expect('case.registered', 'case.reported');

  room.does('dispatcher', 'case.dispatch', 'puddle', { unit: 'sanitation' });
  room.does('sweeper', 'case.take', 'puddle', {});
  room.forward(5);
  room.storm(false);
  room.expect('case.dispatched', 'case.taken', 'limits.switched', 'case.limits-switched', 'case.limits-switched');
  // Out of the storm a deadline only moves away: 240 working minutes from Monday 09:00.
  expect(room.theCase('puddle').clocks.step).toMatchObject({
    key: 'handle',
    dueAt: at('2021-07-26 15:00'),
    unit: 'working',
  });
  room.end();
});

test('a switch of the limits gives nobody time in a storm and takes nobody time after it', () => {
  const room = openDutyRoom('2021-07-20 09:00');
  room.does('patrol', 'case.report', 'puddle', report('ST01'));
  room.forward(25);
  room.storm(true);
  // Ten storm minutes from now would be 09:35.
  expect(room.theCase('puddle').clocks.step?.dueAt).toBe(at('2021-07-20 09:30'));
  room.does('desk', 'case.accept', 'puddle', {});
  room.does('desk', 'case.dispatch', 'puddle', { unit: 'sanitation' });
  room.does('sweeper', 'case.take', 'puddle', {});
  const request = room.does('sweeper', 'case.request-delay', 'puddle', { reason: 'pump broken', minutes: 5_000 });
  room.does('dispatcher', 'case.grant', 'puddle', { request });
  const granted = room.theCase('puddle').clocks.step?.dueAt as number;
  room.storm(false);
  expect(room.theCase('puddle').clocks.step?.dueAt).toBe(granted);
  room.expect(
    'case.reported',
    'limits.switched',
    'case.limits-switched',
    'case.registered',
    'case.dispatched',
    'case.taken',
    'case.requested',
    'case.granted-delay',
    'limits.switched',
    'case.limits-switched',
  );
  room.end();
});

test('an overrun before the storm stays an overrun', () => {
  const room = openDutyRoom('2021-07-20 09:00');
  room.does('patrol', 'case.report', 'puddle', report('ST01'));
  room.forward(31);
  room.expect('case.reported', 'case.escalated');
  room.storm(true);
  room.storm(false);
  room.expect('limits.switched', 'case.limits-switched', 'limits.switched', 'case.limits-switched');
  expect(room.theCase('puddle').clocks.step).toMatchObject({ dueAt: at('2021-07-20 09:30'), overdue: true });
  room.end();
});

test('voice first, recorded after: an iron sheet on a balcony, pulled down in a quarter of an hour, typed in at noon', () => {
  const room = openDutyRoom('2021-07-25 12:00');
  room.storm(true);
  room.expect('limits.switched');
  room.does(
    'patrol',
    'case.report',
    'sheet',
    report('ST31', { source: 'video', links: { camera: 'camera-7' } }),
    '2021-07-25 10:02',
  );
  room.does('desk', 'case.accept', 'sheet', {}, '2021-07-25 10:02');
  room.does('desk', 'case.dispatch', 'sheet', { unit: 'property-west', talk: 'burst-1' }, '2021-07-25 10:03');
  room.does(
    'desk',
    'case.take',
    'sheet',
    { voice: { unit: 'property-west', talk: 'burst-2' }, handler: 'property-man' },
    '2021-07-25 10:04',
  );
  room.does('desk', 'case.contact', 'sheet', { who: 'resident', way: 'call', result: 'no-answer' }, '2021-07-25 10:05');
  room.does('desk', 'case.contact', 'sheet', { who: 'neighbour', way: 'call', result: 'reached' }, '2021-07-25 10:07');
  expect(
    room.tries('desk', 'case.feed-back', 'sheet', {
      done: 'pulled down',
      evidence: [],
      withoutPhoto: 'told by radio',
      voice: { unit: 'sanitation' },
    }),
  ).toBe('case.voice-unit-missing');
  expect(
    room.tries(
      'desk',
      'case.feed-back',
      'sheet',
      { done: 'pulled down', evidence: [], withoutPhoto: 'told by radio', voice: { unit: 'property-west' } },
      '2021-07-25 10:00',
    ),
  ).toBe('case.before-last-step');
  expect(
    room.tries(
      'desk',
      'case.feed-back',
      'sheet',
      { done: 'pulled down', evidence: [], withoutPhoto: 'told by radio', voice: { unit: 'property-west' } },
      '2021-07-25 13:00',
    ),
  ).toBe('clock.ahead');
  room.does(
    'desk',
    'case.feed-back',
    'sheet',
    { done: 'pulled down with a pole', evidence: [], withoutPhoto: 'told by radio', voice: { unit: 'property-west' } },
    '2021-07-25 10:14',
  );
  // The man who did it may not check it, though he never touched a key; the desk that typed may.
  room.does('desk', 'case.check', 'sheet', { passed: true }, '2021-07-25 10:16');
  expect(room.theCase('sheet')).toMatchObject({
    no: '20210725-0001',
    stage: 'closed',
    occurredAt: at('2021-07-25 10:02'),
    recordedAt: at('2021-07-25 12:00'),
    closedAt: at('2021-07-25 10:16'),
    handledBy: { persons: ['property-man'], units: ['property-west'] },
    contacts: [
      { who: 'resident', result: 'no-answer', at: at('2021-07-25 10:05') },
      { who: 'neighbour', result: 'reached', at: at('2021-07-25 10:07') },
    ],
    links: { camera: 'camera-7' },
  });
  expect(room.theCase('sheet').steps.map((row) => [row.key, (row.endedAt - row.startedAt) / 60_000])).toEqual([
    ['accept', 0],
    ['dispatch', 1],
    ['take', 1],
    ['handle', 10],
    ['check', 2],
    ['whole', 14],
  ]);
  const told = room.expect(
    'case.reported',
    'case.registered',
    'case.dispatched',
    'case.taken',
    'case.contacted',
    'case.contacted',
    'case.fed-back',
    'case.closed',
  );
  expect(told.every((event) => event.at === at('2021-07-25 12:00'))).toBe(true);
  room.end();
});

test('a manhole cover of the drainage company goes up and stays followed until somebody has seen it lie right', () => {
  const room = openDutyRoom('2021-07-26 06:00');
  room.storm(true);
  room.does('patrol', 'case.report', 'cover', report('ST08'));
  room.does('desk', 'case.accept', 'cover', {});
  expect(room.tries('desk', 'case.dispatch', 'cover', { unit: 'drainage' })).toBe('case.unit-is-upper');
  expect(room.tries('desk', 'case.hand-up', 'cover', { unit: 'sanitation' })).toBe('case.unit-not-upper');
  room.does('desk', 'case.hand-up', 'cover', { unit: 'drainage', externalNo: { system: 'district', no: 'D-17' } });
  room.expect('limits.switched', 'case.reported', 'case.registered', 'case.handed-up');
  expect(room.theCase('cover')).toMatchObject({
    stage: 'followed',
    unit: 'drainage',
    externalNos: { district: 'D-17' },
    clocks: { whole: { stoppedAt: at('2021-07-26 06:00') } },
  });
  room.until('2021-07-26 08:01'); // two hours without a word
  expect(room.expect('case.overdue')[0]?.data).toMatchObject({ clock: 'step', key: 'follow', unit: 'drainage' });
  room.does('dispatcher', 'case.follow-up', 'cover', { word: 'a crew is coming at nine' });
  expect(room.theCase('cover')).toMatchObject({
    upper: { lastWord: 'a crew is coming at nine' },
    clocks: { step: { dueAt: at('2021-07-26 10:01') } },
  });
  room.until('2021-07-26 09:30');
  room.does('dispatcher', 'case.upper-done', 'cover', {
    done: 'cover back on',
    evidence: [picture('after', room.now())],
  });
  room.does('patrol', 'case.check', 'cover', { passed: false, note: 'it rocks' });
  expect(room.theCase('cover')).toMatchObject({ stage: 'followed', unit: 'drainage', reworks: 1 });
  room.does('dispatcher', 'case.upper-done', 'cover', { done: 'new frame', evidence: [picture('after', room.now())] });
  room.does('patrol', 'case.check', 'cover', { passed: true });
  room.expect('case.followed-up', 'case.fed-back', 'case.reworked', 'case.fed-back', 'case.closed');
  // 80 minutes of its own clock, none of them used while it was above.
  expect(room.theCase('cover').steps.at(-1)).toMatchObject({
    key: 'whole',
    dueAt: at('2021-07-26 10:50'),
    endedAt: at('2021-07-26 09:30'),
  });
  room.end();
});

test('life in danger needs no second signature on any day', () => {
  const room = openDutyRoom('2021-07-20 03:00');
  room.does('hotline', 'case.report', 'lift', report('ST70', { source: 'hotline-962121', reporter: 'contact-1' }));
  room.does('intake', 'case.accept', 'lift', {});
  expect(room.theCase('lift')).toMatchObject({
    stage: 'registered',
    urgency: 'very-urgent',
    reporters: [{ ref: 'contact-1' }],
  });
  room.expect('case.reported', 'case.registered');
  room.end();
});
