import type { Manifest } from '../../contract/district.ts';
import type { Position, Ring } from '../../domain/kernel/index.ts';
import { writeCsv } from './csv.ts';
import type { DistrictPack, GeoCollection } from './pack.ts';
import { BOUNDARY_FILE, layerFile, MANIFEST_FILE, PARTS, type Part, type PartName, SINGLE_FILES } from './parts.ts';

/**
 * A pack as files, in the form in which it is read: what is written here and read again is the same district.
 * @param options.contacts whether names and telephone numbers go along; without them the file is left out
 */
export function packFiles(pack: DistrictPack, options: { readonly contacts: boolean }): Map<string, string> {
  const { district } = pack;
  const manifest: Manifest = {
    format: 'yiping-district',
    formatVersion: 1,
    id: district.id,
    code: district.code,
    name: district.name,
    version: district.version,
    attribution: district.attribution,
    crs: 'WGS84',
    centre: district.centre,
    ...(district.warnings ? { warnings: district.warnings } : {}),
  };
  const files = new Map<string, string>();
  files.set(MANIFEST_FILE, `${JSON.stringify(manifest, null, 1)}\n`);
  files.set(
    BOUNDARY_FILE,
    collection(district.boundary.map((ring) => feature(undefined, {}, 'Polygon', [closed(ring)]))),
  );
  files.set(SINGLE_FILES.calendar.file, `${JSON.stringify(district.calendar, null, 1)}\n`);
  const { stepLimits, ladders, quietHours, patrolMinutes, settings, words = {} } = district;
  files.set(
    SINGLE_FILES.settings.file,
    `${JSON.stringify({ stepLimits, ladders, quietHours, patrolMinutes, settings, words }, null, 1)}\n`,
  );
  for (const [name, part] of Object.entries(PARTS) as [PartName, Part][]) {
    if (name === 'contacts' && !options.contacts) continue;
    const rows = name === 'contacts' ? pack.contacts : name === 'people' ? pack.people : (district[name] ?? []);
    files.set(part.file, written(part, rows as readonly Row[]));
  }
  for (const [name, layer] of Object.entries(pack.layers)) files.set(layerFile(name), collection(layer.features));
  return files;
}

type Row = Readonly<Record<string, unknown>>;

function written(part: Part, rows: readonly Row[]): string {
  switch (part.form) {
    case 'json':
      return rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
    case 'csv': {
      const columns = Object.entries(part.columns ?? {});
      return writeCsv(
        columns.map(([name]) => name),
        rows.map((row) => columns.map(([name, kind]) => cell(row, name, kind))),
      );
    }
    case 'polygon':
      return collection(
        rows.map(({ id, ring, ...rest }) => feature(id as string, rest, 'Polygon', [closed(ring as Ring)])),
      );
    case 'line':
      return collection(rows.map(({ id, line, ...rest }) => feature(id as string, rest, 'LineString', line as Ring)));
    case 'point':
      return collection(
        rows.map(({ id, position, ...rest }) => feature(id as string, rest, 'Point', position as Position)),
      );
  }
}

function cell(row: Row, name: string, kind: string): string | number {
  if (kind === 'lon') return (row.position as Position)[0];
  if (kind === 'lat') return (row.position as Position)[1];
  if (kind === 'flag') return row[name] ? 1 : 0;
  if (kind === 'list') return (row[name] as readonly string[]).join(' ');
  return row[name] as string | number;
}

const closed = (ring: Ring): Ring => {
  const [first, last] = [ring[0] as Position, ring.at(-1) as Position];
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
};
const feature = (id: string | undefined, properties: object, type: string, coordinates: readonly unknown[]) => ({
  type: 'Feature',
  ...(id === undefined ? {} : { id }),
  properties,
  geometry: { type, coordinates },
});
const collection = (features: GeoCollection['features'] | readonly object[]): string =>
  `{"type":"FeatureCollection","features":[\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`;
