import type { Committee, Compound, DistrictIndex, Stairwell } from '../places/index.ts';
import { type Address, addressIn, type DoorPlates, hasDoor, platesOf } from './address.ts';
import { floorOfRoom } from './cells.ts';
import { nearestNames, plain, tight } from './text.ts';

/** Where a row of a list says that a household lives, as far as it says it. */
export interface Whereabouts extends Address {
  readonly committee?: string;
  readonly compound?: string;
  readonly stairwell?: string;
  readonly floor?: number;
}
export type Found =
  | { readonly stairwell: Stairwell; readonly room: string }
  | {
      readonly code:
        | 'compound-missing'
        | 'compound-unknown'
        | 'compound-ambiguous'
        | 'door-missing'
        | 'stairwell-unknown'
        | 'floor-unknown'
        | 'room-missing';
      readonly params: Readonly<Record<string, string | number>>;
    };

interface Known {
  readonly row: Compound;
  readonly address: Address;
  readonly doors: readonly { readonly row: Stairwell; readonly plates: DoorPlates | undefined }[];
}

/** Finds the stairwell of a household among those of the district. Pure; keeps what it worked out. */
export interface Finder {
  /** The committee that a name means: '某居民区', '某居委会', '某'. */
  committee(name: string): Committee | undefined;
  /** The committee whose name stands somewhere in a text, such as the title of a sheet. */
  committeeWithin(text: string): Committee | undefined;
  nearestCommittees(name: string): readonly string[];
  find(where: Whereabouts): Found;
}

const shortName = (name: string): string => plain(name).replace(/(?:居民区|居民委员会|居委会|居委|社区)$/, '');

