import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type ISectionOptions,
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

/** Hundredths of the width: code, room, floor, people, care, phone, and the five boxes. */
const WIDTHS = [13, 12, 6, 6, 9, 18];
const BOX = (100 - WIDTHS.reduce((a, b) => a + b, 0)) / PAPER_RESULTS.length;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' } as const;
const THIN = { style: BorderStyle.SINGLE, size: 4, color: '999999' } as const;
const RULED = {
  top: NONE,
  left: NONE,
  right: NONE,
  bottom: THIN,
  insideVertical: NONE,
  insideHorizontal: THIN,
} as const;
const MARGIN = 680;
/** Twentieths of a point between the margins of A4. */
const TEXT_WIDTH = 11_906 - 2 * MARGIN;

/**
 * The same list as the PDF, for those who add to it by hand before they print; one section for each
 * stairwell. Rows have their code in letters only: a picture each made 1,500 rows take seven seconds.
 */
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
  const page = {
    margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, header: MARGIN / 2, footer: MARGIN / 2 },
  };
  const common = { properties: { page }, footers: { default: footer } };
  const sections: ISectionOptions[] = [];
  for (const stairwell of paper.stairwells)
    sections.push({
      ...common,
      // In the header, so that a page that gets lost still says where it belongs.
      headers: { default: new Header({ children: await headOf(paper, stairwell) }) },
      children: [tableOf(paper, stairwell)],
    });
  if (paper.letters.length > 0)
    sections.push({
      ...common,
      headers: { default: new Header({ children: [line([run(words.letters, 14, { bold: true })])] }) },
      children: paper.letters.map(({ letter, name }) => line([run(`${letter}   ${name}`, 12)])),
    });
  return Packer.toBuffer(new Document({ title: `${words.doorList} ${paper.committee}`, sections }));
}

async function headOf(paper: DoorListPaper, stairwell: PaperStairwell): Promise<Paragraph[]> {
  const words = paperWords[paper.language];
  return [
    line([run(`${paper.sender} · ${paper.committee} · ${words.doorList}`, 9)]),
    line([run(stairwell.name, 19, { bold: true }), run('  ', 19), await qrRun(stairwell.link, 82)]),
    line([run(`${stairwell.address} · ${words.households(stairwell.rows.length)}`, 9)]),
    line([run(paper.text, 10)], { spacing: { before: 60, after: 60 } }),
    line([run(`${words.later} ${words.first} · ${paper.reason ? words.reason(paper.reason) : words.masked}`, 8)]),
    line([]),
  ];
}

function tableOf(paper: DoorListPaper, stairwell: PaperStairwell): Table {
  const words = paperWords[paper.language];
  const cell = (said: string, size: number, more: object = {}) =>
    new TableCell({ children: [line([run(said, size)], more)], verticalAlign: VerticalAlign.CENTER });
  const centred = (said: string, size: number) => cell(said, size, { alignment: AlignmentType.CENTER });
  const heads = [words.code, words.room, words.floor, words.people, words.care, words.phone];
  const rows = [
    new TableRow({
      tableHeader: true,
      children: [
        ...heads.map((name) => cell(name, 9)),
        ...PAPER_RESULTS.map((result) => centred(words.results[result], 6.5)),
      ],
    }),
  ];
  for (const row of stairwell.rows) {
    const code = `${row.code.slice(0, 3)} ${row.code.slice(3)}`;
    rows.push(
      new TableRow({
        cantSplit: true,
        children: [
          cell(code, 10),
          cell(row.before ? `${row.room}（${row.before}）` : row.room, 12),
          cell(String(row.floor), 10),
          cell(String(row.people), 10),
          cell(row.care, 10),
          cell(row.phone, 9.5),
          ...PAPER_RESULTS.map(() => centred('☐', 16)),
        ],
      }),
    );
  }
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: [...WIDTHS, ...PAPER_RESULTS.map(() => BOX)].map((part) => Math.round((part / 100) * TEXT_WIDTH)),
    borders: RULED,
    rows,
  });
}
