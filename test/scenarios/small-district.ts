import type { Position } from '../../src/domain/kernel/index.ts';
import type { Category, District, RoadNode, RoadSegment, Unit } from '../../src/domain/places/index.ts';

/**
 * A made-up district small enough to be held in the head: nine crossings, twelve streets of about 190 to 200 m, two
 * committees (west and east of the middle), a handful of units. Limits are round numbers.
 */
const WEST = 121.45;
const SOUTH = 31.22;
const STEP_LON = 0.0021; // about 200 m here
const STEP_LAT = 0.0017; // about 189 m

/** Position of crossing (column, row), from the south-west corner; fractions lie on the streets between. */
export function crossing(column: number, row: number): Position {
  return [WEST + column * STEP_LON, SOUTH + row * STEP_LAT];
}

const nodes: RoadNode[] = [];
for (let row = 0; row < 3; row++)
  for (let column = 0; column < 3; column++) nodes.push({ id: row * 3 + column, position: crossing(column, row) });

const roads: RoadSegment[] = [];
for (let row = 0; row < 3; row++) {
  for (let column = 0; column < 3; column++) {
    const from = row * 3 + column;
    if (column < 2) roads.push(street(`east-${row}-${column}`, `横${row + 1}路`, from, from + 1, 200));
    if (row < 2) roads.push(street(`north-${row}-${column}`, `纵${column + 1}路`, from, from + 3, 189));
  }
}
function street(id: string, name: string, from: number, to: number, metres: number): RoadSegment {
  const line = [from, to].map((node) => (nodes[node] as RoadNode).position);
  return { id, name: { zh: name, en: id }, from, to, metres, line, highway: 'residential' };
}

const box = (from: Position, to: Position): Position[] => [from, [to[0], from[1]], to, [from[0], to[1]], from];
const words = (text: string) => ({ zh: text, en: text });

function category(
  code: string,
  handlers: readonly string[],
  normal: Category['normal'],
  storm: Category['storm'],
  more: Partial<Category> = {},
): Category {
  return {
    code,
    name: words(code),
    class: 'event',
    group: code.slice(0, 3),
    register: words('any'),
    close: words('gone'),
    handlers,
    normal,
    storm,
    duplicate: { metres: 50, minutes: 120 },
    ...more,
  };
}
function unit(
  id: string,
  kind: string,
  committees: readonly string[],
  base: Position,
  handles: readonly string[],
  capacity = 2,
  upper = false,
): Unit {
  return { id, name: words(id), kind, committees, base, capacity, handles, upper };
}
const working = (minutes: number) => ({ minutes, unit: 'working' as const });
const clock = (minutes: number) => ({ minutes, unit: 'clock' as const });
const both = (normal: ReturnType<typeof working> | ReturnType<typeof clock>, storm: number) => ({
  normal,
  storm: clock(storm),
});

export const smallDistrict: District = {
  id: 'small',
  code: '000000001',
  name: words('小街道'),
  version: '1',
  attribution: 'made up for tests',
  centre: crossing(1, 1),
  boundary: [box(crossing(-1, -1), crossing(3, 3))],
  calendar: {
    utcOffsetMinutes: 480,
    hours: [
      [540, 690],
      [810, 1020],
    ], // 09:00–11:30, 13:30–17:00: six hours a day
    weekend: [0, 6],
    holidays: ['2021-06-14'],
    workedDays: ['2021-09-18'],
  },
  committees: [
    { id: 'west', name: words('西居民区'), ring: box(crossing(-1, -1), crossing(1, 3)), synthetic: true },
    { id: 'east', name: words('东居民区'), ring: box(crossing(1, -1), crossing(3, 3)), synthetic: true },
  ],
  compounds: [
    {
      id: 'lane-1',
      committee: 'west',
      name: words('一弄'),
      address: '横1路1弄',
      kind: 'lane-house',
      ring: box(crossing(0, 0), crossing(0.5, 0.5)),
      synthetic: true,
    },
  ],
  stairwells: [
    {
      id: 'lane-1-1',
      compound: 'lane-1',
      committee: 'west',
      name: '1号',
      position: crossing(0.2, 0.2),
      floors: 3,
      synthetic: true,
    },
  ],
  households: [],
  cells: [],
  nodes,
  roads,
  points: [],
  units: [
    unit('ops', 'ops-centre', [], crossing(1, 1), []),
    unit('sanitation', 'sanitation', [], crossing(0, 0), ['ST01', 'ST06', 'ST80']),
    unit('greenery', 'greenery', [], crossing(2, 2), ['ST10', 'ST11']),
    unit('property-west', 'property', ['west'], crossing(0, 1), ['ST30', 'ST31', 'ST06', 'ST10']),
    unit('property-east', 'property', ['east'], crossing(2, 1), ['ST30', 'ST31', 'ST06', 'ST10']),
    unit('committee-west', 'committee', ['west'], crossing(0, 2), ['ST71']),
    unit('committee-east', 'committee', ['east'], crossing(2, 0), ['ST71']),
    unit('drainage', 'drainage', [], crossing(-1, 0), ['ST07', 'ST08', 'ST01'], 5, true),
  ],
  posts: [],
  categories: [
    category('ST01', ['sanitation', 'drainage'], working(240), clock(60)),
    category('ST06', ['sanitation', 'property'], working(240), clock(30)),
    category('ST08', ['drainage'], clock(1440), clock(20), { municipal: true }),
    category('ST10', ['greenery', 'property'], clock(1440), clock(120)),
    category('ST11', ['greenery', 'property'], clock(1440), clock(120)),
    category('ST30', ['property'], working(360), clock(30)),
    category('ST31', ['property'], working(360), clock(60)),
    category('ST70', ['fire'], clock(10), clock(10), { urgent: true }),
    category('ST71', ['committee'], null, clock(60)),
    category('ST99', [], null, null),
  ],
  stepLimits: {
    accept: both(working(30), 10),
    verify: both(working(120), 30),
    register: both(working(30), 10),
    dispatch: both(working(30), 10),
    take: both(working(60), 10),
    follow: both(working(360), 120),
    audit: both(working(120), 60),
    check: both(working(120), 60),
    evaluate: both(clock(10_080), 10_080),
    whole: both(working(120), 60),
  },
  plan: [],
  noticeTemplates: [],
  ladders: { IV: [], III: [], II: [], I: [] },
  checklists: [],
  thresholds: [],
  patrolMinutes: { IV: 60, III: 30, II: 15, I: 15 },
  settings: {},
};
