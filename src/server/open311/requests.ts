import { type RequestsQuery, type ServiceRequest, SPAN_DAYS } from '../../contract/open311.ts';
import { type CaseState, STAGE_FACTS, type Stage } from '../../domain/cases/index.ts';
import { DAY, MINUTE } from '../../domain/kernel/index.ts';
import { type District, indexed } from '../../domain/places/index.ts';
import type { Sql } from '../access/sql.ts';
import { publicAddress, publicText } from './report.ts';
import { isPrivate, type Language } from './services.ts';

interface Row {
  readonly id: string;
  readonly no: string | null;
  readonly stage: Stage;
  readonly phase: 'open' | 'working' | 'checking' | 'closed';
  readonly category: string;
  readonly committee: string | null;
  readonly unit: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly reported_at: number;
  readonly due_at: number | null;
  readonly whole_due_at: number | null;
  readonly closed_at: number | null;
  readonly touched_at: number;
  readonly description: string | null;
  readonly address: string | null;
  readonly merged_into: string | null;
  readonly key: string | null;
  readonly media_url: string | null;
}

const COLUMNS = `c.id, c.no, c.stage, c.phase, c.category, c.committee, c.unit, c.lon, c.lat, c.reported_at, c.due_at, c.whole_due_at,
  c.closed_at, c.touched_at, c.summary->>'description' AS description, c.summary->>'address' AS address,
  c.summary->>'mergedInto' AS merged_into, r.key, r.media_url`;

export interface Asking {
  readonly sql: Sql;
  readonly tenant: string;
  readonly district: District;
  /** Key that asks; undefined for the public. */
  readonly key: string | undefined;
  readonly language: Language;
  readonly extensions: boolean;
  /** Tenant time. */
  readonly now: number;
}

/** W3C time as milliseconds; one without an offset is local to the district. */
export function instantOf(text: string, { calendar }: District): number {
  const day = text.length === 10 ? `${text}T00:00:00` : text;
  if (/(?:Z|[+-]\d{2}:\d{2})$/.test(day)) return Date.parse(day);
  return Date.parse(`${day}Z`) - calendar.utcOffsetMinutes * MINUTE;
}

/** "When not specified, the range defaults to the most recent 90 days"; with one end given, 90 days from it. Undefined when it is longer or upside down. */
export function spanOf(query: RequestsQuery, { district, now }: Asking): readonly [number, number] | undefined {
  const most = SPAN_DAYS * DAY;
  const from = query.start_date === undefined ? undefined : instantOf(query.start_date, district);
  const to = query.end_date === undefined ? undefined : instantOf(query.end_date, district);
  const start = from ?? (to ?? now) - most;
  const end = to ?? (from === undefined ? now : from + most);
  return end < start || end - start > most ? undefined : [start, end];
}

/**
 * One page, newest first. Of all cases those are seen that are about the street; those about a household or a person only
 * by the key that handed them in. Drafts have no row. Every value is a parameter.
 */
export async function findRequests(
  asking: Asking,
  query: RequestsQuery,
  span: readonly [number, number],
): Promise<ServiceRequest[]> {
  const { where, bind, values } = seen(asking);
  if (query.service_request_id) where.push(`c.id = ANY(${bind(query.service_request_id)}::text[])`);
  else {
    where.push(`c.reported_at BETWEEN ${bind(span[0])}::bigint AND ${bind(span[1])}::bigint`);
    if (query.service_code) where.push(`c.category = ANY(${bind(query.service_code)}::text[])`);
    if (query.status)
      where.push(`(c.phase = 'closed') = ANY(${bind(query.status.map((one) => one === 'closed'))}::boolean[])`);
    const { lat, long, radius } = query;
    if (lat !== undefined && long !== undefined && radius !== undefined) {
      const [y, x] = [radius / 111_195, radius / (111_195 * Math.max(0.01, Math.cos((lat * Math.PI) / 180)))];
      const edges = [long - x, lat - y, long + x, lat + y].map((edge) => `${bind(edge)}::float8`);
      where.push(
        `c.lon IS NOT NULL AND point(c.lon, c.lat) <@ box(point(${edges[0]}, ${edges[1]}), point(${edges[2]}, ${edges[3]}))`,
      );
      where.push(
        `power((c.lon - ${bind(long)}::float8) / ${bind(x)}::float8, 2) + power((c.lat - ${bind(lat)}::float8) / ${bind(y)}::float8, 2) <= 1`,
      );
    }
  }
  const page = `LIMIT ${bind(query.page_size)}::int OFFSET ${bind((query.page - 1) * query.page_size)}::int`;
  return rowsOf(asking, `${where.join(' AND ')} ORDER BY c.reported_at DESC, c.id DESC ${page}`, values);
}

