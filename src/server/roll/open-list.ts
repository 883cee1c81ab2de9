import { openCsv } from './csv.ts';
import { LIST_LIMITS, ListRefused } from './limits.ts';
import type { List } from './list.ts';
import { openWorkbook } from './xlsx/index.ts';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** Compound file: .xls of before 2007, and any workbook with a password. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** Opens a list by what it is, not by what it is called. @throws ListRefused that says what to do */
export async function openList(bytes: Buffer, name: string): Promise<List> {
  if (bytes.length === 0) throw new ListRefused('roll.unreadable');
  if (bytes.length > LIST_LIMITS.file)
    throw new ListRefused('roll.too-large', { megabytes: LIST_LIMITS.file / 1_048_576 });
  if (bytes.subarray(0, 4).equals(ZIP)) return openWorkbook(bytes);
  if (bytes.subarray(0, 8).equals(COMPOUND))
    throw new ListRefused(
      bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'roll.encrypted' : 'roll.old-excel',
    );
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') throw new ListRefused('roll.unreadable');
  return openCsv(bytes, name);
}
