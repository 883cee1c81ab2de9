import type { List } from '../list.ts';
import { openArchive } from './archive.ts';
import { dateStyles, sharedStrings, sheetParts } from './parts.ts';
import { sheetRows } from './sheet.ts';

/** Opens a workbook: its sheets are read as streams, one after the other. @throws ListRefused */
export async function openWorkbook(bytes: Buffer): Promise<List> {
  const archive = await openArchive(bytes);
  const sheets = await sheetParts(archive);
  const book = { strings: await sharedStrings(archive), dates: await dateStyles(archive) };
  const before = archive.passed();
  const whole = Math.max(
    1,
    sheets.reduce((sum, { part }) => sum + archive.sizeOf(part), 0),
  );
  return {
    sheets: sheets.map(({ name, hidden, part }) => ({
      name,
      hidden,
      async *rows() {
        yield* sheetRows(archive.open(part), book);
      },
    })),
    progress: () => Math.min(1, (archive.passed() - before) / whole),
  };
}
