import excel from 'exceljs';

export type Grid = readonly (readonly unknown[])[];
export interface Made {
  readonly name: string;
  readonly rows: Grid;
  /** Ranges to merge, 'A1:F1'. */
  readonly merge?: readonly string[];
  readonly hidden?: boolean;
}

/** A workbook as a committee's spreadsheet program writes it. */
export async function workbook(...sheets: readonly Made[]): Promise<Buffer> {
  const book = new excel.Workbook();
  for (const { name, rows, merge = [], hidden } of sheets) {
    const sheet = book.addWorksheet(name, hidden ? { state: 'hidden' } : {});
    for (const row of rows) sheet.addRow([...row]);
    for (const range of merge) sheet.mergeCells(range);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
