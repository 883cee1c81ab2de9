import { distance } from '../kernel/index.ts';
import { type District, type Household, indexed, type Stairwell } from '../places/index.ts';
import type { AudienceSpec, HeadCount } from './notice.ts';

export interface Audience {
  /** Stairwells with at least one household of the audience, in the order of the district. */
  readonly stairwells: readonly { readonly stairwell: Stairwell; readonly households: readonly Household[] }[];
  readonly headCount: HeadCount;
  /** Committees touched, in the order of the district. */
  readonly committees: readonly string[];
}

/**
 * Who is meant.
 * @param within stairwells of the earlier notice, when the spec has `of`: the answer is then an upper bound, for only
 *               the doors know who stands how.
 */
export function audience(district: District, spec: AudienceSpec, within?: readonly string[]): Audience {
  const index = indexed(district);
  const earlier = within && new Set(within);
  const chosen = placesOf(spec);
  const stairwells: { stairwell: Stairwell; households: readonly Household[] }[] = [];
  const committees = new Set<string>();
  let households = 0;
  let people = 0;
  for (const stairwell of district.stairwells) {
    if (earlier && !earlier.has(stairwell.id)) continue;
    if (chosen && !chosen(stairwell)) continue;
    if (spec.near && distance(spec.near.position, stairwell.position) > spec.near.metres) continue;
    const meant = index.householdsOf(stairwell.id).filter((household) => isMeant(household, spec));
    if (meant.length === 0) continue;
    stairwells.push({ stairwell, households: meant });
    committees.add(stairwell.committee);
    households += meant.length;
    for (const household of meant) people += household.people;
  }
  return {
    stairwells,
    headCount: { stairwells: stairwells.length, households, people },
    committees: district.committees.filter((row) => committees.has(row.id)).map((row) => row.id),
  };
}

function placesOf(spec: AudienceSpec): ((stairwell: Stairwell) => boolean) | undefined {
  if (!spec.committees?.length && !spec.compounds?.length && !spec.stairwells?.length) return undefined;
  const committees = new Set(spec.committees);
  const compounds = new Set(spec.compounds);
  const stairwells = new Set(spec.stairwells);
  return (row) => committees.has(row.committee) || compounds.has(row.compound) || stairwells.has(row.id);
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
      spec.committees?.length ||
      spec.compounds?.length ||
      spec.stairwells?.length ||
      spec.floorKinds?.length ||
      spec.uses?.length ||
      spec.tags?.length,
  );
}

/** The first place of the spec that the district does not have. */
export function unknownPlace(district: District, spec: AudienceSpec): string | undefined {
  const index = indexed(district);
  return (
    spec.committees?.find((id) => !index.committees.has(id)) ??
    spec.compounds?.find((id) => !index.compounds.has(id)) ??
    spec.stairwells?.find((id) => !index.stairwells.has(id))
  );
}
