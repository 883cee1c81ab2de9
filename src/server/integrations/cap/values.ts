import type { Instant, Position, Ring } from '../../../domain/kernel/index.ts';
import type { WarningReference } from '../../../domain/responses/index.ts';

const STAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * A CAP time: date, time and offset, all written out. CAP 1.2 has no fraction and no 'Z'; 1.0 and 1.1 allow them.
 * A time without an offset is not a time and is refused in every version.
 */
export function readTime(text: string, strict: boolean): Instant | undefined {
  const match = STAMP.exec(text.trim());
  if (!match) return undefined;
  const [, y, mo, d, h, mi, s, fraction, zone] = match as unknown as string[];
  if (strict && (fraction || zone === 'Z')) return undefined;
  const [year, month, day, hour, minute, second] = [y, mo, d, h, mi, s].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (
    year < 1970 ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > daysIn(year, month) ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    return undefined;
  let offset = 0;
  if (zone !== 'Z') {
    const hours = Number((zone as string).slice(1, 3));
    const minutes = Number((zone as string).slice(4, 6));
    if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
    offset = ((zone as string).startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
  }
  return Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const NUMBER = /^[+-]?(\d{1,9}(\.\d{0,15})?|\.\d{1,15})$/;
export function readNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

/** 'lat,lon' of CAP as lon, lat; undefined off the globe. */
export function readPoint(text: string): Position | undefined {
  const parts = text.split(',');
  if (parts.length !== 2) return undefined;
  const lat = readNumber(parts[0] as string);
  const lon = readNumber(parts[1] as string);
  if (lat === undefined || lon === undefined || Math.abs(lat) > 90 || Math.abs(lon) > 180) return undefined;
  return [lon, lat];
}

/** At least four points, the last equal to the first. */
export function readPolygon(text: string): Ring | undefined {
  const words = text.trim().split(/\s+/);
  if (words.length < 4) return undefined;
  const ring: Position[] = [];
  for (const word of words) {
    const point = readPoint(word);
    if (!point) return undefined;
    ring.push(point);
  }
  const [first, last] = [ring[0] as Position, ring.at(-1) as Position];
  return first[0] === last[0] && first[1] === last[1] ? ring : undefined;
}

/** 'lat,lon radius', radius in km and not negative. */
export function readCircle(text: string): { centre: Position; km: number } | undefined {
  const words = text.trim().split(/\s+/);
  if (words.length !== 2) return undefined;
  const centre = readPoint(words[0] as string);
  const km = readNumber(words[1] as string);
  return centre && km !== undefined && km >= 0 ? { centre, km } : undefined;
}

/** 'sender,identifier,sent' triples parted by space. At least one. */
export function readReferences(text: string): WarningReference[] | undefined {
  const words = text.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const found: WarningReference[] = [];
  for (const word of words) {
    const parts = word.split(',');
    const sent = parts.length === 3 ? readTime(parts[2] as string, false) : undefined;
    if (sent === undefined || !parts[0] || !parts[1]) return undefined;
    found.push({ sender: parts[0], identifier: parts[1], sent });
  }
  return found;
}

/** CAP: no spaces, commas or the characters < and &. */
export function isIdentifier(text: string): boolean {
  return /^[^\s,<&]{1,300}$/.test(text);
}
