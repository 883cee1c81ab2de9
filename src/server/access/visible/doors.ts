import { type Visible, withoutNotes } from './viewer.ts';

/** Doors say of single households who needs what: the words only for those who may read personal data. */
export const visibleDoors: Visible = (event, viewer) => (viewer.personal ? event : withoutNotes(event));
