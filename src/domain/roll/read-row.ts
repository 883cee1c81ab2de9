import type { Household } from '../places/index.ts';
import { addressIn, numberIn, roomIn } from './address.ts';
import { type Cell, countIn, floorIn, isMasked, phonesIn, type Row, textOf } from './cells.ts';
import { type Field, fieldOf } from './columns.ts';
import type { Said } from './home.ts';
import type { RollContact } from './household.ts';
import type { ProblemCode, RollProblem } from './problems.ts';
import type { Whereabouts } from './stairwells.ts';
import { floorKindOf, isTick, tagsIn, useOf } from './tags.ts';
import { plain } from './text.ts';

/** Where a row says that it is, before what merged cells leave out is taken from the row above. */
export interface RowPlace extends Whereabouts {
  readonly committeeText?: string;
}
export type ReadRow =
  | { readonly kind: 'nothing' }
  | {
      /** home: the row says where it is · person: it says only who, and belongs to the household above */
      readonly kind: 'home' | 'person';
      readonly where: RowPlace;
      readonly said: Said;
      readonly formulas: number;
      /** A cell of the address was told as a problem already. */
      readonly spoilt: boolean;
    };
type Tell = (code: ProblemCode, column: number | undefined, params?: RollProblem['params']) => void;

const LONGEST = 200;
/** Rows at the foot of a list, and headings that are printed again on each page. */
const NO_HOME = /^(?:合计|小计|总计|填表|制表|审核|说明|备注|注)/;
const PLACE: ReadonlySet<string> = new Set(['committee', 'compound', 'lane', 'door', 'room', 'address', 'stairwell']);
const UNREAD: ReadonlySet<string> = new Set(['note', 'number']);

/** Reads one row by what its columns are. Pure; tells what is wrong with its cells. */
export function readRow(
  { cells }: Row,
  { fields }: { readonly fields: readonly (Field | undefined)[] },
  tell: Tell,
): ReadRow {
  const texts = new Map<Field, { readonly text: string; readonly column: number }[]>();
  let [formulas, repeated] = [0, 0];
  let [spoilt, anything] = [false, false];
  for (let column = 0; column < fields.length; column++) {
    const field = fields[column];
    if (field === undefined || UNREAD.has(field)) continue;
    const read = cellText(cells[column], field, column, tell);
    if (read === undefined) {
      spoilt ||= PLACE.has(field);
      anything = true;
      continue;
    }
    if (read.formula) formulas++;
    if (read.text === '') continue;
    anything = true;
    if (fieldOf(read.text) === field && !field.startsWith('tag:')) repeated++;
    const list = texts.get(field);
    if (list) list.push({ text: read.text, column });
    else texts.set(field, [{ text: read.text, column }]);
  }
  if (!anything || repeated >= 2 || NO_HOME.test(plain(cells.map(textOf).find(Boolean) ?? '')))
    return { kind: 'nothing' };

  const one = (field: Field): string | undefined => texts.get(field)?.[0]?.text;
  const at = (field: Field): number | undefined => texts.get(field)?.[0]?.column ?? indexOf(fields, field);
  const said = saidIn(fields, texts, one, at, tell);
  const where = placeIn(one, said.floor);
  const home = where.room !== undefined || where.door !== undefined || where.stairwell !== undefined || spoilt;
  return { kind: home ? 'home' : 'person', where, said, formulas, spoilt };
}

const indexOf = (fields: readonly (Field | undefined)[], field: Field): number | undefined => {
  const found = fields.indexOf(field);
  return found < 0 ? undefined : found;
};

/** The text of a cell, or undefined when it is told as a problem. */
function cellText(
  cell: Cell,
  field: Field,
  column: number,
  tell: Tell,
): { readonly text: string; readonly formula?: boolean } | undefined {
  const text = textOf(cell);
  if (typeof cell === 'object') {
    if (cell.odd === 'date' && PLACE.has(field)) return void tell('room-date', column);
    if (cell.odd === 'error') return void tell('cell-error', column, { value: text.slice(0, 20) });
    if (cell.odd === 'formula-empty') return void tell('formula-empty', column);
    return { text, formula: cell.odd === 'formula' };
  }
  if (text.length > LONGEST) return void tell('text-long', column, { most: LONGEST });
  return { text };
}

