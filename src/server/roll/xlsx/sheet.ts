import type { Cell, Row } from '../../../domain/roll/index.ts';
import { LIST_LIMITS, ListRefused } from '../limits.ts';
import { readXml } from './xml.ts';

export interface Book {
  readonly strings: readonly string[];
  readonly dates: readonly boolean[];
}

/** Rows of one sheet as its XML streams in. Blank cells and cells beyond the limit of columns are left out. */
export async function* sheetRows(stream: AsyncIterable<Buffer>, book: Book): AsyncGenerator<readonly Row[]> {
  let done: Row[] = [];
  let cells: Cell[] = [];
  let [row, column, count] = [0, -1, 0];
  let [type, style, formula] = ['', -1, false];
  let [text, hearing, spoken, inRow] = ['', false, 0, false];
  const piece = readXml(stream, {
    open(name, attributes) {
      switch (name) {
        case 'row':
          row = Number(attributes['r'] ?? row + 1);
          cells = [];
          column = -1;
          inRow = true;
          break;
        case 'c':
          column = attributes['r'] ? columnOf(attributes['r']) : column + 1;
          type = attributes['t'] ?? 'n';
          style = Number(attributes['s'] ?? -1);
          formula = false;
          text = '';
          break;
        case 'f':
          formula = true;
          break;
        case 'rPh':
          spoken++;
          break;
        case 'v':
        case 't':
          hearing = inRow && spoken === 0;
          break;
      }
    },
    text(more) {
      if (hearing && text.length < LIST_LIMITS.cell) text += more;
    },
    close(name) {
      if (name === 'v' || name === 't') hearing = false;
      else if (name === 'rPh') spoken--;
      else if (name === 'c') {
        if (column < 0 || column >= LIST_LIMITS.columns) return;
        const cell = cellOf(type, style, formula, text, book);
        if (cell !== undefined) cells[column] = cell;
      } else if (name === 'row') {
        inRow = false;
        if (cells.length === 0) return;
        count++;
        done.push({ row, cells });
      }
    },
  });
  for await (const _piece of piece) {
    if (count > LIST_LIMITS.rows) throw new ListRefused('roll.rows', { most: LIST_LIMITS.rows });
    if (done.length === 0) continue;
    yield done;
    done = [];
  }
}

function cellOf(type: string, style: number, formula: boolean, text: string, book: Book): Cell {
  if (formula && text === '' && type !== 'str') return { text: '', odd: 'formula-empty' };
  const plain = plainOf(type, style, text, book);
  if (typeof plain === 'object' || !formula) return plain;
  return plain === undefined ? undefined : { text: plain, odd: 'formula' };
}

function plainOf(type: string, style: number, text: string, { strings, dates }: Book): Cell {
  switch (type) {
    case 's':
      return shown(strings[Number(text)] ?? '');
    case 'b':
      return text === '1' ? '是' : '否';
    case 'e':
      return { text, odd: 'error' };
    case 'd':
      return { text: text.slice(0, 10), odd: 'date' };
    case 'n': {
      if (text === '') return undefined;
      const number = Number(text);
      if (!Number.isFinite(number)) return shown(text);
      return dates[style] ? { text: dateText(number), odd: 'date' } : String(number);
    }
    default:
      return shown(text);
  }
}

/** The apostrophe that our own export puts before what a spreadsheet would take for a formula. */
export const shown = (text: string): string | undefined => {
  const bare = text.replace(/^'(?=[=+\-@\t])/, '').slice(0, LIST_LIMITS.cell);
  return bare.trim() === '' ? undefined : bare;
};

/** Days since 1899-12-30; spreadsheets know no time zone. */
const dateText = (serial: number): string => {
  const at = new Date(Math.round((serial - 25_569) * 86_400_000));
  return Number.isNaN(at.getTime()) ? String(serial) : at.toISOString().slice(0, 10);
};

/** 'AB12' → 27. */
function columnOf(reference: string): number {
  let n = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & ~32;
    if (code < 65 || code > 90) break;
    n = n * 26 + code - 64;
  }
  return n - 1;
}
