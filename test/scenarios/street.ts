import { aggregates } from '../../src/domain/aggregates.ts';
import { type Actor, idOf } from '../../src/domain/kernel/index.ts';
import {
  DOOR_STATES,
  type Door,
  type DoorState,
  type DoorsState,
  type NoticeState,
  onScreen,
  sumOfStates,
} from '../../src/domain/notices/index.ts';
import type { District, Household, Point } from '../../src/domain/places/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import { crossing, smallDistrict } from './small-district.ts';
import { createWorld, type World } from './world.ts';

const words = (text: string) => ({ zh: text, en: text });
const stairwell = (id: string, compound: string, committee: string, name: string, column: number) =>
  ({ id, compound, committee, name, position: crossing(column, 0.2), floors: 3, synthetic: true }) as const;

function flat(stairwellId: string, room: string, more: Partial<Household> = {}): Household {
  const floor = Number(room[0]);
  const floorKind = floor === 1 ? 'ground' : floor === 3 ? 'top' : 'middle';
  return {
    id: `${stairwellId}-${room}`,
    stairwell: stairwellId,
    room,
    floor,
    floorKind,
    use: 'owner',
    people: 2,
    reachable: true,
    tags: [],
    ...more,
  };
}
function point(id: string, kind: Point['kind'], committee: string, unit: string, column: number): Point {
  return {
    id,
    kind,
    name: words(`点位${id}`),
    position: crossing(column, 1),
    committee,
    unit,
    facts: {},
    synthetic: true,
  };
}
const rung = (
  channel: 'digital' | 'sms' | 'call' | 'stairwell-leader' | 'door',
  tries: number,
  waitMinutes: number,
) => ({ channel, tries, waitMinutes });
const post = (id: string, unit: string, roles: readonly string[], area?: string) => ({
  id,
  unit,
  name: words(id),
  roles,
  ...(area ? { area } : {}),
});

/**
 * The small district with doors to knock at and points to look at: three stairwells, fifteen households (28 people),
 * five points. In 1号 of the lane lives a woman of 86 alone (101), 301 has no telephone, 302 stands empty; 2号 has a
 * semi-basement.
 */
export const street: District = {
  ...smallDistrict,
  compounds: [
    ...smallDistrict.compounds,
    {
      id: 'lane-2',
      committee: 'east',
      name: words('二弄'),
      address: '横1路2弄',
      kind: 'public-housing',
      ring: [crossing(2, 0)],
      synthetic: true,
    },
  ],
  stairwells: [
    stairwell('lane-1-1', 'lane-1', 'west', '1号', 0.2),
    stairwell('lane-1-2', 'lane-1', 'west', '2号', 0.3),
    stairwell('lane-2-1', 'lane-2', 'east', '1号', 2),
  ],
  households: [
    flat('lane-1-1', '101', { tags: ['aged-80', 'living-alone'], people: 1 }),
    flat('lane-1-1', '102', { people: 3 }),
    flat('lane-1-1', '201'),
    flat('lane-1-1', '202'),
    flat('lane-1-1', '301', { reachable: false }),
    flat('lane-1-1', '302', { use: 'vacant', people: 0 }),
    flat('lane-1-2', '001', { floor: 0, floorKind: 'semi-basement', use: 'tenant' }),
    flat('lane-1-2', '102'),
    flat('lane-1-2', '201'),
    flat('lane-1-2', '202'),
    flat('lane-2-1', '101'),
    flat('lane-2-1', '102'),
    flat('lane-2-1', '201'),
    flat('lane-2-1', '202'),
    flat('lane-2-1', '301'),
  ],
  points: [
    point('drain-w1', 'drain', 'west', 'sanitation', 0),
    point('drain-w2', 'drain', 'west', 'sanitation', 0.5),
    point('drain-e1', 'drain', 'east', 'sanitation', 2),
    point('sign-w1', 'sign', 'west', 'property-west', 0.2),
    point('water-e1', 'water', 'east', 'drainage', 1.5),
  ],
  posts: [
    post('leader-post', 'ops', ['shift-leader']),
    post('desk-post', 'ops', ['intake', 'dispatcher']),
    post('west-post', 'committee-west', ['committee'], 'west'),
    post('sweeper-post', 'sanitation', ['handler']),
  ],
  noticeTemplates: [
    {
      id: 'typhoon',
      name: words('预警'),
      body: { zh: '{台站}{时间}发布台风{颜色}预警。', en: 'Typhoon {颜色} by {台站} at {时间}.' },
      fields: ['台站', '时间', '颜色'],
    },
    { id: 'wrong', name: words('更正'), body: { zh: '更正：{内容}', en: 'Correction: {内容}' }, fields: ['内容'] },
  ],
  ladders: {
    IV: [
      rung('digital', 1, 30),
      rung('sms', 1, 30),
      rung('call', 1, 20),
      rung('stairwell-leader', 1, 40),
      rung('door', 2, 60),
    ],
    III: [rung('sms', 1, 20), rung('call', 1, 15), rung('door', 2, 45)],
    II: [rung('digital', 1, 10), rung('call', 1, 10), rung('door', 2, 30)],
    I: [rung('call', 1, 5), rung('door', 3, 15)],
  },
  checklists: [
    {
      id: 'streets',
      name: words('街面'),
      kinds: ['drain', 'sign'],
      items: [
        { id: 'grate', name: words('雨水箅'), category: 'ST06' },
        { id: 'shop-sign', name: words('店招'), category: 'ST31' },
      ],
    },
  ],
  settings: { secondSignatureFrom: 10, visitsEnough: 2, dutyGraceMinutes: 15 },
};

