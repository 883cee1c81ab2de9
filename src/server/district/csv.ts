import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** RFC 4180 with a header row; takes LF or CRLF and a byte order mark, as spreadsheets write them. */
export interface CsvTable {
  readonly header: readonly string[];
  /** Rows with the line of the file on which each begins (1 = header). */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** @throws Error that names the line of a quote that is never closed or stands where none may */
export function parseCsv(text: string): CsvTable {
  const found = parse(text, {
    bom: true,
    info: true,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
  }) as unknown as { info: { lines: number }; record: string[] }[];
  const [header, ...rows] = found.map(({ info, record }) => ({
    // The parser counts to the line on which a row ends.
    line: info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0),
    cells: record,
  }));
  return { header: header?.cells ?? [], rows };
}

/** Cells that a spreadsheet would run as a formula are quoted with an apostrophe by no one: the pack is data, kept exact. */
export function writeCsv(header: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  return stringify([[...header], ...[...rows].map((row) => [...row])], { record_delimiter: '\n', quoted_match: /\r/ });
}
