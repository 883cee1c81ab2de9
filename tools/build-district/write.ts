import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Position } from '../../src/domain/kernel/index.ts';

/** One row a line: compact, and a change of one row is one line of a diff. */
export function rowsJson(rows: readonly unknown[]): string {
  return rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
}

type Geometry =
  | { type: 'Polygon'; coordinates: readonly (readonly Position[])[] }
  | { type: 'LineString'; coordinates: readonly Position[] }
  | { type: 'Point'; coordinates: Position };

export function collection(
  features: readonly { id?: string; properties: object; geometry: Geometry }[],
  attribution?: string,
): string {
  const lines = features.map(({ id, properties, geometry }) =>
    JSON.stringify({ type: 'Feature', ...(id === undefined ? {} : { id }), properties, geometry }),
  );
  const head = attribution
    ? `{"type":"FeatureCollection","attribution":${JSON.stringify(attribution)},"features":[`
    : '{"type":"FeatureCollection","features":[';
  return `${head}\n${lines.join(',\n')}\n]}\n`;
}

export const polygon = (ring: readonly Position[]): Geometry => ({ type: 'Polygon', coordinates: [ring] });
export const line = (coordinates: readonly Position[]): Geometry => ({ type: 'LineString', coordinates });
export const point = (coordinates: Position): Geometry => ({ type: 'Point', coordinates });

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