export async function findRequest(asking: Asking, id: string): Promise<ServiceRequest | undefined> {
  const { where, bind, values } = seen(asking);
  where.push(`c.id = ${bind(id)}`);
  return (await rowsOf(asking, where.join(' AND '), values))[0];
}

function seen({ tenant, district, key }: Asking) {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const codes = district.categories.filter((one) => !isPrivate(one)).map(({ code }) => code);
  const where = [
    `c.tenant = ${bind(tenant)}`,
    `(c.category = ANY(${bind(codes)}::text[]) OR r.key = ${bind(key ?? null)})`,
  ];
  return { where, bind, values };
}

async function rowsOf(asking: Asking, where: string, values: unknown[]): Promise<ServiceRequest[]> {
  const { rows } = await asking.sql.query<Row>(
    `SELECT ${COLUMNS} FROM case_row c LEFT JOIN open311_report r ON r.tenant = c.tenant AND r.case_id = c.id WHERE ${where}`,
    values,
  );
  return rows.map((row) => requestOf(row, asking));
}

function requestOf(row: Row, { district, language, key, extensions }: Asking): ServiceRequest {
  const index = indexed(district);
  const category = index.categories.get(row.category);
  const own = key !== undefined && row.key === key;
  const unit = row.unit === null ? undefined : index.units.get(row.unit);
  const time = (at: number | null): string | null => (at === null ? null : isoTime(at, district));
  const stage = STAGE_FACTS[row.stage].name[language];
  return {
    service_request_id: row.id,
    status: row.phase === 'closed' ? 'closed' : 'open',
    status_notes: stage,
    service_name: category?.name[language] ?? null,
    service_code: row.category,
    // What the desk or the hotline wrote down may name people; what came through this door was told that it is public.
    description: row.key === null || row.description === null ? null : publicText(row.description),
    agency_responsible: unit?.name[language] ?? null,
    service_notice: category?.close[language] ?? null,
    requested_datetime: isoTime(row.reported_at, district),
    updated_datetime: time(row.closed_at ?? row.touched_at),
    expected_datetime: time(row.whole_due_at),
    address: row.address === null ? null : publicAddress(row.address),
    address_id: null,
    zipcode: null,
    lat: row.lat,
    long: row.lon,
    // A picture may show people: it goes back to whoever sent it, and to the desk.
    media_url: own ? row.media_url : null,
    ...(extensions
      ? {
          extended_attributes: {
            no: row.no,
            stage: row.stage,
            stage_name: stage,
            phase: row.phase,
            unit: row.unit,
            unit_name: unit?.name[language] ?? null,
            committee:
              row.committee === null ? null : (index.committees.get(row.committee)?.name[language] ?? row.committee),
            step_limit: time(row.due_at),
            whole_limit: time(row.whole_due_at),
            merged_into: row.merged_into,
          },
        }
      : {}),
  };
}

/** '2021-07-25T14:03:00+08:00' */
function isoTime(at: number, { calendar }: District): string {
  const offset = calendar.utcOffsetMinutes;
  const two = (n: number): string => String(Math.trunc(n)).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
  return `${new Date(at + offset * MINUTE).toISOString().slice(0, 19)}${zone}`;
}

/** What the sender is told: the number read aloud at the desk. */
export function noticeOf(state: CaseState | undefined, mediaLost: boolean): string {
  const no = state?.no ?? '';
  const received = `已收到，编号 ${no} · Received as ${no}`;
  return mediaLost
    ? `${received}；图片链接须为 https，未保留 · the picture was not kept: its address must be https`
    : received;
}