export const staff = {
  leader: { person: 'leader', unit: 'ops', roles: ['shift-leader'] },
  commander: { person: 'commander', unit: 'ops', roles: ['commander'] },
  desk: { person: 'desk', unit: 'ops', roles: ['intake', 'dispatcher'] },
  west: { person: 'committee-w', unit: 'committee-west', area: 'west', roles: ['committee'] },
  east: { person: 'committee-e', unit: 'committee-east', area: 'east', roles: ['committee'] },
  sweeper: { person: 'sweeper', unit: 'sanitation', roles: ['handler'] },
  sweeper2: { person: 'sweeper-2', unit: 'sanitation', roles: ['handler'] },
  property: { person: 'property-man', unit: 'property-west', roles: ['handler'] },
  patrol: { person: 'patrol', unit: 'ops', roles: ['supervisor'] },
  carrier: { person: 'carrier', roles: ['gateway'] },
  admin: { person: 'admin', roles: ['admin'] },
  observer: { person: 'observer', roles: ['observer'] },
} satisfies Record<string, Actor>;

/** The whole domain in memory on the street above, with every reaction. */
export function openStreet(start: string): World & {
  doors(notice: string, stairwell: string): DoorsState;
  /** State of one household, by stairwell and room. */
  door(notice: string, stairwell: string, room: string): Door;
  /** Households of the notice by state, states without any left out; throws when a household is lost or doubled. */
  sum(notice: string): Partial<Record<DoorState, number>>;
  notice(id: string): NoticeState;
} {
  const world = createWorld({
    aggregates,
    district: street,
    start,
    react,
  });
  const doors = (notice: string, id: string) => world.state<DoorsState>(`doors/${notice}:${id}`);
  return {
    ...world,
    doors,
    door: (notice, id, room) => doors(notice, id).doors[`${id}-${room}`] as Door,
    sum(notice) {
      const opened = world
        .streams('doors')
        .filter((stream) => idOf(stream).startsWith(`${notice}:`))
        .map((stream) => world.state<DoorsState>(stream));
      const sum = sumOfStates(opened.map(onScreen));
      const counted = DOOR_STATES.reduce((total, state) => total + sum[state], 0);
      const households = opened.reduce((total, state) => total + Object.keys(state.doors).length, 0);
      if (counted !== households) throw new Error(`${households} households, but ${counted} states`);
      return Object.fromEntries(Object.entries(sum).filter(([, count]) => count > 0));
    },
    notice: (id) => world.state<NoticeState>(`notice/${id}`),
  };
}
