import type pg from 'pg';
import type { Recorded, Refusal } from '../../domain/kernel/index.ts';
import type { Head } from './append.ts';
import { textArray } from './columns.ts';

const EVENT =
  'seq, stream, version, type, data::text AS data, person, unit, at, occurred_at, command_id::text AS command_id';

interface EventRow {
  seq: number;
  stream: string;
  version: number;
  type: string;
  data: string;
  person: string;
  unit: string | null;
  at: number;
  occurred_at: number;
  command_id: string;
}

function recorded(row: EventRow): Recorded {
  return {
    seq: row.seq,
    stream: row.stream,
    version: row.version,
    type: row.type,
    data: JSON.parse(row.data),
    by: row.unit === null ? { person: row.person } : { person: row.person, unit: row.unit },
    at: row.at,
    occurredAt: row.occurred_at,
    commandId: row.command_id,
  };
}

type Queryable = Pick<pg.Pool, 'query'>;

/** Events with seq > after, ascending. */
export async function readEvents(db: Queryable, tenant: string, after: number, limit: number): Promise<Recorded[]> {
  const { rows } = await db.query<EventRow>({
    name: 'journal-after',
    text: `SELECT ${EVENT} FROM journal WHERE tenant = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    values: [tenant, after, limit],
  });
  return rows.map(recorded);
}

export async function readHistory(db: Queryable, tenant: string, stream: string): Promise<Recorded[]> {
  const { rows } = await db.query<EventRow>({
    name: 'journal-stream',
    text: `SELECT ${EVENT} FROM journal WHERE tenant = $1 AND stream = $2 ORDER BY version`,
    values: [tenant, stream],
  });
  return rows.map(recorded);
}

/** Last seq recorded at or before tenant time `at` (0 if none). `at` never falls along the journal, so halving finds it. */
export async function seqAt(db: Queryable, tenant: string, at: number): Promise<number> {
  const { rows } = await db.query<{ seq: number }>({
    name: 'journal-head',
    text: 'SELECT seq FROM head WHERE tenant = $1',
    values: [tenant],
  });
  let low = 0;
  let high = rows[0]?.seq ?? 0;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const { rows: found } = await db.query<{ at: number }>({
      name: 'journal-at',
      text: 'SELECT at FROM journal WHERE tenant = $1 AND seq = $2',
      values: [tenant, middle],
    });
    if ((found[0]?.at ?? Number.POSITIVE_INFINITY) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

export async function readHead(db: Queryable, tenant: string, lock: boolean): Promise<Head | undefined> {
  const { rows } = await db.query<Head>({
    name: lock ? 'head-lock' : 'head',
    text: `SELECT revision, seq, at, encode(hash, 'hex') AS hash FROM head WHERE tenant = $1${lock ? ' FOR UPDATE' : ''}`,
    values: [tenant],
  });
  return rows[0];
}

export interface KnownStream {
  readonly version: number;
  /** Undefined for a stream with one event: its state is that event, folded. */
  readonly state: unknown;
  /** That one event. */
  readonly only: Recorded | undefined;
}

interface StreamRow {
  stream: string;
  version: number;
  state: string | null;
}

/** Some streams, or all of a kind, as they stand in the table. */
export async function readStreams(
  db: Queryable,
  tenant: string,
  which: { readonly streams: readonly string[] } | { readonly kind: string },
): Promise<Map<string, KnownStream>> {
  // '0' is the character after '/': all names that begin with 'kind/'.
  const { rows } = await db.query<StreamRow>(
    'streams' in which
      ? {
          name: 'stream-states-of',
          text: `SELECT stream, version, state::text AS state FROM stream WHERE tenant = $1 AND stream = ANY (${textArray('$2')})`,
          values: [tenant, which.streams.join('\u001e')],
        }
      : {
          name: 'stream-states',
          text: 'SELECT stream, version, state::text AS state FROM stream WHERE tenant = $1 AND stream >= $2 AND stream < $3 ORDER BY stream',
          values: [tenant, `${which.kind}/`, `${which.kind}0`],
        },
  );
  return knownStreams(db, tenant, rows);
}

/** Rows without a state get their one event: written once, in the journal, instead of twice. */
async function knownStreams(
  db: Queryable,
  tenant: string,
  rows: readonly StreamRow[],
): Promise<Map<string, KnownStream>> {
  const bare = rows.filter((row) => row.state === null).map((row) => row.stream);
  const only = new Map<string, Recorded>();
  if (bare.length > 0) {
    const { rows: events } = await db.query<EventRow>({
      name: 'journal-first',
      text: `SELECT ${EVENT} FROM journal WHERE tenant = $1 AND stream = ANY (${textArray('$2')}) AND version = 1`,
      values: [tenant, bare.join('\u001e')],
    });
    for (const row of events) only.set(row.stream, recorded(row));
  }
  return new Map(
    rows.map(({ stream, version, state }) => [
      stream,
      { version, state: state === null ? undefined : JSON.parse(state), only: only.get(stream) },
    ]),
  );
}
export interface KnownOutcome {
  readonly content: string;
  readonly stream: string;
  readonly seq: number;
  readonly version: number;
  readonly refusal: Refusal | undefined;
}
export interface Known {
  readonly streams: Map<string, KnownStream>;
  readonly outcomes: Map<string, KnownOutcome>;
  readonly ordinals: Map<string, number>;
}

interface KnownRow {
  kind: number;
  name: string;
  version: number | null;
  seq: number | null;
  body: string | null;
  stream: string | null;
  content: string | null;
}

/** What a batch has to know before it can decide, in one round trip. */
export async function readKnown(
  db: Queryable,
  tenant: string,
  streams: readonly string[],
  ids: readonly string[],
  series: readonly string[],
): Promise<Known> {
  const known: Known = { streams: new Map(), outcomes: new Map(), ordinals: new Map() };
  if (streams.length === 0 && ids.length === 0 && series.length === 0) return known;
  const { rows } = await db.query<KnownRow>({
    name: 'known',
    text: `SELECT 0 AS kind, stream AS name, version, NULL::bigint AS seq, state::text AS body, NULL::text AS stream, NULL::text AS content
        FROM stream WHERE tenant = $1 AND stream = ANY (${textArray('$2')})
      UNION ALL SELECT 1, id::text, version, seq, refusal::text, stream, encode(content, 'hex')
        FROM outcome WHERE tenant = $1 AND id = ANY (${textArray('$3')}::uuid[])
      UNION ALL SELECT 2, series, NULL, last, NULL, NULL, NULL
        FROM ordinal WHERE tenant = $1 AND series = ANY (${textArray('$4')})`,
    values: [tenant, streams.join('\u001e'), ids.join('\u001e'), series.join('\u001e')],
  });
  const streams_ = rows
    .filter((row) => row.kind === 0)
    .map((row) => ({ stream: row.name, version: row.version as number, state: row.body }));
  for (const [name, stream] of await knownStreams(db, tenant, streams_)) known.streams.set(name, stream);
  for (const row of rows) {
    if (row.kind === 0) continue;
    if (row.kind === 2) known.ordinals.set(row.name, row.seq as number);
    else {
      known.outcomes.set(row.name, {
        content: row.content as string,
        stream: row.stream as string,
        seq: row.seq as number,
        version: row.version as number,
        refusal: row.body === null ? undefined : JSON.parse(row.body),
      });
    }
  }
  return known;
}

/** Names of the open streams of a kind. */
export async function readOpen(db: Queryable, tenant: string, kind: string): Promise<string[]> {
  // '0' is the character after '/': all names that begin with 'kind/'.
  const { rows } = await db.query<{ stream: string }>({
    name: 'open-streams',
    text: 'SELECT stream FROM stream WHERE tenant = $1 AND open AND stream >= $2 AND stream < $3',
    values: [tenant, `${kind}/`, `${kind}0`],
  });
  return rows.map((row) => row.stream);
}
