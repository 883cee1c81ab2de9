import { distance, type Position } from '../../src/domain/kernel/index.ts';
import type { Compound, Point, PointKind } from '../../src/domain/places/index.ts';
import { cameras } from './cameras.ts';
import type { Home } from './homes.ts';
import type { Parcel } from './parcels.ts';
import { middleOf } from './parcels.ts';
import { add, left, METRE, type Plane, rounded, scale, sub, unit, within, type XY } from './plane.ts';
import { Random } from './random.ts';
import { corners, kerbSide, type Side, walls } from './sides.ts';
import type { BuildPlan, SourceFeature } from './source.ts';
import type { Way } from './streets.ts';

export interface Ground {
  readonly plan: BuildPlan;
  readonly plane: Plane;
  readonly ways: readonly Way[];
  readonly parcels: readonly Parcel[];
  readonly compounds: ReadonlyMap<number, Compound>;
  readonly homes: readonly Home[];
  readonly transit: readonly SourceFeature[];
  committeeAt(p: XY): string | undefined;
  /** Whether a place lies in a street, from wall to wall. */
  inStreet(p: XY): boolean;
  inBuilding(p: XY): boolean;
}

/** Gauges behave like five FloodNet sensors (data/storm): what each is good for as a test. */
const TRACES = [
  ['duly_pro_vervet', '读数可靠', 'clean'],
  ['ugliest_cyan_elephant', '缓慢漂移', 'drifts'],
  ['jolly_tender_squid', '噪声大、丢帧', 'noisy'],
  ['daily_gentle_beetle', '卡滞假回波', 'stuck'],
  ['gladly_mint_snail', '常年干燥、丢帧', 'dry'],
] as const;
const CAUSES = ['地势低洼', '管径偏小', '落叶堵箅', '施工影响', '河道顶托'] as const;

/** All points of the district: each stands where its kind stands (kerb, wall, corner, gate). */
export function makePoints(ground: Ground): Point[] {
  const random = new Random(ground.plan.seed, 'points');
  const list = new List(ground);
  const sides = kerbSide(ground.ways, ground.inStreet);
  along(list, random, sides, 27, 'drain', 600, 0.35, (side) => ({
    zh: `${side.zh}雨水箅`,
    en: `Drain grate, ${side.en}`,
    facts: { road: side.zh },
    unit: (c) => sanitation(ground.plan, c),
  }));
  along(
    list,
    random,
    sides.filter((side) => side.highway !== 'primary'),
    17,
    'tree',
    800,
    -1.3,
    (side, n) => ({
      zh: `${side.zh}行道树${n}`,
      en: `Street tree ${n}, ${side.en}`,
      facts: { road: side.zh, species: '悬铃木', girthCm: 60 + Math.round(random.next() * 120) },
      unit: () => 'greening',
    }),
  );
  along(list, random, sides, 120, 'hydrant', 60, -1, (side) => ({
    zh: `${side.zh}消火栓`,
    en: `Hydrant, ${side.en}`,
    facts: { road: side.zh },
    unit: () => 'upper-fire',
  }));
  signs(list, random, ground);
  waterPoints(list, random, ground);
  places(list, random, ground);
  const points = list.points;
  return [...points, ...cameras(ground, points, random)];
}

type Told = { zh: string; en: string; facts: Point['facts']; unit: (committee: string) => string };

/** Points collected with ids in order of their kind; a place outside every committee makes none. */
export class List {
  readonly points: Point[] = [];
  private readonly serial = new Map<PointKind, number>();
  readonly ground: Ground;
  constructor(ground: Ground) {
    this.ground = ground;
  }
  count(kind: PointKind): number {
    return this.serial.get(kind) ?? 0;
  }
  add(kind: PointKind, at: XY, told: Told, synthetic = true): Point | undefined {
    const committee = this.ground.committeeAt(at);
    if (committee === undefined) return undefined;
    const n = this.count(kind) + 1;
    this.serial.set(kind, n);
    const point: Point = {
      id: `${kind}-${String(n).padStart(3, '0')}`,
      kind,
      name: { zh: told.zh, en: told.en },
      position: this.ground.plane.from(at, 6),
      committee,
      unit: told.unit(committee),
      facts: told.facts,
      synthetic,
    };
    this.points.push(point);
    return point;
  }
}

