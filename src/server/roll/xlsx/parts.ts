import path from 'node:path/posix';
import { LIST_LIMITS, ListRefused } from '../limits.ts';
import type { Archive } from './archive.ts';
import { attribute, readWhole } from './xml.ts';

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: string;
}

/** The sheets of a workbook in the order of their tabs. */
export async function sheetParts(archive: Archive): Promise<readonly SheetPart[]> {
  const targets = new Map<string, string>();
  await readWhole(archive.open('xl/_rels/workbook.xml.rels'), {
    open(name, attributes) {
      const { Id, Target } = attributes;
      // Some programs write '/xl/worksheets/sheet1.xml', others 'worksheets/sheet1.xml'.
      if (name === 'Relationship' && Id && Target) targets.set(Id, path.resolve('/xl', Target).slice(1));
    },
  });
  const sheets: SheetPart[] = [];
  await readWhole(archive.open('xl/workbook.xml'), {
    open(name, attributes) {
      if (name !== 'sheet') return;
      const part = targets.get(attribute(attributes, 'id') ?? '');
      // A sheet of a chart has no rows.
      if (part && archive.has(part) && part.includes('worksheets/'))
        sheets.push({
          name: attributes['name'] ?? `Sheet${sheets.length + 1}`,
          hidden: attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden',
          part,
        });
    },
  });
  if (sheets.length === 0) throw new ListRefused('roll.unreadable');
  if (sheets.length > LIST_LIMITS.sheets)
    throw new ListRefused('roll.bomb', { what: `${sheets.length} > ${LIST_LIMITS.sheets}` });
  return sheets;
}

/** Texts that cells point to by number. What is spelled out for pronunciation (rPh) is no part of them. */
export async function sharedStrings(archive: Archive): Promise<readonly string[]> {
  if (!archive.has('xl/sharedStrings.xml')) return [];
  const strings: string[] = [];
  let [text, inText, spoken] = ['', false, 0];
  await readWhole(archive.open('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') spoken++;
    },
    text(more) {
      if (inText && spoken === 0 && text.length < LIST_LIMITS.cell) text += more;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') spoken--;
      else if (name === 'si') strings.push(text.slice(0, LIST_LIMITS.cell));
    },
  });
  return strings;
}

/** Formats of dates that every spreadsheet knows by number (ECMA-376 §18.8.30, with those of Chinese: 27–36, 50–58). */
const isDateNumber = (n: number): boolean =>
  (n >= 14 && n <= 22) || (n >= 27 && n <= 36) || (n >= 45 && n <= 47) || (n >= 50 && n <= 58);
const isDateCode = (code: string): boolean => /[ymdhs年月日]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));

/** Whether a style of a cell shows its number as a date. */
export async function dateStyles(archive: Archive): Promise<readonly boolean[]> {
  if (!archive.has('xl/styles.xml')) return [];
  const custom = new Map<number, boolean>();
  const dates: boolean[] = [];
  let inCells = false;
  await readWhole(archive.open('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'cellXfs') inCells = true;
      else if (name === 'numFmt')
        custom.set(Number(attributes['numFmtId']), isDateCode(attributes['formatCode'] ?? ''));
      else if (name === 'xf' && inCells) {
        const format = Number(attributes['numFmtId'] ?? 0);
        dates.push(custom.get(format) ?? isDateNumber(format));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}
