import type { CaseState } from '../../domain/cases/index.ts';
import { distance, MINUTE } from '../../domain/kernel/index.ts';
import { type District, indexed, streetGraph } from '../../domain/places/index.ts';
import type { Sql } from '../access/sql.ts';

export interface UnitSuggestion {
  readonly unit: string;
  readonly metres?: number;
  readonly load: number;
  readonly capacity: number;
  readonly upper: boolean;
}

/** A job more than it can carry weighs as much as this way on foot (m): about ten minutes. */
const OVERLOAD_METRES = 800;

/**
 * Units that answer for the case, nearest able one first (L5): by walking distance over the real streets from where
 * their people start, each job beyond their capacity counted as a longer way; units of the level above last.
 * It suggests; a person dispatches.
 */
export function unitSuggestions(district: District, state: CaseState, load: ReadonlyMap<string, number>): UnitSuggestion[] {
  if (!state.place) return [];
  const reach = streetGraph(district).reach(state.place.position);
  return indexed(district)
    .unitsFor(state.category, state.place.committee)
    .map((unit, order) => {
      const metres = reach(unit.base);
      const jobs = load.get(unit.id) ?? 0;
      const over = Math.max(0, jobs + 1 - unit.capacity);
      const weight = (metres ?? 10_000) + over * OVERLOAD_METRES + (unit.upper ? 1_000_000 : 0);
      return { order, weight, row: { unit: unit.id, ...(metres === undefined ? {} : { metres: Math.round(metres) }), load: jobs, capacity: unit.capacity, upper: unit.upper ?? false } };
    })
    .sort((a, b) => a.weight - b.weight || a.order - b.order)
    .map(({ row }) => row);
}

/** Jobs that each unit has in hand: dispatched or being worked on. */
export async function loadByUnit(sql: Sql, tenant: string, units: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ unit: string; n: number }>({
    name: 'unit-load',
    text: `SELECT unit, count(*)::int AS n FROM case_row WHERE tenant = $1 AND phase <> 'closed' AND unit = ANY($2) GROUP BY unit`,
    values: [tenant, units],
  });
  return new Map(rows.map((row) => [row.unit, row.n]));
}

export interface Duplicate {
  readonly id: string;
  readonly no: string | null;
  readonly metres: number;
  readonly minutes: number;
}

/** Open cases of the same kind, near in place and time by the district's rule for the kind (L2); the nearest first. */
export async function duplicatesOf(sql: Sql, tenant: string, district: District, id: string, state: CaseState): Promise<Duplicate[]> {
  const rule = indexed(district).categories.get(state.category)?.duplicate;
  if (!rule || !state.place) return [];
  const [lon, lat] = state.place.position;
  const dLat = rule.metres / 111_195;
  const dLon = dLat / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  const { rows } = await sql.query<{ id: string; no: string | null; lon: number; lat: number; at: number }>({
    name: 'case-duplicates',
    text: `SELECT id, no, lon, lat, (summary->>'occurredAt')::float8 AS at FROM case_row
      WHERE tenant = $1 AND phase <> 'closed' AND category = $2 AND id <> $3 AND lon IS NOT NULL
        AND point(lon, lat) <@ box(point($4::float8, $5::float8), point($6::float8, $7::float8)) LIMIT 200`,
    values: [tenant, state.category, id, lon - dLon, lat - dLat, lon + dLon, lat + dLat],
  });
  return rows
    .map((row) => ({ id: row.id, no: row.no, metres: Math.round(distance([row.lon, row.lat], [lon, lat])), minutes: Math.round(Math.abs(row.at - state.occurredAt) / MINUTE) }))
    .filter((row) => row.metres <= rule.metres && row.minutes <= rule.minutes)
    .sort((a, b) => a.metres - b.metres || a.minutes - b.minutes)
    .slice(0, 20);
}
