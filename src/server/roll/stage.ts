import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { deriveId } from '../../domain/kernel/index.ts';
import { homeKey, type Listed } from '../../domain/roll/index.ts';

/** The households of a list on their way into `roll_import_row`, by COPY as they are read. */
export interface Stage {
  put(household: Listed): void;
  /** Waits while the database is behind. */
  drained(): Promise<void>;
  end(): Promise<void>;
  abort(): void;
}

const COLUMNS =
  'tenant, import, home, id, stairwell, room, floor, floor_kind, guess_floor, guess_kind, use, people, tags, language, wecom, contacts, sheet, row';
/** Lines are handed on in pieces of this many: one write per line costs twice the time. */
const LINES = 500;

export function openStage(client: pg.PoolClient, tenant: string, id: string): Stage {
  const sink = client.query(copyFrom(`COPY roll_import_row (${COLUMNS}) FROM STDIN`));
  const source = new Readable({ read() {}, highWaterMark: 1_048_576 });
  const running = pipeline(source, sink);
  running.catch(() => {});
  let lines: string[] = [];
  let room = true;
  const flush = (): void => {
    if (lines.length > 0) room = source.push(`${lines.join('\n')}\n`);
    lines = [];
  };
  return {
    put(household) {
      lines.push(lineOf(tenant, id, household));
      if (lines.length >= LINES) flush();
    },
    async drained() {
      while (!room && source.readableLength > source.readableHighWaterMark) {
        await new Promise((resolve) => setImmediate(resolve));
        if (source.destroyed) return;
      }
    },
    async end() {
      flush();
      source.push(null);
      await running;
    },
    abort() {
      source.destroy(new Error('the list was not read to its end'));
    },
  };
}

/** The id of a household that is new: the same home always gets the same. */
export const newHouseholdId = (home: string): string =>
  `h-${deriveId('household', home).replaceAll('-', '').slice(0, 20)}`;

function lineOf(tenant: string, id: string, one: Listed): string {
  const home = homeKey(one.stairwell, one.room);
  const contacts = one.contacts?.map(({ relation, name, phone }) => [
    relation === 'member' ? 'member' : relation,
    name ?? null,
    phone ?? null,
  ]);
  return [
    tenant,
    id,
    home,
    newHouseholdId(home),
    one.stairwell,
    one.room,
    one.floor,
    one.floorKind,
    one.guess.floor,
    one.guess.floorKind,
    one.use,
    one.people,
    one.tags && `{${one.tags.join(',')}}`,
    one.language,
    one.wecom,
    contacts && JSON.stringify(contacts),
    one.sheet,
    one.row,
  ]
    .map(cell)
    .join('\t');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
/** COPY's text form: NULL as \N, four letters escaped, and no NUL, which no text of PostgreSQL can hold. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '\\N';
  if (typeof value === 'number') return String(value);
  return value.replace(/[\\\t\n\r]/g, (letter) => ESCAPES[letter] as string).replaceAll('\u0000', '');
}
