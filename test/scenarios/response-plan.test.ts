import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noticeTemplateSchema, planTaskSchema, thresholdSchema } from '../../src/contract/district.ts';
import type { Level, NoticeTemplate, PlanTask, Threshold } from '../../src/domain/places/index.ts';
import { leftOpen, type ResponseState, rowsAt, type TaskState } from '../../src/domain/responses/index.ts';
import { plannedDistrict, post, stormWorld, terms } from './response-words.ts';

const folder = path.resolve(import.meta.dirname, '../../districts/nanjing-west-road');
const load = <T>(file: string): T => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as T;
const plan = load<PlanTask[]>('plan.json');
const units = load<{ id: string; kind: string; upper?: boolean }[]>('units.json');
const ids = (level: Level | null): string =>
  rowsAt(plan, level)
    .map((row) => row.id)
    .join(' ');

test('the plan has all rows of the template, and each level holds the rows below it', () => {
  for (const row of plan) expect(planTaskSchema.safeParse(row).error?.issues ?? [], row.id).toEqual([]);
  expect(plan.map((row) => row.id).join(' ')).toBe(
    '4-01 4-01r 4-02 4-03 4-04 4-05 4-06 4-07 4-08 4-09 4-10 4-11 4-11d 4-12 3-01 3-02 3-03 3-04 3-05 3-06 3-07 3-08 3-09 2-01 2-02 2-03 2-04 2-05 2-06 2-07 2-08 2-09 1-01 1-02 1-03 1-04 1-05 1-06 0-01 0-02 0-03 0-04 0-05 0-06',
  );
  expect(ids('IV')).toBe('4-01 4-01r 4-02 4-03 4-04 4-05 4-06 4-07 4-08 4-09 4-10 4-11 4-11d 4-12');
  expect(ids('III')).toBe(
    '4-01 4-01r 4-02 4-04 4-05 4-06 4-07 4-08 4-09 4-10 4-11 4-12 3-01 3-02 3-03 3-04 3-05 3-06 3-07 3-08 3-09',
  );
  expect(ids('I')).toBe(
    '4-01 4-01r 4-02 4-04 4-05 4-06 4-07 4-08 4-09 4-10 4-11 4-12 3-01 3-02 3-03 3-05 3-06 3-07 3-08 2-01 2-02 2-03 2-04 2-05 2-06 2-07 2-08 1-01 1-02 1-03 1-04 1-05 1-06',
  );
  expect(ids(null)).toBe('');
});

test('deadlines and rounds as the template has them', () => {
  const due = (id: string) => plan.find((row) => row.id === id);
  expect([
    due('4-01')?.dueMinutes,
    due('4-02')?.dueMinutes,
    due('4-04')?.dueMinutes,
    due('4-06')?.dueMinutes,
    due('4-07')?.dueMinutes,
  ]).toEqual([15, 30, 240, 120, 360]);
  expect([
    due('4-03')?.everyMinutes,
    due('3-04')?.everyMinutes,
    due('2-04')?.everyMinutes,
    due('1-06')?.everyMinutes,
  ]).toEqual([60, 30, 15, 60]);
  expect([
    due('2-02')?.evidence,
    due('2-02')?.dueMinutes,
    due('2-06')?.dueMinutes,
    due('0-05')?.dueMinutes,
    due('0-06')?.dueMinutes,
  ]).toEqual(['ledger', 240, null, 10_080, 43_200]);
  expect(due('4-07')?.evidence).toBe('counts');
});

test('every kind of unit in the plan exists, every unit of the street has a task, and every notice has its template', () => {
  const kinds = new Set(units.map((unit) => unit.kind));
  expect(plan.flatMap((row) => row.units).filter((kind) => !kinds.has(kind))).toEqual([]);
  const asked = new Set(rowsAt(plan, 'IV').flatMap((row) => row.units));
  expect(units.filter((unit) => !unit.upper && !asked.has(unit.kind)).map((unit) => unit.id)).toEqual([]);
  const templates = load<NoticeTemplate[]>('notice-templates.json');
  expect(templates.map((template) => template.id).join(' ')).toBe(
    'warning raised kin transfer waterlogging closure shelter-open return-home lifted shops sites door-slip loudspeaker doorstep',
  );
  for (const template of templates) {
    expect(noticeTemplateSchema.safeParse(template).error?.issues ?? []).toEqual([]);
    for (const body of [template.body.zh, template.body.en])
      expect([...new Set([...body.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]))].sort(), template.id).toEqual(
        [...template.fields].sort(),
      );
  }
  expect(
    plan.flatMap((row) => row.notice ?? []).filter((notice) => !templates.some((template) => template.id === notice)),
  ).toEqual([]);
  for (const id of plan.flatMap((row) => row.replaces ?? []))
    expect(
      plan.some((row) => row.id === id),
      id,
    ).toBe(true);
});

