import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { decompress } from 'woff2-encoder';

/** Noto Sans SC (OFL 1.1), 7,947 characters in one file of 1.1 MB: the 6,763 of GB 2312 and those of names and signs. */
const FILE = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2';

export interface PaperFont {
  readonly bytes: Buffer;
  /** The text in signs that the font has: 'Ⅱ' becomes 'II', '℃' becomes '°C'; what has no such form is a '?' that can be seen. */
  printable(text: string): string;
}

let unpacked: Promise<PaperFont> | undefined;

/**
 * The font that documents are set in; comes with the program, so that a server without fonts prints the same. Unpacked
 * once (250 ms): cut down glyph by glyph from the packed file, the first page took ten seconds.
 */
export function paperFont(): Promise<PaperFont> {
  unpacked ??= unpack();
  unpacked.catch(() => {
    unpacked = undefined;
  });
  return unpacked;
}

async function unpack(): Promise<PaperFont> {
  const packed = await readFile(createRequire(import.meta.url).resolve(FILE));
  const bytes = Buffer.from(await decompress(packed));
  const font = create(bytes) as Font;
  const has = (sign: string): boolean =>
    [...sign].every((one) => one === '\n' || font.hasGlyphForCodePoint(one.codePointAt(0) as number));
  return {
    bytes,
    printable: (text) =>
      [...text]
        .map((sign) => {
          if (has(sign)) return sign;
          const plain = sign.normalize('NFKC');
          return has(plain) ? plain : '?';
        })
        .join(''),
  };
}
