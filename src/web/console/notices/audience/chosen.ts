import type { Position, Ring } from '../../../../domain/kernel/index.ts';
import type { Household } from '../../../../domain/places/index.ts';
import { type AudienceSpec, RING_CORNERS, RINGS_MOST, unfitRing } from '../../../../domain/places/index.ts';

/** What has been chosen so far; `specOf` says it in the words of the domain. */
export interface Chosen {
  readonly committees: readonly string[];
  readonly compounds: readonly string[];
  readonly stairwells: readonly string[];
  readonly floorKinds: readonly Household['floorKind'][];
  readonly tags: readonly string[];
  readonly circle?: { readonly position: Position; readonly metres: number };
  readonly rings: readonly Ring[];
  /** Corners of the polygon that is being drawn. */
  readonly draft: readonly Position[];
  /** Notice whose unconfirmed households are meant. */
  readonly earlier?: string;
}

/** Metres that a circle has before anybody says otherwise: a block of streets. */
export const FIRST_METRES = 150;

export function nothingChosen(area: string | undefined, earlier: string | undefined): Chosen {
  return {
    committees: area ? [area] : [],
    compounds: [],
    stairwells: [],
    floorKinds: [],
    tags: [],
    rings: [],
    draft: [],
    ...(earlier ? { earlier } : {}),
  };
}

/** A polygon counts from its third corner, before it is closed: the head-count moves while one draws. */
export function ringsOf({ rings, draft }: Pick<Chosen, 'rings' | 'draft'>): readonly Ring[] {
  return draft.length > 0 && unfitRing(draft) === undefined ? [...rings, draft] : rings;
}
/** What keeps the drawing from being an area; nothing may be sent until it is mended or taken away. */
export function unfitDraft({ draft }: Pick<Chosen, 'draft'>): 'corners' | 'crossed' | undefined {
  return draft.length > 0 ? unfitRing(draft) : undefined;
}
export function roomForCorner({ rings, draft }: Pick<Chosen, 'rings' | 'draft'>): boolean {
  return draft.length < RING_CORNERS.most && rings.length < RINGS_MOST;
}
export function hasPlaces({ committees, compounds, stairwells }: Chosen): boolean {
  return committees.length + compounds.length + stairwells.length > 0;
}

export function specOf(chosen: Chosen): AudienceSpec {
  const { committees, compounds, stairwells, floorKinds, tags, circle, earlier } = chosen;
  const rings = ringsOf(chosen);
  const placed = hasPlaces(chosen) || circle !== undefined || rings.length > 0 || earlier !== undefined;
  return {
    ...(placed ? {} : { everyone: true }),
    ...(committees.length ? { committees } : {}),
    ...(compounds.length ? { compounds } : {}),
    ...(stairwells.length ? { stairwells } : {}),
    ...(circle ? { near: circle } : {}),
    ...(rings.length ? { rings } : {}),
    ...(floorKinds.length ? { floorKinds } : {}),
    ...(tags.length ? { tags } : {}),
    ...(earlier ? { of: { notice: earlier, who: 'unconfirmed' } } : {}),
  };
}

export function toggled<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
