import type { Recorded } from '../../domain/kernel/index.ts';
import { hashRow } from './chain.ts';
import { cleanText, scalarColumn, textArray, textColumn } from './columns.ts';

export const JOURNAL_CHANNEL = 'yiping_journal';

export type ColumnType = 'text' | 'int8' | 'float8' | 'boolean' | 'json' | 'jsonb';

/** A read table that is written along: rows by (tenant, id). */
export interface ReadTable {
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
}

export interface StreamRow {
  readonly stream: string;
  readonly version: number;
  readonly state: unknown;
  readonly due: { readonly at: number; readonly type: string; readonly data: unknown } | undefined;
  /** Whether it still needs somebody. */
  readonly open: boolean;
}

export interface OutcomeRow {
  readonly id: string;
  /** 32 hex digits over what the command said. */
  readonly content: string;
  readonly stream: string;
  readonly seq: number;
  readonly version: number;
  readonly refusal: object | undefined;
}

export interface Head {
  revision: number;
  seq: number;
  at: number;
  hash: string;
}

/** Everything that one batch changes. */
export interface Batch {
  readonly tenant: string;
  readonly digest: string;
  readonly node: string;
  readonly before: Readonly<Head>;
  readonly events: readonly Recorded[];
  readonly outcomes: readonly OutcomeRow[];
  readonly streams: readonly StreamRow[];
  readonly ordinals: ReadonlyMap<string, number>;
  /** Rows of each read table: id and cells in the order of its columns. */
  readonly rows: readonly (readonly { readonly id: string; readonly cells: Readonly<Record<string, unknown>> }[])[];
}

export interface Append {
  /**
   * One statement, so one round trip and one commit: it first moves `head` on, if `head` still stands where the batch
   * was decided, and everything else hangs on that. No row comes back when another writer was quicker.
   */
  readonly sql: string;
  parameters(batch: Batch): { values: string[]; after: Head };
}

const NAME = /^[a-z][a-z0-9_]*$/;

/** Builds the statement for a set of read tables. @throws RangeError for a name that would need quoting. */
export function createAppend(tables: readonly ReadTable[]): Append {
  let last = 0;
  const next = () => `$${++last}`;
  const texts = () => textArray(next());
  const tenant = next();
  const revision = next();
  const newSeq = next();
  const newAt = next();
  const newHash = next();
  const node = next();
  const first = next();
  const digest = next();
  const won = 'EXISTS (SELECT FROM won)';
  const parts = [
    `won AS (UPDATE head SET revision = revision + 1, seq = ${newSeq}::bigint, at = ${newAt}::bigint, hash = decode(${newHash}, 'hex') WHERE tenant = ${tenant} AND revision = ${revision}::bigint RETURNING seq)`,
    `j AS (INSERT INTO journal (tenant, seq, stream, version, type, data, person, unit, at, occurred_at, command_id, digest, prev_hash, hash)
      SELECT ${tenant}, ${first}::bigint + n, stream, version, type, data::json, person, unit, at, occurred_at, command_id::uuid, ${digest}, decode(prev_hash, 'hex'), decode(hash, 'hex')
      FROM unnest(${texts()}, ${next()}::int[], ${texts()}, ${texts()}, ${texts()}, ${texts()}, ${next()}::bigint[], ${next()}::bigint[], ${texts()}, ${texts()}, ${texts()})
      WITH ORDINALITY AS e (stream, version, type, data, person, unit, at, occurred_at, command_id, prev_hash, hash, n) WHERE ${won})`,
    `o AS (INSERT INTO outcome (tenant, id, content, stream, seq, version, refusal)
      SELECT ${tenant}, id::uuid, decode(content, 'hex'), stream, seq, version, refusal::json
      FROM unnest(${texts()}, ${texts()}, ${texts()}, ${next()}::bigint[], ${next()}::int[], ${texts()}) AS e (id, content, stream, seq, version, refusal) WHERE ${won})`,
    `s AS (INSERT INTO stream (tenant, stream, version, state, due_at, due, open)
      SELECT ${tenant}, stream, version, state::json, due_at, due::json, open
      FROM unnest(${texts()}, ${next()}::int[], ${texts()}, ${next()}::bigint[], ${texts()}, ${next()}::boolean[]) AS e (stream, version, state, due_at, due, open) WHERE ${won}
      ON CONFLICT (tenant, stream) DO UPDATE SET version = EXCLUDED.version, state = EXCLUDED.state, due_at = EXCLUDED.due_at, due = EXCLUDED.due, open = EXCLUDED.open)`,
    `n AS (INSERT INTO ordinal (tenant, series, last)
      SELECT ${tenant}, series, last FROM unnest(${texts()}, ${next()}::bigint[]) AS e (series, last) WHERE ${won}
      ON CONFLICT (tenant, series) DO UPDATE SET last = EXCLUDED.last)`,
  ];
  tables.forEach(({ table, columns }, i) => {
    const names = Object.keys(columns);
    for (const name of [table, ...names])
      if (!NAME.test(name)) throw new RangeError(`'${name}' cannot name a table or column here`);
    const arrays = [
      texts(),
      ...names.map((name) => (isText(columns[name]) ? texts() : `${next()}::${columns[name]}[]`)),
    ];
    const selected = names.map((name) => (columns[name]?.startsWith('json') ? `${name}::${columns[name]}` : name));
    parts.push(`t${i} AS (INSERT INTO ${table} (tenant, id, ${names.join(', ')})
      SELECT ${tenant}, id, ${selected.join(', ')} FROM unnest(${arrays.join(', ')}) AS e (id, ${names.join(', ')}) WHERE ${won}
      ON CONFLICT (tenant, id) DO UPDATE SET ${names.map((name) => `${name} = EXCLUDED.${name}`).join(', ')})`);
  });
  const sql = `WITH ${parts.join(',\n')}
SELECT pg_notify('${JOURNAL_CHANNEL}', ${tenant} || ' ' || ${newSeq} || ' ' || ${node}) FROM won`;
  return { sql, parameters: (batch) => parameters(batch, tables) };
}

