import { type Actor, deriveId, SYSTEM } from '../../domain/kernel/index.ts';
import { type District, indexed } from '../../domain/places/index.ts';
import type { RollProblem, RollState } from '../../domain/roll/index.ts';
import { Audit } from '../access/audit.ts';
import type { Sql } from '../access/sql.ts';
import type { Engine, Outcome } from '../engine/types.ts';
import { applyImport, type Change } from './adopt.ts';
import { differenceOf } from './difference.ts';
import { type Choice, findImport, type ImportReport, type ImportRow } from './import-row.ts';
import { LIST_LIMITS, ListRefused } from './limits.ts';
import type { List } from './list.ts';
import { openList } from './open-list.ts';
import { ProblemBook } from './problem-book.ts';
import { readList } from './read-list.ts';
import { type Seed, seedRoll } from './seed.ts';
import { inTransaction, type Pool } from './sql.ts';
import { openStage } from './stage.ts';

export interface RollParts {
  readonly sql: Pool;
  readonly engine: Pick<Engine, 'submit' | 'state'>;
  readonly realTime: () => number;
  readonly districtOf: (tenant: string) => District | undefined;
  /** The households that the district pack in force brings. */
  readonly seedOf: (tenant: string) => Seed | undefined;
  /** The roll was adopted at this place of the journal: it is in memory when this resolves. */
  readonly learned: (tenant: string, seq: number) => Promise<void>;
  readonly say: (message: string) => void;
}
export interface Importer {
  readonly tenant: string;
  readonly account: string;
  readonly actor: Actor;
  /** Committee that the importer is bound to; absent for an administrator. */
  readonly area?: string;
  readonly ip?: string;
}

/** An import is kept so long after the last touch; then file, rows and problems are deleted. */
export const IMPORT_LIFE_MS = 60 * 60_000;
/** A reader that has not been heard of for so long died with its server. */
const SILENT_MS = 30_000;
const BEAT_MS = 300;

/** Lists of households: read into a preview, then adopted as a whole or not at all. */
export class Roll {
  readonly parts: RollParts;
  constructor(parts: RollParts) {
    this.parts = parts;
  }

  /** Takes in a file and begins to read it. @throws ListRefused when it is no list at all */
  async begin(
    who: Importer,
    name: string,
    bytes: Buffer,
    choice: Choice,
  ): Promise<{ id: string; done: Promise<void> }> {
    const { sql, realTime } = this.parts;
    const list = await openList(bytes, name);
    const now = realTime();
    const id = deriveId('roll.import', who.tenant, who.account, now, bytes.length, Math.random());
    await sql.query(
      `INSERT INTO roll_import (tenant, id, state, account, area, name, bytes, file, choice, progress, beat_at, created_at, until)
       VALUES ($1, $2, 'reading', $3, $4, $5, $6, $7, $8, 0, $9, $9, $10)`,
      [who.tenant, id, who.account, who.area ?? null, name, bytes.length, bytes, choice, now, now + IMPORT_LIFE_MS],
    );
    return { id, done: this.read(who, id, list, choice) };
  }

  /** Reads the same file again with another choice of columns and sheets, which is remembered for the next list. */
  async choose(who: Importer, id: string, choice: Choice): Promise<{ done: Promise<void> }> {
    const { sql, realTime } = this.parts;
    const found = await this.own(who, id);
    const { rows } = await sql.query<{ file: Buffer | null }>(
      'SELECT file FROM roll_import WHERE tenant = $1 AND id = $2',
      [who.tenant, id],
    );
    const bytes = rows[0]?.file;
    if (found.state === 'reading') throw new ListRefused('roll.reading');
    if (!bytes) throw new ListRefused('roll.unknown');
    for (const [fingerprint, fields] of Object.entries(choice.layouts)) {
      const layout = found.report?.layouts.find((one) => one.fingerprint === fingerprint);
      if (layout?.headings.length !== fields.length) throw new ListRefused('roll.mapping');
      await sql.query(
        `INSERT INTO roll_mapping (tenant, fingerprint, fields, used_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant, fingerprint) DO UPDATE SET fields = excluded.fields, used_at = excluded.used_at`,
        [who.tenant, fingerprint, fields.map((field) => field ?? ''), realTime()],
      );
    }
    const list = await openList(bytes, found.name);
    await this.touch(who.tenant, id, `state = 'reading', progress = 0, choice = $4`, [choice]);
    return { done: this.read(who, id, list, choice) };
  }

  /** The import as it stands, for the one who began it. @throws ListRefused */
  async own({ tenant, account }: Importer, id: string): Promise<ImportRow> {
    const found = await findImport(this.parts.sql, tenant, id);
    if (!found || found.account !== account) throw new ListRefused('roll.unknown');
    if (found.state === 'reading' && this.parts.realTime() - found.beatAt > SILENT_MS) {
      const refusal = { code: 'roll.interrupted' };
      await this.touch(tenant, id, `state = 'failed', refusal = $4`, [refusal]);
      return { ...found, state: 'failed', refusal };
    }
    return found;
  }

