import type { DistrictIndex } from '../places/index.ts';
import { floorOfRoom, type Row } from './cells.ts';
import type { SheetHead } from './header.ts';
import { beginHome, finishHome, joinHome, type OpenHome } from './home.ts';
import { homeKey, type Listed } from './household.ts';
import { completed, placeRow, teller } from './placing.ts';
import type { RollProblem } from './problems.ts';
import { type RowPlace, readRow } from './read-row.ts';
import { type Finder, finderOf } from './stairwells.ts';

export interface Gathering {
  readonly index: DistrictIndex;
  /** Committee that the importer is bound to: rows of others are refused. */
  readonly area?: string;
  readonly report: (problem: RollProblem) => void;
  readonly emit: (household: Listed) => void;
}
export interface Gatherer {
  sheet(head: SheetHead): {
    row(row: Row): void;
    end(): { readonly rows: number; readonly households: number };
  };
}

/** More in one home is worth a look: a row of a total, or a home that is let by the bed. */
const MANY = 20;

/** Takes the rows of a list one after the other, sheet by sheet, and hands out its households as they are complete. */
export function gatherer({ index, area, report, emit }: Gathering): Gatherer {
  const finder = finderOf(index);
  /** Where each home of this file stood first, and a sum over what was said of it. */
  const seen = new Map<string, { readonly sheet: string; readonly row: number; readonly sum: number }>();

  return {
    sheet(head) {
      const tell = teller(head, report);
      const own = committeeOf(finder, head);
      const formulas = { row: 0, count: 0 };
      const filledDown = { row: 0, count: 0 };
      let above: RowPlace = {};
      let open: OpenHome | undefined;
      /** The household above was refused, so that its further rows have nowhere to go and were told with it. */
      let refused = false;
      let [rows, households] = [0, 0];

      const close = (): void => {
        if (!open) return;
        if ((open.people ?? 0) > MANY) tell('people-many', open.row, undefined, { count: open.people ?? 0 });
        const done = finishHome(open);
        open = undefined;
        const key = homeKey(done.stairwell, done.room);
        const sum = sumOf(done);
        const first = seen.get(key);
        if (first) {
          const code = first.sum === sum ? 'duplicate-same' : 'duplicate';
          tell(code, done.row, undefined, { first: first.row, sheet: first.sheet });
          return;
        }
        seen.set(key, { sheet: done.sheet, row: done.row, sum });
        households++;
        emit(done);
      };

      return {
        row(row) {
          const read = readRow(row, head, (code, column, params) => tell(code, row.row, column, params));
          if (read.kind === 'nothing') return;
          rows++;
          count(formulas, row.row, read.formulas);
          if (read.kind === 'person') {
            if (open) joinHome(open, read.said);
            else if (!refused) tell('person-without-home', row.row);
            return;
          }
          const { where, filled } = completed(read.where, above);
          count(filledDown, row.row, filled ? 1 : 0);
          above = where;
          const place = read.spoilt ? undefined : placeRow(where, row.row, own, { finder, index, area }, tell);
          refused = place === undefined;
          if (!place) return close();
          if (open && homeKey(open.stairwell.id, open.room) === homeKey(place.stairwell.id, place.room))
            return joinHome(open, read.said);
          close();
          open = beginHome({ sheet: head.name, row: row.row, ...place }, read.said);
          const { floors } = place.stairwell;
          const floor = open.floor ?? floorOfRoom(open.room) ?? 1;
          if (floor > floors) tell('floor-high', row.row, undefined, { floor, floors });
        },
        end() {
          close();
          if (formulas.count > 0) tell('formula', formulas.row, undefined, { count: formulas.count });
          if (filledDown.count > 0) tell('filled-down', filledDown.row, undefined, { count: filledDown.count });
          if (rows === 0) tell('sheet-empty', 0);
          return { rows, households };
        },
      };
    },
  };
}

/** A sheet of one committee says so in its name or its title. */
function committeeOf(finder: Finder, { name, titles }: SheetHead): string | undefined {
  return [name, ...titles].map((text) => finder.committeeWithin(text)?.id).find(Boolean);
}

function count(note: { row: number; count: number }, row: number, more: number): void {
  if (more > 0 && note.count === 0) note.row = row;
  note.count += more;
}

/** 32-bit FNV-1a over what was said: 100,000 homes are remembered in a few MB, and only equal ones are called equal. */
function sumOf({ sheet: _sheet, row: _row, ...said }: Listed): number {
  const text = JSON.stringify(said);
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}
