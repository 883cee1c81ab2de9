const MB = 1024 * 1024;

/**
 * Limits of a list that is handed in. 100,000 households with 13 columns are 8 MB as xlsx and 75 MB unpacked; a workbook of
 * a committee has under 1 MB. Spreadsheets pack 5 to 20 to 1; 120 to 1 is a bomb.
 */
export const LIST_LIMITS = {
  file: 32 * MB,
  entries: 500,
  unpacked: 512 * MB,
  ratio: 120,
  /** Below this unpacked size the ratio is not judged: an empty sheet packs as well as a bomb. */
  ratioFrom: 4 * MB,
  sharedStrings: 96 * MB,
  sheets: 100,
  rows: 300_000,
  columns: 200,
  cell: 2_000,
  problems: 5_000,
} as const;

/** A list that cannot be read at all: a code of the refusals. */
export class ListRefused extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(code: string, params: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
