import type pg from 'pg';
import type { CaseSummary } from './row.ts';

/** A row of the read table, as lists and the map show it. */
export interface CaseRow {
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly no: string | null;
  readonly stage: string;
  readonly phase: string;
  readonly category: string | null;
  readonly source: string;
  readonly committee: string | null;
  readonly unit: string | null;
  readonly rank: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly reported_at: number;
  readonly due_at: number | null;
  readonly whole_due_at: number | null;
  readonly closed_at: number | null;
  readonly touched_at: number;
  readonly summary: CaseSummary;
}

type Queryable = Pick<pg.Pool, 'query'>;

const COLUMNS =
  'id, version, seq, no, stage, phase, category, source, committee, unit, rank, lon, lat, reported_at, due_at, whole_due_at, closed_at, touched_at, summary';
/** Where a case without a running limit sorts: behind all that have one. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Place in the queue after which the next page begins. */
export interface QueueMark {
  readonly rank: number;
  readonly dueAt: number | null;
  readonly id: string;
}

/** The open cases, most urgent first, then by what runs out first; of one unit if it is named. Keyset pages. */
export async function queuePage(
  db: Queryable,
  tenant: string,
  { unit, after, limit }: { unit?: string; after?: QueueMark; limit: number },
): Promise<CaseRow[]> {
  const mark = [after?.rank ?? -1, after ? (after.dueAt ?? NEVER) : 0, after?.id ?? ''];
  const { rows } = unit
    ? await db.query<CaseRow>({
        name: 'case-queue-unit',
        text: `SELECT ${COLUMNS} FROM case_row WHERE tenant = $1 AND phase <> 'closed' AND unit = $6
          AND (rank, COALESCE(due_at, ${NEVER}), id) > ($2::bigint, $3::bigint, $4) ORDER BY rank, COALESCE(due_at, ${NEVER}), id LIMIT $5`,
        values: [tenant, ...mark, limit, unit],
      })
    : await db.query<CaseRow>({
        name: 'case-queue',
        text: `SELECT ${COLUMNS} FROM case_row WHERE tenant = $1 AND phase <> 'closed'
          AND (rank, COALESCE(due_at, ${NEVER}), id) > ($2::bigint, $3::bigint, $4) ORDER BY rank, COALESCE(due_at, ${NEVER}), id LIMIT $5`,
        values: [tenant, ...mark, limit],
      });
  return rows;
}
