import ExcelJS from 'exceljs';
import { boardRow, type DoorsOnScreen, type NoticeState } from '../../domain/notices/index.ts';
import { type District, indexed } from '../../domain/places/index.ts';
import type { PaperLanguage } from './words.ts';

const HEADS = {
  zh: ['居民区', '小区', '楼组', '户数', '已送达', '已确认', '需帮助', '未联系', '上门中', '确认率'],
  en: [
    'Committee',
    'Compound',
    'Stairwell',
    'Households',
    'Delivered',
    'Confirmed',
    'Help',
    'Not reached',
    'At door',
    'Share',
  ],
} as const;

/**
 * A name that begins like a formula is kept as text by Excel, because a cell of type text is never computed; saved as
 * CSV it would be one again, so it gets the apostrophe that spreadsheets read as "text follows".
 */
export function harmless(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** The board as a workbook: a row for each stairwell, work left first, as the console shows it; and the sum. */
export async function boardXlsx(
  district: District,
  notice: NoticeState,
  doors: readonly DoorsOnScreen[],
  at: string,
  language: PaperLanguage,
): Promise<Buffer> {
  const index = indexed(district);
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(language === 'zh' ? '确认情况' : 'Board', {
    views: [{ state: 'frozen', ySplit: 3 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.addRow([harmless(notice.body[language])]);
  sheet.addRow([at]);
  sheet.addRow([...HEADS[language]]).font = { bold: true };
  const lines = doors
    .map((one) => ({ one, row: boardRow([one]) }))
    .sort((a, b) => b.row.households - b.row.done - (a.row.households - a.row.done));
  const figures = ({ households, reached, confirmed, needsHelp, unreached, atDoor }: ReturnType<typeof boardRow>) => [
    households,
    reached,
    confirmed,
    needsHelp,
    unreached,
    atDoor,
    households === 0 ? 0 : confirmed / households,
  ];
  for (const { one, row } of lines) {
    const stairwell = index.stairwells.get(one.stairwell);
    const compound = index.compounds.get(stairwell?.compound ?? '');
    sheet.addRow([
      harmless(index.committees.get(one.committee)?.name[language] ?? one.committee),
      harmless(compound?.name[language] ?? ''),
      harmless(stairwell?.name ?? one.stairwell),
      ...figures(row),
    ]);
  }
  sheet.addRow([language === 'zh' ? '合计' : 'Sum', '', '', ...figures(boardRow(doors))]).font = { bold: true };
  for (const [n, width] of [20, 22, 18, 9, 9, 9, 9, 9, 9, 9].entries()) sheet.getColumn(n + 1).width = width;
  sheet.getColumn(10).numFmt = '0%';
  sheet.autoFilter = { from: { row: 3, column: 1 }, to: { row: 3 + lines.length, column: 10 } };
  return Buffer.from(await book.xlsx.writeBuffer());
}
