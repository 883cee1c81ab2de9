import type { z } from 'zod';
import {
  calendarSchema,
  categorySchema,
  cellSchema,
  checklistSchema,
  committeeSchema,
  compoundSchema,
  contactSchema,
  householdSchema,
  languageSchema,
  noticeTemplateSchema,
  personSchema,
  planTaskSchema,
  pointSchema,
  postSchema,
  roadSchema,
  settingsSchema,
  stairwellSchema,
  thresholdSchema,
  unitSchema,
} from '../../contract/district.ts';

/** How one kind of row lies in a file. `ring`, `line` and `position` come from the geometry of a GeoJSON feature. */
export interface Part {
  readonly file: string;
  readonly form: 'json' | 'csv' | 'polygon' | 'line' | 'point';
  readonly schema: z.ZodType;
  /** A pack without this file is refused; others may be absent and are then empty. */
  readonly required: boolean;
  /** Most rows taken; a district ten times the largest subdistrict stays below. */
  readonly most: number;
  /** Columns of a CSV in their order, with how a cell becomes a value. */
  readonly columns?: Readonly<Record<string, 'text' | 'number' | 'flag' | 'list' | 'lon' | 'lat'>>;
}

/** Every list of a district and the file that brings it. The order is the order of reading and of export. */
export const PARTS = {
  committees: { file: 'committees.geojson', form: 'polygon', schema: committeeSchema, required: true, most: 500 },
  compounds: { file: 'compounds.geojson', form: 'polygon', schema: compoundSchema, required: false, most: 20_000 },
  stairwells: {
    file: 'stairwells.csv',
    form: 'csv',
    schema: stairwellSchema,
    required: false,
    most: 100_000,
    columns: {
      id: 'text',
      compound: 'text',
      committee: 'text',
      name: 'text',
      lon: 'lon',
      lat: 'lat',
      floors: 'number',
      synthetic: 'flag',
    },
  },
  households: {
    file: 'households.csv',
    form: 'csv',
    schema: householdSchema,
    required: false,
    most: 1_000_000,
    columns: {
      id: 'text',
      stairwell: 'text',
      room: 'text',
      floor: 'number',
      floorKind: 'text',
      use: 'text',
      people: 'number',
      reachable: 'flag',
      tags: 'list',
    },
  },
  cells: { file: 'cells.geojson', form: 'polygon', schema: cellSchema, required: false, most: 20_000 },
  roads: { file: 'roads.geojson', form: 'line', schema: roadSchema, required: true, most: 100_000 },
  points: { file: 'points.geojson', form: 'point', schema: pointSchema, required: false, most: 200_000 },
  units: { file: 'units.json', form: 'json', schema: unitSchema, required: true, most: 10_000 },
  posts: { file: 'posts.json', form: 'json', schema: postSchema, required: true, most: 20_000 },
  people: { file: 'people.json', form: 'json', schema: personSchema, required: false, most: 20_000 },
  categories: { file: 'categories.json', form: 'json', schema: categorySchema, required: true, most: 2_000 },
  plan: { file: 'plan.json', form: 'json', schema: planTaskSchema, required: false, most: 2_000 },
  noticeTemplates: {
    file: 'notice-templates.json',
    form: 'json',
    schema: noticeTemplateSchema,
    required: false,
    most: 500,
  },
  languages: { file: 'languages.json', form: 'json', schema: languageSchema, required: false, most: 20 },
  checklists: { file: 'checklists.json', form: 'json', schema: checklistSchema, required: false, most: 500 },
  thresholds: { file: 'thresholds.json', form: 'json', schema: thresholdSchema, required: false, most: 500 },
  contacts: {
    file: 'contacts.csv',
    form: 'csv',
    schema: contactSchema,
    required: false,
    most: 1_000_000,
    columns: { household: 'text', name: 'text', phone: 'text' },
  },
} as const satisfies Record<string, Part>;
export type PartName = keyof typeof PARTS;

/** Files that hold one object instead of a list. */
export const MANIFEST_FILE = 'district.json';
export const BOUNDARY_FILE = 'boundary.geojson';
export const SINGLE_FILES = {
  calendar: { file: 'calendar.json', schema: calendarSchema },
  settings: { file: 'settings.json', schema: settingsSchema },
} as const;

/** Pictures under the map that no rule reads; taken as they are, if they are GeoJSON. */
export const LAYER_FILES = ['buildings', 'context-roads', 'elevated', 'metro-lines'] as const;
export const layerFile = (name: string): string => `layers/${name}.geojson`;

/** All names that a pack may hold. Anything else in a zip is refused, so that a wrong zip is noticed at once. */
export const PACK_FILES: readonly string[] = [
  MANIFEST_FILE,
  BOUNDARY_FILE,
  ...Object.values(SINGLE_FILES).map((single) => single.file),
  ...Object.values(PARTS).map((part) => part.file),
  ...LAYER_FILES.map(layerFile),
];