function placeIn(one: (field: Field) => string | undefined, floor: number | undefined): RowPlace {
  const [committeeText, compound, stairwell] = [one('committee'), one('compound'), one('stairwell')];
  const whole = addressIn(one('address') ?? '');
  const laneText = one('lane');
  const laneNumber = laneText && numberIn(laneText);
  const inLane = laneText && !laneNumber ? addressIn(laneText) : {};
  const doorText = one('door');
  const doorNumber = doorText && numberIn(doorText);
  const inDoor = doorText && !doorNumber ? addressIn(doorText) : {};
  const roomText = one('room');
  // '3号201' or '3-201' in the column of rooms brings its own door.
  const inRoom = roomText && /号|^\d+[-－—]\d/.test(roomText) ? addressIn(roomText) : {};
  const parts = {
    committeeText,
    compound,
    stairwell,
    lead: inLane.lead ?? inDoor.lead ?? whole.lead,
    lane: laneNumber ?? inLane.lane ?? inDoor.lane ?? whole.lane,
    door: doorNumber ?? inDoor.door ?? inRoom.door ?? inLane.door ?? whole.door,
    room: inRoom.room ?? (roomText && roomIn(roomText)) ?? inDoor.room ?? whole.room,
    floor,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''));
}

function saidIn(
  fields: readonly (Field | undefined)[],
  texts: ReadonlyMap<Field, readonly { readonly text: string; readonly column: number }[]>,
  one: (field: Field) => string | undefined,
  at: (field: Field) => number | undefined,
  tell: Tell,
): Said {
  const short = (text: string): string => text.slice(0, 40);
  const coded = <T>(field: Field, code: ProblemCode, read: (text: string) => T | undefined): T | undefined => {
    const text = one(field);
    if (text === undefined) return undefined;
    const value = read(text);
    if (value === undefined) tell(code, at(field), { said: short(text) });
    return value;
  };
  const people = coded('people', 'people-unreadable', countIn);
  const floor = coded('floor', 'floor-unreadable', floorIn);
  const use = coded<Household['use']>('use', 'use-unknown', useOf);
  const floorKind = coded('floorKind', 'floor-kind-unknown', floorKindOf);

  const ticks = fields.filter((field): field is `tag:${string}` => field?.startsWith('tag:') ?? false);
  let tags: string[] | undefined;
  if (fields.includes('tags') || ticks.length > 0) {
    tags = ticks.filter((field) => isTick(one(field) ?? '')).map((field) => field.slice(4));
    for (const { text, column } of texts.get('tags') ?? []) {
      const read = tagsIn(text);
      tags.push(...read.tags);
      for (const word of read.unknown) tell('tag-unknown', column, { said: short(word) });
    }
  }

  const phones = (field: Field): readonly string[] =>
    (texts.get(field) ?? []).flatMap(({ text, column }) => {
      if (isMasked(text)) tell('masked', column);
      const read = phonesIn(text);
      if (read.bad.length > 0 && !isMasked(text)) tell('phone-unreadable', column);
      return read.phones;
    });
  const name = (field: Field): string | undefined => {
    const text = one(field);
    if (text !== undefined && isMasked(text)) tell('masked', at(field));
    return text;
  };
  const has = (...wanted: readonly Field[]): boolean => wanted.some((field) => fields.includes(field));
  const person = has('name', 'phone') ? { name: name('name'), phones: phones('phone') } : undefined;
  const others = has('emergencyName', 'emergencyPhone', 'keyName', 'keyPhone')
    ? [
        ...contacts('emergency', name('emergencyName'), phones('emergencyPhone')),
        ...contacts('key', name('keyName'), phones('keyPhone')),
      ]
    : undefined;
  const language = one('language');
  const wecom = coded('wecom', 'wecom-unreadable', (text) => (isMasked(text) ? undefined : wecomIn(text)));
  return {
    ...(people === undefined ? {} : { people }),
    ...(floor === undefined ? {} : { floor }),
    ...(use ? { use } : {}),
    ...(floorKind ? { floorKind } : {}),
    ...(tags ? { tags } : {}),
    ...(language ? { language } : {}),
    ...(wecom ? { wecom } : {}),
    ...(person ? { person: { phones: person.phones, ...(person.name ? { name: person.name } : {}) } } : {}),
    ...(others ? { others } : {}),
  };
}

/** One account of WeCom. Its rules let a bar part several and '@all' be everybody: neither is one. */
function wecomIn(text: string): string | undefined {
  return /^[\w.@-]{1,64}$/.test(text) && text.toLowerCase() !== '@all' ? text : undefined;
}

/** '李某 13800000000' in the column of names brings its number with it. */
function contacts(
  relation: RollContact['relation'],
  text: string | undefined,
  phones: readonly string[],
): RollContact[] {
  const inName = text ? phonesIn(text).phones : [];
  const name = text?.replace(/[+\d（）()\s-]{7,}/g, '').trim();
  const numbers = [...new Set([...phones, ...inName])];
  const named = name ? { name } : {};
  if (numbers.length === 0) return name ? [{ relation, ...named }] : [];
  return numbers.map((phone) => ({ relation, ...named, phone }));
}
