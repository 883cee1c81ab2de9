import type pg from 'pg';
import { type Actor, type Command, deriveId } from '../../domain/kernel/index.ts';
import { doorsId, unsaidHelp } from '../../domain/notices/index.ts';
import type { District } from '../../domain/places/index.ts';
import type { Engine } from '../engine/types.ts';
import { keyColumns } from './rows.ts';

/** Rows told at once. */
const PAGE = 2_000;
/** Digits of the notice texts (domain.md §8.3): 1 known, 2 help. */
const KNOWN = '1';
const HELP = '2';
/** Who speaks: a machine door, as which the rules let it say these three things and no others. */
const CARRIER: Actor = { person: 'carrier', roles: ['gateway'] };

interface News {
  readonly notice: string;
  readonly household: string;
  readonly stairwell: string;
  readonly rung: number;
  readonly try: number;
  readonly kind: string;
  readonly state: 'delivered' | 'answered' | 'failed';
  readonly answer: string | null;
}

export interface TellerDoors {
  readonly tenant: string;
  readonly engine: Pick<Engine, 'submitMany'>;
  readonly pool: pg.Pool;
  district(): District;
}

/**
 * Tells the journal what became of messages, one command per stairwell and kind of news. A row counts as told when its
 * command was answered; told twice it changes nothing, because doors take news as facts and the id follows from the rows.
 */
export async function tell({ tenant, engine, pool, district }: TellerDoors): Promise<number> {
  let told = 0;
  for (;;) {
    const { rows } = await pool.query<News>({
      name: 'delivery-untold',
      text: `SELECT notice, household, stairwell, rung, try, kind, state, answer FROM delivery WHERE tenant = $1 AND NOT told
        ORDER BY notice, stairwell, household, rung, try LIMIT ${PAGE}`,
      values: [tenant],
    });
    if (rows.length === 0) return told;
    const wishes = wishesFor(rows, district());
    const outcomes = await engine.submitMany(
      tenant,
      CARRIER,
      wishes.map((wish) => wish.command),
    );
    // Busy or without storage: the rows stay untold and come again.
    const heard = new Set<News>();
    const unheard = new Set<News>();
    outcomes.forEach((outcome, i) => {
      const away = !outcome.ok && (outcome.refusal.code === 'engine.busy' || outcome.refusal.code === 'engine.storage');
      for (const row of wishes[i]?.rows ?? []) (away ? unheard : heard).add(row);
    });
    const done = rows.filter((row) => heard.has(row) && !unheard.has(row));
    await markTold(pool, tenant, done);
    told += done.length;
    if (unheard.size > 0) return told;
  }
}

async function markTold(pool: pg.Pool, tenant: string, rows: readonly News[]): Promise<void> {
  await pool.query({
    name: 'delivery-told',
    // Only what was told: a receipt that came meanwhile keeps its row untold.
    text: `UPDATE delivery d SET told = true FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[]) AS e (n, h, r, t, s, a)
      WHERE d.tenant = $1 AND d.notice = e.n AND d.household = e.h AND d.rung = e.r AND d.try = e.t AND d.state = e.s AND d.answer IS NOT DISTINCT FROM e.a`,
    values: [tenant, ...keyColumns(rows), rows.map((row) => row.state), rows.map((row) => row.answer)],
  });
}

interface WishFor {
  readonly command: Command;
  readonly rows: readonly News[];
}

function wishesFor(rows: readonly News[], district: District): WishFor[] {
  const groups = new Map<string, News[]>();
  for (const row of rows) {
    const about = row.state === 'answered' ? `answer ${row.answer}` : row.kind;
    const key = `${row.notice} ${row.stairwell} ${about}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((group) => wishes(group, district));
}

function wishes(group: readonly News[], district: District): WishFor[] {
  const { notice, stairwell, kind, state, answer } = group[0] as News;
  const stream = `doors/${doorsId(notice, stairwell)}`;
  const wish = (type: string, data: object, about: readonly News[]): WishFor => ({
    command: {
      id: deriveId(type, stream, ...about.flatMap((row) => [row.household, row.rung, row.try, row.state])),
      type,
      stream,
      data,
    },
    rows: about,
  });
  const ids = (of: readonly News[]) => of.map((row) => row.household);
  if (state !== 'answered') {
    const delivered = group.filter((row) => row.state === 'delivered');
    const failed = group.filter((row) => row.state === 'failed');
    return [wish('doors.record-delivery', { channel: kind, delivered: ids(delivered), failed: ids(failed) }, group)];
  }
  const category = unsaidHelp(district);
  if (answer === HELP && category)
    return group.map((row) => wish('doors.needs-help', { household: row.household, category, way: 'digit' }, [row]));
  if (answer === KNOWN) return [wish('doors.confirm', { households: ids(group), by: 'self', way: 'digit' }, group)];
  // Picked up and pressed nothing that is asked for: it got through, which is not an answer.
  return [wish('doors.record-delivery', { channel: kind, delivered: ids(group), failed: [] }, group)];
}