export function finderOf(index: DistrictIndex): Finder {
  const { committees, compounds } = index.district;
  const byShort = new Map(committees.map((row) => [shortName(row.name.zh), row]));
  const known: readonly Known[] = compounds.map((row) => ({
    row,
    address: addressIn(row.address),
    doors: index.stairwellsOfCompound(row.id).map((one) => ({ row: one, plates: platesOf(one.name) })),
  }));
  const byName = group(known, ({ row }) => [plain(row.name.zh), plain(row.name.en), plain(row.address), row.id]);
  const byLane = group(known, ({ address }) => (address.lane ? [address.lane] : []));
  const byDoor = group(known, ({ address }) => (!address.lane && address.door ? [address.door] : []));
  const byCommittee = group(known, ({ row }) => [row.committee]);
  const answers = new Map<string, readonly Known[]>();

  /** Compounds that the text may mean, those of the row's committee before all others. */
  function candidates({ committee, compound, lead, lane, door }: Whereabouts): readonly Known[] {
    const key = [committee, compound, lead, lane, lane || compound ? '' : door].join('\u0000');
    let found = answers.get(key);
    if (!found) {
      found = narrowed(meant(compound, lead, lane, door, committee), committee);
      answers.set(key, found);
    }
    return found;
  }
  function meant(
    compound: string | undefined,
    lead: string | undefined,
    lane: string | undefined,
    door: string | undefined,
    committee: string | undefined,
  ): readonly Known[] {
    if (compound) {
      const named = byName.get(plain(compound)) ?? [];
      if (named.length > 0) return named;
      const inside = addressIn(compound);
      if (!inside.lane) return [];
      return onRoad(byLane.get(inside.lane) ?? [], inside.lead);
    }
    if (lane) return onRoad(byLane.get(lane) ?? [], lead);
    if (lead) {
      const named = byName.get(plain(lead)) ?? known.filter(({ row }) => tight(lead).endsWith(tight(row.name.zh)));
      if (named.length > 0) return named;
      return door ? onRoad(byDoor.get(door) ?? [], lead) : [];
    }
    const own = committee ? (byCommittee.get(committee) ?? []) : [];
    return own.length === 1 ? own : [];
  }
  const onRoad = (rows: readonly Known[], lead: string | undefined): readonly Known[] =>
    lead === undefined
      ? rows
      : rows.filter(({ address }) => {
          const road = address.lead ?? '';
          return lead.endsWith(road) || (road.endsWith(lead) && lead.length > 1);
        });
  const narrowed = (rows: readonly Known[], committee: string | undefined): readonly Known[] => {
    if (rows.length < 2 || !committee) return rows;
    const own = rows.filter(({ row }) => row.committee === committee);
    return own.length > 0 ? own : rows;
  };

  return {
    committee: (name) => byShort.get(shortName(name)),
    committeeWithin(text) {
      const flat = plain(text);
      return [...byShort].find(([name]) => name.length > 1 && flat.includes(name))?.[1];
    },
    nearestCommittees: (name) =>
      nearestNames(
        name,
        committees.map((row) => row.name.zh),
      ),
    find(where): Found {
      const rows = candidates(where);
      const said = [where.compound, where.lead, where.lane && `${where.lane}弄`].filter(Boolean).join('');
      if (rows.length === 0) {
        if (!said) return { code: 'compound-missing', params: {} };
        const pool = where.committee ? (byCommittee.get(where.committee) ?? known) : known;
        const names = pool.map(({ row }) => (where.lane || !where.compound ? row.address : row.name.zh));
        return { code: 'compound-unknown', params: { said, nearest: nearestNames(said, names).join('、') || '—' } };
      }
      const { door, room, stairwell } = where;
      if (!door && !stairwell) return { code: 'door-missing', params: {} };
      const floor = where.floor ?? (room === undefined ? undefined : floorOfRoom(room));
      const fits = rows.flatMap(({ doors }) => doors.filter((one) => answersTo(one, door, stairwell)));
      const [first] = fits;
      if (!first) {
        const names = rows.flatMap(({ doors }) => doors.map((one) => one.row.name));
        const nearest = nearestDoors(door ?? stairwell ?? '', names);
        return {
          code: 'stairwell-unknown',
          params: { compound: rows[0]?.row.name.zh ?? '', said: door ? `${door}号` : (stairwell ?? ''), nearest },
        };
      }
      if (room === undefined) return { code: 'room-missing', params: {} };
      const onFloor = fits.filter(({ plates }) => {
        if (!plates?.floors) return true;
        return floor !== undefined && Math.max(1, floor) >= plates.floors[0] && floor <= plates.floors[1];
      });
      const [match, other] = onFloor;
      if (!match)
        return {
          code: 'floor-unknown',
          params: { room, stairwells: fits.map(({ row }) => row.name).join('、') },
        };
      if (other)
        return {
          code: 'compound-ambiguous',
          params: {
            said,
            names: rows
              .map(({ row }) => row.name.zh)
              .slice(0, 5)
              .join('、'),
          },
        };
      return { stairwell: match.row, room: roomOf(match.plates, door, room) };
    },
  };
}

/** The room as the roll keeps it: with its door where the stairwell has several. */
function roomOf(plates: DoorPlates | undefined, door: string | undefined, room: string): string {
  return plates?.to && door && !room.includes('号') ? `${door}号${room}` : room;
}

function answersTo(
  { row, plates }: Known['doors'][number],
  door: string | undefined,
  stairwell: string | undefined,
): boolean {
  if (door)
    return plates ? hasDoor(plates, door) : plain(row.name) === plain(door) || plain(row.name) === plain(`${door}号`);
  return stairwell !== undefined && (plain(row.name) === plain(stairwell) || row.id === stairwell);
}

/** Door plates nearest by number, else by letters. */
function nearestDoors(said: string, names: readonly string[]): string {
  const number = Number(/\d+/.exec(said)?.[0] ?? Number.NaN);
  const far = (name: string): number =>
    Math.min(...(name.match(/\d+/g) ?? []).slice(0, 2).map((n) => Math.abs(Number(n) - number)));
  if (Number.isNaN(number)) return nearestNames(said, names).join('、') || '—';
  return (
    [...new Set(names)]
      .sort((a, b) => far(a) - far(b))
      .slice(0, 3)
      .join('、') || '—'
  );
}

function group(rows: readonly Known[], keys: (row: Known) => readonly string[]): ReadonlyMap<string, readonly Known[]> {
  const found = new Map<string, Known[]>();
  for (const row of rows)
    for (const key of new Set(keys(row))) {
      const list = found.get(key);
      if (list) list.push(row);
      else found.set(key, [row]);
    }
  return found;
}
