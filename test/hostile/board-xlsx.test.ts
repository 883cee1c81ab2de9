import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { type DoorsState, NO_DOORS, type NoticeState, onScreen } from '../../src/domain/notices/index.ts';
import type { District } from '../../src/domain/places/index.ts';
import { boardXlsx } from '../../src/server/paper/board-xlsx.ts';
import { street } from '../scenarios/street.ts';

/** What a spreadsheet takes for a formula, also as a Chinese keyboard types it, and what it swallows before one (OWASP, CSV injection). */
const BEGINNINGS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\t=', '\r\n@'];
const PAYLOADS = ['HYPERLINK("http://evil.example","点此")', "cmd|'/C calc'!A0", 'SUM(1+1)*9'];
const EVIL = BEGINNINGS.flatMap((sign) => PAYLOADS.map((payload) => sign + payload));

/** A district in which every name that the board prints is the given text. */
function named(text: string): District {
  const words = { zh: text, en: text };
  return {
    ...street,
    committees: street.committees.map((row) => ({ ...row, name: words })),
    compounds: street.compounds.map((row) => ({ ...row, name: words })),
    stairwells: street.stairwells.map((row) => ({ ...row, name: text })),
  };
}

async function exported(text: string, language: 'zh' | 'en'): Promise<Buffer> {
  const district = named(text);
  const [stairwell] = district.stairwells;
  const doors: DoorsState = {
    ...NO_DOORS,
    opened: true,
    notice: 'n',
    stairwell: stairwell?.id ?? '',
    committee: stairwell?.committee ?? '',
  };
  // The second is of a stairwell and a committee that the district no longer has: their ids are printed instead.
  const unknown: DoorsState = { ...doors, stairwell: text, committee: text };
  const notice = { body: { zh: text, en: text } } as NoticeState;
  return boardXlsx(district, notice, [onScreen(doors), onScreen(unknown)], '7月25日 9:00', language);
}

async function sheetXml(bytes: Buffer): Promise<string> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  let xml = '';
  for await (const entry of zip.eachEntry()) {
    if (!/^xl\/(worksheets\/sheet\d+|sharedStrings)\.xml$/.test(entry.fileName)) continue;
    for await (const part of await zip.openReadStreamPromise(entry)) xml += String(part);
  }
  return xml;
}

describe.each(['zh', 'en'] as const)('the board as a workbook in %s', (language) => {
  it.each(EVIL)('runs nothing of %j', async (text) => {
    const bytes = await exported(text, language);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    const texts: string[] = [];
    const others: unknown[] = [];
    book.eachSheet((sheet) =>
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          if (typeof cell.value === 'string') texts.push(cell.value);
          else if (typeof cell.value !== 'number') others.push(cell.value);
        }),
      ),
    );
    // Neither formula, link, rich text nor error: plain text and plain numbers.
    expect(others).toEqual([]);
    expect(texts.filter((found) => /^[=+\-@\t\r\n＝＋－＠]/.test(found))).toEqual([]);
    // The body, three names of a known stairwell, and two ids of an unknown one: kept whole behind the apostrophe.
    const kept = texts.filter((found) => found.startsWith("'"));
    expect(kept.map((found) => found.slice(1).replace(/\r\n?/g, '\n'))).toEqual(
      Array(6).fill(text.replace(/\r\n?/g, '\n')),
    );
    // What the library hides from its reader, it has not written either.
    expect(await sheetXml(bytes)).not.toMatch(/<f[\s>]|<hyperlink|<oleObject|DDE/i);
  });

  it('keeps a name that only contains such a sign as it is', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await exported('和平里3=4号', language)) as never);
    const texts: unknown[] = [];
    book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => texts.push(cell.value)));
    expect(texts.filter((found) => found === '和平里3=4号')).toHaveLength(6);
  });
});
