import { ImageRun, type IRunOptions, Paragraph, type ParagraphChild, TextRun } from 'docx';
import QRCode from 'qrcode';

/** Word sets its own fonts: these are on every office machine. */
const FONT = { ascii: 'Arial', eastAsia: 'Microsoft YaHei', hAnsi: 'Arial' } as const;

/** `size` in points; Word counts in halves of them. */
export function run(text: string, size: number, more: Omit<IRunOptions, 'text' | 'size' | 'font'> = {}): TextRun {
  return new TextRun({ ...more, text, font: FONT, size: size * 2 });
}

export function line(children: readonly ParagraphChild[], more: object = {}): Paragraph {
  return new Paragraph({ ...more, children: [...children] });
}

/** A QR code as a picture of `side` pixels on paper, drawn at three times that. */
export async function qrRun(text: string, side: number): Promise<ImageRun> {
  const data = await QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 0, width: side * 3 });
  return new ImageRun({ type: 'png', data, transformation: { width: side, height: side } });
}
