import type pg from 'pg';
import { problemText, type RollProblem, type Severity } from '../../domain/roll/index.ts';
import type { Sql } from '../access/sql.ts';
import { LIST_LIMITS } from './limits.ts';

/** What is wrong with a list, in the order of its rows; counted in full, listed up to the limit. */
export class ProblemBook {
  private readonly kept: (RollProblem & { readonly severity: Severity })[] = [];
  errors = 0;
  warnings = 0;

  add(problem: RollProblem): void {
    const { severity } = problemText(problem);
    if (severity === 'error') this.errors++;
    else this.warnings++;
    if (this.kept.length < LIST_LIMITS.problems) this.kept.push({ ...problem, severity });
  }

  async write(client: Pick<pg.PoolClient, 'query'>, tenant: string, id: string): Promise<void> {
    const column = <T>(read: (one: (typeof this.kept)[number]) => T): T[] => this.kept.map(read);
    await client.query(
      `INSERT INTO roll_import_problem (tenant, import, n, severity, code, sheet, row, col, heading, params)
       SELECT $1, $2, one.n, severity, code, sheet, row, col, heading, params::jsonb
       FROM unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[])
         WITH ORDINALITY AS one (severity, code, sheet, row, col, heading, params, n)`,
      [
        tenant,
        id,
        column((one) => one.severity),
        column((one) => one.code),
        column((one) => one.sheet),
        column((one) => one.row),
        column((one) => one.column ?? null),
        column((one) => one.heading ?? null),
        column((one) => JSON.stringify(one.params ?? {})),
      ],
    );
  }
}

export interface ListedProblem extends RollProblem {
  readonly n: number;
  readonly severity: Severity;
}

/** A page of the problems of an import, after the given number. */
export async function problemPage(
  sql: Sql,
  tenant: string,
  id: string,
  { severity, after, limit }: { readonly severity?: Severity; readonly after: number; readonly limit: number },
): Promise<readonly ListedProblem[]> {
  const { rows } = await sql.query(
    `SELECT n, severity, code, sheet, row, col, heading, params FROM roll_import_problem
     WHERE tenant = $1 AND import = $2 AND n > $3 AND ($4::text IS NULL OR severity = $4) ORDER BY n LIMIT $5`,
    [tenant, id, after, severity ?? null, limit],
  );
  return rows.map(({ col, heading, ...row }) => ({
    ...row,
    ...(col === null ? {} : { column: col }),
    ...(heading ? { heading } : {}),
  }));
}
