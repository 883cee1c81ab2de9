import { authorOfDraft, type CaseState, isDraft } from '../../../domain/cases/index.ts';
import type { Viewer, Visible } from './viewer.ts';

/** A draft is its author's alone. What it held comes to the others with the report, which is whole in itself. */
export const visibleCases: Visible = (event, viewer) => {
  const author = authorOfDraft(event);
  return author === undefined || author === viewer.person ? event : undefined;
};

type Cases = Readonly<Record<string, unknown>>;
const authorOf = (state: unknown): string | undefined => {
  const found = state as CaseState;
  return isDraft(found) ? found.author.person : undefined;
};

/** The same of the screen; the same object when nothing is hidden. */
export function casesWithoutDrafts<C extends Cases>(cases: C, viewer: Viewer): C {
  const hidden = Object.keys(cases).filter((id) => {
    const author = authorOf(cases[id]);
    return author !== undefined && author !== viewer.person;
  });
  if (hidden.length === 0) return cases;
  const copy: Record<string, unknown> = { ...cases };
  for (const id of hidden) delete copy[id];
  return copy as C;
}

export function hasDraft(cases: Cases, person: string): boolean {
  for (const id in cases) if (authorOf(cases[id]) === person) return true;
  return false;
}
