import type { RollCounts } from '../../domain/roll/index.ts';
import type { Sql } from '../access/sql.ts';
import type { Difference } from './difference.ts';
import type { ReadReport } from './read-list.ts';

/** What the importer chose: fields by fingerprint, sheets by name, and for how long the personal part may be kept. */
export interface Choice {
  readonly layouts: Readonly<Record<string, readonly (string | null)[]>>;
  readonly sheets?: readonly string[];
  readonly purpose: 'standing' | 'storm';
  readonly until: number | null;
}
export interface ImportReport extends ReadReport {
  readonly errors: number;
  readonly warnings: number;
  /** Problems that are listed; there may be more. */
  readonly listed: number;
  readonly counts: Difference;
  /** Stairwells of the committees that the list speaks of. */
  readonly committees: readonly string[];
  readonly milliseconds: number;
}
export type ImportState = 'reading' | 'ready' | 'failed' | 'adopting' | 'adopted';
export interface ImportRow {
  readonly id: string;
  readonly state: ImportState;
  readonly account: string;
  readonly area: string | null;
  readonly name: string;
  readonly bytes: number;
  readonly choice: Choice;
  readonly progress: number;
  readonly beatAt: number;
  readonly report: ImportReport | null;
  readonly refusal: { readonly code: string; readonly params?: Readonly<Record<string, string | number>> } | null;
  readonly base: number | null;
  readonly command: (RollCounts & { readonly digest: string; readonly committee?: string }) | null;
  readonly createdAt: number;
  readonly adoptedAt: number | null;
}

const COLUMNS = `id, state, account, area, name, bytes, choice, progress, beat_at AS "beatAt", report, refusal, base, command,
  created_at AS "createdAt", adopted_at AS "adoptedAt"`;

export async function findImport(sql: Sql, tenant: string, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql.query<ImportRow>(`SELECT ${COLUMNS} FROM roll_import WHERE tenant = $1 AND id = $2`, [
    tenant,
    id,
  ]);
  return rows[0];
}

/** Imports that were adopted, newest first. */
export async function adoptedImports(
  sql: Sql,
  tenant: string,
  area: string | undefined,
): Promise<readonly (ImportRow & { readonly by: string | null })[]> {
  const { rows } = await sql.query<ImportRow & { by: string | null }>(
    `SELECT i.${COLUMNS.replace(/, (?=\w)/g, ', i.').replace(/\n\s+/, '\n  i.')}, a.name AS by FROM roll_import i
     LEFT JOIN account a ON a.tenant = i.tenant AND a.id = i.account
     WHERE i.tenant = $1 AND i.state IN ('adopted', 'adopting') AND ($2::text IS NULL OR i.area = $2) ORDER BY i.created_at DESC LIMIT 50`,
    [tenant, area ?? null],
  );
  return rows;
}
