import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Manifest, manifestSchema } from '../../contract/district.ts';
import type { Ring, WorkingCalendar } from '../../domain/kernel/index.ts';
import type { District, Point } from '../../domain/places/index.ts';
import { keepPictures } from './layers.ts';
import type { Contact, DistrictPack, DrillPerson, GeoCollection, PackFiles } from './pack.ts';
import { type Crs, type Report, readCollection, readJson, readRows } from './parse.ts';
import {
  BOUNDARY_FILE,
  LAYER_FILES,
  layerFile,
  MANIFEST_FILE,
  PARTS,
  type Part,
  type PartName,
  SINGLE_FILES,
} from './parts.ts';
import { type PackProblem, PackRefused, PROBLEMS_LISTED } from './problems.ts';
import { checkReferences } from './references.ts';

/** Reads `district.json` alone: what the pack is and which pack it starts from. Throws {@link PackRefused}. */
export function readManifest(files: PackFiles): Manifest {
  const problems: PackProblem[] = [];
  const manifest = single(files, MANIFEST_FILE, manifestSchema, (problem) => problems.push(problem));
  if (!manifest) throw new PackRefused(problems);
  return manifest;
}

/**
 * Turns the files of a pack into a district, or throws {@link PackRefused} with every reason (up to 100): all or nothing.
 * @param files texts by name, `basedOn` already resolved.
 */
export function assemblePack(files: PackFiles): DistrictPack {
  const problems: PackProblem[] = [];
  const report: Report = (problem) => {
    if (problems.length < PROBLEMS_LISTED) problems.push(problem);
  };
  const manifest = readManifest(files);
  const crs: Crs = manifest.crs;
  const boundary = readBoundary(files, crs, report);
  const rows = readLists(files, crs, report);
  const calendar = single(files, SINGLE_FILES.calendar.file, SINGLE_FILES.calendar.schema, report);
  const settings = single(files, SINGLE_FILES.settings.file, SINGLE_FILES.settings.schema, report);
  const layers: Record<string, GeoCollection> = {};
  for (const name of LAYER_FILES) {
    const text = files.get(layerFile(name));
    const layer = text === undefined ? undefined : readCollection(layerFile(name), text, crs, report);
    layers[name] = layer ?? { type: 'FeatureCollection', features: [] };
  }
  if (problems.length > 0 || !calendar || !settings) throw new PackRefused(problems);

  const lists = rows as Record<PartName, never[]>;
  const points = (lists.points as Point[]).filter((point) => !manifest.publicPointsOnly || !point.synthetic);
  const hours: WorkingCalendar = {
    utcOffsetMinutes: calendar.utcOffsetMinutes,
    hours: calendar.hours,
    weekend: calendar.weekend,
    holidays: calendar.holidays,
    workedDays: calendar.workedDays,
  };
  const district: District = {
    id: manifest.id,
    code: manifest.code,
    name: manifest.name,
    version: manifest.version,
    attribution: manifest.attribution,
    centre: manifest.centre,
    boundary,
    calendar: hours,
    committees: lists.committees,
    compounds: lists.compounds,
    stairwells: lists.stairwells,
    households: lists.households,
    cells: lists.cells,
    nodes: nodesOf(lists.roads),
    roads: lists.roads,
    points,
    units: lists.units,
    posts: lists.posts,
    categories: lists.categories,
    stepLimits: settings.stepLimits,
    plan: lists.plan,
    noticeTemplates: lists.noticeTemplates,
    ...(lists.languages.length > 0 ? { languages: lists.languages } : {}),
    ladders: settings.ladders,
    ...(settings.quietHours ? { quietHours: settings.quietHours } : {}),
    checklists: lists.checklists,
    thresholds: lists.thresholds,
    patrolMinutes: settings.patrolMinutes,
    settings: settings.settings,
    words: settings.words,
    ...(manifest.warnings ? { warnings: manifest.warnings } : {}),
  };
  const people: readonly DrillPerson[] = lists.people;
  const contacts: readonly Contact[] = lists.contacts;
  checkReferences(district, people, contacts, report);
  if (problems.length > 0) throw new PackRefused(problems);
  keepPictures(district, layers);
  return { district, people, contacts, layers, digest: digestOf(files) };
}

function single<S extends z.ZodType>(
  files: PackFiles,
  file: string,
  schema: S,
  report: Report,
): z.infer<S> | undefined {
  const text = files.get(file);
  if (text === undefined) {
    report({ file, code: 'missing', zh: '缺少此文件', en: 'this file is missing' });
    return undefined;
  }
  const value = readJson(file, text, report);
  if (value === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  reportIssues(file, undefined, parsed.error, report);
  return undefined;
}

function readLists(files: PackFiles, crs: Crs, report: Report): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = {};
  for (const [name, part] of Object.entries(PARTS) as [PartName, Part][]) {
    const checked: unknown[] = [];
    for (const { row, value } of readRows(files, part, crs, report)) {
      const parsed = part.schema.safeParse(value);
      if (parsed.success) checked.push(parsed.data);
      else reportIssues(part.file, row, parsed.error, report);
    }
    lists[name] = checked;
  }
  return lists;
}

function reportIssues(file: string, row: number | undefined, error: z.ZodError, report: Report): void {
  for (const issue of error.issues.slice(0, 3)) {
    const field = issue.path.join('.');
    report({ file, row, field, code: 'shape', zh: `不符合格式：${issue.message}`, en: issue.message });
  }
}

function readBoundary(files: PackFiles, crs: Crs, report: Report): Ring[] {
  const text = files.get(BOUNDARY_FILE);
  if (text === undefined) {
    report({ file: BOUNDARY_FILE, code: 'missing', zh: '缺少此文件', en: 'this file is missing' });
    return [];
  }
  const collection = readCollection(BOUNDARY_FILE, text, crs, report);
  const rings = (collection?.features ?? []).flatMap((feature) => {
    const { type, coordinates } = feature.geometry ?? { type: '', coordinates: [] };
    if (type === 'Polygon') return coordinates.slice(0, 1);
    return type === 'MultiPolygon' ? coordinates.map((polygon) => (polygon as unknown[])[0]) : [];
  }) as Ring[];
  if (collection && (rings.length === 0 || !rings.every(isRing))) {
    report({ file: BOUNDARY_FILE, code: 'geometry', zh: '须含至少一个多边形', en: 'must hold at least one polygon' });
  }
  return rings;
}

function isRing(ring: unknown): boolean {
  return (
    Array.isArray(ring) &&
    ring.length >= 4 &&
    ring.every((p) => Array.isArray(p) && p.length === 2 && p.every(Number.isFinite))
  );
}

/** Nodes of the street graph are the ends of its segments; a file of their own could only disagree. */
function nodesOf(roads: District['roads']): District['nodes'] {
  const nodes = new Map<number, District['nodes'][number]>();
  for (const road of roads) {
    nodes.set(road.from, { id: road.from, position: road.line[0] as never });
    nodes.set(road.to, { id: road.to, position: road.line.at(-1) as never });
  }
  return [...nodes.values()].sort((a, b) => a.id - b.id);
}

function digestOf(files: PackFiles): string {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) {
    const text = files.get(name) as string;
    hash.update(`${name}\n${Buffer.byteLength(text)}\n`).update(text);
  }
  return hash.digest('hex');
}
