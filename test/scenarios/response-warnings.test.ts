import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  activeWarnings,
  isStale,
  type ResponseState,
  recommend,
  type WarningMessage,
  type WarningState,
  warningId,
} from '../../src/domain/responses/index.ts';
import { at, pasted, post, type StormWorld, signal, stormWorld } from './response-words.ts';

const states = (world: StormWorld): Map<string, WarningState> =>
  new Map(world.streams('warning').map((stream) => [stream.slice(8), world.state<WarningState>(stream)]));
const inForce = (world: StormWorld, mode: 'real' | 'drill' = 'real'): string[] =>
  activeWarnings(states(world).values(), world.now(), mode).map(({ message }) => `${message.kind} ${message.colour}`);
const ref = (identifier: string, time: string) => ({ sender: 'met.example', identifier, sent: at(time) });

test('an update ends what it names, a cancel lifts, and both do nothing the second time', () => {
  const world = stormWorld();
  const blue = world.receive(signal('w1', '07-23 07:00', 'BLUE'));
  expect(inForce(world)).toEqual(['typhoon BLUE']);
  world.until('2021-07-23 12:00');
  const yellow = signal('w2', '07-23 12:00', 'YELLOW', {
    msgType: 'Update',
    action: 'update',
    references: [ref('w1', '07-23 07:00')],
  });
  world.receive(yellow);
  world.receive(yellow);
  expect(inForce(world)).toEqual(['typhoon YELLOW']);
  expect(world.state<WarningState>(blue).ended).toEqual({
    how: 'replaced',
    at: at('07-23 12:00'),
    by: warningId(yellow),
  });
  world.until('2021-07-24 00:00');
  world.receive(
    signal('w3', '07-24 00:00', null, { msgType: 'Cancel', action: 'lift', references: [ref('w2', '07-23 12:00')] }),
  );
  expect(inForce(world)).toEqual([]);
  expect(world.journal().map((event) => event.type)).toEqual([
    'warning.received',
    'standing.noted',
    'warning.received',
    'warning.ended',
    'standing.noted',
    'warning.received',
    'warning.ended',
    'warning.ended',
  ]);
});

test('messages in the wrong order end up as in the right one', () => {
  const world = stormWorld('2021-07-24 01:00');
  world.receive(
    signal('w3', '07-24 00:00', null, { msgType: 'Cancel', action: 'lift', references: [ref('w2', '07-23 12:00')] }),
  );
  world.receive(
    signal('w2', '07-23 12:00', 'YELLOW', {
      msgType: 'Update',
      action: 'update',
      references: [ref('w1', '07-23 07:00')],
    }),
  );
  const blue = world.receive(signal('w1', '07-23 07:00', 'BLUE'));
  expect(inForce(world)).toEqual([]);
  expect(world.state<WarningState>(blue).ended?.how).toBe('replaced');
});

test('the same identity with other content is refused', () => {
  const world = stormWorld();
  const first = signal('w1', '07-23 07:00', 'BLUE');
  const stream = world.receive(first);
  expect(
    world.refused(post.feed, 'warning.receive', stream, {
      message: { ...first, colour: 'RED', digest: 'sha256:other' },
    }),
  ).toBe('warning.identity-reused');
  expect(world.refused(post.feed, 'warning.receive', 'warning/somewhere-else', { message: first })).toBe(
    'warning.id-mismatch',
  );
  expect(
    world.refused(post.feed, 'warning.receive', `warning/${warningId(signal('w9', '07-23 07:30', 'RED'))}`, {
      message: signal('w9', '07-23 07:30', 'RED'),
    }),
  ).toBe('warning.from-the-future');
});

