import type { Instant } from '../../../domain/kernel/index.ts';

/** Parts of a warning identifier of GB/T 35965.1: 14 digits of the issuer, its time, and a digit for the action. */
export interface GbIdentifier {
  /** GB/T 2260, 6 digits. */
  readonly region: string;
  /** GB/T 4657, 3 digits. */
  readonly trade: string;
  readonly unit: string;
  readonly extension: string;
  readonly sent: Instant;
  /** Absent in the shorter form that public feeds use. */
  readonly suffix: string | null;
}

/** Reads '31010641600000_20210726221500_0' and the form without the last part. Times are Beijing time. */
export function readGbIdentifier(text: string): GbIdentifier | undefined {
  const match = /^(\d{6})(\d{3})(\d{3})(\d{2})_(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:_(\d))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, region, trade, unit, extension, year, month, day, hour, minute, second, suffix] =
    match as unknown as string[];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  // Date.UTC rolls 31 June over into July: what does not come back the same was no date.
  if (new Date(at).toISOString().replace(/\D/g, '').slice(0, 14) !== [year, month, day, hour, minute, second].join(''))
    return undefined;
  return {
    region: region as string,
    trade: trade as string,
    unit: unit as string,
    extension: extension as string,
    sent: at - 8 * 3_600_000,
    suffix: suffix ?? null,
  };
}
