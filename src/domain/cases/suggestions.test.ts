import { expect, test } from 'vitest';
import { crossing, smallDistrict } from '../../../test/scenarios/small-district.ts';
import { MINUTE } from '../kernel/index.ts';
import { type CaseState, NO_CASE } from './case.ts';
import { duplicatesOf } from './duplicates.ts';
import { caseFigures, shirked, worstColour } from './figures.ts';
import { loads, nearestUnits } from './nearest.ts';

const NOON = Date.UTC(2021, 6, 25, 4);
const one = (id: string, more: Partial<CaseState> = {}): CaseState => ({
  ...NO_CASE,
  id,
  no: id,
  stage: 'reported',
  category: 'ST10',
  place: { position: crossing(1, 1) },
  occurredAt: NOON,
  recordedAt: NOON,
  ...more,
});
const told = { category: 'ST10', place: { position: crossing(1, 1) }, at: NOON };

test('the same kind at the same place and time is surely the same; further off and longer ago it fades to nothing', () => {
  const found = duplicatesOf(
    told,
    [
      one('here'),
      one('25-m-off', { place: { position: crossing(1.125, 1) } }),
      one('an-hour-ago', { occurredAt: NOON - 60 * MINUTE }),
      one('too-far', { place: { position: crossing(1.3, 1) } }),
      one('too-long-ago', { occurredAt: NOON - 121 * MINUTE }),
      one('another-kind', { category: 'ST30' }),
      one('same-group', { category: 'ST11' }),
      one('closed', { stage: 'closed' }),
      one('a-draft', { stage: 'draft' }),
      one('nowhere', { place: null }),
    ],
    smallDistrict,
  );
  expect(found.map(({ case: id, score }) => [id, Math.round(score * 100)])).toEqual([
    ['here', 100],
    ['an-hour-ago', 85],
    ['25-m-off', 83],
    ['same-group', 60],
  ]);
  expect(found[0]?.reasons).toEqual(['same-category', 'near', 'recent']);
  expect(found[3]?.reasons[0]).toBe('same-group');
});

test('a case that was told again lately is not an old one', () => {
  const puddle = one('puddle', {
    occurredAt: NOON - 300 * MINUTE,
    reporters: [
      { ref: 'first', source: 'resident', at: NOON - 300 * MINUTE },
      { ref: 'second', source: 'resident', at: NOON - 60 * MINUTE },
    ],
  });
  const [found] = duplicatesOf(told, [puddle], smallDistrict);
  expect([found?.case, found?.minutes, Math.round((found?.score ?? 0) * 100)]).toEqual(['puddle', 60, 85]);
  expect(duplicatesOf(told, [{ ...puddle, reporters: puddle.reporters.slice(0, 1) }], smallDistrict)).toEqual([]);
});

test('one thing on a list is the same thing however long ago it was told; one stairwell is one place', () => {
  const links = { point: 'tree-7' };
  const stairwell = { position: crossing(1.2, 1), stairwell: 'lane-1-1' };
  const found = duplicatesOf(
    { ...told, links, place: { position: crossing(1, 1), stairwell: 'lane-1-1' } },
    [one('old', { links, occurredAt: NOON - 2_000 * MINUTE }), one('door', { place: stairwell })],
    smallDistrict,
  );
  expect(found.map((row) => [row.case, row.reasons[0]])).toEqual([
    ['door', 'same-category'],
    ['old', 'same-point'],
  ]);
  expect(found[0]?.reasons).toContain('same-stairwell');
  expect(duplicatesOf({ ...told, category: 'ST-unknown' }, [one('here')], smallDistrict)).toEqual([]);
});

test('the nearest able unit on foot, unless its hands are full', () => {
  const about = { category: 'ST06', position: crossing(0, 0.5) };
  const free = nearestUnits(about, new Map(), smallDistrict);
  // Sanitation is the first choice and at 95 m; the property firm of the other committee is not asked.
  expect(free.map((row) => [row.unit, row.metres])).toEqual([
    ['sanitation', 95],
    ['property-west', 95],
  ]);
  expect(free[0]?.reasons).toEqual(['first-choice', 'nearest']);
  expect(free[1]?.reasons).toEqual(expect.arrayContaining(['other-choice', 'own-area']));
  const busy = loads([
    one('1', { stage: 'handling', unit: 'sanitation' }),
    one('2', { stage: 'dispatched', unit: 'sanitation' }),
    one('3', { stage: 'suspended', unit: 'property-west' }),
    one('4', { stage: 'closed', unit: 'property-west' }),
    one('5', { stage: 'handling', unit: 'greenery', helpers: ['property-west'] }),
  ]);
  expect([...busy]).toEqual([
    ['sanitation', 2],
    ['greenery', 1],
    ['property-west', 1],
  ]);
  const full = nearestUnits(about, busy, smallDistrict);
  expect(full.map((row) => [row.unit, row.load, row.reasons.includes('full')])).toEqual([
    ['property-west', 1, false],
    ['sanitation', 2, true],
  ]);
});