test('pasted texts of one station and kind replace each other by time; a lift ends the rest', () => {
  const world = stormWorld('2021-07-26 12:00');
  const orange = world.receive(pasted('07-25 09:00', 'ORANGE'));
  world.receive(pasted('07-26 11:00', 'YELLOW', { action: 'update', msgType: 'Update' }));
  expect(world.state<WarningState>(orange).ended?.how).toBe('replaced');
  world.receive(pasted('07-26 11:00', 'BLUE', { kind: 'rainstorm', event: '暴雨' }));
  expect(inForce(world)).toEqual(['typhoon YELLOW', 'rainstorm BLUE']);
  // Two of the same minute: the one that came later holds.
  world.receive(pasted('07-26 11:00', 'ORANGE', { action: 'update', msgType: 'Update' }));
  world.receive(pasted('07-26 11:00', 'YELLOW', { action: 'continue', msgType: 'Update' }));
  expect(inForce(world)).toEqual(['typhoon YELLOW', 'rainstorm BLUE']);
  // Pasted late: it is history at once and does not push out what stands.
  const late = world.receive(pasted('07-24 10:00', 'BLUE'));
  expect(world.state<WarningState>(late).ended?.how).toBe('replaced');
  expect(inForce(world)).toEqual(['typhoon YELLOW', 'rainstorm BLUE']);
  // Part of the city keeps the old colour: nothing is ended.
  world.receive(pasted('07-26 11:30', 'ORANGE', { kind: 'rainstorm', event: '暴雨', keepsOthers: true }));
  expect(inForce(world)).toEqual(['rainstorm ORANGE', 'typhoon YELLOW', 'rainstorm BLUE']);
  world.receive(pasted('07-26 11:59', null, { kind: 'rainstorm', event: '暴雨', action: 'lift', msgType: 'Cancel' }));
  expect(inForce(world)).toEqual(['typhoon YELLOW']);
  // What was pasted late did not take the place of what stands: the next text replaces the yellow one.
  world.receive(pasted('07-26 12:00', 'BLUE', { action: 'update', msgType: 'Update' }));
  expect(inForce(world)).toEqual(['typhoon BLUE']);
});

test('a warning runs out at its own time', () => {
  const world = stormWorld();
  const stream = world.receive(signal('w1', '07-23 07:00', 'BLUE', { expires: at('07-23 19:00') }));
  world.until('2021-07-23 18:59');
  expect(inForce(world)).toEqual(['typhoon BLUE']);
  world.until('2021-07-23 19:00');
  expect(inForce(world)).toEqual([]);
  expect(world.state<WarningState>(stream).ended).toEqual({ how: 'expired', at: at('07-23 19:00') });
});

test('a signal that nobody repeated, changed or lifted for a day is doubtful, and stays in force', () => {
  const world = stormWorld();
  const stream = world.receive(pasted('07-23 07:00', 'BLUE'));
  const { message } = world.state<WarningState>(stream);
  world.until('2021-07-24 07:00');
  expect(isStale(message as WarningMessage, world.now())).toBe(false);
  world.until('2021-07-24 07:01');
  expect(isStale(message as WarningMessage, world.now())).toBe(true);
  expect(inForce(world)).toEqual(['typhoon BLUE']);
});

test('tests and exercises never count in a real district, and an exercise never ends a real warning', () => {
  const world = stormWorld('2021-07-23 09:00');
  const real = world.receive(signal('w1', '07-23 07:00', 'BLUE'));
  world.receive(
    signal('x1', '07-23 08:00', 'RED', { status: 'Test', references: [ref('w1', '07-23 07:00')], msgType: 'Update' }),
  );
  world.receive(
    signal('x2', '07-23 08:00', 'ORANGE', {
      status: 'Exercise',
      references: [ref('w1', '07-23 07:00')],
      msgType: 'Cancel',
      action: 'lift',
    }),
  );
  world.receive(signal('x3', '07-23 08:30', 'ORANGE', { status: 'Exercise' }));
  world.receive(signal('x4', '07-23 08:30', 'RED', { status: 'Draft' }));
  expect(world.state<WarningState>(real).ended).toBeNull();
  expect(inForce(world, 'real')).toEqual(['typhoon BLUE']);
  expect(inForce(world, 'drill')).toEqual(['typhoon ORANGE', 'typhoon BLUE']);
});

test('acknowledgements and error reports are kept and change nothing', () => {
  const world = stormWorld('2021-07-23 09:00');
  world.receive(signal('w1', '07-23 07:00', 'BLUE'));
  for (const msgType of ['Ack', 'Error'] as const)
    world.receive(signal(msgType, '07-23 08:00', 'RED', { msgType, references: [ref('w1', '07-23 07:00')] }));
  expect(inForce(world)).toEqual(['typhoon BLUE']);
  expect(world.streams('warning')).toHaveLength(3);
});

