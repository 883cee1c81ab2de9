/** One figure beside what it is compared with, both measured in the same run on the same machine. */
export interface Result {
  readonly value: number;
  readonly unit: string;
  /** What it is held against, in words. */
  readonly against: string;
  readonly against_value: number;
  /** value / against_value */
  readonly ratio: number;
  /** What the ratio must be: '>=0.5', '<=2', '<1'. */
  readonly want: string;
  /** Anything a reader of the table should know: what bounds it, what was left out. */
  readonly note?: string;
}

/** A file in bench/ that measures: it exports `names` and `run`. One run may give several figures. */
export interface Measure {
  readonly names: readonly string[];
  run(say: (line: string) => void): Promise<Readonly<Record<string, Result>>>;
}

export function compare(
  value: number,
  unit: string,
  against: string,
  againstValue: number,
  want: string,
  note?: string,
): Result {
  return {
    value: rounded(value),
    unit,
    against,
    against_value: rounded(againstValue),
    ratio: rounded(value / againstValue),
    want,
    ...(note ? { note } : {}),
  };
}

/** Whether a ratio is as wanted. @throws RangeError for a `want` that cannot be read. */
export function holds({ ratio, want }: Pick<Result, 'ratio' | 'want'>): boolean {
  const [, sign, limit] = /^(>=|<=|<|>)([0-9.]+)$/.exec(want) ?? [];
  const number = Number(limit);
  switch (sign) {
    case '>=':
      return ratio >= number;
    case '<=':
      return ratio <= number;
    case '<':
      return ratio < number;
    case '>':
      return ratio > number;
    default:
      throw new RangeError(`'${want}' is no limit`);
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] as number;
}

/** Four significant digits: more would be noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
