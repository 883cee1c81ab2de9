import { crossesItself, distance, inside, type Position, type Ring } from '../kernel/index.ts';
import type { District, Household, Stairwell } from './district.ts';
import { indexed } from './indexed.ts';

/**
 * Whom a notice, or a transfer, is for. Places are joined (any of them); so are the drawn areas (`near`, `rings`). Places, areas and
 * narrowings each cut down what the others leave.
 * A spec without place and narrowing must say `everyone`, so that a forgotten field never reaches a whole district.
 */
export interface AudienceSpec {
  readonly everyone?: boolean;
  readonly committees?: readonly string[];
  readonly compounds?: readonly string[];
  readonly stairwells?: readonly string[];
  /** Stairwells whose front door is at most so many metres from a point. */
  readonly near?: { readonly position: Position; readonly metres: number };
  /** Stairwells whose front door lies in any of these; corners in turn, the first not repeated. */
  readonly rings?: readonly Ring[];
  readonly floorKinds?: readonly Household['floorKind'][];
  readonly uses?: readonly Household['use'][];
  /** Households that carry any of these tags. */
  readonly tags?: readonly string[];
  /** Households by name: a list that somebody made. It narrows like a tag. */
  readonly households?: readonly string[];
  /** Only those of an earlier notice, by where they stand when this one is issued. */
  readonly of?: { readonly notice: string; readonly who: 'unconfirmed' | 'reached' };
}

/** A resolved audience. With `of` in the spec it is an upper bound: the doors cut it down when they open. */
export interface HeadCount {
  readonly stairwells: number;
  readonly households: number;
  readonly people: number;
}

/** A hand-drawn area: fewer corners enclose nothing, more are a data set and not a drawing. */
export const RING_CORNERS = { least: 3, most: 60 } as const;
export const RINGS_MOST = 10;

export interface Audience {
  /** Stairwells with at least one household of the audience, in the order of the district. */
  readonly stairwells: readonly { readonly stairwell: Stairwell; readonly households: readonly Household[] }[];
  readonly headCount: HeadCount;
  /** Committees touched, in the order of the district, each with its part; the parts add up to `headCount`. */
  readonly committees: readonly (HeadCount & { readonly committee: string })[];
}

/** What an earlier notice leaves of the district, when the spec has `of`. */
export interface Earlier {
  readonly stairwells: readonly string[];
  /** Whether the household stands as the spec wants. Without it the answer is an upper bound: only the doors know. */
  readonly meant?: (household: Household) => boolean;
}

/** Who is meant. */
export function audience(district: District, spec: AudienceSpec, earlier?: Earlier): Audience {
  const index = indexed(district);
  const left = earlier && new Set(earlier.stairwells);
  const chosen = placesOf(spec);
  const drawn = areaOf(spec);
  const named = spec.households?.length ? new Set(spec.households) : undefined;
  const stairwells: { stairwell: Stairwell; households: readonly Household[] }[] = [];
  const parts = new Map<string, { stairwells: number; households: number; people: number }>();
  const total = { stairwells: 0, households: 0, people: 0 };
  for (const stairwell of district.stairwells) {
    if (left && !left.has(stairwell.id)) continue;
    if (chosen && !chosen(stairwell)) continue;
    if (drawn && !drawn(stairwell)) continue;
    const meant = index
      .householdsOf(stairwell.id)
      .filter(
        (household) =>
          (!named || named.has(household.id)) && isMeant(household, spec) && (earlier?.meant?.(household) ?? true),
      );
    if (meant.length === 0) continue;
    stairwells.push({ stairwell, households: meant });
    const part = parts.get(stairwell.committee) ?? { stairwells: 0, households: 0, people: 0 };
    parts.set(stairwell.committee, part);
    for (const sum of [total, part]) {
      sum.stairwells++;
      sum.households += meant.length;
      for (const household of meant) sum.people += household.people;
    }
  }
  return {
    stairwells,
    headCount: total,
    committees: district.committees.flatMap(({ id }) => {
      const part = parts.get(id);
      return part ? [{ committee: id, ...part }] : [];
    }),
  };
}

function placesOf(spec: AudienceSpec): ((stairwell: Stairwell) => boolean) | undefined {
  if (!spec.committees?.length && !spec.compounds?.length && !spec.stairwells?.length) return undefined;
  const committees = new Set(spec.committees);
  const compounds = new Set(spec.compounds);
  const stairwells = new Set(spec.stairwells);
  return (row) => committees.has(row.committee) || compounds.has(row.compound) || stairwells.has(row.id);
}

/** Whether a stairwell lies in the drawn areas; undefined when none is drawn. */
export function areaOf({
  near,
  rings,
}: Pick<AudienceSpec, 'near' | 'rings'>): ((stairwell: Pick<Stairwell, 'position'>) => boolean) | undefined {
  if (!near && !rings?.length) return undefined;
  return ({ position }) =>
    (near !== undefined && distance(near.position, position) <= near.metres) ||
    (rings ?? []).some((ring) => inside(position, ring));
}

function isMeant(household: Household, spec: AudienceSpec): boolean {
  if (spec.floorKinds?.length && !spec.floorKinds.includes(household.floorKind)) return false;
  if (spec.uses?.length && !spec.uses.includes(household.use)) return false;
  return !spec.tags?.length || spec.tags.some((tag) => household.tags.includes(tag));
}

/** Whether the spec says whom it means: an empty spec is an oversight, not the whole district. */
export function saysWhom(spec: AudienceSpec): boolean {
  return Boolean(
    spec.everyone ||
      spec.of ||
      spec.near ||
      spec.rings?.length ||
      spec.committees?.length ||
      spec.compounds?.length ||
      spec.stairwells?.length ||
      spec.floorKinds?.length ||
      spec.uses?.length ||
      spec.tags?.length ||
      spec.households?.length,
  );
}

/** The first place, or household, of the spec that the district does not have. */
export function unknownPlace(district: District, spec: AudienceSpec): string | undefined {
  const index = indexed(district);
  return (
    spec.committees?.find((id) => !index.committees.has(id)) ??
    spec.compounds?.find((id) => !index.compounds.has(id)) ??
    spec.stairwells?.find((id) => !index.stairwells.has(id)) ??
    spec.households?.find((id) => !index.households.has(id))
  );
}

/** What is wrong with a drawn area, if anything. */
export function unfitRing(ring: Ring): 'corners' | 'crossed' | undefined {
  if (ring.length < RING_CORNERS.least || ring.length > RING_CORNERS.most) return 'corners';
  return crossesItself(ring) ? 'crossed' : undefined;
}
