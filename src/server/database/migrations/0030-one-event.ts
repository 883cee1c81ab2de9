/**
 * A stream of one event has no state of its own: it is read from the journal and folded. Nearly every report is such a
 * stream for its first minutes, and its state is twice as long as its event.
 */
export const oneEvent = `
ALTER TABLE stream ALTER COLUMN state DROP NOT NULL;
`;
