import type { DistrictIndex, Stairwell } from '../places/index.ts';
import { columnLetter } from './cells.ts';
import type { Field } from './columns.ts';
import type { SheetHead } from './header.ts';
import type { ProblemCode, RollProblem } from './problems.ts';
import type { RowPlace } from './read-row.ts';
import type { Finder } from './stairwells.ts';

export type TellRow = (code: ProblemCode, row: number, column?: number, params?: RollProblem['params']) => void;

/** Which column a problem of the address is shown at: the first of these that the list has. */
const SHOWN_AT: Partial<Record<ProblemCode, readonly Field[]>> = {
  'compound-missing': ['compound', 'lane', 'address'],
  'compound-unknown': ['compound', 'lane', 'address', 'door'],
  'compound-ambiguous': ['compound', 'lane', 'address'],
  'door-missing': ['door', 'address', 'stairwell'],
  'stairwell-unknown': ['door', 'stairwell', 'address', 'room'],
  'floor-unknown': ['room', 'floor', 'address'],
  'room-missing': ['room', 'address'],
  'floor-high': ['floor', 'room', 'address'],
  'committee-unknown': ['committee'],
  'committee-contradicts': ['committee', 'door', 'address', 'stairwell'],
  'people-many': ['people'],
};

export function teller(head: SheetHead, report: (problem: RollProblem) => void): TellRow {
  return (code, row, column, params) => {
    const shown = column ?? SHOWN_AT[code]?.map((field) => head.fields.indexOf(field)).find((n) => n >= 0);
    report({
      code,
      sheet: head.name,
      row,
      ...(shown === undefined ? {} : { column: columnLetter(shown), heading: head.headings[shown] ?? '' }),
      ...(params ? { params } : {}),
    });
  };
}

/** The stairwell and room of a row, or undefined when its place is wrong and has been told. */
export function placeRow(
  where: RowPlace,
  row: number,
  own: string | undefined,
  {
    finder,
    index,
    area,
  }: { readonly finder: Finder; readonly index: DistrictIndex; readonly area: string | undefined },
  tell: TellRow,
): { readonly stairwell: Stairwell; readonly room: string } | undefined {
  const { committeeText } = where;
  const named = committeeText ? finder.committee(committeeText)?.id : own;
  if (committeeText && !named) {
    const nearest = finder.nearestCommittees(committeeText).join('、') || '—';
    return void tell('committee-unknown', row, undefined, { said: committeeText.slice(0, 40), nearest });
  }
  const found = finder.find({ ...where, ...(named ? { committee: named } : {}) });
  if ('code' in found) return void tell(found.code, row, undefined, found.params);
  const nameOf = (id: string): string => index.committees.get(id)?.name.zh ?? id;
  const actual = found.stairwell.committee;
  if (named && actual !== named)
    return void tell('committee-contradicts', row, undefined, { said: nameOf(named), actual: nameOf(actual) });
  if (area !== undefined && actual !== area)
    return void tell('not-your-area', row, undefined, { actual: nameOf(actual) });
  return found;
}

/** What merged cells leave out stands in the row above; a compound or lane of its own starts anew. */
export function completed(where: RowPlace, above: RowPlace): { readonly where: RowPlace; readonly filled: boolean } {
  const { committeeText = above.committeeText, stairwell } = where;
  let { compound, lead, lane, door } = where;
  let filled = false;
  if (!compound && !lane && !lead && (above.compound || above.lane || above.lead)) {
    ({ compound, lane, lead } = above);
    filled = true;
    if (!door && !stairwell && above.door) door = above.door;
  } else if (!door && !stairwell && above.door && compound === above.compound && lane === above.lane) {
    door = above.door;
    filled = true;
  }
  const parts = { ...where, committeeText, compound, lead, lane, door };
  return { where: Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)), filled };
}
