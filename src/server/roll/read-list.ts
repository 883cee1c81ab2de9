import type { DistrictIndex } from '../../domain/places/index.ts';
import {
  type Field,
  gatherer,
  HEADER_WITHIN,
  type Header,
  headerIn,
  isField,
  type Listed,
  onceEach,
  type RollProblem,
  type Row,
  textOf,
} from '../../domain/roll/index.ts';
import { maskedName, maskedPhone } from '../access/contacts.ts';
import type { List } from './list.ts';

export interface LayoutReport {
  readonly fingerprint: string;
  readonly headings: readonly string[];
  readonly fields: readonly (Field | null)[];
  /** Where the fields come from: what was chosen now, what is remembered, or what the headings say. */
  readonly from: 'chosen' | 'remembered' | 'guessed';
  /** Three values of each column, masked. */
  readonly samples: readonly (readonly string[])[];
}
export interface SheetReport {
  readonly name: string;
  readonly hidden: boolean;
  readonly read: boolean;
  readonly fingerprint: string | null;
  readonly rows: number;
  readonly households: number;
}
export interface ReadReport {
  readonly sheets: readonly SheetReport[];
  readonly layouts: readonly LayoutReport[];
}
export interface Reading {
  readonly index: DistrictIndex;
  readonly area?: string;
  /** Sheets chosen by name; without, all that are not hidden. */
  readonly sheets?: readonly string[];
  /** Fields by fingerprint, as chosen and as remembered. */
  readonly chosen: ReadonlyMap<string, readonly (string | null)[]>;
  readonly remembered: ReadonlyMap<string, readonly (string | null)[]>;
  readonly report: (problem: RollProblem) => void;
  readonly emit: (household: Listed) => void;
  /** Called after each piece of the file. */
  readonly beat: () => Promise<void>;
}

const ADDRESS: readonly Field[] = ['address', 'room', 'door', 'stairwell'];

/** Reads a list from end to end: headings, mapping, rows, households. @throws ListRefused when it cannot be read */
export async function readList(list: List, reading: Reading): Promise<ReadReport> {
  const { report, beat } = reading;
  const gathering = gatherer(reading);
  const sheets: SheetReport[] = [];
  const layouts = new Map<string, LayoutReport>();
  for (const sheet of list.sheets) {
    const { name, hidden } = sheet;
    const told = (code: RollProblem['code']): void => report({ code, sheet: name, row: 0 });
    const passed = (more: Partial<SheetReport> = {}): void => {
      sheets.push({ name, hidden, read: false, fingerprint: null, rows: 0, households: 0, ...more });
    };
    if (reading.sheets ? !reading.sheets.includes(name) : hidden) {
      if (hidden) told('sheet-hidden');
      passed();
      continue;
    }
    let first: Row[] = [];
    let header: Header | undefined;
    let taking: ReturnType<typeof gathering.sheet> | undefined;
    let samples: string[][] = [];
    const begin = (): void => {
      const found = headerIn(first);
      if (!found) return;
      const { fields, from } = mapped(found, reading);
      header = { ...found, fields };
      if (!fields.some((field) => field !== undefined && ADDRESS.includes(field))) told('no-address');
      else taking = gathering.sheet({ ...header, name });
      samples = layouts.get(found.fingerprint)?.samples.map((column) => [...column]) ?? found.headings.map(() => []);
      layouts.set(found.fingerprint, {
        fingerprint: found.fingerprint,
        headings: found.headings,
        fields: fields.map((field) => field ?? null),
        from,
        samples,
      });
      for (const row of first) take(row);
    };
    const take = (row: Row): void => {
      if (!header || row.row <= header.lastRow) return;
      for (let n = 0; n < samples.length; n++) {
        const column = samples[n] as string[];
        const text = column.length < 3 ? textOf(row.cells[n]) : '';
        if (text && !column.includes(text)) column.push(sampled(text, header.fields[n]));
      }
      taking?.row(row);
    };
    for await (const rows of sheet.rows()) {
      for (const row of rows) {
        if (header) take(row);
        else {
          first.push(row);
          if (first.length === HEADER_WITHIN) begin();
          if (first.length > HEADER_WITHIN) break;
        }
      }
      await beat();
    }
    if (!header && first.length < HEADER_WITHIN) begin();
    if (!header) {
      if (first.length > 0) told('header-missing');
      passed({ read: true });
    } else passed({ read: true, fingerprint: header.fingerprint, ...taking?.end() });
    first = [];
  }
  return { sheets, layouts: [...layouts.values()] };
}

function mapped(
  { fingerprint, headings, fields }: Header,
  { chosen, remembered }: Reading,
): { readonly fields: Header['fields']; readonly from: LayoutReport['from'] } {
  for (const [from, known] of [
    ['chosen', chosen],
    ['remembered', remembered],
  ] as const) {
    const told = known.get(fingerprint);
    if (told && told.length === headings.length)
      return { from, fields: onceEach(told.map((text) => (text !== null && isField(text) ? text : undefined))) };
  }
  return { from: 'guessed', fields };
}

/** Enough to see what a column is: names and long figures (numbers of people, of identity cards) are masked. */
function sampled(text: string, field: Field | undefined): string {
  const short = text.slice(0, 40);
  const personal = field !== undefined && /name$|Name$|^phone|Phone$|^wecom$/.test(field);
  const flat = short.replace(/\d[\d\s-]{5,}[\dXx]/g, (figure) => maskedPhone(figure));
  return personal && !/\d{4}/.test(flat) ? maskedName(flat) : flat;
}
