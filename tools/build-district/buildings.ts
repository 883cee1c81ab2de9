import { grain } from './areas.ts';
import { inset, type LandUse, type Parcel } from './parcels.ts';
import { dot, METRE, rounded, within, type XY } from './plane.ts';
import type { Random } from './random.ts';

export interface Building {
  readonly ring: readonly XY[];
  readonly kind:
    | 'lane-house'
    | 'new-lane'
    | 'public-housing'
    | 'high-rise'
    | 'office'
    | 'mall'
    | 'school'
    | 'care-home'
    | 'shed';
  readonly floors: number;
}
/** A front door. Doors are listed as one walks: along one row, back along the next. */
export interface Door {
  readonly at: XY;
  /** Direction of the wall in which it stands, length 1. */
  readonly wall: XY;
  readonly floors: number;
  /** Flats on one floor. */
  readonly flats: number;
}
export interface Built {
  readonly buildings: Building[];
  readonly doors: Door[];
}

/** Rows of houses by kind: metres. Depth and width as usual for the type in Shanghai; [estimate]. */
interface RowRule {
  readonly kind: Building['kind'];
  readonly depth: number;
  readonly gap: number;
  readonly door: number;
  readonly doorsInRow: number;
  readonly between: number;
  readonly floors: readonly [number, number];
  readonly flats: readonly [number, number];
  /** Distance of the walls to the parcel's wall. */
  readonly margin: number;
}
const ROWS: Partial<Record<LandUse, RowRule>> = {
  'lane-house': {
    kind: 'lane-house',
    depth: 11,
    gap: 4,
    door: 7.5,
    doorsInRow: 9,
    between: 4.5,
    floors: [2, 3],
    flats: [1, 2],
    margin: 0.5,
  },
  'new-lane': {
    kind: 'new-lane',
    depth: 12,
    gap: 7,
    door: 9,
    doorsInRow: 6,
    between: 5,
    floors: [3, 4],
    flats: [2, 2],
    margin: 1,
  },
  'public-housing': {
    kind: 'public-housing',
    depth: 11.5,
    gap: 10.5,
    door: 15,
    doorsInRow: 4,
    between: 7,
    floors: [6, 6],
    flats: [2, 3],
    margin: 3,
  },
  'commercial-housing': {
    kind: 'high-rise',
    depth: 17,
    gap: 20,
    door: 28,
    doorsInRow: 1,
    between: 12,
    floors: [14, 26],
    flats: [4, 5],
    margin: 5,
  },
  tower: {
    kind: 'high-rise',
    depth: 23,
    gap: 24,
    door: 26,
    doorsInRow: 1,
    between: 16,
    floors: [22, 32],
    flats: [5, 7],
    margin: 5,
  },
  school: {
    kind: 'school',
    depth: 14,
    gap: 34,
    door: 44,
    doorsInRow: 1,
    between: 10,
    floors: [4, 5],
    flats: [0, 0],
    margin: 4,
  },
  'care-home': {
    kind: 'care-home',
    depth: 14,
    gap: 14,
    door: 36,
    doorsInRow: 1,
    between: 8,
    floors: [4, 5],
    flats: [0, 0],
    margin: 3,
  },
  site: {
    kind: 'shed',
    depth: 7,
    gap: 60,
    door: 24,
    doorsInRow: 1,
    between: 30,
    floors: [2, 2],
    flats: [0, 0],
    margin: 4,
  },
};

/** Where the wanted kind finds no room, a smaller kind of house stands. */
const SMALLER: Partial<Record<LandUse, LandUse>> = {
  tower: 'commercial-housing',
  'commercial-housing': 'public-housing',
  'public-housing': 'new-lane',
  'new-lane': 'lane-house',
};

export function buildOn(parcel: Parcel, random: Random): Built {
  const built = buildAs(parcel, random);
  const smaller = SMALLER[parcel.use];
  if (built.buildings.length > 0 || !smaller) return built;
  parcel.use = smaller;
  return buildOn(parcel, random);
}

function buildAs(parcel: Parcel, random: Random): Built {
  const rule = ROWS[parcel.use];
  if (rule) {
    const ground = inset(parcel.ring, rule.margin);
    const built: Built = { buildings: [], doors: [] };
    for (const ring of ground) rows(ring, rule, random, built);
    return built;
  }
  return parcel.use === 'mall' || parcel.use === 'office' ? podium(parcel, random) : { buildings: [], doors: [] };
}

/** Public buildings for plots that are too narrow for the usual ones. */
export function buildNarrow(parcel: Parcel, random: Random): Built {
  const usual = ROWS[parcel.use];
  const built: Built = { buildings: [], doors: [] };
  if (!usual) return built;
  const rule: RowRule = { ...usual, depth: 12, door: 20, gap: 22, between: 8, margin: 2.5 };
  for (const ring of inset(parcel.ring, rule.margin)) rows(ring, rule, random, built);
  return built;
}

