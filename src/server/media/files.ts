import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { MediaArea, PhotoForm } from '../../contract/media.ts';

/** Where content lies, by what it is: `media/<tenant>/ab/cdef…`, and beside it the forms in which a photo is shown. */
export class MediaFiles {
  readonly folder: string;
  constructor(dataFolder: string) {
    this.folder = path.join(dataFolder, 'media');
  }

  /** @throws RangeError for what is no tenant or no digest: nothing from outside becomes part of a path. */
  original(tenant: string, sha256: string): string {
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(tenant) || !/^[0-9a-f]{64}$/.test(sha256))
      throw new RangeError('not the place of a file');
    return path.join(this.folder, tenant, sha256.slice(0, 2), sha256.slice(2));
  }

  shown(tenant: string, sha256: string, form: PhotoForm, areas: readonly MediaArea[]): string {
    const mark = markOf(areas);
    return `${this.original(tenant, sha256)}${mark && `.${mark}`}.${form}.webp`;
  }

  async has(file: string): Promise<boolean> {
    return access(file).then(
      () => true,
      () => false,
    );
  }

  /** Puts a file in its place, without taking it from where it is. Whatever is there already is the same. */
  async keep(tenant: string, sha256: string, from: string): Promise<void> {
    const to = this.original(tenant, sha256);
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    await link(from, to).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      // A file system without links.
      const half = `${to}.${process.pid}.part`;
      await copyFile(from, half);
      await toDisk(half);
      await rename(half, to);
    });
    await toDisk(path.dirname(to));
  }

  /** The content and all its forms. */
  async remove(tenant: string, sha256: string): Promise<void> {
    const file = this.original(tenant, sha256);
    const folder = path.dirname(file);
    const names = await readdir(folder).catch(() => []);
    for (const name of names)
      if (name.startsWith(path.basename(file))) await rm(path.join(folder, name), { force: true });
  }

  /** The forms that are not of these areas: after a photo was marked anew. */
  async removeForms(tenant: string, sha256: string, areas: readonly MediaArea[]): Promise<void> {
    for (const form of ['thumb', 'large'] as const) await rm(this.shown(tenant, sha256, form, areas), { force: true });
  }
}

/** Tells one covering of a photo from another; empty when nothing is covered. */
export function markOf(areas: readonly MediaArea[]): string {
  return areas.length === 0 ? '' : createHash('sha256').update(JSON.stringify(areas)).digest('hex').slice(0, 16);
}

export async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 256 * 1024 })) digest.update(piece as Buffer);
  return digest.digest('hex');
}

export async function toDisk(file: string): Promise<void> {
  const handle = await open(file, 'r');
  await handle.sync().finally(() => handle.close());
}
