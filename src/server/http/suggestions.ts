import {
  type Candidate,
  type CaseState,
  duplicatesOf,
  loads,
  nearestUnits,
  type Suggestion,
} from '../../domain/cases/index.ts';
import type { District } from '../../domain/places/index.ts';
import type { ScreenState } from '../../domain/screen/index.ts';

export interface CaseSuggestions {
  readonly units: readonly Suggestion[];
  readonly duplicates: readonly (Omit<Candidate, 'case'> & { readonly id: string })[];
}

/** What is suggested for a case from the screen as it stands (L2, L5); a person merges and dispatches. */
export function suggestionsFor(screen: ScreenState, district: District, id: string, state: CaseState): CaseSuggestions {
  if (!state.place) return { units: [], duplicates: [] };
  const { category, place, links } = state;
  const { [id]: _itself, ...others } = (screen.streams.case ?? {}) as Record<string, CaseState>;
  return {
    units: nearestUnits(
      { category, position: place.position, committee: place.committee },
      loads(Object.values(others)),
      district,
    ),
    duplicates: duplicatesOf({ category, place, at: state.occurredAt, links }, Object.values(others), district).map(
      ({ case: other, ...rest }) => ({ id: other, ...rest }),
    ),
  };
}
