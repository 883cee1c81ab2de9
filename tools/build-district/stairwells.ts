import type { Stairwell } from '../../src/domain/places/index.ts';
import { type Home, share } from './homes.ts';
import { add, length, METRE, type Plane, rounded, scale, sub, type XY } from './plane.ts';

/** Households that one 楼组长 looks after. [estimate; a 楼组 of a few dozen households is usual in inner Shanghai] */
const WANTED = 24;
const LEAST = 12;
const MOST = 40;
/** Doors of one row and the next row of a lane lie within so many metres; further apart they are no neighbours. */
const NEIGHBOURS = 18;
/** What a metre more costs, in squared households. */
const APART = 15;
/** What a household too few or too many costs: more than any distance inside a compound. */
const OUT_OF_BOUNDS = 2_000;
/** Metres between the places of stairwells behind one front door, so that they lie side by side on the map. */
const SIDE_BY_SIDE = 4;

/** Where the households of one front door belong. */
export interface Entrance {
  readonly home: Home;
  /** Households behind this door. */
  readonly count: number;
  readonly perFloor: number;
  /** One stairwell, or several of a tower from the bottom up, each up to and with its `top` floor. */
  readonly parts: readonly { readonly stairwell: Stairwell; readonly top: number }[];
  /** Whether the stairwell has other doors too: rooms then name theirs. */
  readonly shared: boolean;
}

/**
 * 楼组 from front doors: neighbouring doors of one compound, in the order in which one walks along them, are joined to
 * about 24 households, the best division of the whole compound at once. A door with more than 40 is divided by floors.
 */
export function joinDoors(homes: readonly Home[], households: number, plane: Plane): Entrance[] {
  const counts = share(
    households,
    homes.map(({ door }) => door.floors * door.flats),
  );
  const entrances: Entrance[] = [];
  for (let from = 0; from < homes.length; ) {
    const { compound } = homes[from] as Home;
    let to = from;
    while (homes[to]?.compound === compound) to++;
    const own = homes.slice(from, to).map((home, k) => ({ home, count: counts[from + k] as number }));
    let serial = 0;
    const id = () => `${compound.id}-s${String(++serial).padStart(2, '0')}`;
    for (const group of divide(own)) {
      const [only] = group;
      if (group.length === 1 && only && only.count > MOST) entrances.push(byFloors(only, id, plane));
      else entrances.push(...joined(group, id(), plane));
    }
    from = to;
  }
  return entrances;
}

type Filled = Pick<Entrance, 'home' | 'count'>;
const perFloor = ({ home, count }: Filled) => Math.ceil(count / home.door.floors);
const at = ({ home }: Filled): XY => home.door.at;

/** Cuts the walk along the doors of a compound where the sum of costs is least. */
function divide(doors: readonly Filled[]): Filled[][] {
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let to = 1; to <= doors.length; to++) {
    let found = { cost: Number.POSITIVE_INFINITY, from: to - 1 };
    let count = 0;
    let apart = 0;
    for (let from = to - 1; from >= 0; from--) {
      const door = doors[from] as Filled;
      if (door.count > MOST && from < to - 1) break;
      count += door.count;
      if (from < to - 1) {
        const metres = length(sub(at(doors[from + 1] as Filled), at(door))) / METRE;
        apart += Math.max(0, metres - NEIGHBOURS) * APART;
      }
      const before = (best[from] as { cost: number }).cost;
      const cost = before + (door.count > MOST ? 0 : (count - WANTED) ** 2 + outside(count) + apart);
      if (cost < found.cost) found = { cost, from };
      if (door.count > MOST || count > 2 * MOST) break;
    }
    best.push(found);
  }
  const groups: Filled[][] = [];
  for (let to = doors.length; to > 0; ) {
    const { from } = best[to] as { from: number };
    groups.unshift(doors.slice(from, to));
    to = from;
  }
  return groups;
}

const outside = (count: number): number => OUT_OF_BOUNDS * (Math.max(0, LEAST - count) + Math.max(0, count - MOST));

/** One stairwell of several doors; it stands at the door nearest to their middle. */
function joined(group: readonly Filled[], id: string, plane: Plane): Entrance[] {
  const middle = scale(
    group.reduce<XY>((sum, door) => add(sum, at(door)), [0, 0]),
    1 / group.length,
  );
  const far = (door: Filled) => length(sub(at(door), middle));
  const centre = group.reduce((a, b) => (far(b) < far(a) - METRE / 10 ? b : a));
  const [first, last] = [group[0] as Filled, group.at(-1) as Filled];
  const { compound } = first.home;
  const stairwell: Stairwell = {
    id,
    compound: compound.id,
    committee: compound.committee,
    name: plates(first.home.number, last.home.number),
    position: plane.from(at(centre), 6),
    floors: Math.max(...group.map(({ home }) => home.door.floors)),
    synthetic: true,
  };
  const parts = [{ stairwell, top: stairwell.floors }];
  return group.map((door) => ({ ...door, perFloor: perFloor(door), parts, shared: group.length > 1 }));
}

/** Several stairwells behind the one door of a tower, floor upon floor. */
function byFloors(door: Filled, id: () => string, plane: Plane): Entrance {
  const { home, count } = door;
  const { compound } = home;
  const each = perFloor(door);
  const inhabited = Math.ceil(count / each);
  const pieces = Math.max(2, Math.round(count / WANTED));
  const parts = Array.from({ length: pieces }, (_, k) => {
    const bottom = Math.round((k * inhabited) / pieces) + 1;
    const top = k === pieces - 1 ? home.door.floors : Math.round(((k + 1) * inhabited) / pieces);
    const aside = scale(home.door.wall, (k - (pieces - 1) / 2) * SIDE_BY_SIDE * METRE);
    const stairwell: Stairwell = {
      id: id(),
      compound: compound.id,
      committee: compound.committee,
      name: `${home.number}号${bottom}–${top}层`,
      position: plane.from(rounded(add(home.door.at, aside)), 6),
      floors: top - bottom + 1,
      synthetic: true,
    };
    return { stairwell, top };
  });
  return { ...door, perFloor: each, parts, shared: false };
}

/** As on the door plates: 3号, 3–7号. */
export const plates = (first: number, last: number): string => (first === last ? `${first}号` : `${first}–${last}号`);
