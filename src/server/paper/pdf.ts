import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import { paperFont } from './font.ts';

export type Pdf = InstanceType<typeof PDFDocument>;
/** A4 in points. */
export const A4 = { width: 595.28, height: 841.89 } as const;

/** Lets others have their turn: 1,500 rows take two seconds, and commands must not wait for a printer. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Sets a document in the font of the house and answers its bytes; pages are kept open, so that each can say how many there are. */
export async function setPdf(title: string, set: (pdf: Pdf) => Promise<void>): Promise<Buffer> {
  const { bytes, printable } = await paperFont();
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    autoFirstPage: false,
    info: { Title: title },
  });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
  pdf.registerFont('paper', bytes);
  pdf.font('paper');
  const { text } = pdf;
  // Every text passes here, so that no sign is printed as an empty box.
  pdf.text = ((said: string, ...more: unknown[]) =>
    (text as (...all: unknown[]) => Pdf).call(pdf, printable(said), ...more)) as Pdf['text'];
  await set(pdf);
  pdf.end();
  return done;
}

/** A QR code drawn as squares: sharp at every size, and a few hundred bytes. `size` in points, quiet zone not included. */
export function drawQr(pdf: Pdf, text: string, x: number, y: number, size: number, level: 'L' | 'M' | 'Q' = 'M'): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: level });
  const side = size / modules.size;
  for (let row = 0; row < modules.size; row++)
    for (let at = 0; at < modules.size; ) {
      let end = at;
      while (end < modules.size && modules.get(row, end)) end++;
      // Runs, not single squares: seams between squares are what cheap scanners stumble over.
      if (end > at) pdf.rect(x + at * side, y + row * side, (end - at) * side, side + 0.02);
      at = Math.max(end, at + 1);
    }
  pdf.fill('#000');
}
