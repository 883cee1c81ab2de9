import type { PosterPaper } from './model.ts';
import { A4, breathe, drawQr, type Pdf, setPdf } from './pdf.ts';
import { paperWords } from './words.ts';

const MARGIN = 46;
const WIDTH = A4.width - 2 * MARGIN;
const QR = 190;
/** Where the text ends: below it stands the code and how to use it. */
const TEXT_END = A4.height - MARGIN - QR - 30;
const TEXT_AT = 186;
/** From a hand's breadth to across a landing; the largest at which the whole text fits is taken. */
const SIZES = [44, 40, 36, 32, 29, 26, 23, 20, 17, 14];

/** A4, one sheet for each stairwell: its own code, so that an answer says where it was given. */
export function posterPdf(paper: PosterPaper): Promise<Buffer> {
  return setPdf(`${paperWords[paper.language].poster} ${paper.sender}`, async (pdf) => {
    for (const sheet of paper.sheets) {
      setSheet(pdf, paper, sheet);
      await breathe();
    }
  });
}

function setSheet(pdf: Pdf, paper: PosterPaper, sheet: PosterPaper['sheets'][number]): void {
  const words = paperWords[paper.language];
  pdf.addPage();
  pdf.rect(0, 0, A4.width, 150).fill('#12314f');
  pdf.fill('#fff').fontSize(24).text(paper.sender, MARGIN, 34, { width: WIDTH, height: 32, ellipsis: true });
  pdf.fontSize(56).text(words.poster, MARGIN, 66, { width: WIDTH / 2, lineBreak: false });
  pdf.fontSize(15).text(sheet.stairwell, MARGIN + WIDTH / 2, 88, { width: WIDTH / 2, align: 'right' });
  pdf.text(paper.issued, MARGIN + WIDTH / 2, 112, { width: WIDTH / 2, align: 'right', lineBreak: false });
  const size = SIZES.find((one) => height(pdf, paper.text, one) <= TEXT_END - TEXT_AT) ?? (SIZES.at(-1) as number);
  pdf
    .fill('#000')
    .fontSize(size)
    .text(paper.text, MARGIN, TEXT_AT, {
      width: WIDTH,
      lineGap: size * 0.25,
      height: TEXT_END - TEXT_AT,
      ellipsis: true,
    });
  const y = A4.height - MARGIN - QR;
  pdf
    .moveTo(MARGIN, y - 16)
    .lineTo(MARGIN + WIDTH, y - 16)
    .lineWidth(2)
    .stroke('#12314f');
  drawQr(pdf, sheet.link, MARGIN, y, QR);
  const beside = { width: WIDTH - QR - 26 };
  pdf
    .fill('#000')
    .fontSize(23)
    .text(words.scan, MARGIN + QR + 26, y + 4, { ...beside, lineGap: 4 });
  pdf.fontSize(14).text(words.listen, MARGIN + QR + 26, pdf.y + 8, beside);
  pdf.fontSize(16).text(words.emergency, MARGIN + QR + 26, y + QR - 22, { ...beside, lineBreak: false });
}

function height(pdf: Pdf, text: string, size: number): number {
  return pdf.fontSize(size).heightOfString(text, { width: WIDTH, lineGap: size * 0.25 });
}
