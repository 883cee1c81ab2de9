import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { assemblePack, readManifest } from './assemble.ts';
import type { DistrictPack, PackFiles } from './pack.ts';
import { MANIFEST_FILE, PACK_FILES } from './parts.ts';
import { PackRefused } from './problems.ts';

/** A file larger than this is not read: the largest of a district of 100,000 residents has about 8 MB. */
const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * Reads and checks a district folder.
 * @param folder path of e.g. `districts/nanjing-west-road`
 * @throws PackRefused with file, row and reason of everything that is wrong
 */
export async function loadPack(folder: string): Promise<DistrictPack> {
  return assemblePack(await readFolder(folder));
}

/** Texts of a pack folder; files that it lacks come from the folder beside it that `basedOn` names. */
export async function readFolder(folder: string): Promise<PackFiles> {
  const own = await readOwnFiles(folder);
  if (!own.has(MANIFEST_FILE)) {
    throw new PackRefused([
      {
        file: MANIFEST_FILE,
        code: 'missing',
        zh: `${basename(folder)} 中缺少此文件`,
        en: `missing in ${basename(folder)}`,
      },
    ]);
  }
  const manifest = readManifest(own);
  if (!manifest.basedOn) return own;
  const base = await readOwnFiles(join(dirname(folder), manifest.basedOn));
  const leave = new Set(manifest.leave ?? []);
  for (const [name, text] of base) if (!own.has(name) && !leave.has(name)) own.set(name, text);
  return own;
}

async function readOwnFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of PACK_FILES) {
    const bytes = await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!bytes) continue;
    if (bytes.length > LARGEST_FILE) {
      throw new PackRefused([
        { file: name, code: 'too-large', zh: '文件过大', en: `larger than ${LARGEST_FILE} bytes` },
      ]);
    }
    files.set(name, decode(name, bytes));
  }
  return files;
}

export function decode(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PackRefused([{ file: name, code: 'unreadable', zh: '不是 UTF-8 编码', en: 'not encoded in UTF-8' }]);
  }
}
