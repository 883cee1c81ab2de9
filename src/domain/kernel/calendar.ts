import { DAY, type Instant, MINUTE, type Millis } from './time.ts';

/**
 * How limits are counted (domain words: 工作时, 自然小时).
 * 'working' counts only minutes inside working hours; 'clock' counts every minute.
 */
export type LimitUnit = 'working' | 'clock';

export interface Limit {
  readonly minutes: number;
  readonly unit: LimitUnit;
}

/** District data: when working hours run. Days are local dates 'YYYY-MM-DD' of the district. */
export interface WorkingCalendar {
  /** Minutes east of UTC; China has no summer time, so a fixed offset is exact (+480). */
  readonly utcOffsetMinutes: number;
  /** Spans of a working day, minutes after local midnight, ascending and disjoint. */
  readonly hours: readonly (readonly [from: number, to: number])[];
  /** Weekend days, 0 = Sunday … 6 = Saturday. */
  readonly weekend: readonly number[];
  /** Public holidays on what would be working days. */
  readonly holidays: readonly string[];
  /** Weekend days worked in exchange (调休). */
  readonly workedDays: readonly string[];
}

/** Local date 'YYYY-MM-DD' of an instant. */
export function localDate(calendar: Pick<WorkingCalendar, 'utcOffsetMinutes'>, at: Instant): string {
  const days = Math.floor((at + calendar.utcOffsetMinutes * MINUTE) / DAY);
  // Civil date from days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1_460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const d = doy - Math.floor((153 * mp + 2) / 5) + 1;
  const m = mp < 10 ? mp + 3 : mp - 9;
  const y = yoe + era * 400 + (m <= 2 ? 1 : 0);
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

/** Days already looked up, by number since 1970: every clock of every case asks for the same few. */
const workingDays = new WeakMap<WorkingCalendar, Map<number, boolean>>();

export function isWorkingDay(calendar: WorkingCalendar, at: Instant): boolean {
  const day = Math.floor((at + calendar.utcOffsetMinutes * MINUTE) / DAY);
  let known = workingDays.get(calendar);
  if (!known) {
    known = new Map();
    workingDays.set(calendar, known);
  }
  let working = known.get(day);
  if (working === undefined) {
    working = looksWorking(calendar, at, day);
    known.set(day, working);
  }
  return working;
}

function looksWorking(calendar: WorkingCalendar, at: Instant, day: number): boolean {
  const date = localDate(calendar, at);
  if (calendar.workedDays.includes(date)) return true;
  if (calendar.holidays.includes(date)) return false;
  return !calendar.weekend.includes((day + 4) % 7); // 1970-01-01 was a Thursday
}

/** The instant at which a limit that starts at `from` runs out. */
export function deadline(calendar: WorkingCalendar, from: Instant, limit: Limit): Instant {
  let left: Millis = limit.minutes * MINUTE;
  if (limit.unit === 'clock') return from + left;
  const offset = calendar.utcOffsetMinutes * MINUTE;
  let midnight = Math.floor((from + offset) / DAY) * DAY - offset;
  // A year without a working minute is a broken calendar, not a long limit.
  for (let day = 0; day < 3_660; day++, midnight += DAY) {
    if (!isWorkingDay(calendar, midnight)) continue;
    for (const [open, close] of calendar.hours) {
      const start = Math.max(from, midnight + open * MINUTE);
      const end = midnight + close * MINUTE;
      if (start >= end) continue;
      if (left <= end - start) return start + left;
      left -= end - start;
    }
  }
  throw new RangeError('the working calendar has no working hours within ten years');
}

/** Minutes of a span that count towards a limit of the given unit. */
export function counted(calendar: WorkingCalendar, from: Instant, to: Instant, unit: LimitUnit): Millis {
  if (to <= from) return 0;
  if (unit === 'clock') return to - from;
  const offset = calendar.utcOffsetMinutes * MINUTE;
  let sum = 0;
  for (let midnight = Math.floor((from + offset) / DAY) * DAY - offset; midnight < to; midnight += DAY) {
    if (!isWorkingDay(calendar, midnight)) continue;
    for (const [open, close] of calendar.hours) {
      sum += Math.max(0, Math.min(to, midnight + close * MINUTE) - Math.max(from, midnight + open * MINUTE));
    }
  }
  return sum;
}

/** Share of a limit used up at which a clock turns yellow (80 % is nearly universal in the field). */
export const YELLOW_FROM = 0.8;
export type ClockColour = 'green' | 'yellow' | 'red';

/** Colour of a running clock: green to 80 % of its span, yellow to its deadline, red after. */
export function clockColour(startedAt: Instant, dueAt: Instant, now: Instant): ClockColour {
  if (now > dueAt) return 'red';
  return now - startedAt >= (dueAt - startedAt) * YELLOW_FROM ? 'yellow' : 'green';
}
