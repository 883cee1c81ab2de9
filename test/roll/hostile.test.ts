import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { LIST_LIMITS } from '../../src/server/roll/limits.ts';
import { openList } from '../../src/server/roll/open-list.ts';
import { workbook } from './sheets.ts';
import { read } from './town-list.ts';

const RELS = `<Relationships xmlns="x"><Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/></Relationships>`;
const BOOK = `<workbook><sheets><sheet name="一" r:id="r1" xmlns:r="y"/></sheets></workbook>`;

async function zipped(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries({
    'xl/_rels/workbook.xml.rels': RELS,
    'xl/workbook.xml': BOOK,
    ...parts,
  }))
    zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}
const refusal = (bytes: Buffer, name = 'list.xlsx'): Promise<string> =>
  read(bytes, { name }).then(
    () => 'read',
    (error) => error.code ?? String(error),
  );

describe('hostile files are refused before they cost anything', () => {
  it('a sheet that unpacks to a hundred times its size', async () => {
    const bytes = await zipped({ 'xl/worksheets/sheet1.xml': Buffer.alloc(64 * 1024 * 1024, 32) });
    expect(bytes.length).toBeLessThan(200_000);
    expect(await refusal(bytes)).toBe('roll.bomb');
  });

  it('more parts than a workbook has', async () => {
    const parts = Object.fromEntries(Array.from({ length: LIST_LIMITS.entries + 1 }, (_, n) => [`xl/x${n}.xml`, '']));
    expect(await refusal(await zipped(parts))).toBe('roll.bomb');
  });

  it.each([
    ['a sheet', { 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "bb">]><worksheet>&b;</worksheet>' }],
    [
      'the texts',
      {
        'xl/sharedStrings.xml': '<!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst/>',
        'xl/worksheets/sheet1.xml': '<worksheet/>',
      },
    ],
    ['the workbook', { 'xl/workbook.xml': '<!DOCTYPE w [<!ENTITY a "a">]><workbook/>' }],
  ])('entities in %s', async (_what, parts) => {
    expect(await refusal(await zipped(parts as Record<string, string>))).toBe('roll.bomb');
  });

  it('a size that is not the declared one, and a part that is damaged', async () => {
    const bytes = await workbook({
      name: '一',
      rows: [['小区', '号', '室'], ...Array.from({ length: 400 }, (_, n) => ['春申坊', 3, n])],
    });
    const at = bytes.indexOf('xl/worksheets/sheet1.xml');
    const broken = Buffer.from(bytes);
    broken.fill(0xff, at + 200, at + 260);
    expect(await refusal(broken)).toBe('roll.unreadable');
    expect(await refusal(bytes.subarray(0, bytes.length - 40))).toBe('roll.unreadable');
  });

  it('a cell far out to the right, or one that is endless, costs nothing', async () => {
    const far = `<worksheet><sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>远</t></is></c></row></sheetData></worksheet>`;
    expect(await refusal(await zipped({ 'xl/worksheets/sheet1.xml': far }))).toBe('read');
    const long = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${'长'.repeat(500_000)}</t></is></c></row></sheetData></worksheet>`;
    const list = await openList(await zipped({ 'xl/worksheets/sheet1.xml': long }), 'a.xlsx');
    for await (const [row] of list.sheets[0]?.rows() ?? []) expect(String(row?.cells[0]).length).toBe(LIST_LIMITS.cell);
  });

  it.each([
    ['.xls of old', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'roll.old-excel'],
    [
      'a workbook with a password',
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'roll.encrypted',
    ],
    ['nothing', Buffer.alloc(0), 'roll.unreadable'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'roll.unreadable'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'roll.encoding'],
    ['a zip that is no workbook', Buffer.from('PK\u0003\u0004rest', 'latin1'), 'roll.unreadable'],
  ])('%s', async (_what, bytes, code) => {
    expect(await refusal(bytes)).toBe(code);
  });

  it('a file beyond the limit', async () => {
    expect(await refusal(Buffer.alloc(LIST_LIMITS.file + 1, 0x41), 'a.csv')).toBe('roll.too-large');
  });
});
