import { AlignmentType, Document, LineRuleType, Packer } from 'docx';
import type { PosterPaper } from './model.ts';
import { line, qrRun, run } from './word.ts';
import { paperWords } from './words.ts';

/** Points at which texts of so many characters still fill one sheet and no more. */
const SIZES = [
  [90, 30],
  [150, 26],
  [260, 21],
] as const;
const SMALLEST = 16;

/** The poster to be changed by hand before it is printed: one section for each stairwell, because each has its own code. */
export async function posterDocx(paper: PosterPaper): Promise<Buffer> {
  const words = paperWords[paper.language];
  const size = SIZES.find(([most]) => paper.text.length <= most)?.[1] ?? SMALLEST;
  const sections = [];
  for (const sheet of paper.sheets)
    sections.push({
      properties: { page: { margin: { top: 900, bottom: 700, left: 900, right: 900 } } },
      children: [
        line([run(paper.sender, 22, { bold: true })]),
        line([run(words.poster, 48, { bold: true })]),
        line([run(`${sheet.stairwell}  ${paper.issued}`, 14)], { spacing: { after: 240 } }),
        line([run(paper.text, size)], { spacing: { after: 360, line: 300, lineRule: LineRuleType.AUTO } }),
        line([await qrRun(sheet.link, 230)], { alignment: AlignmentType.CENTER }),
        line([run(words.scan, 20)], { alignment: AlignmentType.CENTER }),
        line([run(words.listen, 13)], { alignment: AlignmentType.CENTER }),
        line([run(words.emergency, 14)], { alignment: AlignmentType.CENTER }),
      ],
    });
  return Packer.toBuffer(new Document({ title: `${words.poster} ${paper.sender}`, sections }));
}
