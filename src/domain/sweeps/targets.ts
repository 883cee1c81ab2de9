import type { Position } from '../kernel/index.ts';
import { type District, indexed, walkingOrder } from '../places/index.ts';
import type { Target, TargetSpec } from './round.ts';

interface Placed extends Target {
  readonly position: Position;
  readonly unit?: string;
}

/** Whether the spec says what to look at: committees alone only narrow. */
export function saysWhat(spec: TargetSpec): boolean {
  return Boolean(spec.ids?.length || spec.kinds?.length || spec.unit);
}

/**
 * The targets of a round, each once: committee after committee in the order of the district, within one as one walks.
 * Nearest-next costs the square of the points of one committee, which are some hundreds at most.
 */
export function targetsOf(district: District, spec: TargetSpec): readonly Target[] {
  const kinds = spec.kinds?.length ? new Set(spec.kinds) : undefined;
  const ids = spec.ids?.length ? new Set(spec.ids) : undefined;
  const committees = spec.committees?.length ? new Set(spec.committees) : undefined;
  const wanted = (target: Placed) =>
    (!ids || ids.has(target.id)) &&
    (!kinds || kinds.has(target.kind)) &&
    (!committees || committees.has(target.committee)) &&
    (!spec.unit || target.unit === spec.unit);
  const found: Placed[] = district.points.filter(wanted);
  if (kinds?.has('stairwell') || ids) found.push(...district.stairwells.map(stairwellTarget).filter(wanted));

  const byCommittee = new Map<string, Placed[]>(district.committees.map((row) => [row.id, []]));
  for (const target of found) {
    const group = byCommittee.get(target.committee);
    if (group) group.push(target);
    else byCommittee.set(target.committee, [target]);
  }
  return [...byCommittee.values()].flatMap((group) =>
    walkingOrder(group, (target) => target.position).map(({ id, kind, committee }) => ({ id, kind, committee })),
  );
}

function stairwellTarget(row: District['stairwells'][number]): Placed {
  return { id: row.id, kind: 'stairwell', committee: row.committee, position: row.position };
}

/** The first id of the spec that is neither a point nor a stairwell of the district. */
export function unknownTarget(district: District, spec: TargetSpec): string | undefined {
  const index = indexed(district);
  return spec.ids?.find((id) => !index.points.has(id) && !index.stairwells.has(id));
}

/** Where a target is and which unit answers for it. */
export function whereIs(
  district: District,
  target: Target,
): { readonly position: Position; readonly owner?: string } | undefined {
  const index = indexed(district);
  const point = index.points.get(target.id);
  if (point) return { position: point.position, owner: point.unit };
  const stairwell = index.stairwells.get(target.id);
  return stairwell && { position: stairwell.position };
}
