import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { caseCommands } from '../../src/contract/commands/cases.ts';
import { caseRefusals } from '../../src/contract/refusals/cases.ts';
import { LOOP } from '../../src/domain/cases/index.ts';

const FOLDER = new URL('../../src/domain/cases/', import.meta.url);
const sources = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
const text = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');
const names = (name: string) => [...text(name).matchAll(/'(case\.[a-z-]+)(?::[a-z-]+)?'/g)].map((match) => match[1] as string);

test('every refusal that the domain knows has words, and every word a refusal', () => {
  expect(sources.length).toBeGreaterThan(15);
  const spoken = new Set([...names('commands.ts'), ...names('events.ts')]);
  const codes = new Set(sources.flatMap(names).filter((name) => !spoken.has(name)));
  expect([...codes].sort()).toEqual(Object.keys(caseRefusals).sort());
});

test('the words of a refusal name only what their decision hands over', () => {
  const handed: Record<string, string[]> = {};
  for (const source of sources) {
    for (const match of text(source).matchAll(/(?:refuse\('|code: ')(case\.[a-z-]+)'(?:, (?:params: )?\{([^}]*)\})?/g)) {
      const fields = (match[2] ?? '').split(',').map((part) => (part.split(':')[0] as string).trim()).filter(Boolean);
      handed[match[1] as string] = [...(handed[match[1] as string] ?? fields).filter((field) => fields.includes(field))];
    }
  }
  for (const [code, words] of Object.entries(caseRefusals)) {
    const used = [...`${words.zh}${words.en}${words.todo.zh}${words.todo.en}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
    // Codes of rights and conditions are refused in one place, with the step.
    const known = handed[code] ?? ['step'];
    expect(used.filter((field) => !known.includes(field)), code).toEqual([]);
    expect([words.zh, words.en, words.todo.zh, words.todo.en].every((word) => word.length > 1), code).toBe(true);
  }
});

test('every command of the loop can be said, and nothing else', () => {
  const said = caseCommands.filter((command) => command.kind === 'case').map((command) => command.type);
  const known = LOOP.map((row) => row.step.split(':')[0] as string).filter((step) => step !== '');
  expect(said.sort()).toEqual([...new Set(known)].sort());
});

const definition = (type: string) => caseCommands.find((command) => command.type === type)?.data;
const report = { source: 'resident', category: 'ST06', description: 'leaves', place: { position: [121.45, 31.22] } };

test.each([
  ['a plain report', 'case.report', report, true],
  ['an unknown field', 'case.report', { ...report, colour: 'red' }, false],
  ['an unknown field inside', 'case.report', { ...report, place: { position: [121.45, 31.22], room: '301' } }, false],
  ['a place that is no place', 'case.report', { ...report, place: { position: [121.45, Number.NaN] } }, false],
  ['latitude and longitude changed about', 'case.report', { ...report, place: { position: [31.22, 121.45] } }, false],
  ['a description as long as a book', 'case.report', { ...report, description: 'x'.repeat(2_001) }, false],
  ['a source nobody knows', 'case.report', { ...report, source: 'rumour' }, false],
  ['an id with a line break', 'case.dispatch', { unit: 'sanitation\n' }, false],
  ['an id that is a path', 'case.dispatch', { unit: '../etc/passwd' }, false],
  ['a note of nothing but spaces', 'case.note', { text: '   ' }, false],
  ['half a star', 'case.evaluate', { score: 4.5, solved: true }, false],
  ['a delay without end', 'case.request-delay', { reason: 'rain', minutes: 1e9 }, false],
  ['a delay backwards', 'case.request-delay', { reason: 'rain', minutes: -30 }, false],
  ['thirty pictures at once', 'case.add-evidence', { evidence: Array.from({ length: 30 }, (_, i) => ({ media: `m${i}`, when: 'before', takenAt: 1 })) }, false],
  ['words where there are none', 'case.discard', { why: 'mistake' }, false],
])('%s', (_, type, data, good) => {
  expect(definition(type)?.safeParse(data).success).toBe(good);
});
