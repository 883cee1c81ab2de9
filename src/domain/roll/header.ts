import { deriveId } from '../kernel/index.ts';
import { type Row, textOf } from './cells.ts';
import { type Field, fieldOf, SEVERAL } from './columns.ts';
import { plain } from './text.ts';

/** The headings of one sheet, and what each column is taken for. */
export interface Layout {
  /** The same headings always give the same fingerprint, by which a mapping is remembered. */
  readonly fingerprint: string;
  readonly headings: readonly string[];
  readonly fields: readonly (Field | undefined)[];
}
export interface Header extends Layout {
  /** Number of the last row of the headings. */
  readonly lastRow: number;
  /** Texts above the headings: the title of the list often names the committee. */
  readonly titles: readonly string[];
}

/** What a sheet is read by. */
export interface SheetHead extends Pick<Header, 'headings' | 'fields' | 'titles'> {
  readonly name: string;
}

/** Rows looked at for headings: titles, notes for filling in and three rows of headings have been seen in 12. */
export const HEADER_WITHIN = 20;

const known = (row: Row): number => row.cells.filter((cell) => fieldOf(textOf(cell)) !== undefined).length;
const filled = (row: Row): readonly string[] => row.cells.map(textOf).filter((text) => text !== '');
/** A heading has no figures and no colon; '80岁以上' and '手机1' are headings all the same. */
const isHeading = (text: string): boolean =>
  text.length <= 20 && !/[:：]/.test(text) && (fieldOf(text) !== undefined || !/\d{2}|^\d/.test(plain(text)));

/** Finds the headings among the first rows of a sheet: those with most known names, and headings above and below them. */
export function headerIn(rows: readonly Row[]): Header | undefined {
  const counts = rows.map(known);
  const most = Math.max(0, ...counts);
  if (most < 2) return undefined;
  let from = counts.indexOf(most);
  let to = from;
  const adjoins = (n: number, beside: number): boolean =>
    rows[n] !== undefined && Math.abs((rows[n] as Row).row - (rows[beside] as Row).row) === 1;
  while (adjoins(to + 1, to)) {
    const next = rows[to + 1] as Row;
    const texts = filled(next);
    if (!(texts.every(isHeading) && known(next) * 2 >= texts.length && known(next) > 0)) break;
    to++;
  }
  while (adjoins(from - 1, from)) {
    const texts = filled(rows[from - 1] as Row);
    if (!(new Set(texts).size > 1 && texts.every(isHeading))) break;
    from--;
  }
  const block = rows.slice(from, to + 1);
  const width = Math.max(...block.map((row) => row.cells.length));
  const headings: string[] = [];
  const guessed: (Field | undefined)[] = [];
  for (let column = 0; column < width; column++) {
    const path = pathOf(block, column);
    headings.push(path.join(' / '));
    guessed.push(guess(path));
  }
  return {
    fingerprint: fingerprintOf(headings),
    headings,
    fields: onceEach(guessed),
    lastRow: (rows[to] as Row).row,
    titles: rows.slice(0, from).flatMap(filled),
  };
}

export const fingerprintOf = (headings: readonly string[]): string =>
  deriveId('roll.layout', ...headings.map(plain)).replaceAll('-', '');

/** Fields of which one column is enough keep the first. */
export function onceEach(fields: readonly (Field | undefined)[]): readonly (Field | undefined)[] {
  const seen = new Set<Field>();
  return fields.map((field) => {
    if (field === undefined || (seen.has(field) && !SEVERAL.has(field))) return undefined;
    seen.add(field);
    return field;
  });
}

/**
 * The headings over one column from the top. Of merged cells only the first has the text: a blank one in a row above
 * stands under what is left of it, if there is a heading below.
 */
function pathOf(block: readonly Row[], column: number): readonly string[] {
  const path: string[] = [];
  block.forEach((row, level) => {
    let text = textOf(row.cells[column]);
    const below = block.slice(level + 1).some((lower) => textOf(lower.cells[column]) !== '');
    if (text === '' && below) {
      for (let left = column - 1; left >= 0 && text === ''; left--) {
        // Columns with a heading of their own further up are not under this one.
        if (block.slice(0, level).some((upper) => textOf(upper.cells[left + 1]) !== '')) break;
        text = textOf(row.cells[left]);
      }
    }
    text = text.replace(/\s+/g, '');
    if (text !== '' && path.at(-1) !== text) path.push(text);
  });
  return path;
}

/** '紧急联系人' over '电话' is one thing, '地址' over '号' another: together first, then the lowest, then the upper. */
function guess(path: readonly string[]): Field | undefined {
  const words = path.map((text) => text.replace(/信息|情况|资料/g, ''));
  for (let from = 0; from < path.length - 1; from++) {
    const together = fieldOf(words.slice(from).join(''));
    if (together) return together;
  }
  const [last, upper] = [path.at(-1), path.at(-2)];
  return fieldOf(last ?? '') ?? fieldOf(upper ?? '');
}
