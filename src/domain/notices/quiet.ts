import { DAY, type Instant, MINUTE } from '../kernel/index.ts';
import type { District, NoticeLevel, Quiet, Rung } from '../places/index.ts';
import { ladderFor } from './ladder.ts';

/** The quiet hours of a level; undefined when it may wake people. */
export function quietFor(district: District, level: NoticeLevel): Quiet | undefined {
  const hours = district.quietHours?.[level];
  return hours && { ...hours, utcOffsetMinutes: district.calendar.utcOffsetMinutes };
}

/** When a rung that a household has come to at this time may begin: at once, or when the quiet hours are over. */
export function beginsAt(quiet: Quiet | undefined, channel: Rung['channel'], at: Instant): Instant {
  if (!quiet || (quiet.waits && !quiet.waits.includes(channel))) return at;
  const { from, to, utcOffsetMinutes } = quiet;
  const sinceMidnight = (((at + utcOffsetMinutes * MINUTE) % DAY) + DAY) % DAY;
  const [start, end] = [from * MINUTE, to * MINUTE];
  const isQuiet =
    start < end ? sinceMidnight >= start && sinceMidnight < end : sinceMidnight >= start || sinceMidnight < end;
  return isQuiet ? at + ((end - sinceMidnight + DAY) % DAY) : at;
}

export interface PlannedRung extends Rung {
  /** The earliest that a household which does not answer is tried here. */
  readonly at: Instant;
}

/** What would happen to a household that never answers, if a notice of this level went out now. */
export function planOf(district: District, level: NoticeLevel, now: Instant): readonly PlannedRung[] {
  const quiet = quietFor(district, level);
  let comes = now;
  return ladderFor(district, level).map((rung) => {
    const at = beginsAt(quiet, rung.channel, comes);
    comes = at + rung.waitMinutes * MINUTE;
    return { ...rung, at };
  });
}