function sanitation(plan: BuildPlan, committee: string): string {
  return `sanitation-${(plan.committees.findIndex((c) => c.id === committee) % 3) + 1}`;
}
function property(plan: BuildPlan, committee: string): string {
  return `property-${String(plan.committees.findIndex((c) => c.id === committee) + 1).padStart(2, '0')}`;
}

function along(
  list: List,
  random: Random,
  sides: readonly Side[],
  spacing: number,
  kind: PointKind,
  most: number,
  fromKerb: number,
  tell: (side: Side, n: number) => Told,
): void {
  const places = sides.flatMap((side) =>
    side
      .places(spacing, fromKerb)
      .filter((at) => list.ground.committeeAt(at) !== undefined)
      .map((at) => ({ side, at })),
  );
  const kept = new Set(random.shuffled([...places.keys()]).slice(0, most));
  for (const [i, { side, at }] of places.entries())
    if (kept.has(i)) list.add(kind, at, tell(side, list.count(kind) + 1));
}

function signs(list: List, random: Random, ground: Ground): void {
  const shopping = new Set(ground.plan.shoppingStreets);
  const fronts = walls(ground.parcels, ground.ways, 10).filter(
    ({ street }) => shopping.has(street.zh) || random.chance(0.22),
  );
  const kept = new Set(random.shuffled([...fronts.keys()]).slice(0, 440));
  for (const [i, { at, street, parcel }] of fronts.entries()) {
    if (!kept.has(i)) continue;
    const large = parcel.use === 'mall' || parcel.use === 'office' ? random.chance(0.3) : random.chance(0.05);
    const kind = large ? 'billboard' : 'sign';
    const word = large ? ['户外广告', 'Billboard'] : ['店招', 'Shop sign'];
    list.add(kind, at, {
      zh: `${street.zh}${word[0]}${list.count(kind) + 1}`,
      en: `${word[1]} ${list.count(kind) + 1}, ${street.en}`,
      facts: {
        road: street.zh,
        metresUp: large ? random.whole(6, 18) : random.whole(3, 5),
        fixed: random.pick(['墙面', '支架', '顶部']),
      },
      unit: () => (large ? 'greening' : 'city-management'),
    });
  }
}

function waterPoints(list: List, random: Random, ground: Ground): void {
  const told = (zh: string, en: string, unit: Told['unit'], extra: Point['facts']): Told => ({
    zh,
    en,
    unit,
    facts: {
      cause: random.pick(CAUSES),
      floodedTimes: random.whole(1, 9),
      owner: random.pick(['市政', '街道', '物业']),
      pump: random.chance(0.2),
      ...extra,
    },
  });
  const crossings = random
    .shuffled(corners(ground.ways, ground.inStreet))
    .filter(({ at }) => ground.committeeAt(at) !== undefined);
  const near = (at: XY) =>
    list.points.some((p) => p.kind === 'water' && distance(p.position, ground.plane.from(at)) < 25);
  for (const { at, zh, en } of crossings) {
    if (list.count('water') >= 62) break;
    if (!near(at))
      list.add(
        'water',
        at,
        told(`${zh}积水点`, `Water point ${en}`, (c) => sanitation(ground.plan, c), {
          place: 'road',
          warnMm: 100,
          alarmMm: 250,
        }),
      );
  }
  for (const [i, compound] of random.shuffled([...ground.compounds])) {
    if (list.count('water') >= 100) break;
    const parcel = ground.parcels[i] as Parcel;
    list.add(
      'water',
      inwards(ground, parcel),
      told(`${compound.name.zh}积水点`, `Water point ${compound.name.en}`, (c) => property(ground.plan, c), {
        place: 'compound',
        compound: compound.id,
        warnMm: 100,
        alarmMm: 250,
      }),
    );
  }
  const roads = list.points.filter((p) => p.kind === 'water' && p.facts.place === 'road');
  for (const [i, [trace, zh, behaviour]] of TRACES.entries()) {
    const water = roads[i * 7] as Point;
    const gauge = list.add('gauge', ground.plane.to(water.position), {
      zh: `${water.name.zh.replace('积水点', '')}水位计（${zh}）`,
      en: `Gauge at ${water.name.en}`,
      facts: { water: water.id, trace, behaviour, unit: 'mm', warnMm: 100, alarmMm: 250, everySeconds: 60 },
      unit: () => 'ops-centre',
    });
    const at = list.points.indexOf(water);
    list.points[at] = { ...water, facts: { ...water.facts, gauge: gauge?.id ?? '' } };
  }
}

