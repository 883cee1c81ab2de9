import { distance } from '../../src/domain/kernel/index.ts';
import type { Point, PointKind } from '../../src/domain/places/index.ts';
import { cameras } from './cameras.ts';
import { type Ground, inwards, List, property, sanitation, type Told } from './list.ts';
import type { Parcel } from './parcels.ts';
import { places } from './places.ts';
import type { XY } from './plane.ts';
import { Random } from './random.ts';
import { corners, kerbSide, type Side, walls } from './sides.ts';

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