test('the level above comes last and is marked: hand up, do not dispatch', () => {
  const units = nearestUnits(
    { category: 'ST01', position: crossing(0, 0) },
    new Map([['sanitation', 9]]),
    smallDistrict,
  );
  expect(units.map((row) => [row.unit, row.upper])).toEqual([
    ['sanitation', false],
    ['drainage', true],
  ]);
  expect(nearestUnits({ category: 'ST99', position: crossing(0, 0) }, new Map(), smallDistrict)).toEqual([]);
});

test('without streets the crow flies, and says so', () => {
  const roadless = { ...smallDistrict, nodes: [], roads: [] };
  const [first] = nearestUnits({ category: 'ST11', position: crossing(0, 2) }, new Map(), roadless);
  expect(first).toMatchObject({ unit: 'greenery', byStreet: false, metres: 399 });
});

test('figures of the field, counted by hand', () => {
  const step = (key: CaseState['steps'][number]['key'], took: number, limit: number, unit?: string) => ({
    key,
    startedAt: NOON,
    dueAt: NOON + limit * MINUTE,
    endedAt: NOON + took * MINUTE,
    unit,
  });
  const request = (kind: 'send-back' | 'delay', outcome: 'granted' | 'denied' | 'withdrawn', unit: string) => ({
    id: `${kind}-${unit}`,
    kind,
    unit,
    at: NOON,
    outcome,
    decidedBy: 'd',
    decidedAt: NOON,
  });
  const figures = caseFigures(
    [
      one('in-time', {
        stage: 'evaluated',
        registeredAt: NOON,
        reporters: [{ ref: 'r', source: 'resident', at: NOON }],
        evaluation: { score: 4, solved: true, by: 'r', at: NOON },
        dispatches: [{ unit: 'a', by: 'd', at: NOON, fedBackAt: NOON, ended: 'passed' }],
        steps: [step('handle', 60, 60, 'a'), step('check', 5, 60), step('whole', 90, 120)],
      }),
      one('late', {
        stage: 'closed',
        registeredAt: NOON,
        selfHandled: false,
        reporters: [{ ref: 'p', source: 'patrol', at: NOON }],
        reopens: 1,
        disputes: 1,
        dispatches: [
          { unit: 'a', by: 'd', at: NOON, fedBackAt: NOON, ended: 'rework' },
          { unit: 'a', by: 'd', at: NOON, fedBackAt: NOON, ended: 'passed' },
        ],
        steps: [
          step('handle', 61, 60, 'a'),
          step('handle', 10, 60, 'a'),
          step('check', 90, 60),
          step('whole', 300, 120),
        ],
      }),
      one('twice-sent', {
        stage: 'handling',
        registeredAt: NOON,
        unit: 'b',
        dispatches: [
          { unit: 'a', by: 'd', at: NOON, ended: 'sent-back' },
          { unit: 'b', by: 'd', at: NOON },
        ],
        requestHistory: [
          request('send-back', 'granted', 'a'),
          request('send-back', 'denied', 'b'),
          request('send-back', 'withdrawn', 'c'),
          request('delay', 'granted', 'b'),
        ],
        clocks: {
          whole: null,
          step: { key: 'handle', startedAt: NOON, dueAt: NOON + 60 * MINUTE, minutes: 60, unit: 'clock' },
        },
      }),
      one('refused', { stage: 'rejected' }),
      one('void', { stage: 'voided', registeredAt: NOON }),
      one('a-draft', { stage: 'draft' }),
    ],
    NOON + 61 * MINUTE,
  );
  expect(figures).toMatchObject({
    reported: 5,
    valid: { of: 5, in: 4 },
    missedByPatrol: 3,
    registered: { of: 5, in: 4 },
    dispatchedRight: { of: 3, in: 2 },
    handledInTime: { of: 3, in: 2 },
    handledLate: 1,
    lateAndOpen: 1,
    checkedInTime: { of: 2, in: 1 },
    reworked: { of: 2, in: 1 },
    closed: { of: 4, in: 2 },
    closedInTime: { of: 2, in: 1 },
    delays: 1,
    sendBacks: 1,
    voided: 1,
    rejected: 1,
    reopened: 1,
    disputed: 1,
    shirking: 1,
    solved: { of: 1, in: 1 },
    satisfied: { of: 1, in: 1 },
    open: 1,
    near: 0,
    late: 1,
  });
});

test('colour is the worse of the two clocks; a stopped clock keeps the colour it stopped at', () => {
  const clock = (dueAt: number, stoppedAt?: number) => ({
    key: 'handle' as const,
    startedAt: NOON,
    dueAt: NOON + dueAt * MINUTE,
    minutes: dueAt,
    unit: 'clock' as const,
    stoppedAt,
  });
  const at = (step: ReturnType<typeof clock> | null, whole: ReturnType<typeof clock> | null) =>
    worstColour({ stage: 'handling', clocks: { step, whole } }, NOON + 80 * MINUTE);
  expect([
    at(clock(101), clock(200)),
    at(clock(100), clock(200)),
    at(clock(200), clock(79)),
    at(clock(10, NOON + 5 * MINUTE), null),
    at(null, null),
  ]).toEqual(['green', 'yellow', 'red', 'green', 'green']);
  expect(worstColour({ stage: 'closed', clocks: { step: clock(1), whole: null } }, NOON + 80 * MINUTE)).toBe('green');
  expect(shirked({ requestHistory: [] })).toEqual([]);
});
