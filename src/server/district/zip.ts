import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl';
import { ZipFile as Packing } from 'yazl';
import { PACK_FILES } from './parts.ts';
import { type PackProblemCode, PackRefused } from './problems.ts';

/** Limits of a pack as a zip. A district of 100,000 residents has about 8 MB unpacked. */
export const ZIP_LIMITS = { packed: 32 * 1024 * 1024, unpacked: 128 * 1024 * 1024, files: 200 } as const;

const STORED = 0;
const DEFLATED = 8;

function refused(file: string, code: PackProblemCode, zh: string, en: string): PackRefused {
  return new PackRefused([{ file, code, zh, en }]);
}

/**
 * Reads a zip by its central directory. Names are compared with the names that a pack may hold and never used as paths;
 * the reader holds every file to its declared size while inflating, and the declared sizes together are held to the
 * limit before. Folders, and one folder round everything, are allowed, as file managers make them.
 */
export async function unzip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  if (bytes.length > ZIP_LIMITS.packed)
    throw refused('*.zip', 'too-large', '压缩包过大', `the zip is larger than ${ZIP_LIMITS.packed} bytes`);
  const { file, entries } = await directory(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const files = new Map<string, Uint8Array>();
  for (const [name, entry] of wanted(entries)) files.set(name, await contentOf(file, entry, name));
  return files;
}

interface Named {
  readonly name: string;
  readonly entry: Entry;
}

async function directory(bytes: Buffer): Promise<{ readonly file: ZipFile; readonly entries: readonly Named[] }> {
  try {
    // Names are decoded here, so that a refusal can say which one it was.
    const file = await fromBufferPromise(bytes, { decodeStrings: false });
    if (file.entryCount > ZIP_LIMITS.files)
      throw refused('*.zip', 'size', '压缩包内文件过多', `the zip holds more than ${ZIP_LIMITS.files} files`);
    const entries: Named[] = [];
    for await (const entry of file.eachEntry()) {
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      entries.push({ name: getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true), entry });
    }
    return { file, entries };
  } catch (error) {
    if (error instanceof PackRefused) throw error;
    throw refused('*.zip', 'unreadable', '不是有效的 zip', 'not a valid zip');
  }
}

/** The files of a pack by their names, after everything that can be said without unpacking. */
function wanted(entries: readonly Named[]): Map<string, Entry> {
  const lead = commonFolder(entries.map(({ name }) => name));
  const files = new Map<string, Entry>();
  let size = 0;
  for (const { name: whole, entry } of entries) {
    const [zh, en] = ['压缩包内有不认识的文件', 'the zip holds a file that is no part of a pack'];
    if (validateFileName(whole) !== null) throw refused(shown(whole), 'unsafe-name', zh, en);
    if (whole.endsWith('/') || ignorable(whole)) continue;
    const name = whole.slice(lead.length);
    if (!PACK_FILES.includes(name) || isLink(entry)) throw refused(shown(whole), 'unsafe-name', zh, en);
    if (files.has(name)) throw refused(name, 'duplicate', '压缩包内有同名文件', 'the zip holds this name twice');
    if (entry.isEncrypted()) throw refused(name, 'unreadable', '文件已加密', 'the file is encrypted');
    const { compressionMethod: method } = entry;
    if (method !== STORED && method !== DEFLATED)
      throw refused(name, 'unreadable', '不支持的压缩方法', `packing method ${method} is not taken`);
    size += entry.uncompressedSize;
    if (size > ZIP_LIMITS.unpacked)
      throw refused(name, 'too-large', '解压后过大', `more than ${ZIP_LIMITS.unpacked} bytes when unpacked`);
    files.set(name, entry);
  }
  return files;
}

/** The reader compares sizes and leaves the checksum to its caller. */
async function contentOf(file: ZipFile, entry: Entry, name: string): Promise<Uint8Array> {
  const broken = () => refused(name, 'unreadable', '压缩内容损坏', 'the packed content is damaged');
  const content = await file
    .openReadStreamPromise(entry)
    .then(buffer)
    .catch(() => {
      throw broken();
    });
  if (crc32(content) !== entry.crc32) throw broken();
  return content;
}

/** The folder that all names share, so that zipping a folder or its contents comes to the same. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names.filter((name) => !ignorable(name));
  const slash = first.indexOf('/');
  if (slash <= 0) return '';
  const folder = first.slice(0, slash + 1);
  if (folder === 'layers/' || folder === './') return '';
  return names.every((name) => name.startsWith(folder) || ignorable(name)) ? folder : '';
}

/** A symbolic link, by the file type of Unix in the upper half of the attributes. */
const isLink = (entry: Entry): boolean => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
/** What file managers leave in zips by themselves. */
const ignorable = (name: string): boolean =>
  /(^|\/)(__MACOSX\/.*|\.DS_Store|Thumbs\.db|README\.md)$/.test(name) || /(^|\/)source\//.test(name);
const shown = (name: string): string => name.replace(/[^\p{L}\p{N}._/-]/gu, '?').slice(0, 80);

/** Packs files into a zip: names sorted, one fixed date, so that equal files give equal bytes. */
export async function zip(files: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const packing = new Packing();
  // The oldest date that a zip can hold. Zips hold local time: midnight here is the same two numbers everywhere.
  const fixed = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compressionLevel: 9 };
  for (const name of [...files.keys()].sort()) packing.addBuffer(Buffer.from(files.get(name) as string), name, fixed);
  packing.end();
  return buffer(packing.outputStream);
}
