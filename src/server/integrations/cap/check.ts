import { GRAMMAR, isRows, type Kind, NAMESPACES, type Row, type Version } from './grammar.ts';
import { isIdentifier, readCircle, readNumber, readPolygon, readReferences, readTime } from './values.ts';
import type { Element } from './xml.ts';

export type FaultReason =
  | 'NOT_CAP'
  | 'UNSUPPORTED_ELEMENT'
  | 'UNSUPPORTED_ATTRIBUTE'
  | 'DUPLICATE_ELEMENT'
  | 'MISSING_REQUIRED_ELEMENT'
  | 'INVALID_SEQUENCE'
  | 'INVALID_CHARACTERS'
  | 'INVALID_IDENTIFIER'
  | 'INVALID_DATE'
  | 'INVALID_ENUM_VALUE'
  | 'INVALID_REFERENCES'
  | 'INVALID_LANGUAGE'
  | 'INVALID_VALUE'
  | 'INVALID_POLYGON'
  | 'INVALID_CIRCLE'
  | 'INVALID_ALTITUDE_CEILING_RANGE';
export interface Fault {
  /** Path with places counted from 1: /alert[1]/info[1]/area[1]/polygon[1]. */
  readonly xpath: string;
  readonly reason: FaultReason;
}

const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
/** More than this tells the issuer nothing new. */
const MOST_FAULTS = 100;

/** Everything that is wrong with an alert, in document order; faults of an element itself after those inside it. */
export function checkAlert(
  root: Element,
): { version: Version; faults: readonly Fault[] } | { version: null; faults: readonly Fault[] } {
  const version = root.name === 'alert' ? NAMESPACES[root.namespace] : undefined;
  if (!version) return { version: null, faults: [{ xpath: '/', reason: 'NOT_CAP' }] };
  const faults: Fault[] = [];
  checkInside(root, '/alert[1]', GRAMMAR[version], version, faults);
  return { version, faults: faults.slice(0, MOST_FAULTS) };
}

function checkInside(element: Element, path: string, rows: readonly Row[], version: Version, faults: Fault[]): void {
  const seen = new Map<string, number>();
  const places: number[] = [];
  const paths: string[] = [];
  let strange = false;
  for (const child of element.children) {
    const place = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, place);
    const childPath = `${path}/${child.name}[${place}]`;
    // CAP 1.2 has room for an XML signature at its end; it is kept in the original and not judged here.
    if (version === 'cap-1.2' && path === '/alert[1]' && child.namespace === SIGNATURE) continue;
    const index = child.namespace === element.namespace ? rows.findIndex((row) => row.name === child.name) : -1;
    const row = rows[index];
    if (!row) {
      strange = true;
      faults.push({ xpath: childPath, reason: 'UNSUPPORTED_ELEMENT' });
      continue;
    }
    places.push(index);
    paths.push(childPath);
    if (place > 1 && (row.times === 'one' || row.times === 'maybe'))
      faults.push({ xpath: childPath, reason: 'DUPLICATE_ELEMENT' });
    else checkElement(child, childPath, row.kind, version, faults);
  }
  const early = firstTooEarly(places);
  if (early >= 0) faults.push({ xpath: paths[early] as string, reason: 'INVALID_SEQUENCE' });
  const missing = rows.some((row) => (row.times === 'one' || row.times === 'some') && !seen.has(row.name));
  // A misspelt element explains a missing one; to report both would send the issuer looking twice.
  if (missing && !strange) faults.push({ xpath: path, reason: 'MISSING_REQUIRED_ELEMENT' });
  if (element.text.trim() !== '') faults.push({ xpath: path, reason: 'INVALID_CHARACTERS' });
  if (element.attributes.length > 0) faults.push({ xpath: path, reason: 'UNSUPPORTED_ATTRIBUTE' });
  if (rows.some((row) => row.name === 'ceiling')) checkHeights(element, path, faults);
}

/** Place of the first element that stands before one which belongs before it; -1 if all is in order. */
function firstTooEarly(places: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  let found = -1;
  for (let i = places.length - 1; i >= 0; i--) {
    const place = places[i] as number;
    if (place > least) found = i;
    least = Math.min(least, place);
  }
  return found;
}

function checkElement(element: Element, path: string, kind: Kind, version: Version, faults: Fault[]): void {
  if (isRows(kind)) {
    checkInside(element, path, kind, version, faults);
    return;
  }
  for (const [i, child] of element.children.entries())
    faults.push({ xpath: `${path}/${child.name}[${i + 1}]`, reason: 'UNSUPPORTED_ELEMENT' });
  if (element.attributes.length > 0) faults.push({ xpath: path, reason: 'UNSUPPORTED_ATTRIBUTE' });
  const reason = checkText(element.text, kind, version);
  if (reason) faults.push({ xpath: path, reason });
}

function checkText(text: string, kind: Exclude<Kind, readonly Row[]>, version: Version): FaultReason | undefined {
  if (typeof kind !== 'string') return (kind as readonly string[]).includes(text) ? undefined : 'INVALID_ENUM_VALUE';
  const trimmed = text.trim();
  switch (kind) {
    case 'identifier':
      return isIdentifier(trimmed) ? undefined : 'INVALID_IDENTIFIER';
    case 'time':
      return readTime(text, version === 'cap-1.2') === undefined ? 'INVALID_DATE' : undefined;
    case 'references':
      return readReferences(text) ? undefined : 'INVALID_REFERENCES';
    case 'references-1.0':
      return trimmed === '' ? 'INVALID_REFERENCES' : undefined;
    case 'language':
      return /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(trimmed) ? undefined : 'INVALID_LANGUAGE';
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(trimmed) ? undefined : 'INVALID_VALUE';
    case 'height':
    case 'height-1.0': {
      const feet = readNumber(trimmed);
      return feet === undefined || feet < 0 ? 'INVALID_VALUE' : undefined;
    }
    // An empty polygon or circle says nothing; the US weather service sends one with every alert for whole zones.
    case 'polygon':
      return trimmed === '' || readPolygon(text) ? undefined : 'INVALID_POLYGON';
    case 'circle':
      return trimmed === '' || readCircle(text) ? undefined : 'INVALID_CIRCLE';
    case 'uri':
      return /[\s<>"{}|\\^`]/.test(trimmed) ? 'INVALID_VALUE' : undefined;
    default:
      return undefined;
  }
}

/** A ceiling needs an altitude below it (CAP 1.2 §3.2.4). */
function checkHeights(area: Element, path: string, faults: Fault[]): void {
  const find = (name: string): number | undefined => {
    const child = area.children.find((c) => c.name === name);
    return child ? readNumber(child.text.trim()) : undefined;
  };
  const ceiling = find('ceiling');
  if (ceiling === undefined || ceiling < 0) return;
  const altitude = find('altitude');
  if (altitude !== undefined && altitude <= ceiling) return;
  if (altitude === undefined && area.children.some((c) => c.name === 'altitude')) return;
  faults.push({ xpath: `${path}/ceiling[1]`, reason: 'INVALID_ALTITUDE_CEILING_RANGE' });
}
