import type { Partition } from './schema.ts';

/**
 * A backup is one gzip file of lines (UTF-8, LF):
 *
 *   {"format":"yiping-backup-2", "madeAt", "server", "migrations":[…], "sequences":{name: last}, "partitions":[…]}
 *   then for every table
 *     {"table", "columns":[…]}
 *     the rows in PostgreSQL's COPY text format, one a line
 *     \.
 *     {"rows", "sha256"}                 of the row lines with their LFs
 *   then for every photo, recording and clip
 *     {"file", "tenant", "bytes"}        the name is the SHA-256 of the content
 *     the content in base64, some 64 KB a line
 *     \.
 *   and last
 *   {"end":true, "tables", "files"}
 *
 * It is read from one snapshot, so it is consistent, and does not depend on the version of PostgreSQL.
 */
export const FORMAT = 'yiping-backup-2';
/** Without files. */
export const OLDER = 'yiping-backup-1';
/** Ends the rows of a table: COPY escapes every backslash in data, so no row reads like this. */
export const ROWS_END = '\\.';

export interface Manifest {
  readonly format: string;
  readonly madeAt: string;
  readonly server: string;
  readonly migrations: readonly string[];
  readonly sequences: Readonly<Record<string, number>>;
  readonly partitions: readonly Partition[];
}
export interface TableStart {
  readonly table: string;
  readonly columns: readonly string[];
}
export interface TableEnd {
  readonly rows: number;
  readonly sha256: string;
}
export interface FileStart {
  readonly file: string;
  readonly tenant: string;
  readonly bytes: number;
}
export interface FileEnd {
  readonly end: true;
  readonly tables: number;
  readonly files?: number;
}

export interface BackupSummary {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly rows: number;
  /** Photos, recordings and clips. */
  readonly files: number;
  /** Files that should have been there. */
  readonly missing?: number;
}

export type BackupProgress = (step: {
  readonly table: string;
  readonly index: number;
  readonly tables: number;
  readonly rows: number;
}) => void;

/** The file is damaged, cut short, or not a backup of this program. */
export class BackupError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'BackupError';
  }
}
