import type { Position } from '../../src/domain/kernel/index.ts';
import type { Point } from '../../src/domain/places/index.ts';
import { type Ground, inwards, type List, property } from './list.ts';
import { middleOf, type Parcel } from './parcels.ts';
import type { Random } from './random.ts';
import { corners } from './sides.ts';
import { type Entrance, plates } from './stairwells.ts';

/** Buildings and works that stand on a list of their own: towers, garages, sites, schools, shelters, pumps, stations. */
export function places(list: List, random: Random, ground: Ground): void {
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
    dutyRoom: true,
    water: true,
    food: true,
    power: true,
    toilets: random.whole(2, 8),
    stepFree: random.chance(0.7),
    isolationCorner: random.chance(0.5),
    medical: random.chance(0.6),
  };
}

/** One point for every three neighbouring doors of the old lanes. */
function oldHouses(list: List, ground: Ground): void {
  for (const compound of ground.compounds.values()) {
    const old = ground.entrances.filter(({ home }) => home.old && home.compound === compound);
    for (let i = 0; i < old.length; i += 3) {
      const doors = old.slice(i, i + 3);
      const [first, last] = [doors[0] as Entrance, doors.at(-1) as Entrance];
      const name = plates(first.home.number, last.home.number);
      list.add('old-house', first.home.door.at, {
        zh: `${compound.address}${name}老旧房屋`,
        en: `Old houses ${name.replace('号', '')}, ${compound.name.en}`,
        facts: {
          compound: compound.id,
          stairwells: [...new Set(doors.flatMap(({ parts }) => parts.map(({ stairwell }) => stairwell.id)))],
          doors: doors.map(({ home }) => plates(home.number, home.number)),
        },
        unit: () => 'housing',
      });
    }
  }
}
