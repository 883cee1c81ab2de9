import type { Command } from '../../../domain/kernel/index.ts';
import type { Trouble } from '../../ui/api.ts';

/**
 * One command on its way from a phone: kept (nobody but this phone knows of it) → agreed (it stands in the journal) or
 * refused (with words; it can be mended and sent again, or put aside). What was kept is never dropped by the program.
 */
export interface Entry {
  /** Place in the order in which they were made, given by the store. */
  readonly n: number;
  readonly command: Command;
  readonly tenant: string;
  readonly person: string;
  /** The phone's own clock when it was made: for the eye, not for the record. */
  readonly madeAt: number;
  readonly state: 'kept' | 'agreed' | 'refused';
  /** Journal position, once agreed. */
  readonly seq?: number;
  readonly trouble?: Trouble;
}

/** Where entries live. IndexedDB on a phone, a map in a test. Each call is whole or not at all. */
export interface Store {
  /** In the order in which they were made. */
  entries(): Promise<readonly Entry[]>;
  add(entry: Omit<Entry, 'n'>): Promise<Entry>;
  change(entries: readonly Entry[]): Promise<void>;
  remove(ns: readonly number[]): Promise<void>;
}
