import { deriveId, inside, type Position } from '../domain/kernel/index.ts';
import type { District } from '../domain/places/index.ts';
import { type Random, random } from './random.ts';
import type { IncidentKind, Scenario } from './scenario.ts';
import type { Rain } from './weather/rain.ts';
import { windAt } from './weather/wind.ts';

const STEP = 600_000;
const HOUR = 3_600_000;

/** One telling of an incident. */
export interface Telling {
  readonly at: number;
  /** Source code of the case module. */
  readonly source: string;
  readonly words: string;
  readonly position: Position;
}

/** Mean number of tellings again of what is told again at all, beyond the first repeat. */
const YET_AGAIN = 0.35;

/** Something that goes wrong in the storm. SYNTHETIC: drawn by seed from the rates of the scenario. */
export interface Incident {
  readonly id: string;
  readonly category: string;
  readonly at: number;
  readonly committee: string;
  readonly stairwell: string | undefined;
  readonly address: string | undefined;
  /** Whether there is anything to find. */
  readonly real: boolean;
  /** First the one who saw it, then those who tell it again. */
  readonly tellings: readonly Telling[];
}

interface Place {
  readonly position: Position;
  readonly committee: string;
  readonly stairwell?: string;
  readonly address?: string;
}

/**
 * All incidents of a storm for a seed, by time. Each kind gets a Poisson number with its mean, spread over time as the
 * gusts above the floor and the rain went, thinned at night (fewer eyes in the street).
 */
