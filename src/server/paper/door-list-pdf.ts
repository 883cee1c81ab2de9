import { PAPER_RESULTS } from '../../domain/notices/index.ts';
import type { DoorListPaper, PaperRow, PaperStairwell } from './model.ts';
import { A4, breathe, drawQr, type Pdf, setPdf } from './pdf.ts';
import { paperWords } from './words.ts';

const MARGIN = 34;
const WIDTH = A4.width - 2 * MARGIN;
const ROW = 31;
const FOOT = A4.height - MARGIN - 16;
const GREY = '#555';
/** Columns and their widths in points; the five boxes share what is left. */
const COLUMNS = { qr: 32, code: 52, room: 62, floor: 24, people: 26, care: 44, phone: 88 };
const BOXES_AT = MARGIN + Object.values(COLUMNS).reduce((sum, width) => sum + width, 0);
const BOX = (MARGIN + WIDTH - BOXES_AT) / PAPER_RESULTS.length;

/** One page or more for each stairwell, so that a list can be torn apart and shared out. */
export function doorListPdf(paper: DoorListPaper): Promise<Buffer> {
  const words = paperWords[paper.language];
  return setPdf(`${words.doorList} ${paper.committee}`, async (pdf) => {
    for (const stairwell of paper.stairwells) {
      setStairwell(pdf, paper, stairwell);
      await breathe();
    }
    if (paper.letters.length > 0) setLetters(pdf, paper);
    const { count } = pdf.bufferedPageRange();
    for (let n = 0; n < count; n++) {
      pdf.switchToPage(n);
      pdf.fontSize(8.5).fill(GREY);
      pdf.text(words.printed(paper.printedBy, paper.printedAt), MARGIN, FOOT + 4, { lineBreak: false });
      pdf.text(words.page(n + 1, count), MARGIN, FOOT + 4, { width: WIDTH, align: 'right', lineBreak: false });
    }
  });
}

function setStairwell(pdf: Pdf, paper: DoorListPaper, stairwell: PaperStairwell): void {
  let y = setHead(pdf, paper, stairwell);
  for (const row of stairwell.rows) {
    if (y + ROW > FOOT - 6) y = setHead(pdf, paper, stairwell);
    setRow(pdf, row, y);
    y += ROW;
  }
}

function setHead(pdf: Pdf, paper: DoorListPaper, stairwell: PaperStairwell): number {
  const words = paperWords[paper.language];
  pdf.addPage();
  const side = 62;
  drawQr(pdf, stairwell.link, MARGIN + WIDTH - side, MARGIN, side);
  const width = WIDTH - side - 14;
  pdf
    .fill('#000')
    .fontSize(9)
    .text(`${paper.sender} · ${paper.committee} · ${words.doorList}`, MARGIN, MARGIN, { width });
  pdf.fontSize(19).text(stairwell.name, MARGIN, MARGIN + 13, { width, height: 24, ellipsis: true });
  pdf
    .fontSize(9)
    .fill(GREY)
    .text(`${stairwell.address} · ${words.households(stairwell.rows.length)}`, MARGIN, MARGIN + 38, {
      width,
      height: 12,
      ellipsis: true,
    });
  pdf
    .fill('#000')
    .fontSize(9)
    .text(paper.text, MARGIN, MARGIN + 53, { width, height: 36, ellipsis: true });
  pdf
    .fontSize(8)
    .fill(GREY)
    .text(
      `${words.later} ${words.first} · ${paper.reason ? words.reason(paper.reason) : words.masked}`,
      MARGIN,
      MARGIN + 93,
      { width: WIDTH, height: 22, ellipsis: true },
    );
  const y = MARGIN + 120;
  const heads: [string, number][] = [
    ['', COLUMNS.qr],
    [words.code, COLUMNS.code],
    [words.room, COLUMNS.room],
    [words.floor, COLUMNS.floor],
    [words.people, COLUMNS.people],
    [words.care, COLUMNS.care],
    [words.phone, COLUMNS.phone],
  ];
  pdf.fontSize(9).fill('#000');
  let x = MARGIN;
  for (const [name, wide] of heads) {
    pdf.text(name, x, y, { width: wide, lineBreak: false });
    x += wide;
  }
  for (const [n, result] of PAPER_RESULTS.entries())
    pdf.text(words.results[result], BOXES_AT + n * BOX - 4, y, { width: BOX + 8, align: 'center', lineBreak: false });
  pdf
    .moveTo(MARGIN, y + 14)
    .lineTo(MARGIN + WIDTH, y + 14)
    .lineWidth(1)
    .stroke('#000');
  return y + 16;
}

function setRow(pdf: Pdf, row: PaperRow, y: number): void {
  drawQr(pdf, row.code, MARGIN, y + 3, 25, 'L');
  const middle = y + 9;
  let x = MARGIN + COLUMNS.qr;
  const cell = (text: string, wide: number, size: number) => {
    pdf
      .fontSize(size)
      .fill('#000')
      .text(text, x, middle - (size - 9) / 2, { width: wide - 3, height: size + 3, ellipsis: true });
    x += wide;
  };
  cell(`${row.code.slice(0, 3)} ${row.code.slice(3)}`, COLUMNS.code, 10);
  cell(row.room, COLUMNS.room, 13);
  cell(String(row.floor), COLUMNS.floor, 10);
  cell(String(row.people), COLUMNS.people, 10);
  cell(row.care, COLUMNS.care, 10);
  cell(row.phone, COLUMNS.phone, 9.5);
  if (row.before)
    pdf
      .fontSize(7)
      .fill(GREY)
      .text(row.before, MARGIN + COLUMNS.qr + COLUMNS.code, y + 22, { lineBreak: false });
  for (let n = 0; n < PAPER_RESULTS.length; n++)
    pdf
      .rect(BOXES_AT + n * BOX + BOX / 2 - 8, y + 7, 16, 16)
      .lineWidth(1.1)
      .stroke('#000');
  pdf
    .moveTo(MARGIN, y + ROW)
    .lineTo(MARGIN + WIDTH, y + ROW)
    .lineWidth(0.4)
    .stroke('#999');
}

function setLetters(pdf: Pdf, paper: DoorListPaper): void {
  const words = paperWords[paper.language];
  pdf.addPage();
  pdf.fill('#000').fontSize(14).text(words.letters, MARGIN, MARGIN, { width: WIDTH });
  pdf.fontSize(12);
  for (const [n, { letter, name }] of paper.letters.entries()) {
    pdf.text(letter, MARGIN, MARGIN + 44 + n * 24, { lineBreak: false });
    pdf.text(name, MARGIN + 30, MARGIN + 44 + n * 24, { lineBreak: false });
  }
}
