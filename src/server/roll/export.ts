import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { stringify } from 'csv-stringify/sync';
import excel from 'exceljs';
import { type District, indexed } from '../../domain/places/index.ts';
import { COLUMNS, FLOOR_KINDS, TAGS, USES } from '../../domain/roll/index.ts';
import { maskedName, maskedPhone } from '../access/contacts.ts';
import type { Sql } from '../access/sql.ts';
import { addressParts } from './address-parts.ts';

/** Columns of the export, in the order of a household file; it can be handed in again as it is. */
const FIELDS = [
  'committee',
  'compound',
  'lane',
  'door',
  'room',
  'stairwell',
  'floor',
  'floorKind',
  'use',
  'people',
  'name',
  'phone',
  'tags',
  'language',
  'wecom',
  'emergencyName',
  'emergencyPhone',
  'keyName',
  'keyPhone',
] as const;
type Line = Readonly<Record<(typeof FIELDS)[number], string | number>>;

interface Exported {
  readonly stairwell: string;
  readonly room: string;
  readonly floor: number;
  readonly floor_kind: keyof typeof FLOOR_KINDS;
  readonly use: keyof typeof USES;
  readonly people: number;
  readonly tags: readonly string[] | null;
  readonly language: string | null;
  readonly wecom: string | null;
  readonly contacts: readonly (readonly [string, string | null, string | null])[] | null;
}

const ROWS = `SELECT h.stairwell, h.room, h.floor, h.floor_kind, h.use, h.people, c.tags, c.language, c.wecom,
  (SELECT jsonb_agg(jsonb_build_array(coalesce(k.relation, 'head'), k.name, k.phone) ORDER BY k.ord) FROM contact k
   WHERE k.tenant = h.tenant AND k.id = h.id AND k.purpose = 'standing') AS contacts
  FROM household h LEFT JOIN household_care c ON c.tenant = h.tenant AND c.household = h.id AND c.purpose = 'standing'
  WHERE h.tenant = $1 AND h.gone_at IS NULL AND h.stairwell = ANY($2) ORDER BY h.stairwell, h.floor, h.home`;

/** The roll as a list in the form in which lists are taken in; names and numbers masked unless `whole`. */
export async function exportRoll(
  sql: Sql,
  tenant: string,
  district: District,
  {
    format,
    whole,
    committee,
  }: { readonly format: 'xlsx' | 'csv'; readonly whole: boolean; readonly committee?: string },
): Promise<Buffer> {
  const stairwells = district.stairwells.filter((row) => committee === undefined || row.committee === committee);
  const { rows } = await sql.query<Exported>(ROWS, [tenant, stairwells.map((row) => row.id)]);
  const heads = FIELDS.map((field) => COLUMNS.find((one) => one.code === field)?.names[0] ?? field);
  const lines = rows.flatMap((row) => linesOf(row, district, whole));
  const cells = lines.map((line) => FIELDS.map((field) => harmless(line[field])));
  return format === 'csv' ? Buffer.from(`\uFEFF${stringify([heads, ...cells])}`, 'utf8') : workbook(heads, cells);
}

/**
 * A spreadsheet runs text that begins like this as a formula (OWASP, CSV injection): the apostrophe makes it text. Reading
 * takes it off again. Numbers stay numbers.
 */
export const harmless = (value: string | number): string | number =>
  typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;

/** A row for the head with every number; others of the household in rows below, which reading takes for the same home. */
function linesOf(row: Exported, district: District, whole: boolean): readonly Line[] {
  const index = indexed(district);
  const stairwell = index.stairwells.get(row.stairwell);
  const compound = stairwell && index.compounds.get(stairwell.compound);
  const name = (text: string | null): string => (text ? (whole ? text : maskedName(text)) : '');
  const phone = (text: string | null): string => (text ? (whole ? text : maskedPhone(text)) : '');
  const of = (relation: string) => (row.contacts ?? []).filter(([is]) => is === relation);
  const people = [...new Set([...of('head'), ...of('member')].map((one) => one[1]))];
  const [emergency, key] = [of('emergency'), of('key')];
  const place = {
    committee: (stairwell && index.committees.get(stairwell.committee)?.name.zh) ?? '',
    compound: compound?.name.zh ?? '',
    ...addressParts(compound?.address ?? '', stairwell?.name ?? '', row.room),
    stairwell: stairwell?.name ?? '',
  };
  const numbers = (one: string | null): string =>
    [...of('head'), ...of('member')]
      .filter(([, who, number]) => who === one && number)
      .map(([, , number]) => phone(number))
      .join('、');
  const first: Line = {
    ...place,
    floor: row.floor,
    floorKind: FLOOR_KINDS[row.floor_kind][0] ?? '',
    use: USES[row.use][0] ?? '',
    people: row.people,
    name: name(people[0] ?? null),
    phone: people.length > 0 ? numbers(people[0] ?? null) : '',
    tags: (row.tags ?? []).map((tag) => TAGS.find(({ code }) => code === tag)?.names[0] ?? tag).join('、'),
    language: row.language ?? '',
    wecom: row.wecom ? (whole ? row.wecom : maskedName(row.wecom)) : '',
    emergencyName: name(emergency[0]?.[1] ?? null),
    emergencyPhone: emergency.map((one) => phone(one[2])).join('、'),
    keyName: name(key[0]?.[1] ?? null),
    keyPhone: key.map((one) => phone(one[2])).join('、'),
  };
  const blank = Object.fromEntries(FIELDS.map((field) => [field, ''])) as unknown as Line;
  return [first, ...people.slice(1).map((one) => ({ ...blank, ...place, name: name(one), phone: numbers(one) }))];
}

async function workbook(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): Promise<Buffer> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const sheet = book.addWorksheet('户册', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = heads.map((head) => ({ header: head, width: Math.max(8, head.length * 2 + 2) }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  for (const row of rows) sheet.addRow([...row]).commit();
  sheet.commit();
  await book.commit();
  return bytes;
}
