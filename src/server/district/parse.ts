import { parseCsv } from './csv.ts';
import { toWgs84 } from './datum.ts';
import type { GeoCollection, GeoFeature, PackFiles } from './pack.ts';
import type { Part } from './parts.ts';
import type { PackProblem } from './problems.ts';

export type Crs = 'WGS84' | 'CGCS2000' | 'GCJ02';
export type Report = (problem: PackProblem) => void;

/** Rows of one file as plain objects, still unchecked, each with its row number for messages. */
export function readRows(files: PackFiles, part: Part, crs: Crs, report: Report): { row: number; value: unknown }[] {
  const text = files.get(part.file);
  if (text === undefined) {
    if (part.required) report({ file: part.file, code: 'missing', zh: '缺少此文件', en: 'this file is missing' });
    return [];
  }
  const rows = part.form === 'csv' ? csvRows(part, text, crs, report) : jsonRows(part, text, crs, report);
  if (rows.length > part.most) {
    report({
      file: part.file,
      code: 'size',
      zh: `行数 ${rows.length} 超过上限 ${part.most}`,
      en: `${rows.length} rows, at most ${part.most} are taken`,
    });
    return [];
  }
  return rows;
}

export function readJson(file: string, text: string, report: Report): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    report({ file, code: 'unreadable', zh: '不是有效的 JSON', en: `not valid JSON: ${(error as Error).message}` });
    return undefined;
  }
}

export function readCollection(file: string, text: string, crs: Crs, report: Report): GeoCollection | undefined {
  const value = readJson(file, text, report);
  if (value === undefined) return undefined;
  const features = (value as { features?: unknown }).features;
  if (
    (value as { type?: unknown }).type !== 'FeatureCollection' ||
    !Array.isArray(features) ||
    !features.every(isFeature)
  ) {
    report({ file, code: 'shape', zh: '不是 GeoJSON FeatureCollection', en: 'not a GeoJSON FeatureCollection' });
    return undefined;
  }
  const named = (value as { crs?: { properties?: { name?: unknown } } }).crs?.properties?.name;
  if (named !== undefined && !/(CRS84|EPSG:{1,2}(4326|4490))$/.test(String(named))) {
    report({
      file,
      code: 'crs',
      zh: `坐标系 ${String(named)} 不受支持，请转换为 WGS-84`,
      en: `coordinate system ${String(named)} is not taken; convert it to WGS-84`,
    });
    return undefined;
  }
  const collection: GeoCollection = { type: 'FeatureCollection', features };
  return crs === 'GCJ02' ? toWgs84(collection) : collection;
}

function isFeature(value: unknown): value is GeoFeature {
  if (typeof value !== 'object' || value === null || (value as GeoFeature).type !== 'Feature') return false;
  const geometry = (value as GeoFeature).geometry;
  return geometry === null || (typeof geometry === 'object' && Array.isArray(geometry.coordinates));
}

function jsonRows(part: Part, text: string, crs: Crs, report: Report): { row: number; value: unknown }[] {
  if (part.form === 'json') {
    const value = readJson(part.file, text, report);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.map((entry, i) => ({ row: i + 1, value: entry }));
    report({ file: part.file, code: 'shape', zh: '应为列表', en: 'must be a list' });
    return [];
  }
  const collection = readCollection(part.file, text, crs, report);
  return (collection?.features ?? []).map((feature, i) => ({ row: i + 1, value: featureRow(part, feature) }));
}

/** A feature as a row: its properties and the one geometry that the part asks for; anything else fails the schema. */
function featureRow(part: Part, feature: GeoFeature): unknown {
  const { type, coordinates } = feature.geometry ?? { type: 'none', coordinates: [] };
  const row: Record<string, unknown> = { ...feature.properties };
  if (feature.id !== undefined) row.id = String(feature.id);
  // A polygon with a hole or a MultiPolygon is not silently cut down to its first ring.
  if (part.form === 'polygon') row.ring = type === 'Polygon' && coordinates.length === 1 ? coordinates[0] : undefined;
  if (part.form === 'line') row.line = type === 'LineString' ? coordinates : undefined;
  if (part.form === 'point') row.position = type === 'Point' ? coordinates : undefined;
  return row;
}

function csvRows(part: Part, text: string, crs: Crs, report: Report): { row: number; value: unknown }[] {
  const columns = part.columns ?? {};
  let table: ReturnType<typeof parseCsv>;
  try {
    table = parseCsv(text);
  } catch (error) {
    report({ file: part.file, code: 'unreadable', zh: 'CSV 引号有误', en: (error as Error).message });
    return [];
  }
  for (const name of Object.keys(columns)) {
    if (!table.header.includes(name))
      report({ file: part.file, code: 'shape', field: name, zh: `缺少列 ${name}`, en: `column ${name} is missing` });
  }
  for (const name of table.header) {
    if (!(name in columns))
      report({ file: part.file, code: 'shape', field: name, zh: `不认识的列 ${name}`, en: `unknown column ${name}` });
  }
  return table.rows.map(({ line, cells }) => {
    const value: Record<string, unknown> = {};
    let lon = Number.NaN;
    for (const [i, name] of table.header.entries()) {
      const cell = cells[i] ?? '';
      const kind = columns[name];
      if (kind === 'text') value[name] = cell;
      else if (kind === 'number') value[name] = cell === '' ? undefined : Number(cell);
      else if (kind === 'flag') value[name] = cell === '1' ? true : cell === '0' ? false : cell;
      else if (kind === 'list') value[name] = cell === '' ? [] : cell.split(' ');
      else if (kind === 'lon') lon = Number(cell);
      else if (kind === 'lat') value.position = crs === 'GCJ02' ? toWgs84([lon, Number(cell)]) : [lon, Number(cell)];
    }
    return { row: line, value };
  });
}
