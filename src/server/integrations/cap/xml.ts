import { ParseOption, XmlCData, XmlDocument, XmlElement, XmlParseError, XmlText } from 'libxml2-wasm';
import type { Refusal } from '../../../domain/kernel/index.ts';

/** A plain element: what the checks walk over, free of the parser's memory. */
export interface Element {
  readonly name: string;
  readonly namespace: string;
  readonly children: readonly Element[];
  /** Text of this element alone, without that of its children. */
  readonly text: string;
  /** Attributes in no namespace or a namespace other than xsi and xml. */
  readonly attributes: readonly string[];
}

/** The largest real alert seen has 338 kB (1,140 areas of DWD); an inline picture of IPAWS 104 kB. */
export const MOST_BYTES = 4 * 1024 * 1024;
/** That alert has 12,000 tags. The memory of the parser does not shrink, so a flood of tiny tags is stopped before it. */
export const MOST_TAGS = 100_000;

const SAFE = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG;
const SILENT_NAMESPACES = ['http://www.w3.org/2001/XMLSchema-instance', 'http://www.w3.org/XML/1998/namespace'];

/**
 * Bytes to elements. No entity is ever expanded from a declaration, nothing is fetched, and limits on bytes, tags,
 * depth (256) and text length (10 MB) hold.
 */
export function readXml(bytes: Uint8Array): { ok: true; root: Element } | { ok: false; refusal: Refusal } {
  const no = (code: string, params?: Refusal['params']): { ok: false; refusal: Refusal } => ({
    ok: false,
    refusal: params ? { code, params } : { code },
  });
  if (bytes.length === 0) return no('warning.empty');
  if (bytes.length > MOST_BYTES) return no('warning.too-large', { bytes: bytes.length, limit: MOST_BYTES });
  let tags = 0;
  for (const byte of bytes) if (byte === 0x3c) tags++;
  if (tags > 2 * MOST_TAGS) return no('warning.too-many-elements', { limit: MOST_TAGS });
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(bytes, { option: SAFE });
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    return parseRefusal(error, no);
  }
  try {
    if (document.dtd) return no('warning.doctype');
    return { ok: true, root: copy(document.root) };
  } finally {
    document.dispose();
  }
}

function parseRefusal(
  error: XmlParseError,
  no: (code: string, params?: Refusal['params']) => { ok: false; refusal: Refusal },
): { ok: false; refusal: Refusal } {
  const message = error.message;
  if (/entity|entities|amplification|DTD|DOCTYPE/i.test(message)) return no('warning.doctype');
  if (/encoding|invalid byte|not proper UTF|switching/i.test(message)) return no('warning.encoding');
  if (/depth|too long|limit|huge/i.test(message)) return no('warning.too-deep');
  return no('warning.not-xml', { line: error.details?.[0]?.line ?? 1 });
}

function copy(element: XmlElement): Element {
  const children: Element[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(copy(node));
    else if (node instanceof XmlText || node instanceof XmlCData) text += node.content;
  }
  const attributes = element.attrs
    .filter((attribute) => !SILENT_NAMESPACES.includes(attribute.namespaceUri))
    .map((attribute) => attribute.name);
  return { name: element.name, namespace: element.namespaceUri, children, text, attributes };
}
