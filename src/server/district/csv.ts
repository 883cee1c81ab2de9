/** RFC 4180 with a header row; takes LF or CRLF and a byte order mark, as spreadsheets write them. */
export interface CsvTable {
  readonly header: readonly string[];
  /** Rows with the line of the file on which each begins (1 = header). */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export function parseCsv(source: string): CsvTable {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let begins = 1;
  const endRow = () => {
    cells.push(cell);
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: begins, cells });
    cells = [];
    cell = '';
    begins = line;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '\n') line++;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',') {
      cells.push(cell);
      cell = '';
    } else if (c === '\n') endRow();
    else if (c !== '\r' || text[i + 1] !== '\n') cell += c;
  }
  if (quoted) throw new SyntaxError(`a quoted cell that begins on line ${begins} is never closed`);
  if (cell !== '' || cells.length > 0) endRow();
  const [header, ...body] = rows;
  return { header: header?.cells ?? [], rows: body };
}

/** Cells that a spreadsheet would run as a formula are quoted with an apostrophe by no one: the pack is data, kept exact. */
export function writeCsv(header: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  let out = `${header.join(',')}\n`;
  for (const row of rows) out += `${row.map(writeCell).join(',')}\n`;
  return out;
}

function writeCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
