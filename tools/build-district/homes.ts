import type { Compound, Household } from '../../src/domain/places/index.ts';
import type { Door } from './buildings.ts';
import type { Housing } from './parcels.ts';
import { Random } from './random.ts';
import type { Entrance } from './stairwells.ts';

/** One front door of a compound and what is behind it. */
export interface Home {
  readonly compound: Compound;
  /** 号, as on the door plate. */
  readonly number: number;
  readonly door: Door;
  readonly housing: Housing;
  /** Roof and walls as of the 1930s, not yet renewed. */
  readonly old: boolean;
  /** Lies so low that the ground floor floods. */
  readonly low: boolean;
}

/**
 * Households behind the doors, floor by floor, and residents to the exact number. Rates of tags follow what inner
 * Shanghai reports in general (registered population one third over 60, about 6 % over 80) and are otherwise
 * estimates; all of it is synthetic.
 */
export function fillHomes(entrances: readonly Entrance[], residents: number, seed: number): Household[] {
  const random = new Random(seed, 'households');
  const rows = entrances.flatMap((entrance) =>
    Array.from({ length: entrance.count }, (_, k) => household(entrance, k, random)),
  );
  return settle(rows, residents, random);
}

/** Whole numbers in proportion to the weights that add up exactly (largest remainders), each at least one. */
export function share(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((w) => (w / sum) * total);
  const out = exact.map((x) => Math.max(1, Math.floor(x)));
  let left = total - out.reduce((a, b) => a + b, 0);
  const order = exact.map((x, i) => ({ i, rest: x - Math.floor(x) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let k = 0; left > 0; k++, left--) {
    const { i } = order[k % order.length] as { i: number };
    out[i] = (out[i] as number) + 1;
  }
  const large = [...out.keys()].sort((a, b) => (out[b] as number) - (out[a] as number) || a - b);
  for (let k = 0; left < 0; k++) {
    const i = large[k % large.length] as number;
    if ((out[i] as number) <= 1) continue;
    out[i] = (out[i] as number) - 1;
    left++;
  }
  return out;
}

const USES: Readonly<Record<Housing, readonly number[]>> = {
  // owner, tenant, shared, vacant, business
  'lane-house': [46, 32, 9, 9, 4],
  'new-lane': [58, 26, 3, 9, 4],
  'public-housing': [66, 23, 2, 8, 1],
  'commercial-housing': [62, 26, 1, 10, 1],
  tower: [55, 32, 1, 10, 2],
};
const USE_NAMES = ['owner', 'tenant', 'shared', 'vacant', 'business'] as const;

function household(entrance: Entrance, k: number, random: Random): Household {
  const { home, perFloor, parts, shared } = entrance;
  const { housing } = home;
  const floor = Math.floor(k / perFloor) + 1;
  const basement = housing === 'lane-house' && floor === 1 && random.chance(0.015);
  const use = basement ? 'tenant' : (USE_NAMES[random.weighted(USES[housing])] as (typeof USE_NAMES)[number]);
  const people =
    use === 'vacant'
      ? 0
      : use === 'business'
        ? random.whole(1, 4)
        : use === 'shared'
          ? random.whole(3, 7)
          : 1 + random.weighted([24, 34, 25, 11, 6]);
  const floorKind = basement ? 'semi-basement' : floor === 1 ? 'ground' : floor === home.door.floors ? 'top' : 'middle';
  const tags = use === 'vacant' || use === 'business' ? [] : tagsOf(home, use, people, floorKind, random);
  const reach =
    use === 'vacant'
      ? 0.25
      : use === 'business'
        ? 0.95
        : tags.includes('aged-80')
          ? 0.86
          : use === 'shared'
            ? 0.84
            : 0.94;
  const room = basement ? `B${(k % perFloor) + 1}` : `${floor}${String((k % perFloor) + 1).padStart(2, '0')}`;
  const { stairwell } = parts.find(({ top }) => floor <= top) as Entrance['parts'][number];
  return {
    // By its front door, not by its stairwell: doors stay when stairwells are divided anew.
    id: `${home.compound.id}-${String(home.number).padStart(2, '0')}-${String(k + 1).padStart(2, '0')}`,
    stairwell: stairwell.id,
    room: shared ? `${home.number}号${room}` : room,
    floor: basement ? -1 : floor,
    floorKind,
    use,
    people,
    reachable: random.chance(reach),
    tags,
  };
}

function tagsOf(
  home: Home,
  use: 'owner' | 'tenant' | 'shared',
  people: number,
  floorKind: Household['floorKind'],
  random: Random,
): string[] {
  const tags: string[] = [];
  const settled = use === 'owner';
  const add = (tag: string, p: number) => {
    if (random.chance(p)) tags.push(tag);
  };
  if (settled) {
    add('aged-80', home.housing === 'commercial-housing' || home.housing === 'tower' ? 0.08 : 0.16);
    if (people === 1) add('living-alone', tags.includes('aged-80') ? 0.9 : 0.22);
    if (tags.includes('living-alone')) add('childless-elder', 0.06);
    if (people === 2) add('all-elderly', tags.includes('aged-80') ? 0.7 : 0.15);
    if (tags.includes('aged-80')) {
      add('incapacitated', 0.08);
      add('hearing', 0.12);
    }
    add('disabled', 0.035);
    add('low-income', 0.018);
    if (!tags.includes('low-income')) add('low-income-edge', 0.008);
    add('mental-care', 0.006);
    add('special-support', 0.004);
    if (tags.includes('special-support')) add('lost-only-child', 0.5);
    add('entitled', 0.005);
  }
  if (people >= 3 && use !== 'shared') {
    add('infant', 0.11);
    add('pregnant', 0.012);
  }
  if (use !== 'owner') tags.push('tenant');
  if (use === 'shared') add('group-rental', 0.3);
  if (home.low && (floorKind === 'ground' || floorKind === 'semi-basement')) tags.push('flood-prone');
  if (home.old) tags.push('old-house');
  return tags;
}

/** Adds or takes single persons until the residents are exactly as many as the district counts. */
function settle(rows: readonly Household[], residents: number, random: Random): Household[] {
  const out = rows.map((row) => ({ ...row }));
  let left = residents - out.reduce((sum, row) => sum + row.people, 0);
  while (left !== 0) {
    const row = random.pick(out);
    if (
      row.use === 'vacant' ||
      row.use === 'business' ||
      row.tags.includes('living-alone') ||
      row.tags.includes('all-elderly')
    )
      continue;
    if (left > 0 && row.people < 7) {
      row.people++;
      left--;
    } else if (left < 0 && row.people > 2) {
      row.people--;
      left++;
    }
  }
  return out;
}

/** Telephone numbers that nobody has: 199-0000 is in no number plan of a carrier's customers. */
export function syntheticPhone(n: number): string {
  return `199-0000-${String(n % 10_000).padStart(4, '0')}`;
}
