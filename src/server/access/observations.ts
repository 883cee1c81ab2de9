import type { Sql } from './sql.ts';

export interface Observation {
  readonly series: string;
  readonly at: number;
  readonly value: number;
}

/** [start of the span, lowest, highest, mean, count] */
export type ObservationPoint = readonly [number, number, number, number, number];

const WEEK = 604_800_000;

/**
 * Readings of machines, apart from the journal: one table, partitioned by weeks of tenant time, so that old weeks are
 * dropped whole when their time of keeping is over. A reading is named by (series, at): sending it again changes nothing.
 */
export class Observations {
  private readonly sql: Sql;
  private readonly weeks = new Set<number>();
  constructor(sql: Sql) {
    this.sql = sql;
  }

  /** Stores the readings in one statement. Answers how many were new. */
  async store(tenant: string, batch: readonly Observation[]): Promise<number> {
    for (const week of new Set(batch.map((one) => Math.floor(one.at / WEEK)))) await this.ensureWeek(week);
    const { rowCount } = await this.sql.query({
      name: 'observations-store',
      text: `INSERT INTO observation (tenant, series, at, value)
        SELECT $1, series, at, value FROM unnest($2::text[], $3::bigint[], $4::float8[]) AS one (series, at, value) ORDER BY series, at
        ON CONFLICT DO NOTHING`,
      values: [tenant, batch.map((one) => one.series), batch.map((one) => one.at), batch.map((one) => one.value)],
    });
    return rowCount ?? 0;
  }

  private async ensureWeek(week: number): Promise<void> {
    if (this.weeks.has(week)) return;
    // Whole numbers only go into the text. The lock keeps two nodes from making the same week at once.
    await this.sql.query(
      `DO $$ BEGIN
         PERFORM pg_advisory_xact_lock(7221002);
         CREATE TABLE IF NOT EXISTS observation_w${week} PARTITION OF observation FOR VALUES FROM (${week * WEEK}) TO (${(week + 1) * WEEK});
       END $$`,
    );
    this.weeks.add(week);
  }

  /** A series from `from` up to but not including `to`, in spans of `step` ms that begin at multiples of it. Empty spans are left out. */
  async spans(tenant: string, series: string, from: number, to: number, step: number): Promise<ObservationPoint[]> {
    const { rows } = await this.sql.query<{ at: number; low: number; high: number; mean: number; n: number }>({
      name: 'observations-spans',
      text: `SELECT at / $5::bigint * $5::bigint AS at, min(value) AS low, max(value) AS high, avg(value) AS mean, count(*)::int AS n
        FROM observation WHERE tenant = $1 AND series = $2 AND at >= $3 AND at < $4 GROUP BY 1 ORDER BY 1`,
      values: [tenant, series, from, to, step],
    });
    return rows.map((row) => [row.at, row.low, row.high, row.mean, row.n]);
  }

  /** The readings themselves, oldest first, at most `limit`. */
  async readings(tenant: string, series: string, from: number, to: number, limit: number): Promise<ObservationPoint[]> {
    const { rows } = await this.sql.query<{ at: number; value: number }>({
      name: 'observations-readings',
      text: 'SELECT at, value FROM observation WHERE tenant = $1 AND series = $2 AND at >= $3 AND at < $4 ORDER BY at LIMIT $5',
      values: [tenant, series, from, to, limit],
    });
    return rows.map(({ at, value }) => [at, value, value, value, 1]);
  }
}