  /** All or nothing: the tables in one transaction, then the event by which every screen and node learns of it. */
  async adopt(who: Importer, id: string, remove: boolean): Promise<Change & { readonly seq: number }> {
    const { tenant } = who;
    const { sql, realTime } = this.parts;
    const found = ready(await this.own(who, id), remove);
    const stairwells = this.stairwellsOf(tenant, found.report.committees);
    const now = realTime();
    const change = await inTransaction(sql, async (client) => {
      const { rows } = await client.query<{ revision: number }>(
        'SELECT revision FROM roll_head WHERE tenant = $1 FOR UPDATE',
        [tenant],
      );
      const { rows: own } = await client.query<{ state: string }>(
        'SELECT state FROM roll_import WHERE tenant = $1 AND id = $2 FOR UPDATE',
        [tenant, id],
      );
      if (own[0]?.state !== 'ready') throw new ListRefused('roll.adopted');
      if (rows[0]?.revision !== found.base) throw new ListRefused('roll.moved');
      const { purpose, until } = found.choice;
      const applied = await applyImport(client, tenant, id, { stairwells, remove, now, purpose, until });
      const { written: _written, ...told } = applied;
      const command = { ...told, ...(who.area === undefined ? {} : { committee: who.area }) };
      await client.query(
        `UPDATE roll_import SET state = 'adopting', command = $3, adopted_at = $4, file = NULL WHERE tenant = $1 AND id = $2`,
        [tenant, id, command, now],
      );
      await dropRows(client, tenant, id);
      await new Audit(client, realTime).write({
        tenant,
        action: 'roll.adopted',
        account: who.account,
        target: `roll/${id}`,
        detail: { ...told, digest: told.digest.slice(0, 12), file: found.name.slice(0, 100) },
        ...(who.ip ? { ip: who.ip } : {}),
      });
      return applied;
    }).catch(async (error) => {
      if (error instanceof ListRefused && error.code === 'roll.moved') await this.compare(tenant, id, found.report);
      throw error;
    });
    const seq = await this.tell(tenant, id, who.actor);
    return { ...change, seq };
  }

  /**
   * Tells the journal of adoptions whose transaction is done: right after it, or at the next start when the server died in
   * between. The id of the command comes from the import, so that none is told twice.
   */
  async tellAll(tenant: string): Promise<void> {
    const { rows } = await this.parts.sql.query<{ id: string }>(
      `SELECT id FROM roll_import WHERE tenant = $1 AND state = 'adopting' ORDER BY adopted_at`,
      [tenant],
    );
    for (const { id } of rows) await this.tell(tenant, id, SYSTEM);
  }
  private async tell(tenant: string, id: string, actor: Actor): Promise<number> {
    const { sql, say } = this.parts;
    const found = await findImport(sql, tenant, id);
    if (!found?.command) throw new Error(`the adoption ${id} has no content`);
    const outcome = await this.submit(tenant, actor, deriveId('roll.adopt', tenant, id), found.command);
    if (!outcome.ok) say(`${tenant}: the adoption of ${found.name} was refused: ${outcome.refusal.code}`);
    await sql.query(`UPDATE roll_import SET state = 'adopted' WHERE tenant = $1 AND id = $2`, [tenant, id]);
    return outcome.ok ? outcome.seq : 0;
  }
  private async submit(tenant: string, actor: Actor, id: string, data: object): Promise<Outcome> {
    const { engine, learned } = this.parts;
    const outcome = await engine.submit(tenant, actor, { id, type: 'roll.adopt', stream: 'roll/profile', data });
    if (outcome.ok) await learned(tenant, outcome.seq);
    return outcome;
  }

  async drop(who: Importer, id: string): Promise<void> {
    const { state } = await this.own(who, id);
    if (state === 'adopting' || state === 'adopted') throw new ListRefused('roll.adopted');
    await inTransaction(this.parts.sql, async (client) => {
      await dropRows(client, who.tenant, id);
      await client.query('DELETE FROM roll_import WHERE tenant = $1 AND id = $2', [who.tenant, id]);
    });
  }

  /** Tells of a change that no list made: an erasure, or data whose time is over. */
  async changedByItself(tenant: string, totals: Pick<Change, 'digest' | 'households' | 'people'>): Promise<void> {
    const before = (await this.parts.engine.state<RollState>(tenant, 'roll/profile'))?.state.adopted?.at ?? 0;
    const id = deriveId('roll.changed', tenant, totals.digest, before, this.parts.realTime());
    await this.submit(tenant, SYSTEM, id, { ...totals, added: 0, changed: 1, removed: 0 });
  }

  private async read(who: Importer, id: string, list: List, choice: Choice): Promise<void> {
    const { tenant } = who;
    try {
      await this.stage(who, id, list, choice);
    } catch (error) {
      const refusal =
        error instanceof ListRefused ? { code: error.code, params: error.params } : { code: 'roll.unreadable' };
      if (!(error instanceof ListRefused)) this.parts.say(`${tenant}: a list was not read: ${String(error)}`);
      await this.touch(tenant, id, `state = 'failed', refusal = $4`, [refusal]).catch((again) =>
        this.parts.say(`${tenant}: ${String(again)}`),
      );
    }
  }

