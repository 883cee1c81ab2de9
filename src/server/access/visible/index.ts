import { kindOf } from '../../../domain/kernel/index.ts';
import { visibleDoors } from './doors.ts';
import { type Visible, whole } from './viewer.ts';

export { type Viewer, viewerKey, viewerOf } from './viewer.ts';

/** One rule per noun. A kind that stands not here is seen by nobody: a new noun has to say who may see it. */
export const VISIBLE: Readonly<Record<string, Visible>> = {
  case: whole,
  limits: whole,
  warning: whole,
  response: whole,
  task: whole,
  order: whole,
  notice: whole,
  doors: visibleDoors,
  round: whole,
  person: whole,
  duty: whole,
  drill: whole,
  district: whole,
};

export const visible: Visible = (event, viewer) => VISIBLE[kindOf(event.stream)]?.(event, viewer);
