import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusals, refusalsOf } from '../../src/contract/refusals/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const page = path.join(root, 'docs/refusals.md');

/** Codes that stand in the source as `refuse('code'` or as `code: 'noun.code'`. */
function used(): Set<string> {
  const codes = new Set<string>();
  for (const name of readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.ts$/.test(name) || name.endsWith('.test.ts') || name.startsWith(path.join('contract', 'refusals')))
      continue;
    // What a carrier's simulator refuses is the carrier's own code.
    if (name.startsWith(path.join('simulator', 'carriers'))) continue;
    const text = readFileSync(path.join(root, 'src', name), 'utf8');
    for (const match of text.matchAll(/['"`]([a-z]+(?:-[a-z]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*)['"`]/g)) {
      const code = match[1] as string;
      if (code in refusals) codes.add(code);
    }
    for (const match of text.matchAll(/\brefuse\(\s*['"]([^'"]+)['"]/g)) codes.add(match[1] as string);
  }
  return codes;
}

function document(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const tables = Object.entries(refusalsOf).map(([who, catalogue]) =>
    [
      `## ${who}`,
      '',
      '| code | HTTP | 中文 | English | 怎么办 | what to do |',
      '|---|---|---|---|---|---|',
      ...Object.entries(catalogue).map(
        ([code, w]) =>
          `| \`${code}\` | ${w.status} | ${cell(w.zh)} | ${cell(w.en)} | ${cell(w.todo.zh)} | ${cell(w.todo.en)} |`,
      ),
      '',
    ].join('\n'),
  );
  return [
    '# Refusals · 拒绝',
    '',
    'Every answer that is not "yes": a closed catalogue, made from `src/contract/refusals/` (a test keeps the two equal;',
    '`UPDATE_GOLDEN=1 npx vitest run test/rules/refusals.test.ts` writes this page anew). `{name}` is filled in from the refusal.',
    '',
    ...tables,
  ].join('\n');
}

describe('refusals are a closed catalogue', () => {
  it('no code stands in two catalogues', () => {
    const codes = Object.values(refusalsOf).flatMap((catalogue) => Object.keys(catalogue));
    expect(codes.filter((code, n) => codes.indexOf(code) !== n)).toEqual([]);
    expect(codes.length).toBeGreaterThan(100);
  });

  it('every code that the program answers with has its words', () => {
    expect([...used()].filter((code) => !(code in refusals)).sort()).toEqual([]);
  });

  it('every code with words is one that the program answers with', () => {
    const codes = used();
    expect(
      Object.keys(refusals)
        .filter((code) => !codes.has(code))
        .sort(),
    ).toEqual([]);
  });

  it('words fill in the same fields in both languages and always say what to do', () => {
    const fields = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] as string).sort();
    for (const [code, words] of Object.entries(refusals)) {
      expect([code, fields(words.zh)]).toEqual([code, fields(words.en)]);
      expect([code, /[一-鿿]/.test(words.zh), /[一-鿿]/.test(words.todo.zh)]).toEqual([code, true, true]);
      expect([code, /[一-鿿]/.test(words.en), words.todo.en.length > 5]).toEqual([code, false, true]);
    }
  });

  it('docs/refusals.md is the catalogue', () => {
    if (process.env['UPDATE_GOLDEN']) writeFileSync(page, document());
    expect(readFileSync(page, 'utf8')).toBe(document());
  });
});
