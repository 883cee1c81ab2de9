/** The part of a database that the doors use; satisfied by pg's Pool and Client. */
export interface Sql {
  // biome-ignore lint/suspicious/noExplicitAny: rows are named by each statement
  query<R = any>(
    statement: string | { name: string; text: string; values: unknown[]; rowMode?: 'array' },
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}
