import { kindOf } from '../../../domain/kernel/index.ts';
import type { ScreenState } from '../../../domain/screen/index.ts';
import { visibleDoors } from './doors.ts';
import { stateWithoutNotes, type Viewer, type Visible, whole } from './viewer.ts';

export { type Viewer, viewerKey, viewerOf } from './viewer.ts';

/** One rule per noun. A kind that stands not here is seen by nobody: a new noun has to say who may see it. */
export const VISIBLE: Readonly<Record<string, Visible>> = {
  case: whole,
  limits: whole,
  warning: whole,
  response: whole,
  task: whole,
  order: whole,
  standing: whole,
  notice: whole,
  doors: visibleDoors,
  round: whole,
  person: whole,
  duty: whole,
  drill: whole,
  district: whole,
};

export const visible: Visible = (event, viewer) => VISIBLE[kindOf(event.stream)]?.(event, viewer);

/** The screen as a viewer may see it: the same as a fold over the events that it may see. */
export function visibleState(state: ScreenState, viewer: Viewer): ScreenState {
  if (viewer.personal || !state.streams.doors) return state;
  return { ...state, streams: { ...state.streams, doors: stateWithoutNotes(state.streams.doors) } };
}
