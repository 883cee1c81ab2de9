import type { Compound } from '../../src/domain/places/index.ts';
import type { Built } from './buildings.ts';
import type { Home } from './homes.ts';
import { type Housing, isHousing, middleOf, type Parcel } from './parcels.ts';
import { length, METRE, nearestOn, type Plane, sub, type XY } from './plane.ts';
import { Random } from './random.ts';
import type { BuildPlan } from './source.ts';
import type { Way } from './streets.ts';

const FIRST = '安 福 德 永 明 和 景 怡 懿 慈 庆 瑞 荣 华 同 延 静 升 善 宝 康 兴 鸿 柏 松'.split(' ');
const SECOND = '安 庆 善 康 润 裕 福 和 远 余 益 和 丰 乐 厚 年'.split(' ');
const TAIL: Readonly<Record<Housing, readonly string[]>> = {
  'lane-house': ['里', '坊', '弄'],
  'new-lane': ['邨', '新邨', '里'],
  'public-housing': ['小区', '新村'],
  'commercial-housing': ['花园', '苑'],
  tower: ['公寓', '大楼'],
};
const TAIL_EN: Readonly<Record<string, string>> = {
  里: 'Li',
  坊: 'Fang',
  弄: 'Lane',
  邨: 'Terrace',
  新邨: 'New Terrace',
  小区: 'Estate',
  新村: 'New Village',
  花园: 'Garden',
  苑: 'Court',
  公寓: 'Apartments',
  大楼: 'House',
};

export interface Settled {
  readonly compounds: Compound[];
  readonly homes: Home[];
  /** Compound of each parcel, by index of the parcel. */
  readonly ofParcel: ReadonlyMap<number, Compound>;
}

/** Housing parcels as compounds with a lane address on their street, and their front doors, numbered in walking order. */
export function settle(
  parcels: readonly Parcel[],
  built: readonly Built[],
  ways: readonly Way[],
  plan: BuildPlan,
  plane: Plane,
): Settled {
  const random = new Random(plan.seed, 'compounds');
  const numbers = houseNumbers(parcels, ways, plan, plane);
  const names = new Set<string>();
  const compounds: Compound[] = [];
  const homes: Home[] = [];
  const ofParcel = new Map<number, Compound>();
  for (const [i, parcel] of parcels.entries()) {
    const doors = built[i]?.doors ?? [];
    if (!isHousing(parcel.use) || doors.length === 0) continue;
    const committee = plan.committees[parcel.committee] as BuildPlan['committees'][number];
    let [a, b, tail] = ['', '', ''];
    do {
      a = random.pick(FIRST);
      b = random.pick(SECOND);
      tail = random.pick(TAIL[parcel.use]);
    } while (names.has(a + b) || a === b);
    names.add(a + b);
    const address = `${parcel.street.zh}${numbers.get(i)}${parcel.use === 'tower' ? '号' : '弄'}`;
    const compound: Compound = {
      id: `c${String(compounds.length + 1).padStart(3, '0')}`,
      committee: committee.id,
      name: {
        zh: `${a}${b}${tail}`,
        en: `${tail === '弄' ? 'Old' : 'No.'} ${compounds.length + 1} ${TAIL_EN[tail]}, ${parcel.street.en}`,
      },
      address,
      kind: parcel.use,
      ring: plane.ring(parcel.ring, 6),
      synthetic: true,
    };
    compounds.push(compound);
    ofParcel.set(i, compound);
    const old = parcel.use === 'lane-house' && random.chance(0.12);
    const low =
      (parcel.use === 'lane-house' || parcel.use === 'new-lane' || parcel.use === 'public-housing') &&
      random.chance(0.16);
    for (const [n, door] of doors.entries())
      homes.push({ compound, number: n + 1, door, housing: parcel.use, old, low });
  }
  return { compounds, homes, ofParcel };
}

/**
 * Lane numbers rise along their street, odd on one side and even on the other, one number for every 4.5 m of street.
 * Addresses that are told in the sources of a district keep their number at the place nearest to them.
 */
function houseNumbers(
  parcels: readonly Parcel[],
  ways: readonly Way[],
  plan: BuildPlan,
  plane: Plane,
): Map<number, number> {
  const numbers = new Map<number, number>();
  const taken = new Set<string>();
  for (const { street, number, near } of plan.knownLanes ?? []) {
    const at = plane.to(near);
    const candidates = [...parcels.keys()].filter(
      (i) => (parcels[i] as Parcel).street.zh === street && (parcels[i] as Parcel).use === 'lane-house',
    );
    const [first] = candidates.sort(
      (i, j) => length(sub(middleOf(parcels[i] as Parcel), at)) - length(sub(middleOf(parcels[j] as Parcel), at)),
    );
    if (first === undefined) continue;
    numbers.set(first, number);
    taken.add(`${street} ${number}`);
  }
  for (const [i, parcel] of parcels.entries()) {
    if (numbers.has(i)) continue;
    const { metres, left } = along(
      parcel.gate,
      ways.filter((way) => way.zh === parcel.street.zh),
    );
    let n = Math.max(1, Math.round(metres / 9)) * 2 + (left ? 1 : 0);
    while (taken.has(`${parcel.street.zh} ${n}`)) n += 2;
    taken.add(`${parcel.street.zh} ${n}`);
    numbers.set(i, n);
  }
  return numbers;
}

/** Distance from the eastern or southern end of a street, measured straight, and the side. Numbers in Shanghai begin there. */
function along(p: XY, ways: readonly Way[]): { metres: number; left: boolean } {
  const ends = ways.flatMap((way) => [way.plane[0] as XY, way.plane.at(-1) as XY]);
  const wide = Math.max(...ends.map((e) => e[0])) - Math.min(...ends.map((e) => e[0]));
  const high = Math.max(...ends.map((e) => e[1])) - Math.min(...ends.map((e) => e[1]));
  const start = ends.reduce((a, b) => (wide >= high ? (b[0] > a[0] ? b : a) : b[1] < a[1] ? b : a));
  let best = { far: Number.POSITIVE_INFINITY, left: false };
  for (const way of ways) {
    for (let i = 0; i + 1 < way.plane.length; i++) {
      const near = nearestOn(p, way.plane[i] as XY, way.plane[i + 1] as XY);
      if (near.far < best.far) best = { far: near.far, left: wide >= high ? p[1] > near.at[1] : p[0] < near.at[0] };
    }
  }
  return { metres: length(sub(p, start)) / METRE, left: best.left };
}
