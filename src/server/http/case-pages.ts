import type { CasesQuery } from '../../contract/queries.ts';
import type { Sql } from '../access/sql.ts';
import { fromCursor, toCursor } from './cursor.ts';

/** Where a case without a running limit sorts: behind all that have one. The same words as in the index. */
const NEVER = Number.MAX_SAFE_INTEGER;
const DUE = `COALESCE(due_at, ${NEVER})`;

/** Columns that both forms begin with, then what each adds; read as arrays, `summary` as the text that it is. */
const COMMON = 'id, no, stage, phase, category, committee, unit, lon, lat, reported_at, due_at, closed_at, rank';
const COLUMNS = {
  geojson: `${COMMON}, summary->>'urgency', summary->>'description'`,
  json: `${COMMON}, version, seq, source, whole_due_at, touched_at, summary::text`,
} as const;

type Cell = string | number | null;
const text = (cell: Cell | undefined) => JSON.stringify(cell ?? null);

/**
 * Both forms are written by hand from the cells: measured at 100 rows, json_build_object in PostgreSQL took twice as
 * long, and building objects for JSON.stringify a third more of node's time.
 */
function writtenFeature(row: readonly Cell[]): string {
  const [
    id,
    no,
    stage,
    phase,
    category,
    committee,
    unit,
    lon,
    lat,
    reportedAt,
    dueAt,
    closedAt,
    ,
    urgency,
    description,
  ] = row;
  const geometry = lon === null ? 'null' : `{"type":"Point","coordinates":[${lon},${lat}]}`;
  return (
    `{"type":"Feature","id":${text(id)},"geometry":${geometry},"properties":{"no":${text(no)},"stage":${text(stage)},"phase":${text(phase)},"category":${text(category)},` +
    `"committee":${text(committee)},"unit":${text(unit)},"reportedAt":${reportedAt},"dueAt":${dueAt},"closedAt":${closedAt},"urgency":${text(urgency)},"description":${text(description)}}}`
  );
}

function writtenRow(row: readonly Cell[]): string {
  const [
    id,
    no,
    stage,
    phase,
    category,
    committee,
    unit,
    lon,
    lat,
    reportedAt,
    dueAt,
    closedAt,
    ,
    version,
    seq,
    source,
    wholeDueAt,
    touchedAt,
    summary,
  ] = row;
  return (
    `{"id":${text(id)},"version":${version},"seq":${seq},"no":${text(no)},"stage":${text(stage)},"phase":${text(phase)},"category":${text(category)},"source":${text(source)},` +
    `"committee":${text(committee)},"unit":${text(unit)},"position":${lon === null ? 'null' : `[${lon},${lat}]`},"reportedAt":${reportedAt},"dueAt":${dueAt},` +
    `"wholeDueAt":${wholeDueAt},"closedAt":${closedAt},"touchedAt":${touchedAt},"summary":${summary}}`
  );
}

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
  const { rows } = await sql.query<Cell[]>({
    name: nameOf(query),
    text: `SELECT ${COLUMNS[query.format]} FROM case_row WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${bind(query.limit)}::int`,
    values,
    rowMode: 'array',
  });
  const written = rows.map(query.format === 'geojson' ? writtenFeature : writtenRow).join(',');
  const last = rows.length === query.limit ? rows.at(-1) : undefined;
  if (!last) return { rows: written };
  const [id, reportedAt, dueAt, rank] = [last[0], last[9], last[10], last[12]] as [
    string,
    number,
    number | null,
    number,
  ];
  return { rows: written, next: toCursor(due ? [rank, dueAt ?? NEVER, id] : [reportedAt, id]) };
}

/** Name under which the statement is prepared: the same for the same text. At most 2⁸ exist. */
function nameOf(query: CasesQuery): string {
  return [
    'cases',
    query.sort,
    query.format,
    query.after ? 'after' : '',
    query.bbox ? 'bbox' : '',
    ...EQUAL.map((column) => (query[column] === undefined ? '' : column)),
  ].join('-');
}
