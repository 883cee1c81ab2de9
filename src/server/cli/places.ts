import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things stand: the program's own folder, found from this file both in src/ and in the bundle in dist/. */
export const ROOT = rootOf(path.dirname(fileURLToPath(import.meta.url)));

function rootOf(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json')) && existsSync(path.join(folder, 'districts'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`the folder of Yiping was not found above ${start}`);
  }
}

/** Runs from source with tsx, or from the bundle. */
export const FROM_SOURCE = import.meta.url.endsWith('.ts');

export function versionOf(): string {
  return (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Arguments for node that start another part of the program the way this one was started. */
export function programOf(part: 'yiping' | 'simulator'): readonly string[] {
  if (!FROM_SOURCE) return ['--enable-source-maps', path.join(ROOT, 'dist', 'server', `${part}.mjs`)];
  return ['--import', 'tsx', path.join(ROOT, 'src', part === 'yiping' ? 'server/cli/yiping.ts' : 'simulator/main.ts')];
}

/** Data folder: the option, YIPING_DATA, or ./var. */
export function dataFolder(option: string | undefined): string {
  return path.resolve(option ?? process.env['YIPING_DATA'] ?? 'var');
}

export function scenarioFolder(id: string): string {
  const folder = path.join(ROOT, 'scenarios', id);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id) || !existsSync(path.join(folder, 'scenario.json')))
    throw new Wrong(`there is no scenario '${id}' · 没有名为“${id}”的情景`);
  return folder;
}

/** A folder of districts brought in with `import` goes before the one that the program ships. */
export function districtsFolder(data: string, id: string): string {
  return existsSync(path.join(data, 'districts', id, 'district.json'))
    ? path.join(data, 'districts')
    : path.join(ROOT, 'districts');
}

/** Ends of the program. The help of each command names those that it can end with. */
export const EXIT = { done: 0, failed: 1, usage: 2, unsound: 3, unfinished: 4 } as const;

/** Something that the caller can put right: said without a stack. */
export class Wrong extends Error {
  readonly exit: number;
  constructor(message: string, exit: number = EXIT.usage) {
    super(message);
    this.name = 'Wrong';
    this.exit = exit;
  }
}
