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

/**
 * The server's heap is held to this many MB, so that rubbish is cleared before memory grows: a storm leaves some 250 MB
 * of living state, and without a limit V8 lets five times as much pile up on a large machine.
 */
const SERVER_HEAP_MB = 448;

/** Arguments for node that start another part of the program the way this one was started. */
export function programOf(part: 'yiping' | 'simulator'): readonly string[] {
  const limit = part === 'yiping' ? [`--max-old-space-size=${SERVER_HEAP_MB}`] : [];
  if (!FROM_SOURCE) return [...limit, '--enable-source-maps', path.join(ROOT, 'dist', 'server', `${part}.mjs`)];
  const entry = part === 'yiping' ? 'server/cli/yiping.ts' : 'simulator/main.ts';
  return [...limit, '--import', 'tsx', path.join(ROOT, 'src', entry)];
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

/** Pack of the drill: the whole street, with synthetic households and people. */
export function drillPack(district: string): string {
  return path.join(ROOT, 'districts', district);
}

/** Pack of the district for real use: the one brought in with `import`, else the empty one that the program ships. */
export function realPack(data: string, tenant: string): string {
  const own = path.join(data, 'districts', tenant);
  return existsSync(path.join(own, 'district.json')) ? own : path.join(ROOT, 'districts', 'blank');
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
