import type { Recorded } from '../kernel/index.ts';
import type { CaseState } from './case.ts';
import type { CaseEventData } from './events.ts';

/** What was never sent is its author's alone, also after it was thrown away. */
export const isDraft = (state: Pick<CaseState, 'stage'>): boolean =>
  state.stage === 'draft' || state.stage === 'discarded';

/**
 * Whose draft a fact is about; undefined for the facts of a case that was sent. The fact alone tells, so that it is the
 * same for every reader at every time. Nobody but the author can write one (may.ts).
 */
export function authorOfDraft(event: Recorded): string | undefined {
  const { type, data, by } = event;
  if (type === 'case.drafted' || type === 'case.discarded') return by.person;
  if (type === 'case.evidence-added' && (data as CaseEventData['case.evidence-added']).draft) return by.person;
  return undefined;
}

/** The fact with which a case begins for all who did not see its draft; it happens once in a life. */
export const beginsCase = ({ type }: Pick<Recorded, 'type'>): boolean =>
  type === 'case.reported' || type === 'case.fixed-on-spot';
