import type { Sql } from '../access/sql.ts';

/** Names and numbers of a household on the roll, as an import compares them: digits only, in their order. */
const CONTACTS = `(SELECT jsonb_agg(jsonb_build_array(coalesce(k.relation, 'head'), k.name, nullif(regexp_replace(k.phone, '[^0-9+]', '', 'g'), '')) ORDER BY k.ord)
  FROM contact k WHERE k.tenant = h.tenant AND k.id = h.id AND k.purpose = $3)`;

/**
 * The rows of an import ($1 tenant, $2 import, $3 purpose) beside the roll, with what each would change. What a list does not say
 * (null) changes nothing; who asked to be forgotten stays forgotten.
 */
export const COMPARED = `SELECT s.*, h.id AS known, h.gone_at IS NOT NULL AS was_gone, h.erased_at IS NOT NULL AS erased,
  (h.id IS NULL OR h.gone_at IS NOT NULL) AS is_new,
  (h.id IS NOT NULL AND ((s.floor IS NOT NULL AND s.floor <> h.floor) OR (s.floor_kind IS NOT NULL AND s.floor_kind <> h.floor_kind)
    OR (s.use IS NOT NULL AND s.use <> h.use) OR (s.people IS NOT NULL AND s.people <> h.people))) AS home_differs,
  (h.erased_at IS NULL AND ((s.tags IS NOT NULL AND s.tags <> coalesce(c.tags, '{}')) OR (s.language IS NOT NULL AND s.language IS DISTINCT FROM c.language)
    OR (s.wecom IS NOT NULL AND s.wecom IS DISTINCT FROM c.wecom))) AS care_differs,
  (h.erased_at IS NULL AND s.contacts IS NOT NULL AND s.contacts IS DISTINCT FROM coalesce(${CONTACTS}, '[]')) AS contacts_differ
  FROM roll_import_row s
  LEFT JOIN household h ON h.tenant = s.tenant AND h.home = s.home
  LEFT JOIN household_care c ON c.tenant = h.tenant AND c.household = h.id AND c.purpose = $3
  WHERE s.tenant = $1 AND s.import = $2`;

/** Households on the roll that an import lacks, of the stairwells' committees that it speaks of ($3 stairwells of those). */
export const MISSING = `SELECT h.id, h.stairwell FROM household h
  WHERE h.tenant = $1 AND h.gone_at IS NULL AND h.stairwell = ANY($3)
  AND NOT EXISTS (SELECT 1 FROM roll_import_row s WHERE s.tenant = $1 AND s.import = $2 AND s.home = h.home)`;

export interface Difference {
  readonly listed: number;
  readonly people: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** On the roll and not in the list. */
  readonly gone: number;
  /** Of those listed: asked to be forgotten, so that name, number and tags are not taken. */
  readonly erased: number;
}

export async function differenceOf(
  sql: Sql,
  tenant: string,
  id: string,
  { purpose, stairwells }: { readonly purpose: string; readonly stairwells: readonly string[] },
): Promise<Difference> {
  const { rows } = await sql.query<Omit<Difference, 'gone' | 'unchanged'>>(
    `SELECT count(*)::int AS listed, coalesce(sum(people), 0)::int AS people, count(*) FILTER (WHERE is_new)::int AS added,
       count(*) FILTER (WHERE NOT is_new AND (home_differs OR care_differs OR contacts_differ))::int AS changed,
       count(*) FILTER (WHERE erased)::int AS erased FROM (${COMPARED}) AS compared`,
    [tenant, id, purpose],
  );
  const { rows: missing } = await sql.query<{ gone: number }>(
    `SELECT count(*)::int AS gone FROM (${MISSING}) AS missing`,
    [tenant, id, stairwells],
  );
  const counts = rows[0] as Omit<Difference, 'gone' | 'unchanged'>;
  return {
    ...counts,
    unchanged: counts.listed - counts.added - counts.changed,
    gone: missing[0]?.gone ?? 0,
  };
}
