import type { MediaKind } from '../../contract/media.ts';

/** Content type by the first bytes; what the sender says of it counts for nothing. 'heic': known, and not to be read here. */
type Found = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif' | 'heic' | Container;
type Container = 'webm' | 'ogg' | 'mp4';

/** Bytes of a file's beginning that are enough to tell. */
export const HEAD_BYTES = 4_096;

const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];
const MP4_BRANDS = [
  'isom',
  'iso2',
  'iso4',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'M4A ',
  'M4V ',
  'qt  ',
  'avc1',
  'dash',
  '3gp4',
  '3gp5',
  '3gp6',
];

function found(head: Buffer): Found | undefined {
  const ascii = (from: number, to: number) => head.toString('latin1', from, to);
  if (head.length < 16) return undefined;
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (head.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'image/png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp';
  if (ascii(0, 4) === 'OggS' && head[4] === 0) return 'ogg';
  // EBML header, its DocType among the first elements.
  if (head.readUInt32BE(0) === 0x1a45dfa3 && head.subarray(4, 64).includes(Buffer.from('\x42\x82\x84webm', 'latin1')))
    return 'webm';
  if (ascii(4, 8) !== 'ftyp') return undefined;
  const brand = ascii(8, 12);
  if (brand === 'avif') return 'image/avif';
  if (HEIC_BRANDS.includes(brand)) return 'heic';
  return MP4_BRANDS.includes(brand) ? 'mp4' : undefined;
}

/** Content type of what came as a kind; undefined when it is nothing that is taken as that kind. */
export function typeOf(kind: MediaKind, head: Buffer): string | 'heic' | undefined {
  const what = found(head);
  if (what === undefined) return undefined;
  const picture = what === 'heic' || what.startsWith('image/');
  if (kind === 'photo') return picture ? what : undefined;
  if (picture) return undefined;
  return `${kind === 'voice' ? 'audio' : 'video'}/${what}`;
}
