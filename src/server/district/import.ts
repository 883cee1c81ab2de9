import { assemblePack, readManifest } from './assemble.ts';
import { packFiles } from './export.ts';
import { decode } from './load.ts';
import type { DistrictPack } from './pack.ts';
import { MANIFEST_FILE } from './parts.ts';
import { PackRefused } from './problems.ts';
import { unzip, zip } from './zip.ts';

/**
 * Reads a district pack that somebody hands in as a zip: all or nothing.
 * @throws PackRefused with every reason found (up to 100): not a zip, foreign files, wrong shapes, dangling references
 */
export async function importZip(bytes: Uint8Array): Promise<DistrictPack> {
  const files = new Map([...(await unzip(bytes))].map(([name, content]) => [name, decode(name, content)]));
  if (files.has(MANIFEST_FILE) && readManifest(files).basedOn !== undefined) {
    throw new PackRefused([
      {
        file: MANIFEST_FILE,
        field: 'basedOn',
        code: 'reference',
        zh: '压缩包须自成一体，不能引用另一资料包',
        en: 'a zip has to be whole; it cannot start from another pack',
      },
    ]);
  }
  return assemblePack(files);
}

/** A pack as a zip; equal packs give equal bytes. */
export function exportZip(pack: DistrictPack, options: { readonly contacts: boolean }): Promise<Uint8Array> {
  return zip(packFiles(pack, options));
}

/** Rows of every list, for the record of an adoption. */
export function countsOf({ district, people, contacts }: DistrictPack): Record<string, number> {
  return {
    committees: district.committees.length,
    compounds: district.compounds.length,
    stairwells: district.stairwells.length,
    households: district.households.length,
    residents: district.households.reduce((sum, row) => sum + row.people, 0),
    cells: district.cells.length,
    roads: district.roads.length,
    points: district.points.length,
    units: district.units.length,
    posts: district.posts.length,
    categories: district.categories.length,
    planTasks: district.plan.length,
    people: people.length,
    contacts: contacts.length,
  };
}