/** Rows run with the longer grain of the plot that lies nearer to east-west, as houses here face south. */
function axes(ring: readonly XY[]): { u: XY; v: XY } {
  const g = grain(ring);
  const u: XY = Math.abs(g[0]) >= Math.abs(g[1]) ? g : [-g[1], g[0]];
  const east: XY = u[0] < 0 ? [-u[0], -u[1]] : u;
  return { u: east, v: [-east[1], east[0]] };
}

function rows(ring: readonly XY[], rule: RowRule, random: Random, out: Built): void {
  const { u, v } = axes(ring);
  const us = ring.map((p) => dot(p, u));
  const vs = ring.map((p) => dot(p, v));
  const [u0, u1, v0, v1] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)];
  const depth = rule.depth * METRE;
  const pitch = (rule.depth + rule.gap) * METRE;
  const count = Math.max(1, Math.floor((v1 - v0 - depth) / pitch) + 1);
  // Rows are spread over the plot, so that what is left over is not one strip at the end.
  const free = v1 - v0 - depth - (count - 1) * pitch;
  const spread = count > 1 ? Math.min(free / (count - 1), 0.5 * rule.gap * METRE) : 0;
  const start = v0 + Math.max(0, free - spread * (count - 1)) / 2;
  const place = (a: number, b: number): XY => rounded([u[0] * a + v[0] * b, u[1] * a + v[1] * b]);
  const fits = (a: number, b: number) => [0, 0.25, 0.5, 0.75, 1].every((k) => within(place(a, b + depth * k), ring));
  let back = false;
  for (let r = 0; r < count; r++) {
    const b = start + r * (pitch + spread);
    const row: Built = { buildings: out.buildings, doors: [] };
    for (const [from, to] of spans(u0, u1, (a) => fits(a, b))) {
      fillRow(from, to, b, depth, rule, random, place, u, row);
    }
    out.doors.push(...(back ? row.doors.reverse() : row.doors));
    if (row.doors.length > 0) back = !back;
  }
}

function spans(low: number, high: number, fits: (a: number) => boolean): [number, number][] {
  const step = 0.5 * METRE;
  const out: [number, number][] = [];
  let from: number | undefined;
  for (let a = low; a <= high + step; a += step) {
    const ok = a <= high && fits(a);
    if (ok && from === undefined) from = a;
    if (!ok && from !== undefined) {
      out.push([from, a - step]);
      from = undefined;
    }
  }
  return out;
}

function fillRow(
  from: number,
  to: number,
  b: number,
  depth: number,
  rule: RowRule,
  random: Random,
  place: (a: number, b: number) => XY,
  wall: XY,
  out: Built,
): void {
  const door = rule.door * METRE;
  const between = rule.between * METRE;
  if (to - from < door * 0.8) return;
  // As many rows side by side as needed, of like length; single houses only as many as have room.
  const blocks = Math.max(
    1,
    (rule.doorsInRow === 1 ? Math.floor : Math.ceil)((to - from + between) / (rule.doorsInRow * door + between)),
  );
  const span = (to - from - (blocks - 1) * between) / blocks;
  const doors = Math.max(1, Math.min(rule.doorsInRow, Math.floor(span / door)));
  const width = Math.min(span, doors * door * (rule.doorsInRow === 1 ? 1 : 1.15));
  for (let k = 0; k < blocks; k++) {
    const a = from + k * (span + between) + (span - width) / 2;
    const floors = random.whole(...rule.floors);
    out.buildings.push({
      ring: [place(a, b), place(a + width, b), place(a + width, b + depth), place(a, b + depth)],
      kind: rule.kind,
      floors,
    });
    if (rule.flats[1] === 0) continue;
    for (let d = 0; d < doors; d++) {
      // The door stands in the south wall, half a metre in, so that it lies in its house.
      out.doors.push({
        at: place(a + (width * (d + 0.5)) / doors, b + 50),
        wall,
        floors,
        flats: random.whole(...rule.flats),
      });
    }
  }
}

/** A broad base over most of the plot and a tower on it. */
function podium(parcel: Parcel, random: Random): Built {
  const office = parcel.use === 'office';
  const buildings: Building[] = [];
  for (const ring of inset(parcel.ring, office ? 7 : 4)) {
    buildings.push({
      ring,
      kind: parcel.use as 'office' | 'mall',
      floors: office ? random.whole(3, 5) : random.whole(5, 8),
    });
    const floors = office ? random.whole(24, 52) : random.whole(14, 30);
    const tall: Built = { buildings: [], doors: [] };
    for (const core of inset(ring, 5)) {
      rows(
        core,
        {
          kind: 'office',
          depth: 30,
          gap: 400,
          door: 34,
          doorsInRow: 1,
          between: 60,
          floors: [floors, floors],
          flats: [0, 0],
          margin: 0,
        },
        random,
        tall,
      );
    }
    buildings.push(...tall.buildings);
  }
  return { buildings, doors: [] };
}
