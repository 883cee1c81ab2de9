import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { LIST_LIMITS, ListRefused } from '../limits.ts';

/** A workbook as a zip, held to the limits before anything is unpacked. */
export interface Archive {
  has(name: string): boolean;
  /** A part of the workbook, cut off at the size that it declares. Throws ListRefused when it is missing or damaged. */
  open(name: string): AsyncIterable<Buffer>;
  /** Bytes of the parts that were opened and have passed. */
  passed(): number;
  sizeOf(name: string): number;
}

export async function openArchive(bytes: Buffer): Promise<Archive> {
  const entries = new Map<string, Entry>();
  let file: ZipFile;
  let unpacked = 0;
  try {
    file = await fromBufferPromise(bytes);
    if (file.entryCount > LIST_LIMITS.entries)
      throw new ListRefused('roll.bomb', { what: `${file.entryCount} > ${LIST_LIMITS.entries}` });
    for await (const entry of file.eachEntry()) {
      if (entry.isEncrypted()) throw new ListRefused('roll.encrypted');
      entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
      unpacked += entry.uncompressedSize;
    }
  } catch (error) {
    throw error instanceof ListRefused ? error : new ListRefused('roll.unreadable');
  }
  const ratio = unpacked / Math.max(1, bytes.length);
  if (unpacked > LIST_LIMITS.unpacked || (unpacked > LIST_LIMITS.ratioFrom && ratio > LIST_LIMITS.ratio))
    throw new ListRefused('roll.bomb', { what: `${Math.round(unpacked / 1_048_576)} MB, ${Math.round(ratio)}:1` });
  const strings = entries.get('xl/sharedstrings.xml')?.uncompressedSize ?? 0;
  if (strings > LIST_LIMITS.sharedStrings)
    throw new ListRefused('roll.bomb', { what: `sharedStrings ${Math.round(strings / 1_048_576)} MB` });
  let passed = 0;
  const sizeOf = (name: string): number => entries.get(name.toLowerCase())?.uncompressedSize ?? 0;
  return {
    has: (name) => entries.has(name.toLowerCase()),
    passed: () => passed,
    sizeOf,
    async *open(name) {
      const entry = entries.get(name.toLowerCase());
      const stream = entry && (await file.openReadStreamPromise(entry).catch(() => undefined));
      if (!stream) throw new ListRefused('roll.unreadable');
      for await (const chunk of stream) {
        passed += (chunk as Buffer).length;
        yield chunk as Buffer;
      }
    },
  };
}
