import { z } from 'zod';

/** The household roll at the doors: lists handed in, previews, mapping, adoption, export. */
const code = z.string().regex(/^[a-zA-Z][A-Za-z0-9:-]{0,39}$/);
const fingerprint = z.string().regex(/^[0-9a-f]{32}$/);
const instant = z.number().int().min(0).max(8_640_000_000_000_000);
const count = z.number().int();
const words = z.strictObject({ zh: z.string(), en: z.string() });

export const LIST_TYPES = [
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel',
  'text/csv',
] as const;

export const rollUploadQuery = z.strictObject({ name: z.string().trim().min(1).max(200) });
export const rollIdParams = z.strictObject({ id: z.uuid() });
export const rollBegun = z.strictObject({ id: z.string() });

export const rollMappingBody = z.strictObject({
  /** Field of each column, by the fingerprint of the headings; null for a column that is not read. */
  layouts: z.record(fingerprint, z.array(code.nullable()).max(200)),
  /** Sheets to read, by name; without, all that are not hidden. */
  sheets: z.array(z.string().max(100)).max(100).optional(),
  /** storm: names, numbers and tags are deleted at `until`. */
  purpose: z.enum(['standing', 'storm']).default('standing'),
  until: instant.nullable().default(null),
});
export type RollMapping = z.input<typeof rollMappingBody>;

const difference = z.strictObject({
  listed: count,
  people: count,
  added: count,
  changed: count,
  unchanged: count,
  /** On the roll and not in the list, in the committees that the list speaks of. */
  gone: count,
  erased: count,
});
export const rollImportAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  bytes: count,
  state: z.enum(['reading', 'ready', 'failed', 'adopting', 'adopted']),
  /** Share of the file that has been read, 0 to 1. */
  progress: z.number(),
  purpose: z.enum(['standing', 'storm']),
  until: z.number().nullable(),
  refusal: z.strictObject({ code: z.string(), zh: z.string(), en: z.string(), todo: words }).nullable(),
  report: z
    .strictObject({
      sheets: z.array(
        z.strictObject({
          name: z.string(),
          hidden: z.boolean(),
          read: z.boolean(),
          fingerprint: z.string().nullable(),
          rows: count,
          households: count,
        }),
      ),
      layouts: z.array(
        z.strictObject({
          fingerprint: z.string(),
          headings: z.array(z.string()),
          fields: z.array(z.string().nullable()),
          from: z.enum(['chosen', 'remembered', 'guessed']),
          samples: z.array(z.array(z.string())),
        }),
      ),
      errors: count,
      warnings: count,
      listed: count,
      counts: difference,
      committees: z.array(z.string()),
      milliseconds: z.number(),
    })
    .nullable(),
  /** The first households of the list as they would stand, names and numbers masked. */
  sample: z.array(
    z.strictObject({
      sheet: z.string(),
      row: count,
      stairwell: z.string(),
      room: z.string(),
      people: count.nullable(),
      use: z.string().nullable(),
      tags: count,
      name: z.string().nullable(),
      phone: z.string().nullable(),
      change: z.enum(['new', 'changed', 'unchanged']),
    }),
  ),
});
export type RollImport = z.infer<typeof rollImportAnswer>;

export const rollProblemsQuery = z.strictObject({
  severity: z.enum(['error', 'warning']).optional(),
  after: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const rollProblemsAnswer = z.strictObject({
  problems: z.array(
    z.strictObject({
      n: count,
      severity: z.enum(['error', 'warning']),
      code: z.string(),
      sheet: z.string(),
      row: count,
      column: z.string().optional(),
      heading: z.string().optional(),
      zh: z.string(),
      en: z.string(),
      todo: words,
    }),
  ),
  next: count.nullable(),
});
export type RollProblems = z.infer<typeof rollProblemsAnswer>;

export const rollAdoptBody = z.strictObject({
  /** Whether households that the list lacks are taken off the roll. */
  remove: z.boolean(),
});
export const rollAdoptAnswer = z.strictObject({
  seq: count,
  digest: z.string(),
  households: count,
  people: count,
  added: count,
  changed: count,
  removed: count,
  written: z.strictObject({ households: count, care: count, contacts: count, removed: count }),
});
export type RollAdopted = z.infer<typeof rollAdoptAnswer>;

export const rollHistoryAnswer = z.strictObject({
  imports: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      by: z.string(),
      at: z.number(),
      committee: z.string().nullable(),
      added: count,
      changed: count,
      removed: count,
      households: count,
    }),
  ),
});
export type RollHistory = z.infer<typeof rollHistoryAnswer>;

export const rollExportQuery = z.strictObject({
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  committee: z.string().max(64).optional(),
  /** With a reason, and with the right to it, names and numbers go along whole. */
  reason: z.string().trim().min(4).max(200).optional(),
});