test('a warning of elsewhere is kept but does not count; a person may judge otherwise, or withdraw a wrong paste', () => {
  const world = stormWorld();
  const far = world.receive(
    pasted('07-23 06:00', 'RED', {
      issuer: '远城气象台',
      sender: '远城气象台',
      areas: [{ name: '本市', rings: [], circles: [], geocodes: [] }],
    }),
  );
  expect(world.state<WarningState>(far)).toMatchObject({ concerns: false, concernReason: 'other-station' });
  expect(inForce(world)).toEqual([]);
  expect(world.refused(post.west, 'warning.judge', far, { concerns: true, reason: '边界' })).toBe(
    'response.not-your-role',
  );
  world.tell(post.leader, 'warning.judge', far, { concerns: true, reason: '云团正移来' });
  expect(inForce(world)).toEqual(['typhoon RED']);
  world.tell(post.leader, 'warning.withdraw', far, { reason: '贴错了' });
  expect(inForce(world)).toEqual([]);
  expect(world.refused(post.leader, 'warning.withdraw', far, { reason: '再撤' })).toBe('warning.already-ended');
});

test('the recommendation is the worst colour in force or the order of the level above, with its reasons', () => {
  const world = stormWorld('2021-07-25 12:00');
  world.receive(signal('t', '07-25 09:00', 'ORANGE'));
  world.receive(signal('r', '07-25 11:00', 'BLUE', { kind: 'rainstorm' }));
  world.receive(signal('h', '07-25 11:00', 'RED', { kind: 'heat' }));
  const flood = recommend('flood-typhoon', states(world), undefined, world.now(), 'real');
  expect(flood).toMatchObject({ level: 'II', floor: null, step: 'start' });
  expect(flood.reasons.map((reason) => [reason.why, reason.level])).toEqual([
    ['warning', 'II'],
    ['warning', 'IV'],
  ]);
  expect(recommend('heat', states(world), undefined, world.now(), 'real')).toMatchObject({ level: 'I', step: 'start' });
  expect(recommend('epidemic', states(world), undefined, world.now(), 'real')).toMatchObject({
    level: null,
    step: 'none',
    reasons: [],
  });
  world.tell(post.leader, 'response.note-upper-order', 'response/r1', {
    kind: 'flood-typhoon',
    level: 'I',
    number: '区防汛〔2021〕9号',
    issuer: '区防汛办',
    text: '启动一级',
  });
  expect(
    recommend('flood-typhoon', states(world), world.state<ResponseState>('response/r1'), world.now(), 'real'),
  ).toMatchObject({ level: 'I', floor: 'I', step: 'start' });
});

test('500 seeded orders of arrival, with repeats, end in the same warnings in force', () => {
  const named = [
    signal('a1', '07-23 07:00', 'BLUE'),
    signal('a2', '07-23 08:00', 'YELLOW', { msgType: 'Update', references: [ref('a1', '07-23 07:00')] }),
    signal('a3', '07-23 09:00', 'ORANGE', { msgType: 'Update', references: [ref('a2', '07-23 08:00')] }),
    signal('b1', '07-23 07:30', 'YELLOW', { kind: 'gale' }),
    signal('b2', '07-23 09:30', null, {
      kind: 'gale',
      msgType: 'Cancel',
      action: 'lift',
      references: [ref('b1', '07-23 07:30')],
    }),
    pasted('07-23 07:10', 'BLUE', { kind: 'rainstorm' }),
    pasted('07-23 08:10', 'YELLOW', { kind: 'rainstorm', action: 'update', msgType: 'Update' }),
    pasted('07-23 09:10', 'ORANGE', { kind: 'rainstorm', action: 'update', msgType: 'Update' }),
    pasted('07-23 07:20', 'YELLOW', { kind: 'thunder' }),
    pasted('07-23 09:20', null, { kind: 'thunder', action: 'lift', msgType: 'Cancel' }),
  ];
  let orders = 0;
  fc.assert(
    fc.property(fc.shuffledSubarray([...named, ...named], { minLength: named.length * 2 }), (messages) => {
      const world = stormWorld('2021-07-23 10:00');
      for (const message of messages) world.receive(message);
      expect(inForce(world)).toEqual(['rainstorm ORANGE', 'typhoon ORANGE']);
      expect(world.streams('warning').filter((stream) => !world.state<WarningState>(stream).ended)).toHaveLength(2);
      orders++;
    }),
    { numRuns: 500, seed: 23 },
  );
  expect(orders).toBe(500);
});
