import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { PACK_FILES } from './parts.ts';
import { type PackProblemCode, PackRefused } from './problems.ts';

/** Limits of a pack as a zip. A district of 100,000 residents has about 8 MB unpacked. */
export const ZIP_LIMITS = { packed: 32 * 1024 * 1024, unpacked: 128 * 1024 * 1024, files: 200 } as const;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;
const UTF8_NAMES = 0x0800;
const ENCRYPTED = 0x0001;

function refused(file: string, code: PackProblemCode, zh: string, en: string): PackRefused {
  return new PackRefused([{ file, code, zh, en }]);
}

/**
 * Reads a zip (APPNOTE 6.3: stored and deflated entries) by its central directory. Names are compared with the names
 * that a pack may hold and never used as paths; sizes are held to while inflating, whatever the header claims.
 * Folders, and one folder round everything, are allowed, as file managers make them.
 */
export function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  if (bytes.length > ZIP_LIMITS.packed)
    throw refused('*.zip', 'too-large', '压缩包过大', `the zip is larger than ${ZIP_LIMITS.packed} bytes`);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(buffer);
  const lead = commonFolder(entries.map((entry) => entry.name));
  const files = new Map<string, Uint8Array>();
  let left: number = ZIP_LIMITS.unpacked;
  for (const entry of entries) {
    if (entry.name.endsWith('/')) continue;
    if (ignorable(entry.name)) continue;
    const name = entry.name.slice(lead.length);
    if (!PACK_FILES.includes(name)) {
      throw refused(
        shown(entry.name),
        'unsafe-name',
        '压缩包内有不认识的文件',
        'the zip holds a file that is no part of a pack',
      );
    }
    if (files.has(name)) throw refused(name, 'duplicate', '压缩包内有同名文件', 'the zip holds this name twice');
    const content = contentOf(buffer, entry, left);
    left -= content.length;
    files.set(name, content);
  }
  return files;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly at: number;
}

function directory(buffer: Buffer): Entry[] {
  const broken = () => refused('*.zip', 'unreadable', '不是有效的 zip', 'not a valid zip');
  // The end record is 22 bytes and a comment of at most 65,535.
  let end = -1;
  for (let at = buffer.length - 22; at >= 0 && at >= buffer.length - 22 - 65_535; at--) {
    if (buffer.readUInt32LE(at) === END) {
      end = at;
      break;
    }
  }
  if (end < 0) throw broken();
  const count = buffer.readUInt16LE(end + 10);
  if (count > ZIP_LIMITS.files)
    throw refused('*.zip', 'size', '压缩包内文件过多', `the zip holds more than ${ZIP_LIMITS.files} files`);
  let at = buffer.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== CENTRAL) throw broken();
    const [nameLength, extra, comment] = [
      buffer.readUInt16LE(at + 28),
      buffer.readUInt16LE(at + 30),
      buffer.readUInt16LE(at + 32),
    ];
    const name = buffer.toString('utf8', at + 46, at + 46 + nameLength);
    if (buffer.readUInt16LE(at + 8) & ENCRYPTED)
      throw refused(shown(name), 'unreadable', '文件已加密', 'the file is encrypted');
    entries.push({
      name,
      method: buffer.readUInt16LE(at + 10),
      crc: buffer.readUInt32LE(at + 16),
      packed: buffer.readUInt32LE(at + 20),
      at: buffer.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function contentOf(buffer: Buffer, entry: Entry, most: number): Uint8Array {
  const name = shown(entry.name);
  const broken = () => refused(name, 'unreadable', '压缩内容损坏', 'the packed content is damaged');
  if (entry.at + 30 > buffer.length || buffer.readUInt32LE(entry.at) !== LOCAL) throw broken();
  const from = entry.at + 30 + buffer.readUInt16LE(entry.at + 26) + buffer.readUInt16LE(entry.at + 28);
  const packed = buffer.subarray(from, from + entry.packed);
  if (packed.length !== entry.packed) throw broken();
  let content: Buffer;
  if (entry.method === STORED) content = packed;
  else if (entry.method === DEFLATED) {
    try {
      content = inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name);
      throw broken();
    }
  } else throw refused(name, 'unreadable', '不支持的压缩方法', `packing method ${entry.method} is not taken`);
  if (content.length > most) throw tooLarge(name);
  if (crc32(content) !== entry.crc) throw broken();
  return content;
}

const tooLarge = (name: string) =>
  refused(name, 'too-large', '解压后过大', `more than ${ZIP_LIMITS.unpacked} bytes when unpacked`);

/** The folder that all names share, so that zipping a folder or its contents comes to the same. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names.filter((name) => !ignorable(name));
  const slash = first.indexOf('/');
  if (slash <= 0) return '';
  const folder = first.slice(0, slash + 1);
  if (folder === 'layers/' || folder === '../' || folder === './') return '';
  return names.every((name) => name.startsWith(folder) || ignorable(name)) ? folder : '';
}

/** What file managers leave in zips by themselves. */
const ignorable = (name: string): boolean =>
  /(^|\/)(__MACOSX\/.*|\.DS_Store|Thumbs\.db|README\.md)$/.test(name) || /(^|\/)source\//.test(name);
const shown = (name: string): string => name.replace(/[^\p{L}\p{N}._/-]/gu, '?').slice(0, 80);

/** Packs files into a zip: names sorted, one fixed date, so that equal files give equal bytes. */
export function zip(files: ReadonlyMap<string, string>): Uint8Array {
  const bodies: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const name of [...files.keys()].sort()) {
    const plain = Buffer.from(files.get(name) as string);
    const packed = deflateRawSync(plain, { level: 9 });
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed: 2.0
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(DEFLATED, 4);
    common.writeUInt32LE(0x00210000, 6); // 1980-01-01 00:00, the oldest date that a zip can hold
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(label.length, 22);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(LOCAL, 0);
    bodies.push(local, common, label, packed);
    const head = Buffer.alloc(6);
    head.writeUInt32LE(CENTRAL, 0);
    head.writeUInt16LE(20, 4);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    central.push(head, common, tail, label);
    at += 30 + label.length + packed.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, list, end]);
}
