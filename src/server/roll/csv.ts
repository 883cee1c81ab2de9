import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import type { Row } from '../../domain/roll/index.ts';
import { LIST_LIMITS, ListRefused } from './limits.ts';
import type { List } from './list.ts';
import { shown } from './xlsx/sheet.ts';

/**
 * The encoding of a text that does not say it. What is valid UTF-8 is UTF-8: text in GB18030 is so by chance only when it
 * has a handful of letters. Spreadsheets in China save CSV as GB18030 without saying so.
 */
export function textIn(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : isUtf8(bytes)
          ? 'utf-8'
          : 'gb18030';
  const text = iconv.decode(bytes, encoding);
  if (text.includes('\uFFFD') || text.includes('\u0000')) throw new ListRefused('roll.encoding');
  return text;
}

/** A list as CSV: comma, semicolon or tab, whichever the first lines have most of. */
export function openCsv(bytes: Buffer, name: string): List {
  const text = textIn(bytes);
  const head = text.slice(0, 4_000);
  const many = (mark: string): number => head.split(mark).length;
  const delimiter = [',', '\t', ';'].reduce((best, mark) => (many(mark) > many(best) ? mark : best));
  let read = 0;
  return {
    progress: () => Math.min(1, read / Math.max(1, text.length)),
    sheets: [
      {
        name: name.replace(/\.\w+$/, '').slice(0, 60) || 'CSV',
        hidden: false,
        async *rows() {
          const pieces = function* () {
            for (let at = 0; at < text.length; at += 65_536) {
              read = at + 65_536;
              yield text.slice(at, at + 65_536);
            }
          };
          const parser = Readable.from(pieces()).pipe(
            parse({ delimiter, info: true, relax_column_count: true, max_record_size: 1_000_000 }),
          );
          let batch: Row[] = [];
          let [row, count] = [0, 0];
          try {
            for await (const { record } of parser as AsyncIterable<{ record: string[] }>) {
              // Numbered as a spreadsheet would: a line break inside a cell does not begin a row.
              row++;
              const cells = record.slice(0, LIST_LIMITS.columns).map(shown);
              if (cells.every((cell) => cell === undefined)) continue;
              if (++count > LIST_LIMITS.rows) throw new ListRefused('roll.rows', { most: LIST_LIMITS.rows });
              batch.push({ row, cells });
              if (batch.length >= 500) {
                yield batch;
                batch = [];
              }
            }
          } catch (error) {
            throw error instanceof ListRefused ? error : new ListRefused('roll.unreadable');
          }
          if (batch.length > 0) yield batch;
        },
      },
    ],
  };
}
