/** One thing wrong with a pack: where, and what, in both languages. */
export interface PackProblem {
  readonly file: string;
  /** Row of the list, feature or line of a CSV, from 1; absent when the file as a whole is wrong. */
  readonly row?: number;
  readonly field?: string;
  readonly code: PackProblemCode;
  readonly zh: string;
  readonly en: string;
}
export type PackProblemCode =
  | 'missing'
  | 'unreadable'
  | 'too-large'
  | 'unsafe-name'
  | 'shape'
  | 'duplicate'
  | 'reference'
  | 'geometry'
  | 'crs'
  | 'size';

/** More than this are not listed: whoever mends a file mends the first hundred and tries again. */
export const PROBLEMS_LISTED = 100;

/** A pack that was refused as a whole, with all (up to 100) reasons at once. Nothing of it was used. */
export class PackRefused extends Error {
  readonly problems: readonly PackProblem[];
  constructor(problems: readonly PackProblem[]) {
    super(problems.slice(0, 5).map(describe).join('; '));
    this.name = 'PackRefused';
    this.problems = problems.slice(0, PROBLEMS_LISTED);
  }
}

function describe(problem: PackProblem): string {
  const row = problem.row === undefined ? '' : ` row ${problem.row}`;
  const field = problem.field ? ` ${problem.field}` : '';
  return `${problem.file}${row}${field}: ${problem.en}`;
}
