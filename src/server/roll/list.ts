import type { Row } from '../../domain/roll/index.ts';

/** One sheet of a list. Rows come in batches, in order, once. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  rows(): AsyncIterable<readonly Row[]>;
}
export interface List {
  readonly sheets: readonly Sheet[];
  /** Share of the content that has been read, 0 to 1. */
  progress(): number;
}
