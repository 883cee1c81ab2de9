import { authorOfDraft } from '../../../domain/cases/index.ts';
import { kindOf, type Recorded } from '../../../domain/kernel/index.ts';
import type { ScreenState } from '../../../domain/screen/index.ts';
import { casesWithoutDrafts, hasDraft, visibleCases } from './cases.ts';
import { visibleDoors } from './doors.ts';
import { stateWithoutNotes, type Viewer, type Visible, whole } from './viewer.ts';

export { type Viewer, viewerKey, viewerOf } from './viewer.ts';

/** One rule per noun. A kind that stands not here is seen by nobody: a new noun has to say who may see it. */
export const VISIBLE: Readonly<Record<string, Visible>> = {
  case: visibleCases,
  limits: whole,
  warning: whole,
  response: whole,
  task: whole,
  order: whole,
  standing: whole,
  notice: whole,
  doors: visibleDoors,
  round: whole,
  // How a list was chosen (by which tags) says of its households what only some may know.
  transfer: visibleDoors,
  ledger: visibleDoors,
  shelter: whole,
  person: whole,
  duty: whole,
  drill: whole,
  district: whole,
  roll: whole,
};

export const visible: Visible = (event, viewer) => VISIBLE[kindOf(event.stream)]?.(event, viewer);

/** The one person who may see an event; undefined when it does not depend on the person. */
export const privateTo = (event: Recorded): string | undefined => authorOfDraft(event);

/** The screen as a viewer may see it: the same as a fold over the events that it may see. */
export function visibleState(state: ScreenState, viewer: Viewer): ScreenState {
  const { case: cases = {}, doors } = state.streams;
  const seen = casesWithoutDrafts(cases, viewer);
  const blanked = doors && !viewer.personal ? stateWithoutNotes(doors) : doors;
  if (seen === cases && blanked === doors) return state;
  return { ...state, streams: { ...state.streams, case: seen, ...(blanked ? { doors: blanked } : {}) } };
}

/** Whether the screen holds something that is private to this viewer, so that it is shared with nobody. */
export const holdsPrivate = ({ streams }: ScreenState, { person }: Viewer): boolean =>
  person !== undefined && hasDraft(streams.case ?? {}, person);
