import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageNumber,
  type Paragraph,
  Table,
  TableCell,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { PAPER_RESULTS } from '../../domain/notices/index.ts';
import type { DoorListPaper, PaperStairwell } from './model.ts';
import { line, qrRun, run } from './word.ts';
import { paperWords } from './words.ts';

/** Hundredths of the width: code with its QR, room, floor, people, care, phone, and the five boxes. */
const WIDTHS = [13, 12, 6, 6, 9, 18];
const BOX = (100 - WIDTHS.reduce((a, b) => a + b, 0)) / PAPER_RESULTS.length;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' } as const;
const THIN = { style: BorderStyle.SINGLE, size: 4, color: '999999' } as const;
const RULED = { top: NONE, left: NONE, right: NONE, bottom: THIN } as const;
const MARGIN = 680;

/** The same list as the PDF, for those who add to it by hand before they print; one section for each stairwell. */
export async function doorListDocx(paper: DoorListPaper): Promise<Buffer> {
  const words = paperWords[paper.language];
  const footer = new Footer({
    children: [
      line([
        run(`${words.printed(paper.printedBy, paper.printedAt)}    `, 8.5),
        run('', 8.5, { children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
      ]),
    ],
  });
  const parts: (readonly (Paragraph | Table)[])[] = [];
  for (const stairwell of paper.stairwells) parts.push(await stairwellPart(paper, stairwell));
  if (paper.letters.length > 0)
    parts.push([
      line([run(words.letters, 14, { bold: true })], { spacing: { after: 200 } }),
      ...paper.letters.map(({ letter, name }) => line([run(`${letter}   ${name}`, 12)])),
    ]);
  const page = { margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } };
  const sections = parts.map((children) => ({ properties: { page }, footers: { default: footer }, children }));
  return Packer.toBuffer(new Document({ title: `${words.doorList} ${paper.committee}`, sections }));
}

async function stairwellPart(paper: DoorListPaper, stairwell: PaperStairwell): Promise<(Paragraph | Table)[]> {
  const words = paperWords[paper.language];
  const cell = (children: Paragraph[], width: number) =>
    new TableCell({
      children,
      borders: RULED,
      verticalAlign: VerticalAlign.CENTER,
      width: { size: width, type: WidthType.PERCENTAGE },
    });
  const text = (said: string, size: number, width: number) => cell([line([run(said, size)])], width);
  const centred = (said: string, size: number) =>
    cell([line([run(said, size)], { alignment: AlignmentType.CENTER })], BOX);
  const heads = [words.code, words.room, words.floor, words.people, words.care, words.phone];
  const rows = [
    new TableRow({
      tableHeader: true,
      children: [
        ...heads.map((name, n) => text(name, 9, WIDTHS[n] as number)),
        ...PAPER_RESULTS.map((result) => centred(words.results[result], 9)),
      ],
    }),
  ];
  for (const row of stairwell.rows) {
    const code = `${row.code.slice(0, 3)} ${row.code.slice(3)}`;
    const qr = await qrRun(row.code, 30, 'L');
    rows.push(
      new TableRow({
        cantSplit: true,
        children: [
          cell([line([qr, run(` ${code}`, 9)])], WIDTHS[0] as number),
          text(row.before ? `${row.room}（${row.before}）` : row.room, 12, WIDTHS[1] as number),
          text(String(row.floor), 10, WIDTHS[2] as number),
          text(String(row.people), 10, WIDTHS[3] as number),
          text(row.care, 10, WIDTHS[4] as number),
          text(row.phone, 9.5, WIDTHS[5] as number),
          ...PAPER_RESULTS.map(() => centred('☐', 16)),
        ],
      }),
    );
  }
  return [
    line([run(`${paper.sender} · ${paper.committee} · ${words.doorList}`, 9)]),
    line([run(stairwell.name, 19, { bold: true }), run('  ', 19), await qrRun(stairwell.link, 82)]),
    line([run(`${stairwell.address} · ${words.households(stairwell.rows.length)}`, 9)]),
    line([run(paper.text, 10)], { spacing: { before: 60, after: 60 } }),
    line([run(`${words.later} ${words.first} · ${paper.reason ? words.reason(paper.reason) : words.masked}`, 8)]),
    new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows }),
  ];
}
