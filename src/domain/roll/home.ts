import type { Household, Stairwell } from '../places/index.ts';
import { floorOfRoom } from './cells.ts';
import { floorKindAt, type Listed, type RollContact } from './household.ts';

/** What one row says of a household besides where it lives. */
export interface Said {
  readonly floor?: number;
  readonly floorKind?: Household['floorKind'];
  readonly use?: Household['use'];
  readonly people?: number;
  /** Undefined where the list has no column for tags; likewise contacts. */
  readonly tags?: readonly string[];
  readonly language?: string;
  readonly wecom?: string;
  readonly person?: { readonly name?: string; readonly phones: readonly string[] };
  readonly others?: readonly RollContact[];
}

/** A household of which further rows may follow: persons of care in rows of their own. */
export interface OpenHome {
  readonly sheet: string;
  readonly row: number;
  readonly stairwell: Stairwell;
  readonly room: string;
  readonly floor: number | undefined;
  floorKind: Household['floorKind'] | undefined;
  use: Household['use'] | undefined;
  people: number | undefined;
  persons: number;
  tags: Set<string> | undefined;
  language: string | undefined;
  wecom: string | undefined;
  contacts: RollContact[] | undefined;
}

export function beginHome(at: Pick<OpenHome, 'sheet' | 'row' | 'stairwell' | 'room'>, said: Said): OpenHome {
  const home: OpenHome = {
    ...at,
    floor: said.floor,
    floorKind: undefined,
    use: undefined,
    people: undefined,
    persons: 0,
    tags: undefined,
    language: undefined,
    wecom: undefined,
    contacts: undefined,
  };
  joinHome(home, said);
  return home;
}

/** A further row of the same household: its person and tags are added, of everything else the first word counts. */
export function joinHome(home: OpenHome, said: Said): void {
  home.floorKind ??= said.floorKind;
  home.use ??= said.use;
  home.people ??= said.people;
  home.language ??= said.language;
  home.wecom ??= said.wecom;
  if (said.tags) home.tags = new Set([...(home.tags ?? []), ...said.tags]);
  if (!said.person && !said.others) return;
  home.contacts ??= [];
  const { person, others = [] } = said;
  if (person && (person.name || person.phones.length > 0)) {
    const relation = home.contacts.some((one) => one.relation === 'head') ? 'member' : 'head';
    if (person.name) home.persons++;
    const named = person.name ? { name: person.name } : {};
    if (person.phones.length === 0) home.contacts.push({ relation, ...named });
    for (const phone of person.phones) home.contacts.push({ relation, ...named, phone });
  }
  home.contacts.push(...others);
}

export function finishHome(home: OpenHome): Listed {
  const { sheet, row, stairwell, room, floor, floorKind, use, people, persons, tags, language, wecom } = home;
  const at = floor ?? floorOfRoom(room) ?? 1;
  const contacts = home.contacts && unlike(home.contacts);
  // A count that is smaller than the persons named would lose somebody; an empty home has an owner all the same.
  const count =
    people === undefined ? (persons > 1 ? persons : undefined) : people === 0 ? 0 : Math.max(people, persons);
  return {
    sheet,
    row,
    stairwell: stairwell.id,
    room,
    guess: { floor: at, floorKind: floorKindAt(at, stairwell.floors) },
    ...(floor === undefined ? {} : { floor }),
    ...(floorKind ? { floorKind } : {}),
    ...(use ? { use } : {}),
    ...(count === undefined ? {} : { people: count }),
    ...(tags ? { tags: [...tags].sort() } : {}),
    ...(language ? { language } : {}),
    ...(wecom ? { wecom } : {}),
    ...(contacts ? { contacts } : {}),
  };
}

/** The same name and number written in two rows is one contact. */
function unlike(contacts: readonly RollContact[]): readonly RollContact[] {
  const seen = new Set<string>();
  return contacts.filter(({ relation, name = '', phone = '' }) => {
    const key = `${relation === 'member' ? 'head' : relation}|${name}|${phone}`;
    return !seen.has(key) && seen.add(key);
  });
}
