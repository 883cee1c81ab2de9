import { DAY, HOUR, type Instant, MINUTE } from '../../../domain/kernel/index.ts';

export interface When {
  readonly at: Instant;
  /** As written. */
  readonly written: string;
  /** Parts that were not written and were completed from the time of receipt. */
  readonly assumed: readonly ('year' | 'month' | 'day')[];
  /** Where it starts and ends in the text. */
  readonly from: number;
  readonly to: number;
}

/** Beijing time, in which every Chinese signal is written. */
const OFFSET = 8 * HOUR;
/** A signal is not issued after it was received; clocks may differ by this much. */
const AHEAD = 5 * MINUTE;

const CLOCK = String.raw`\s*(\d{1,2})\s*(?:时|点|:)\s*(?:(\d{1,2})\s*分?|整)?`;
const FORMS: readonly { readonly pattern: RegExp; readonly parts: readonly ('y' | 'm' | 'd')[] }[] = [
  { pattern: new RegExp(String.raw`(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日${CLOCK}`), parts: ['y', 'm', 'd'] },
  { pattern: new RegExp(String.raw`(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T\s]?${CLOCK}`), parts: ['y', 'm', 'd'] },
  { pattern: new RegExp(String.raw`(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日${CLOCK}`), parts: ['m', 'd'] },
  { pattern: new RegExp(String.raw`(?<!\d|月\s*)(\d{1,2})\s*日${CLOCK}`), parts: ['d'] },
  { pattern: new RegExp(`今[天日]${CLOCK}`), parts: [] },
];

/**
 * The first time in a text, in the fullest form that is there. What is not written (year, month, day) is completed
 * to the latest time that is not after `received`, and named in `assumed`. Undefined: no time, or no such date.
 */
export function findWhen(text: string, received: Instant): When | undefined {
  for (const { pattern, parts } of FORMS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const numbers = match.slice(1).map((group) => (group === undefined ? 0 : Number(group)));
    const date: Partial<Record<'y' | 'm' | 'd', number>> = {};
    for (const [i, part] of parts.entries()) date[part] = numbers[i] as number;
    const hour = numbers[parts.length] as number;
    const minute = numbers[parts.length + 1] ?? 0;
    if (hour > 23 || minute > 59) return undefined;
    const at = complete(date, hour * HOUR + minute * MINUTE, received);
    if (at === undefined) return undefined;
    const assumed = [
      ...(date.y === undefined ? (['year'] as const) : []),
      ...(date.m === undefined ? (['month'] as const) : []),
      ...(date.d === undefined ? (['day'] as const) : []),
    ];
    return { at, written: match[0].trim(), assumed, from: match.index, to: match.index + match[0].length };
  }
  return undefined;
}

function complete(
  date: Partial<Record<'y' | 'm' | 'd', number>>,
  clock: number,
  received: Instant,
): Instant | undefined {
  const local = new Date(received + OFFSET);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()];
  const fits = (y: number, m: number, d: number): Instant | undefined => {
    const midnight = Date.UTC(y, m - 1, d);
    const back = new Date(midnight);
    if (back.getUTCMonth() !== m - 1 || back.getUTCDate() !== d) return undefined;
    return midnight + clock - OFFSET;
  };
  if (date.y !== undefined)
    return date.y >= 1990 && date.y <= 2200 ? fits(date.y, date.m as number, date.d as number) : undefined;
  if (date.m !== undefined)
    return latest(
      [year, year - 1, year - 2, year - 3, year - 4].map((y) => fits(y, date.m as number, date.d as number)),
      received,
    );
  // 31 April does not exist: up to a dozen months back there is one with that day.
  if (date.d !== undefined)
    return latest(
      Array.from({ length: 12 }, (_, back) =>
        fits(year + Math.floor((month - 1 - back) / 12), ((((month - 1 - back) % 12) + 12) % 12) + 1, date.d as number),
      ),
      received,
    );
  const today = fits(year, month, day) as Instant;
  return today <= received + AHEAD ? today : today - DAY;
}

function latest(candidates: readonly (Instant | undefined)[], received: Instant): Instant | undefined {
  return candidates.find((at) => at !== undefined && at <= received + AHEAD);
}