  private async stage(who: Importer, id: string, list: List, choice: Choice): Promise<void> {
    const { tenant, area } = who;
    const { sql, realTime, districtOf, seedOf } = this.parts;
    const [district, seed] = [districtOf(tenant), seedOf(tenant)];
    if (!district || !seed) throw new Error('there is no district');
    await seedRoll(sql, tenant, seed, realTime());
    const index = indexed(district);
    const began = realTime();
    const problems = new ProblemBook();
    const committees = new Set<string>();
    const remembered = await this.remembered(tenant);
    let lastBeat = began;
    const report = await inTransaction(sql, async (client) => {
      await dropRows(client, tenant, id);
      const stage = openStage(client, tenant, id);
      try {
        const told = await readList(list, {
          index,
          ...(area === undefined ? {} : { area }),
          ...(choice.sheets ? { sheets: choice.sheets } : {}),
          chosen: new Map(Object.entries(choice.layouts)),
          remembered,
          report: (problem: RollProblem) => problems.add(problem),
          emit: (household) => {
            committees.add(index.stairwells.get(household.stairwell)?.committee ?? '');
            stage.put(household);
          },
          beat: async () => {
            await stage.drained();
            if (realTime() - lastBeat < BEAT_MS) return;
            lastBeat = realTime();
            await this.touch(tenant, id, 'progress = $4', [list.progress()]);
          },
        });
        await stage.end();
        await problems.write(client, tenant, id);
        return told;
      } catch (error) {
        stage.abort();
        throw error;
      }
    });
    await sql.query('ANALYZE roll_import_row');
    await this.compare(tenant, id, {
      ...report,
      errors: problems.errors,
      warnings: problems.warnings,
      listed: Math.min(LIST_LIMITS.problems, problems.errors + problems.warnings),
      committees: [...committees].sort(),
      milliseconds: realTime() - began,
    });
  }

  /** Works out what the import would change, against the roll of this moment. */
  private async compare(tenant: string, id: string, report: Omit<ImportReport, 'counts'>): Promise<void> {
    const { sql } = this.parts;
    const found = await findImport(sql, tenant, id);
    const { rows } = await sql.query<{ revision: number }>('SELECT revision FROM roll_head WHERE tenant = $1', [
      tenant,
    ]);
    const counts = await differenceOf(sql, tenant, id, {
      purpose: found?.choice.purpose ?? 'standing',
      stairwells: this.stairwellsOf(tenant, report.committees),
    });
    await this.touch(tenant, id, `state = 'ready', progress = 1, report = $4, base = $5, refusal = NULL`, [
      { ...report, counts },
      rows[0]?.revision ?? 0,
    ]);
  }

  private stairwellsOf(tenant: string, committees: readonly string[]): readonly string[] {
    const district = this.parts.districtOf(tenant);
    return (district?.stairwells ?? []).filter((row) => committees.includes(row.committee)).map((row) => row.id);
  }
  private async remembered(tenant: string): Promise<Map<string, readonly (string | null)[]>> {
    const { rows } = await this.parts.sql.query<{ fingerprint: string; fields: string[] }>(
      'SELECT fingerprint, fields FROM roll_mapping WHERE tenant = $1',
      [tenant],
    );
    return new Map(rows.map((row) => [row.fingerprint, row.fields.map((field) => field || null)]));
  }
  private async touch(tenant: string, id: string, set: string, values: readonly unknown[]): Promise<void> {
    const now = this.parts.realTime();
    await this.parts.sql.query(
      `UPDATE roll_import SET ${set}, beat_at = $3::bigint, until = $3::bigint + ${IMPORT_LIFE_MS} WHERE tenant = $1 AND id = $2`,
      [tenant, id, now, ...values],
    );
  }
}

function ready(found: ImportRow, remove: boolean): ImportRow & { readonly report: ImportReport } {
  const { state, report, refusal } = found;
  if (state === 'reading') throw new ListRefused('roll.reading');
  if (state === 'adopted' || state === 'adopting') throw new ListRefused('roll.adopted');
  if (state === 'failed' || !report) throw new ListRefused(refusal?.code ?? 'roll.unreadable', refusal?.params);
  if (report.errors > 0) throw new ListRefused('roll.errors', { count: report.errors });
  const { added, changed, gone } = report.counts;
  if (added + changed + (remove ? gone : 0) === 0) throw new ListRefused('roll.nothing');
  return { ...found, report };
}

export async function dropRows(sql: Sql, tenant: string, id: string): Promise<void> {
  await sql.query('DELETE FROM roll_import_row WHERE tenant = $1 AND import = $2', [tenant, id]);
  await sql.query('DELETE FROM roll_import_problem WHERE tenant = $1 AND import = $2', [tenant, id]);
}
