import type { Feature, FeatureCollection } from 'geojson';
import { STAGE_FACTS } from '../../../domain/cases/index.ts';
import { boardRow } from '../../../domain/notices/index.ts';
import type { DistrictIndex, PointKind } from '../../../domain/places/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';
import { isLookedAt } from '../../../domain/sweeps/index.ts';
import { roomIn } from '../../../domain/transfers/index.ts';
import type { CaseRow } from '../derive/cases.ts';
import { stairwellName, unitName } from '../derive/names.ts';
import { openRounds } from '../derive/work.ts';
import { count } from '../format.ts';
import type { Dictionary, Language } from '../words/index.tsx';
import { collection, spot } from './ground.ts';

interface Told {
  readonly district: DistrictIndex;
  readonly language: Language;
  readonly words: Dictionary;
}

const ORDER = { red: 4, yellow: 3, green: 2, still: 1 } as const;

export function caseFacts(rows: readonly CaseRow[], { district, language }: Told): FeatureCollection {
  const features: Feature[] = [];
  for (const row of rows) {
    if (!row.state.place) continue;
    const colour = row.late ? 'red' : (row.clock?.colour ?? 'still');
    const category = district.categories.get(row.state.category)?.name[language] ?? row.state.category;
    features.push(
      spot(row.id, row.state.place.position, {
        icon: row.glyph,
        colour,
        order: ORDER[colour],
        tip: `${category} · ${STAGE_FACTS[row.state.stage].name[language]}\n${row.state.place.address ?? row.state.no}`,
      }),
    );
  }
  return collection(features);
}

/** Stairwells of notices that run: share of households that have not confirmed. */
export function stairwellFacts(
  screen: ScreenState,
  notice: string | undefined,
  { district, language, words }: Told,
): FeatureCollection {
  const running = new Set(
    Object.entries(all(screen, 'notice'))
      .filter(([id, n]) => (notice ? id === notice : n.phase === 'issued' || n.phase === 'settled'))
      .map(([id]) => id),
  );
  const sums = new Map<string, { households: number; unconfirmed: number; help: boolean }>();
  for (const doors of Object.values(all(screen, 'doors'))) {
    if (!running.has(doors.notice)) continue;
    const sum = sums.get(doors.stairwell) ?? { households: 0, unconfirmed: 0, help: false };
    const row = boardRow([doors]);
    sum.households += row.households;
    sum.unconfirmed += doors.tally.unconfirmed;
    if (row.needsHelp > 0) sum.help = true;
    sums.set(doors.stairwell, sum);
  }
  const features: Feature[] = [];
  for (const [id, sum] of sums) {
    const stairwell = district.stairwells.get(id);
    if (!stairwell || sum.households === 0) continue;
    const tip = `${stairwellName(district, id, language)}\n${words.map.unconfirmed(count(language, sum.unconfirmed), count(language, sum.households))}`;
    features.push(
      spot(id, stairwell.position, {
        share: sum.unconfirmed / sum.households,
        households: sum.households,
        help: sum.help,
        tip,
      }),
    );
  }
  return collection(features);
}

/** Targets of the rounds that run: seen, hazard, blind. */
export function targetFacts(screen: ScreenState, { district, language, words }: Told): FeatureCollection {
  const states = new Map<string, 'blind' | 'normal' | 'hazard'>();
  for (const [, round] of openRounds(screen)) {
    for (const target of round.targets) {
      const hazard = round.looks[target.id]?.some((look) => look.result === 'hazard') ?? false;
      const state = hazard ? 'hazard' : isLookedAt(round, target.id) ? 'normal' : 'blind';
      // Seen by any round is seen; a hazard stays a hazard.
      const before = states.get(target.id);
      if (before === 'hazard' || (before === 'normal' && state === 'blind')) continue;
      states.set(target.id, state);
    }
  }
  const say = { blind: words.map.unseen, normal: words.map.seen, hazard: words.map.hazard };
  const features: Feature[] = [];
  for (const [id, state] of states) {
    const point = district.points.get(id);
    const position = point?.position ?? district.stairwells.get(id)?.position;
    if (!position) continue;
    const name = point?.name[language] ?? stairwellName(district, id, language);
    features.push(spot(id, position, { state, tip: `${name}\n${say[state]}` }));
  }
  return collection(features);
}

/** Points of the district's lists except those that have a layer of their own. */
export function pointFacts({ district, language, words }: Told, kinds?: readonly PointKind[]): FeatureCollection {
  return collection(
    district.district.points
      .filter((point) => (kinds ? kinds.includes(point.kind) : !['camera', 'gauge', 'metro'].includes(point.kind)))
      .map((point) =>
        spot(point.id, point.position, {
          label: point.name[language],
          tip: `${words.sweep.point[point.kind]}\n${point.name[language]}`,
        }),
      ),
  );
}

/** Units where their people start from, with cases in hand of what they can carry. */
export function unitFacts(screen: ScreenState, { district, language, words }: Told): FeatureCollection {
  const inHand = new Map<string, number>();
  for (const state of Object.values(all(screen, 'case'))) {
    if (state.unit && STAGE_FACTS[state.stage].phase === 'working')
      inHand.set(state.unit, (inHand.get(state.unit) ?? 0) + 1);
  }
  return collection(
    district.district.units
      .filter((unit) => !unit.upper && unit.handles.length > 0)
      .map((unit) => {
        const load = inHand.get(unit.id) ?? 0;
        const grade = load === 0 ? 'free' : load < unit.capacity ? 'busy' : 'full';
        return spot(unit.id, unit.base, {
          load: grade,
          label: load > 0 ? `${unit.name[language]} ${load}/${unit.capacity}` : '',
          tip: `${unitName(district, unit.id, language)}\n${words.map.load(String(load), String(unit.capacity))}`,
        });
      }),
  );
}

/** Gauges with the latest depth in centimetres, where one was read. */
export function gaugeFacts({ district, language }: Told, depths: ReadonlyMap<string, number>): FeatureCollection {
  return collection(
    district.pointsOfKind('gauge').map((point) => {
      const depth = depths.get(point.id);
      const grade = depth === undefined || depth < 1 ? 'dry' : depth < 27 ? 'wet' : 'deep';
      const label = depth === undefined || depth < 1 ? '' : `${Math.round(depth)} cm`;
      return spot(point.id, point.position, {
        grade,
        label,
        tip: `${point.name[language]}${label ? `\n${label}` : ''}`,
      });
    }),
  );
}
/** Open shelters with the places that are left: green, yellow under a fifth, red when full. */
export function shelterFacts(screen: ScreenState, { district, language, words }: Told): FeatureCollection {
  const features: Feature[] = [];
  for (const [id, shelter] of Object.entries(all(screen, 'shelter'))) {
    const point = district.points.get(id);
    if (shelter.phase !== 'open' || !point) continue;
    const room = roomIn(shelter);
    const grade = room === 0 ? 'full' : room * 5 < shelter.capacity ? 'near' : 'free';
    const tip = `${point.name[language]}\n${words.transfer.mapFree(count(language, room), count(language, shelter.capacity))}`;
    features.push(spot(id, point.position, { grade, label: String(room), tip }));
  }
  return collection(features);
}
export function cameraFacts({ district, language }: Told): FeatureCollection {
  return collection(
    district.pointsOfKind('camera').map((point) => spot(point.id, point.position, { tip: point.name[language] })),
  );
}
