import { paperCodes, readCode } from '../../domain/notices/index.ts';
import { type District, type Household, indexed } from '../../domain/places/index.ts';

/** What a pasted list says: households in the order of the list, each once, and the lines that name none. */
export interface ReadList {
  readonly households: readonly Household[];
  readonly unread: readonly string[];
}

const known = new WeakMap<District, ReadonlyMap<string, Household>>();

/**
 * A list as committees keep it, one household a line: the address as on the door, the six signs of a printed list, or the
 * id. What stands before it (a running number) or behind it after a blank or comma (a name) is left aside, and kept nowhere.
 */
export function readList(district: District, text: string): ReadList {
  const homes = homesOf(district);
  const found = new Map<string, Household>();
  const unread: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const said = line.trim();
    if (!said) continue;
    const home = homeIn(homes, said);
    if (home) found.set(home.id, home);
    else unread.push(said);
  }
  return { households: [...found.values()], unread };
}

/** The longest beginning of the line that names a household; a running number before it does not count. */
function homeIn(homes: ReadonlyMap<string, Household>, line: string): Household | undefined {
  for (const said of [line, line.replace(/^\d{1,4}[.、,，\s]+/, '')]) {
    const words = said.split(/[\s,，、;；]+/).filter(Boolean);
    for (let n = Math.min(words.length, 4); n > 0; n--) {
      const home = homes.get(keyOf(words.slice(0, n).join('')));
      if (home) return home;
    }
  }
  return undefined;
}

function homesOf(district: District): ReadonlyMap<string, Household> {
  const before = known.get(district);
  if (before) return before;
  const index = indexed(district);
  const codes = paperCodes(district);
  const homes = new Map<string, Household>();
  for (const household of district.households) {
    const stairwell = index.stairwells.get(household.stairwell);
    const compound = stairwell && index.compounds.get(stairwell.compound);
    homes.set(keyOf(household.id), household);
    homes.set(keyOf(readCode(codes.get(household.id) ?? '')), household);
    // '5号201' names its front door itself; '201' is behind the one of its stairwell.
    const room = /号/.test(household.room) ? household.room : `${stairwell?.name ?? ''}${household.room}`;
    for (const place of [compound?.address, compound?.name.zh])
      if (place) homes.set(keyOf(`${place}${room}`), household);
  }
  known.set(district, homes);
  return homes;
}

function keyOf(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/室$/, '');
}
