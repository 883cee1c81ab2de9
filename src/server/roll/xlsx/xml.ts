import { SaxesParser } from 'saxes';
import { ListRefused } from '../limits.ts';

export interface Hears {
  /** Name without its prefix: some programs write `x:row`. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Text of a whole chunk (64 KB) is a large object, which only a full collection of garbage takes away. */
const PIECE = 16_384;

/**
 * Reads XML as it streams in; `heard` after each piece, so that the caller can hand on what it has. A document type is
 * refused before anything of it is looked at: nothing in a workbook needs entities, and bombs are made of them.
 */
export async function* readXml(stream: AsyncIterable<Buffer>, hears: Hears): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  let failed: Error | undefined;
  parser.on('doctype', () => {
    failed ??= new ListRefused('roll.bomb', { what: 'DOCTYPE' });
  });
  parser.on('error', () => {
    failed ??= new ListRefused('roll.unreadable');
  });
  const { open, text, close } = hears;
  if (open) parser.on('opentag', (tag) => open(local(tag.name), tag.attributes as Record<string, string>));
  if (text) parser.on('text', text);
  if (close) parser.on('closetag', (tag) => close(local(tag.name)));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of stream) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        parser.write(decoder.decode(chunk.subarray(at, at + PIECE), { stream: true }));
        if (failed) throw failed;
      }
      yield;
    }
    parser.write(decoder.decode()).close();
    if (failed) throw failed;
    yield;
  } catch (error) {
    throw error instanceof ListRefused ? error : new ListRefused('roll.unreadable');
  }
}

/** A part that is small and read whole. */
export async function readWhole(stream: AsyncIterable<Buffer>, hears: Hears): Promise<void> {
  for await (const _piece of readXml(stream, hears));
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
export const attribute = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  attributes[name] ?? Object.entries(attributes).find(([key]) => local(key) === name)?.[1];
