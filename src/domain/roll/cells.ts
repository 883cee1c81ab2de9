/** What stands in a cell that is not plain text or a plain number. */
export interface OddCell {
  readonly text: string;
  /** formula: `text` is the value that was last worked out · date: a spreadsheet made a date of it · error: '#N/A' … */
  readonly odd: 'formula' | 'date' | 'error' | 'formula-empty';
}
export type Cell = string | OddCell | undefined;
export interface Row {
  /** As the spreadsheet numbers it, from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

export const textOf = (cell: Cell): string =>
  (cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text).trim();

/** 'A' … 'Z', 'AA' …: a column as the spreadsheet names it. */
export function columnLetter(n: number): string {
  return n < 26 ? String.fromCharCode(65 + n) : columnLetter(Math.floor(n / 26) - 1) + columnLetter(n % 26);
}

/** Numbers of telephones in one cell: separated by anything that is no part of a number. */
export function phonesIn(text: string): { readonly phones: readonly string[]; readonly bad: readonly string[] } {
  const phones: string[] = [];
  const bad: string[] = [];
  const flat = text.normalize('NFKC').replace(/[‐-―－–—]/g, '-');
  // A blank inside a number is told from a blank between two by what the digits add up to.
  for (const part of flat.split(/[、，,;；/／|\n]+|\s{2,}|(?:和|或)/)) {
    const whole = numberOf(part);
    if (whole !== undefined) phones.push(whole);
    else {
      for (const piece of splitNumbers(part)) {
        const one = numberOf(piece);
        if (one !== undefined) phones.push(one);
        else if (/\d/.test(piece)) bad.push(piece.trim());
      }
    }
  }
  return { phones: [...new Set(phones)], bad };
}

/** A mobile number has 11 digits, a landline 7 or 8 with or without its area code; hotlines are not people. */
function numberOf(text: string): string | undefined {
  const digits = text.replace(/[^\d+]/g, '').replace(/^(?:\+|00)?86(?=1[3-9]\d{9}$)/, '');
  if (/^1[3-9]\d{9}$/.test(digits)) return digits;
  if (/^(?:0\d{2,3})?[2-9]\d{6,7}$/.test(digits)) return digits;
  return undefined;
}

/** '13800000000 62580000': two numbers with one blank between. */
function splitNumbers(text: string): readonly string[] {
  const found =
    text.match(/(?:\+?86[- ]?)?1[3-9](?:[- ]?\d){9}(?!\d)|(?<!\d)(?:0\d{2,3}[- ]?)?[2-9]\d{6,7}(?!\d)/g) ?? [];
  const rest = found.reduce((left, one) => left.replace(one, ' '), text);
  return /\d{3}/.test(rest) ? [text] : found;
}

/** A count as lists write it: '3', '３人', '三', '2.0'. */
export function countIn(text: string): number | undefined {
  const flat = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[人口名位个]+$/, '');
  if (/^\d{1,4}(?:\.0+)?$/.test(flat)) return Number.parseInt(flat, 10);
  const n = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'].indexOf(flat === '两' ? '二' : flat);
  return n >= 0 ? n : undefined;
}

/** A floor: '3', '3层', '3F', 'B1', '-1', '地下一层'. */
export function floorIn(text: string): number | undefined {
  const flat = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const below = /^(?:B|-|地下)(\d{1,2}|[一二三])[层楼F]?$/.exec(flat);
  const above = /^(\d{1,3}|[一二三四五六七八九十]|底)[层楼F]?(?:\.0+)?$/.exec(flat);
  if (below) return -(countIn(below[1] as string) ?? 1);
  if (above) return above[1] === '底' ? 1 : countIn(above[1] as string);
  return undefined;
}

/** The floor that a room says: '201' is on 2, '1203' on 12, 'B2' on -1; undefined for '前楼'. */
export function floorOfRoom(room: string): number | undefined {
  const inner = room.replace(/^.*号/, '');
  if (/^B\d/i.test(inner)) return -1;
  const digits = /^(\d{3,5})[A-Z]?$/i.exec(inner)?.[1];
  if (digits) return Number(digits.slice(0, -2));
  const worded = /^(\d{1,2}|[一二三四五六七八九十]|底)[层楼]/.exec(inner)?.[1];
  return worded === undefined ? undefined : worded === '底' ? 1 : countIn(worded);
}

/** A star inside a name or a number: a masked copy that was exported from here. */
export const isMasked = (text: string): boolean => /[*＊]{1,}/.test(text);
