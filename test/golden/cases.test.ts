import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allowedSteps, type CaseState, LOOP, mayCase, NO_CASE, RIGHTS, STAGE_FACTS, STAGES, type Step } from '../../src/domain/cases/index.ts';
import { ROLES } from '../../src/domain/people/index.ts';
import { diagram } from './case-diagram.ts';

const GOLDEN = new URL('./cases-loop.golden.md', import.meta.url);
const PAGE = new URL('../../docs/life-of-a-case.md', import.meta.url);
const UPDATE = process.env.UPDATE_GOLDEN === '1';

/** The loop and the rights as a person reads them in a diff. */
function written(): string {
  const stages = STAGES.map((stage) => {
    const { name, phase, standard, holder, clock } = STAGE_FACTS[stage];
    return `| ${stage} | ${name.zh} | ${name.en} | ${phase} | ${standard ?? '-'} | ${holder} | ${clock ?? '-'} |`;
  });
  const loop = LOOP.map(({ step, from, to }) => `| ${step} | ${from.join(' ')} | ${to === 'same' ? '(stays)' : to.join(' ')} |`);
  const rights = LOOP.map(({ step }) => {
    const rows = RIGHTS.filter((right) => right.may.includes(step));
    const sentences = rows.map((right) => `${right.roles.join(', ')}${right.when.length > 0 ? ` when ${right.when.join(' and ')}` : ''}`);
    return `| ${step} | ${sentences.join('; ')} |`;
  });
  return [
    '# The loop and the rights of a case', '', 'Written by test/golden/cases.test.ts with UPDATE_GOLDEN=1. Read the diff.', '',
    '## Stages', '', '| stage | zh | en | phase | standard | holder | clock |', '|---|---|---|---|---|---|---|', ...stages, '',
    '## Steps', '', '| step | from | to |', '|---|---|---|', ...loop, '',
    '## Rights', '', '| step | who |', '|---|---|', ...rights, '',
  ].join('\n');
}

test('the loop and the rights are what the golden file says', () => {
  if (UPDATE) writeFileSync(GOLDEN, written());
  expect(existsSync(GOLDEN)).toBe(true);
  expect(written()).toBe(readFileSync(GOLDEN, 'utf8'));
});

test('the diagram of the page is the table', () => {
  const page = readFileSync(PAGE, 'utf8');
  const drawn = /```mermaid\n([\s\S]*?)```/.exec(page)?.[1];
  if (UPDATE && drawn !== undefined) writeFileSync(PAGE, page.replace(drawn, diagram()));
  expect(UPDATE ? diagram() : drawn).toBe(diagram());
});

test('every step has a row and a right, every stage can be reached, and every open stage has a way out', () => {
  const steps = LOOP.map((row) => row.step);
  expect(new Set(steps).size).toBe(steps.length);
  expect([...new Set(RIGHTS.flatMap((right) => right.may))].sort()).toEqual([...steps].sort());
  expect(RIGHTS.flatMap((right) => right.roles).filter((role) => !ROLES.includes(role))).toEqual([]);
  const reached = new Set(LOOP.flatMap((row) => (row.to === 'same' ? [] : row.to)));
  expect(STAGES.filter((stage) => !reached.has(stage))).toEqual([]);
  const moving = new Set(LOOP.flatMap((row) => (row.to === 'same' ? [] : row.from)));
  expect(STAGES.filter((stage) => STAGE_FACTS[stage].phase !== 'closed' && !moving.has(stage))).toEqual([]);
});

/** Expectations written by hand from the table of roles of the field, not from the tables under test. */
const base: CaseState = {
  ...NO_CASE, id: 'x', unit: 'sanitation', place: { position: [121.45, 31.22], committee: 'west' },
  reporters: [{ ref: 'contact-1', source: 'resident', at: 0 }], handledBy: { persons: ['sweeper'], units: ['sanitation'] },
  clocks: { whole: null, step: { key: 'handle', startedAt: 0, dueAt: 1, minutes: 1, unit: 'clock' } },
};
const at = (stage: CaseState['stage'], more: Partial<CaseState> = {}): CaseState => ({ ...base, ...more, stage });
const actor = (roles: string, unit?: string, area?: string, person = 'someone') => ({ person, roles: roles.split(' '), unit, area });
const request = (kind: CaseState['requests'][number]['kind'], by: string) => ({ requests: [{ id: 'r', kind, by, unit: 'sanitation', at: 0, reason: 'because' }] });

