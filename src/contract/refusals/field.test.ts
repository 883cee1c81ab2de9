import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { drillCommands } from '../commands/drill.ts';
import { noticeCommands } from '../commands/notices.ts';
import { peopleCommands } from '../commands/people.ts';
import { sweepCommands } from '../commands/sweeps.ts';
import { drillRefusals } from './drill.ts';
import { noticeRefusals } from './notices.ts';
import { peopleRefusals } from './people.ts';
import { sweepRefusals } from './sweeps.ts';

const domain = path.resolve(import.meta.dirname, '../../domain');

/** Codes that a module answers with, as its source has them. */
function codesIn(folder: string): string[] {
  const text = readdirSync(path.join(domain, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(path.join(domain, folder, name), 'utf8'))
    .join('\n');
  const called = [...text.matchAll(/refuse\(([^;]*?)\)/g)].flatMap((call) => [
    ...(call[1] as string).matchAll(/'((?:notice|doors|round|person|duty|drill)\.[a-z-]+)'/g),
  ]);
  const types = new Set([...text.matchAll(/(?:Command|Event)<'([a-z.-]+)'/g)].map((match) => match[1]));
  return [...new Set(called.map((match) => match[1] as string))].filter((code) => !types.has(code)).toSorted();
}
const fields = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted();

describe.each([
  ['notices', noticeRefusals],
  ['sweeps', sweepRefusals],
  ['people', peopleRefusals],
  ['drill', drillRefusals],
] as const)('refusals of %s', (folder, catalogue) => {
  it('are exactly those that its rules answer with', () => {
    const codes = codesIn(folder);
    expect(codes.length).toBeGreaterThan(5);
    expect(Object.keys(catalogue).toSorted()).toEqual(codes);
  });
  it('say the same in both languages', () => {
    for (const [code, words] of Object.entries(catalogue))
      expect([code, fields(words.en)]).toEqual([code, fields(words.zh)]);
  });
});

describe('commands of the field in the contract', () => {
  const types = [...noticeCommands, ...sweepCommands, ...peopleCommands, ...drillCommands].map(
    (command) => command.type,
  );
  it('are these, and none that only the system may send', () => {
    expect(types).toEqual([
      'notice.compose',
      'notice.discard',
      'notice.sign',
      'notice.issue',
      'notice.correct',
      'notice.take-back',
      'notice.close',
      'doors.record-delivery',
      'doors.confirm',
      'doors.visit',
      'doors.needs-help',
      'doors.help-done',
      'round.open',
      'round.tick',
      'round.finish',
      'round.stop',
      'person.appoint',
      'person.relieve',
      'duty.plan-shift',
      'duty.cancel-shift',
      'duty.ask-swap',
      'duty.answer-swap',
      'duty.decide-swap',
      'duty.sign-on',
      'duty.sign-off',
      'duty.hand-over',
      'duty.take-over',
      'duty.log',
      'drill.set-clock',
      'drill.advance',
      'drill.inject',
    ]);
  });
  const accepts = (type: string, data: unknown) =>
    [...noticeCommands, ...sweepCommands, ...peopleCommands, ...drillCommands]
      .find((command) => command.type === type)
      ?.data.safeParse(data).success;
  it.each([
    ['notice.sign', { extra: 1 }],
    ['notice.compose', { template: 't', fields: {}, level: 'V', audience: { everyone: true } }],
    ['notice.compose', { template: 't', fields: { a: 'x'.repeat(201) }, level: 'IV', audience: { everyone: true } }],
    [
      'notice.compose',
      { template: 't', fields: {}, level: 'IV', audience: { near: { position: [Number.NaN, 0], metres: 5 } } },
    ],
    [
      'notice.compose',
      {
        template: 't',
        fields: {},
        level: 'IV',
        audience: { everyone: true },
        follows: { notice: 'n', as: 'take-back' },
      },
    ],
    ['doors.confirm', { households: [], by: 'self', way: 'link' }],
    ['doors.confirm', { households: ['h'], by: 'committee ', way: 'link' }],
    ['doors.visit', { visits: [{ household: 'h', result: 'dead' }] }],
    ['round.tick', { ticks: [] }],
    [
      'round.open',
      { title: { zh: 'a', en: 'a' }, targets: { kinds: ['lamp'] }, by: 'foot', unit: 'u', level: 'IV', dueMinutes: 5 },
    ],
    ['duty.plan-shift', { shift: 'not-a-uuid', role: 'leader', unit: 'u', person: 'p', from: 0, to: 1 }],
    ['drill.set-clock', { speed: Number.POSITIVE_INFINITY }],
    ['drill.advance', { to: 1.5 }],
  ])('%s does not take %j', (type, data) => {
    expect(accepts(type, data)).toBe(false);
  });
  it('takes what the duty room sends', () => {
    expect(
      accepts('notice.compose', {
        template: 't',
        fields: { 颜色: '蓝' },
        level: 'IV',
        audience: { everyone: true },
        follows: { notice: 'n', as: 'reminder' },
      }),
    ).toBe(true);
    expect(
      accepts('round.tick', {
        ticks: [{ target: 'd-1', result: 'hazard', item: 'grate', fixed: true, photos: ['sha256:ab'] }],
      }),
    ).toBe(true);
  });
});