export function drawIncidents(scenario: Scenario, district: District, rain: Rain, seed: number): readonly Incident[] {
  const places = placesOf(district);
  const steps = Math.floor((scenario.to - scenario.from) / STEP);
  const wind: number[] = [];
  const wet: number[] = [];
  const model = scenario.incidents;
  for (let i = 0; i < steps; i++) {
    const at = scenario.from + i * STEP;
    const eyes = isNight(at) ? model.nightShare : 1;
    wind.push(eyes * Math.max(0, windAt(scenario.track, scenario.place, at).gust - model.gustFrom) ** model.gustPower);
    wet.push(eyes * rain.hourly(at) ** model.rainPower);
  }
  const windSum = sum(wind);
  const wetSum = sum(wet);
  const all: Incident[] = [];
  for (const kind of model.kinds) {
    const draw = random(seed, 'incidents', kind.category);
    const share = kind.wind + kind.rain;
    const when = cumulate(
      wind.map((w, i) => (kind.wind / share) * (w / windSum) + (kind.rain / share) * ((wet[i] as number) / wetSum)),
    );
    const count = draw.poisson(kind.expected);
    for (let n = 0; n < count; n++)
      all.push(
        incident(
          kind,
          n,
          scenario.from + (locate(when, draw.next()) + draw.next()) * STEP,
          places,
          scenario,
          draw,
          seed,
        ),
      );
  }
  return all.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function incident(
  kind: IncidentKind,
  n: number,
  time: number,
  places: Places,
  scenario: Scenario,
  draw: Random,
  seed: number,
): Incident {
  const at = Math.round(time / 1_000) * 1_000;
  const model = scenario.incidents;
  const place = draw.pick(places[kind.place]);
  const repeats = model.duplicateShare / (1 - model.duplicateShare);
  const again = draw.chance(repeats / (1 + YET_AGAIN)) ? 1 + draw.poisson(YET_AGAIN) : 0;
  const tellings: Telling[] = [
    {
      at,
      source: weighted(model.sources[kind.place] ?? { resident: 1 }, draw),
      words: draw.pick(kind.words),
      position: place.position,
    },
  ];
  for (let k = 0; k < again; k++) {
    tellings.push({
      at: at + Math.round(draw.exponential(model.duplicateMinutes) * 60) * 1_000,
      source: draw.chance(0.6) ? 'resident' : 'hotline-12345',
      words: draw.pick(kind.words),
      position: near(place.position, draw.between(0, model.duplicateMetres), draw.between(0, 360)),
    });
  }
  return {
    id: deriveId('incident', seed, kind.category, n),
    category: kind.category,
    at,
    committee: place.committee,
    stairwell: place.stairwell,
    address: place.address,
    real: draw.chance(kind.real),
    tellings,
  };
}

type Places = Readonly<Record<IncidentKind['place'], readonly Place[]>>;

/** Where things of each kind can happen: real streets, and the compounds, stairwells and points of the district. */
function placesOf(district: District): Places {
  const committeeAt = nearestCommittee(district);
  const street = district.roads.flatMap((road) => {
    const middle = road.line[Math.floor(road.line.length / 2)];
    if (!middle || road.name.zh === '') return [];
    const committee = committeeAt(middle);
    // One entry for each 40 m, so that a long street gets its share.
    return committee
      ? Array.from({ length: Math.max(1, Math.round(road.metres / 40)) }, (_, i, list = road.line) => ({
          position:
            list[
              Math.min(list.length - 1, Math.floor((i * list.length) / Math.max(1, Math.round(road.metres / 40))))
            ] ?? middle,
          committee,
          address: road.name.zh,
        }))
      : [];
  });
  const compounds = new Map(district.compounds.map((compound) => [compound.id, compound]));
  const stairwell = district.stairwells.map((s) => ({
    position: s.position,
    committee: s.committee,
    stairwell: s.id,
    address: `${compounds.get(s.compound)?.address ?? ''}${s.name}`,
  }));
  const low = new Set(
    district.households
      .filter((h) => h.floorKind === 'ground' || h.floorKind === 'semi-basement' || h.floorKind === 'top')
      .map((h) => h.stairwell),
  );
  const home = stairwell.filter((s) => low.has(s.stairwell));
  const compound = stairwell.map(({ stairwell: _, ...place }) => place);
  const points = (kinds: readonly string[]): Place[] =>
    district.points
      .filter((p) => kinds.includes(p.kind))
      .map((p) => ({ position: p.position, committee: p.committee, address: p.name.zh }));
  const filled = (list: readonly Place[], other: readonly Place[]): readonly Place[] =>
    list.length > 0 ? list : other;
  const anywhere = filled(street, stairwell);
  return {
    street: anywhere,
    tree: filled(points(['tree']), anywhere),
    compound: filled(compound, anywhere),
    stairwell: filled(stairwell, anywhere),
    home: filled(home, filled(stairwell, anywhere)),
    underground: filled(points(['underground', 'underpass']), filled(compound, anywhere)),
  };
}

function nearestCommittee(district: District): (p: Position) => string | undefined {
  const inBox = (p: Position): boolean =>
    district.boundary.some((ring) => {
      const lons = ring.map((q) => q[0]);
      const lats = ring.map((q) => q[1]);
      return (
        p[0] >= Math.min(...lons) && p[0] <= Math.max(...lons) && p[1] >= Math.min(...lats) && p[1] <= Math.max(...lats)
      );
    });
  return (p) => (inBox(p) ? district.committees.find((c) => inside(p, c.ring))?.id : undefined);
}

function near(p: Position, metres: number, degrees: number): Position {
  const angle = (degrees * Math.PI) / 180;
  const lat = p[1] + (metres * Math.cos(angle)) / 111_195;
  const lon = p[0] + (metres * Math.sin(angle)) / (111_195 * Math.cos((p[1] * Math.PI) / 180));
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}

/** 22:00–06:00 Beijing time. */
export function isNight(at: number): boolean {
  const hour = Math.floor((at + 8 * HOUR) / HOUR) % 24;
  return hour >= 22 || hour < 6;
}

function sum(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0);
}
function cumulate(list: readonly number[]): readonly number[] {
  let total = 0;
  return list.map((value) => {
    total += value;
    return total;
  });
}
function locate(cumulated: readonly number[], share: number): number {
  const wanted = share * (cumulated.at(-1) ?? 0);
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulated[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
function weighted(weights: Readonly<Record<string, number>>, draw: Random): string {
  const entries = Object.entries(weights);
  const cumulated = cumulate(entries.map(([, weight]) => weight));
  return (entries[locate(cumulated, draw.next())] as [string, number])[0];
}
