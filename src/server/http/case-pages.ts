import type { CasesQuery } from '../../contract/queries.ts';
import type { Sql } from '../access/sql.ts';
import { fromCursor, toCursor } from './cursor.ts';

/** Where a case without a running limit sorts: behind all that have one. The same words as in the index. */
const DUE = 'COALESCE(due_at, 9007199254740991)';

/**
 * PostgreSQL writes the JSON of a row and joins the page to one text: node passes it on without parsing it, and the two
 * work on different cores.
 */
const ROW = `json_build_object('id', id, 'version', version, 'seq', seq, 'no', no, 'stage', stage, 'phase', phase, 'category', category, 'source', source,
  'committee', committee, 'unit', unit, 'position', CASE WHEN lon IS NULL THEN NULL ELSE json_build_array(lon, lat) END, 'reportedAt', reported_at,
  'dueAt', due_at, 'wholeDueAt', whole_due_at, 'closedAt', closed_at, 'touchedAt', touched_at, 'summary', summary)`;
const FEATURE = `json_build_object('type', 'Feature', 'id', id,
  'geometry', CASE WHEN lon IS NULL THEN NULL ELSE json_build_object('type', 'Point', 'coordinates', json_build_array(lon, lat)) END,
  'properties', json_build_object('no', no, 'stage', stage, 'phase', phase, 'category', category, 'committee', committee, 'unit', unit,
    'reportedAt', reported_at, 'dueAt', due_at, 'closedAt', closed_at, 'urgency', summary->>'urgency', 'description', summary->>'description'))`;

const EQUAL = ['stage', 'phase', 'category', 'unit', 'committee'] as const;

export interface CasePage {
  /** Rows as JSON, joined by commas. */
  readonly rows: string;
  readonly next?: string;
}

/** One page of cases by keyset. Every value is a parameter; what varies in the text is chosen from the words above. */
export async function casePage(sql: Sql, tenant: string, query: CasesQuery): Promise<CasePage> {
  const values: unknown[] = [tenant];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['tenant = $1'];
  for (const column of EQUAL) if (query[column] !== undefined) where.push(`${column} = ${bind(query[column])}`);
  if (query.bbox) {
    const [west, south, east, north] = query.bbox.map((edge) => `${bind(edge)}::float8`);
    where.push(`lon IS NOT NULL AND point(lon, lat) <@ box(point(${west}, ${south}), point(${east}, ${north}))`);
  }
  const due = query.sort === 'due';
  if (due) {
    where.push(`phase <> 'closed'`);
    if (query.after) {
      const [rank, at, id] = fromCursor(query.after, ['number', 'number', 'string']);
      where.push(`(rank, ${DUE}, id) > (${bind(rank)}::bigint, ${bind(at)}::bigint, ${bind(id)})`);
    }
  } else if (query.after) {
    const [at, id] = fromCursor(query.after, ['number', 'string']);
    where.push(`(reported_at, id) < (${bind(at)}::bigint, ${bind(id)})`);
  }
  const order = due ? `rank, ${DUE}, id` : 'reported_at DESC, id DESC';
  const mark = due ? `json_build_array(rank, ${DUE}, id)` : 'json_build_array(reported_at, id)';
  const limit = bind(query.limit);
  const text = `SELECT string_agg(${query.format === 'geojson' ? FEATURE : ROW}::text, ',' ORDER BY ${order}) AS rows, count(*)::int AS n,
      (array_agg(${mark}::text ORDER BY ${order}))[${limit}::int] AS mark
    FROM (SELECT * FROM case_row WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${limit}::int) page`;
  const { rows } = await sql.query<{ rows: string | null; mark: string | null }>({ name: nameOf(query), text, values });
  const row = rows[0];
  return { rows: row?.rows ?? '', ...(row?.mark ? { next: toCursor(JSON.parse(row.mark)) } : {}) };
}

/** Name under which the statement is prepared: the same for the same text. At most 2⁸ exist. */
function nameOf(query: CasesQuery): string {
  return ['cases', query.sort, query.format, query.after ? 'after' : '', query.bbox ? 'bbox' : '', ...EQUAL.map((column) => (query[column] === undefined ? '' : column))].join('-');
}