test('thresholds have their source and rise', () => {
  const thresholds = load<Threshold[]>('thresholds.json');
  expect(thresholds).toHaveLength(15);
  for (const threshold of thresholds) {
    expect(thresholdSchema.safeParse(threshold).error?.issues ?? []).toEqual([]);
    expect(threshold.source).not.toBe('');
  }
  const grades = (matter: string) =>
    thresholds.find((threshold) => threshold.matter === matter)?.steps.map((step) => [step.at, step.grade]);
  expect(grades('rain-1h')).toEqual([
    [35, 'BLUE'],
    [50, 'YELLOW'],
    [80, 'ORANGE'],
    [100, 'RED'],
  ]);
  expect(grades('underpass-depth')).toEqual([
    [0, 'GREEN'],
    [0.1, 'YELLOW'],
    [25, 'RED'],
  ]);
});

/** What must hold whatever is signed in whatever order. */
test('300 seeded storms: the open tasks are always those of the level, and nothing that must be closed is lost', () => {
  const level = fc.constantFrom<Level>('IV', 'III', 'II', 'I');
  const step = fc.oneof(
    fc.record({ what: fc.constant('sign' as const), level }),
    fc.record({ what: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ what: fc.constant('do' as const), pick: fc.nat() }),
  );
  const evidence = {
    log: { kind: 'log', text: 'x' },
    list: { kind: 'list', total: 1, done: 1, text: '' },
    counts: { kind: 'counts', rows: [{ what: 's', found: 1, removed: 1, reinforced: 0 }] },
    receipt: { kind: 'receipt', note: '' },
    note: { kind: 'note', text: 'x' },
  } as Record<string, unknown>;
  let signed = 0;
  let done = 0;
  const rank = { IV: 1, III: 2, II: 3, I: 4 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 15 }), (steps) => {
      const world = stormWorld();
      const tasks = (): TaskState[] => world.streams('task').map((stream) => world.state<TaskState>(stream));
      for (const one of steps) {
        const now = world.exists('response/r1') ? world.state<ResponseState>('response/r1').level : null;
        if (one.what === 'wait') world.forward(one.minutes);
        else if (one.what === 'sign') {
          if (one.level === now) continue;
          const type =
            now === null ? 'response.start' : rank[one.level] > rank[now] ? 'response.raise' : 'response.lower';
          world.tell(post.commander, type, 'response/r1', {
            ...terms(one.level),
            ...(now === null ? { kind: 'flood-typhoon' } : {}),
          });
          signed++;
        } else {
          const open = tasks().filter((task) => ['assigned', 'received', 'in-hand'].includes(task.phase));
          const task = open[one.pick % Math.max(1, open.length)];
          if (task) {
            world.tell(post.leader, 'task.complete', `task/${task.id}`, { evidence: evidence[task.evidenceKind] });
            done++;
          }
        }
        const level = world.exists('response/r1') ? world.state<ResponseState>('response/r1').level : null;
        const wanted = new Set(rowsAt(plannedDistrict.plan, level).map((row) => row.id));
        for (const task of tasks()) {
          const live = ['assigned', 'received', 'in-hand', 'waiting'].includes(task.phase);
          if (live && !wanted.has(task.row)) expect(task.mustClose, `${task.row} ${task.phase}`).toBe(true);
          if (task.phase === 'cancelled') expect(wanted.has(task.row), `${task.row} cancelled at ${level}`).toBe(false);
        }
        const given = new Set(tasks().map((task) => task.row));
        for (const row of wanted) expect(given.has(row), row).toBe(true);
      }
      if (world.exists('response/r1')) {
        const { timeline } = world.state<ResponseState>('response/r1');
        for (const [i, span] of timeline.entries()) expect(span.to).toBe(timeline[i + 1]?.from ?? null);
        world.tell(post.commander, 'response.lift', 'response/r1', { reason: '结束', dangers: '' });
        for (const task of leftOpen(tasks()))
          world.tell(post.leader, 'task.complete', `task/${task.id}`, { evidence: evidence[task.evidenceKind] });
        expect(leftOpen(tasks())).toEqual([]);
        expect(tasks().filter((task) => ['assigned', 'received', 'in-hand', 'waiting'].includes(task.phase))).toEqual(
          [],
        );
      }
    }),
    { numRuns: 300, seed: 2106 },
  );
  expect(signed).toBeGreaterThan(500);
  expect(done).toBeGreaterThan(300);
});