function isText(type: ColumnType | undefined): boolean {
  return type === 'text' || type === 'json' || type === 'jsonb';
}

function parameters(batch: Batch, tables: readonly ReadTable[]): { values: string[]; after: Head } {
  const { tenant, events, outcomes, streams, before } = batch;
  const data: string[] = [];
  const hashes: string[] = [];
  const before_: string[] = [];
  let hash = before.hash;
  for (const event of events) {
    const text = JSON.stringify(event.data) ?? 'null';
    before_.push(hash);
    hash = hashRow(
      tenant,
      {
        seq: event.seq,
        stream: event.stream,
        version: event.version,
        type: event.type,
        person: event.by.person,
        unit: event.by.unit,
        at: event.at,
        occurredAt: event.occurredAt,
        commandId: event.commandId,
        data: text,
      },
      batch.digest,
      hash,
    );
    data.push(text);
    hashes.push(hash);
  }
  const lastEvent = events.at(-1);
  const after: Head = {
    revision: before.revision + 1,
    seq: before.seq + events.length,
    at: lastEvent ? lastEvent.at : before.at,
    hash,
  };
  const values = [
    tenant,
    String(before.revision),
    String(after.seq),
    String(after.at),
    hash,
    batch.node,
    String(before.seq),
    batch.digest,
    textColumn(events.map((e) => e.stream)),
    scalarColumn(events.map((e) => e.version)),
    textColumn(events.map((e) => e.type)),
    textColumn(data),
    textColumn(events.map((e) => e.by.person)),
    textColumn(events.map((e) => e.by.unit)),
    scalarColumn(events.map((e) => e.at)),
    scalarColumn(events.map((e) => e.occurredAt)),
    textColumn(events.map((e) => e.commandId)),
    textColumn(before_),
    textColumn(hashes),
    textColumn(outcomes.map((o) => o.id)),
    textColumn(outcomes.map((o) => o.content)),
    textColumn(outcomes.map((o) => o.stream)),
    scalarColumn(outcomes.map((o) => o.seq)),
    scalarColumn(outcomes.map((o) => o.version)),
    textColumn(outcomes.map((o) => (o.refusal ? JSON.stringify(o.refusal) : null))),
    textColumn(streams.map((s) => s.stream)),
    scalarColumn(streams.map((s) => s.version)),
    // A stream of one event is that event: its state is not written a second time.
    textColumn(streams.map((s) => (s.version === 1 ? null : (JSON.stringify(s.state) ?? 'null')))),
    scalarColumn(streams.map((s) => s.due?.at)),
    textColumn(streams.map((s) => (s.due ? JSON.stringify({ type: s.due.type, data: s.due.data }) : null))),
    scalarColumn(streams.map((s) => s.open)),
    textColumn([...batch.ordinals.keys()]),
    scalarColumn([...batch.ordinals.values()]),
  ];
  tables.forEach(({ columns }, i) => {
    const rows = batch.rows[i] ?? [];
    values.push(textColumn(rows.map((row) => row.id)));
    for (const [name, type] of Object.entries(columns)) {
      if (type === 'jsonb') values.push(textColumn(rows.map((row) => jsonCell(row.cells[name]))));
      else if (type === 'json')
        values.push(textColumn(rows.map((row) => (row.cells[name] == null ? null : JSON.stringify(row.cells[name])))));
      else if (type === 'text') values.push(textColumn(rows.map((row) => textCell(row.cells[name]))));
      else values.push(scalarColumn(rows.map((row) => row.cells[name] as number | boolean | null | undefined)));
    }
  });
  return { values, after };
}

function textCell(value: unknown): string | null {
  return value === null || value === undefined ? null : cleanText(String(value));
}

/** jsonb holds neither \\u0000 nor half a surrogate pair. A read table is for reading; the journal keeps what was said. */
function jsonCell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = JSON.stringify(value);
  if (!/\\u(0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'string' ? Buffer.from(cleanText(inner), 'utf8').toString('utf8') : inner,
  );
}
