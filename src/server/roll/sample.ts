import { maskedName, maskedPhone } from '../access/contacts.ts';
import type { Sql } from '../access/sql.ts';
import { COMPARED } from './difference.ts';

interface Sampled {
  readonly sheet: string;
  readonly row: number;
  readonly stairwell: string;
  readonly room: string;
  readonly people: number | null;
  readonly use: string | null;
  readonly tags: number;
  readonly name: string | null;
  readonly phone: string | null;
  readonly change: 'new' | 'changed' | 'unchanged';
}

/** Some households of an import as they would stand, those that change first; names and numbers masked. */
export async function sampleOf(sql: Sql, tenant: string, id: string, purpose: string): Promise<readonly Sampled[]> {
  const { rows } = await sql.query<Sampled>(
    `SELECT sheet, row, stairwell, room, people, use, coalesce(cardinality(tags), 0) AS tags,
       contacts -> 0 ->> 1 AS name, contacts -> 0 ->> 2 AS phone,
       CASE WHEN is_new THEN 'new' WHEN home_differs OR care_differs OR contacts_differ THEN 'changed' ELSE 'unchanged' END AS change
     FROM (${COMPARED} ORDER BY s.home LIMIT 2000) AS compared
     ORDER BY (is_new OR home_differs OR care_differs OR contacts_differ) DESC, sheet, row LIMIT 8`,
    [tenant, id, purpose],
  );
  return rows.map((row) => ({
    ...row,
    name: row.name && maskedName(row.name),
    phone: row.phone && maskedPhone(row.phone),
  }));
}