test.each<[string, CaseState, ReturnType<typeof actor>, Step, boolean]>([
  ['intake takes a report in', at('reported'), actor('intake', 'ops'), 'case.accept', true],
  ['a dispatcher does not take in', at('reported'), actor('dispatcher', 'ops'), 'case.accept', false],
  ['nobody dispatches what is not registered', at('reported'), actor('dispatcher shift-leader', 'ops'), 'case.dispatch', false],
  ['intake does not register', at('accepted'), actor('intake', 'ops'), 'case.register', false],
  ['the shift leader registers', at('accepted'), actor('shift-leader', 'ops'), 'case.register', true],
  ['the committee verifies in its area', at('verifying'), actor('committee', 'committee-west', 'west'), 'case.verify', true],
  ['the committee does not verify elsewhere', at('verifying'), actor('committee', 'committee-east', 'east'), 'case.verify', false],
  ['the dispatcher dispatches', at('registered'), actor('dispatcher', 'ops'), 'case.dispatch', true],
  ['a handler does not dispatch', at('registered'), actor('handler', 'sanitation'), 'case.dispatch', false],
  ['the unit takes its job', at('dispatched'), actor('handler', 'sanitation'), 'case.take', true],
  ['another unit does not', at('dispatched'), actor('handler', 'greenery'), 'case.take', false],
  ['the unit asks for a delay', at('handling'), actor('handler', 'sanitation'), 'case.request-delay', true],
  ['the unit does not grant its delay', at('handling', request('delay', 'a')), actor('handler', 'sanitation'), 'case.grant:delay', false],
  ['the dispatcher grants a delay', at('handling', request('delay', 'a')), actor('dispatcher', 'ops'), 'case.grant:delay', true],
  ['without a request there is nothing to grant', at('handling'), actor('dispatcher', 'ops'), 'case.grant:delay', false],
  ['the shift leader does not grant a suspension', at('handling', request('suspend', 'a')), actor('shift-leader', 'ops'), 'case.grant:suspend', false],
  ['the shift leader grants a void', at('handling', request('void', 'a')), actor('shift-leader', 'ops'), 'case.grant:void', true],
  ['not the void that they asked for', at('handling', request('void', 'someone')), actor('shift-leader dispatcher', 'ops'), 'case.grant:void', false],
  ['the dispatcher does not grant a void', at('handling', request('void', 'a')), actor('dispatcher', 'ops'), 'case.grant:void', false],
  ['the asker withdraws', at('handling', request('help', 'someone')), actor('handler', 'sanitation'), 'case.withdraw:help', true],
  ['a colleague does not withdraw', at('handling', request('help', 'a')), actor('handler', 'sanitation'), 'case.withdraw:help', false],
  ['the dispatcher resumes', at('suspended'), actor('dispatcher', 'ops'), 'case.resume', true],
  ['the unit does not resume', at('suspended'), actor('handler', 'sanitation'), 'case.resume', false],
  ['a supervisor checks', at('checking'), actor('supervisor', 'ops'), 'case.check', true],
  ['who handled does not check', at('checking'), actor('supervisor', 'ops', undefined, 'sweeper'), 'case.check', false],
  ['whose unit handled does not check', at('checking'), actor('supervisor', 'sanitation'), 'case.check', false],
  ['the dispatcher does not check', at('checking'), actor('dispatcher', 'ops'), 'case.check', false],
  ['a fixer does not audit the own fix', at('self-handled', { handledBy: { persons: ['someone'], units: [] } }), actor('intake supervisor', 'ops'), 'case.audit-fix', false],
  ['intake audits a fix', at('self-handled', { handledBy: { persons: ['patrol'], units: [] } }), actor('intake', 'ops'), 'case.audit-fix', true],
  ['a reporter disputes', at('closed'), actor('resident', undefined, undefined, 'contact-1'), 'case.dispute', true],
  ['a stranger does not', at('closed'), actor('resident', undefined, undefined, 'contact-9'), 'case.dispute', false],
  ['the shift leader reopens', at('closed'), actor('shift-leader', 'ops'), 'case.reopen', true],
  ['intake does not reopen', at('closed'), actor('intake', 'ops'), 'case.reopen', false],
  ['nobody reopens what is void', at('voided'), actor('shift-leader commander', 'ops'), 'case.reopen', false],
  ['only the clock notes an overrun', at('handling'), actor('shift-leader commander dispatcher intake', 'ops'), 'case.note-overdue', false],
  ['the commander supervises', at('handling'), actor('commander', 'ops'), 'case.supervise', true],
  ['the unit answers a supervision', at('handling', { supervisions: [{ id: 's', by: 'c', at: 0, text: 't' }] }), actor('handler', 'sanitation'), 'case.answer', true],
])('%s', (_, state, who, step, allowed) => {
  expect(mayCase(state, step, who)).toBe(allowed);
});

test.each(['observer', 'admin', 'auditor'])('%s has no button on any case', (role) => {
  for (const stage of STAGES) expect(allowedSteps(at(stage, request('void', 'a')), actor(role, 'sanitation', 'west'))).toEqual([]);
  expect(allowedSteps(NO_CASE, actor(role))).toEqual([]);
});

test('the buttons of a handler on a case in hand', () => {
  expect(allowedSteps(at('handling'), actor('handler', 'sanitation'))).toEqual([
    'case.assign', 'case.feed-back', 'case.request-delay', 'case.request-send-back', 'case.request-suspend', 'case.request-void', 'case.request-help',
    'case.contact', 'case.note', 'case.add-evidence',
  ]);
});