/** A little inside the gate and beside the houses: where water stands when it comes in from the street. */
function inwards(ground: Ground, parcel: Parcel): XY {
  const m = middleOf(parcel);
  const way = sub(m, parcel.gate);
  const across = scale(left(unit(way)), 4 * METRE);
  for (const t of [0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7]) {
    for (const k of [0, 1, -1, 2, -2, 3, -3]) {
      const at = rounded(add(add(parcel.gate, scale(way, t)), scale(across, k)));
      if (within(at, parcel.ring) && !ground.inBuilding(at)) return at;
    }
  }
  return parcel.gate;
}

function places(list: List, random: Random, ground: Ground): void {
  const { plan, parcels } = ground;
  const of = (use: Parcel['use']) => parcels.filter((p) => p.use === use);
  const numbered = (kind: string, limit: number) => (i: number) => (i < limit ? `${kind}-${i + 1}` : 'business-office');
  const mall = numbered('mall', 6);
  const tower = numbered('tower', 8);
  for (const [use, unit] of [
    ['mall', mall],
    ['office', tower],
  ] as const) {
    for (const [i, parcel] of of(use).entries()) {
      const word = use === 'mall' ? ['商场', 'Mall'] : ['楼宇', 'Tower'];
      list.add('curtain-wall', parcel.gate, {
        zh: `${word[0]}${i + 1}幕墙`,
        en: `Curtain wall of ${word[1]} ${i + 1}`,
        facts: { built: random.whole(1994, 2016), floors: random.whole(20, 50) },
        unit: () => unit(i),
      });
      list.add('underground', inwards(ground, parcel), {
        zh: `${word[0]}${i + 1}地下车库`,
        en: `Garage of ${word[1]} ${i + 1}`,
        facts: { use: '车库', entrances: random.whole(1, 3), barrier: true, pumps: random.whole(2, 4) },
        unit: () => unit(i),
      });
    }
  }
  for (const [i, compound] of ground.compounds) {
    if (compound.kind !== 'commercial-housing' && compound.kind !== 'tower') continue;
    list.add('underground', inwards(ground, parcels[i] as Parcel), {
      zh: `${compound.name.zh}地下车库`,
      en: `Garage of ${compound.name.en}`,
      facts: {
        use: '车库',
        compound: compound.id,
        entrances: random.whole(1, 2),
        barrier: random.chance(0.8),
        pumps: random.whole(1, 3),
      },
      unit: (c) => property(plan, c),
    });
  }
  for (const [i] of random.shuffled([...ground.compounds]).slice(0, 6)) {
    list.add('underground', middleOf(parcels[i] as Parcel), {
      zh: `人防工事${list.count('underground') + 1}`,
      en: `Civil defence shelter ${list.count('underground') + 1}`,
      facts: { use: '人防', entrances: 2, barrier: true, pumps: 1 },
      unit: () => 'community-safety',
    });
  }
  for (const [i, parcel] of of('site').entries()) {
    list.add('site', parcel.gate, {
      zh: `${'一二三四五六'[i] ?? i + 1}号工地`,
      en: `Building site ${i + 1}`,
      facts: {
        cranes: random.whole(0, 2),
        workers: random.whole(20, 140),
        sheds: random.chance(0.7),
        pit: random.chance(0.5),
      },
      unit: () => `site-${i + 1}`,
    });
  }
  for (const [i, parcel] of of('school').entries()) {
    const unit = () => `school-${i + 1}`;
    const zh = ['第一小学', '第二小学', '第一中学', '第二中学', '第一幼儿园', '第二幼儿园', '第三幼儿园'][i] ?? '学校';
    list.add('school', parcel.gate, { zh, en: `School ${i + 1}`, facts: { pupils: random.whole(150, 900) }, unit });
    if (i < 4)
      list.add('shelter', middleOf(parcel), {
        zh: `${zh}体育馆避难点`,
        en: `Shelter in the gymnasium of School ${i + 1}`,
        facts: shelterFacts(random),
        unit,
      });
  }
  for (const [i, parcel] of of('care-home').entries()) {
    list.add('care-home', parcel.gate, {
      zh: ['长者照护之家', '综合为老服务中心', '养老院'][i] ?? '养老机构',
      en: `Care home ${i + 1}`,
      facts: { beds: random.whole(40, 120), people: random.whole(30, 100) },
      unit: () => `care-home-${i + 1}`,
    });
  }
  const halls = random.shuffled([...ground.compounds]).slice(0, 2);
  for (const [k, [i]] of halls.entries()) {
    list.add('shelter', inwards(ground, parcels[i] as Parcel), {
      zh: `社区活动中心避难点${k + 1}`,
      en: `Shelter in community hall ${k + 1}`,
      facts: shelterFacts(random),
      unit: () => 'community-service',
    });
  }
  oldHouses(list, ground);
  for (const [k, { at, zh, en }] of random
    .shuffled(corners(ground.ways, ground.inStreet))
    .filter(({ at }) => ground.committeeAt(at))
    .slice(0, 2)
    .entries()) {
    const underpass = list.add('underpass', at, {
      zh: `${zh}人行地道`,
      en: `Pedestrian underpass ${en}`,
      facts: { slowMm: 100, closeMm: 250, keeper: 'upper-drainage' },
      unit: () => 'upper-drainage',
    });
    if (underpass)
      list.add('pump', at, {
        zh: `${zh}地道泵站`,
        en: `Underpass pump ${k + 1}`,
        facts: { litresPerSecond: 60, fixed: true },
        unit: () => 'upper-drainage',
      });
  }
  for (const [k, [i]] of random
    .shuffled([...ground.compounds])
    .slice(0, 6)
    .entries()) {
    list.add('pump', inwards(ground, parcels[i] as Parcel), {
      zh: `移动泵${k + 1}`,
      en: `Mobile pump ${k + 1}`,
      facts: { litresPerSecond: random.whole(10, 40), fixed: false },
      unit: () => (k % 2 === 0 ? 'rescue-1' : 'rescue-2'),
    });
  }
  for (const station of ground.transit) {
    if (station.properties.kind !== 'metro_station') continue;
    const at = ground.plane.to(station.geometry.coordinates as Position);
    list.add(
      'metro',
      at,
      {
        zh: `地铁${String(station.properties.name)}站`,
        en: `Metro station ${String(station.properties.name)}`,
        facts: { osm: String(station.properties.id) },
        unit: () => 'community-safety',
      },
      false,
    );
  }
}

function shelterFacts(random: Random): Point['facts'] {
  const capacity = random.whole(6, 24) * 10;
  return {
    capacity,
    beds: Math.round(capacity * 0.6),
    keeper24h: true,
    water: true,
    food: true,
    power: true,
    toilets: random.whole(2, 8),
    stepFree: random.chance(0.7),
    isolationCorner: random.chance(0.5),
    medical: random.chance(0.6),
  };
}

/** One point for every three doors of the old lanes. */
function oldHouses(list: List, ground: Ground): void {
  const old = ground.homes.filter((home) => home.old);
  for (let i = 0; i < old.length; i += 3) {
    const { stairwell, door } = old[i] as Home;
    const compound = [...ground.compounds.values()].find((c) => c.id === stairwell.compound);
    list.add('old-house', door.at, {
      zh: `${compound?.address ?? ''}${stairwell.name}老旧房屋`,
      en: `Old house ${stairwell.id}`,
      facts: {
        stairwell: stairwell.id,
        compound: stairwell.compound,
        doors: old.slice(i, i + 3).map((h) => h.stairwell.id),
      },
      unit: () => 'housing',
    });
  }
}
