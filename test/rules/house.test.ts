import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

function sources(folder: string): { file: string; text: string }[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => ({ file: path.join(folder, name), text: readFileSync(path.join(root, folder, name), 'utf8') }));
}

/** Source without comments and without import lines, so that a rule about code does not judge prose. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
}

function offenders(files: { file: string; text: string }[], forbidden: RegExp): string[] {
  return files.flatMap(({ file, text }) =>
    code(text)
      .split('\n')
      .flatMap((line, n) => (forbidden.test(line) ? [`${file}:${n + 1}: ${line.trim()}`] : [])),
  );
}

describe('house rules', () => {
  const domain = sources('src/domain');
  const all = sources('src');

  it('has something to judge', () => {
    expect(domain.length).toBeGreaterThan(30);
    expect(all.length).toBeGreaterThan(100);
  });

  it('the domain reads no clock, no random number, no locale', () => {
    expect(offenders(domain, /\bDate\b|Math\.random|\bIntl\b|toLocale|performance\.|crypto\.|localeCompare/)).toEqual(
      [],
    );
  });

  it('no name of a city, a street or a unit stands in the code', () => {
    // Such names are district data (districts/) or scenario data (scenarios/).
    expect(
      offenders(all, /南京西路|静安|上海|(?<!Asia\/)Shanghai|Jing'?an\b|延安中路|茂名|石门一路|烟花|In-Fa\b/),
    ).toEqual([]);
  });

  it('every tenant table is asked with its tenant', () => {
    const tables = /\b(?:from|join|update|into)\s+(journal|stream|outcome|due|head|snapshot|case_read|observation)\b/i;
    const missing = all
      .filter(({ file }) => file.startsWith('src/server/') && !file.includes('/migrations'))
      .flatMap(({ file, text }) =>
        [...text.matchAll(/`[^`]*`/g)]
          .map((m) => m[0])
          .filter((sql) => tables.test(sql) && /\b(select|insert|update|delete)\b/i.test(sql) && !/tenant/i.test(sql))
          .map((sql) => `${file}: ${sql.slice(0, 80)}`),
      );
    expect(missing).toEqual([]);
  });

  it('no test is skipped and no promise is left in the code', () => {
    const tests = sources('test').concat(
      readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => ({ file: `src/${name}`, text: readFileSync(path.join(root, 'src', name), 'utf8') })),
    );
    const lone = new RegExp(['\\b(?:it|test|describe)\\.(?:sk', 'ip|to', 'do|on', 'ly)\\b'].join(''));
    expect(offenders(tests, lone)).toEqual([]);
    const promise = new RegExp(['\\bTO', 'DO\\b|\\bFIX', 'ME\\b|not implemented'].join(''));
    expect(offenders(all, promise)).toEqual([]);
  });

  it('no file names a package registry or this machine', () => {
    const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
    expect(files.length).toBeGreaterThan(100);
    const registry = new RegExp(
      ['registry\\.(?:npm', 'js|yarn', 'pkg)', '|un', 'pkg\\.com|deb\\.deb', 'ian\\.org'].join(''),
    );
    const offending = files
      .filter(
        (file) =>
          /\.(?:ts|tsx|mjs|cjs|json|md|css|html|yml|sh)$|run$|npmrc$/.test(file) &&
          !/^(?:districts|scenarios)\//.test(file),
      )
      .filter((file) => registry.test(readFileSync(path.join(root, file), 'utf8')));
    expect(offending).toEqual([]);
  });
});
