import { aggregates } from '../../src/domain/aggregates.ts';
import { type Actor, idOf } from '../../src/domain/kernel/index.ts';
import type { District, Point } from '../../src/domain/places/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import {
  type LedgerState,
  type Line,
  type LineState,
  ledgerId,
  peopleIn,
  type ShelterState,
  shelterOf,
  sumOfLines,
  type TransferState,
} from '../../src/domain/transfers/index.ts';
import { crossing } from './small-district.ts';
import { staff, street } from './street.ts';
import { createWorld, instantOf, type World } from './world.ts';

function hall(id: string, unit: string, column: number, facts: Point['facts']): Point {
  return {
    id,
    kind: 'shelter',
    name: { zh: `${id}避难点`, en: `Shelter ${id}` },
    position: crossing(column, 1),
    committee: 'west',
    unit,
    facts,
    synthetic: true,
  };
}

/** The street with three shelters: a school for 6 near by, a hall for 40 further on, and one of which nothing is known. */
export const town: District = {
  ...street,
  points: [
    ...street.points,
    hall('school', 'sanitation', 0.3, {
      capacity: 6,
      beds: 4,
      water: true,
      toilets: 2,
      stepFree: false,
      medical: true,
    }),
    hall('hall', 'ops', 1.2, { capacity: 40, beds: 30 }),
    hall('church', 'ops', 2.4, {}),
  ],
  noticeTemplates: [
    ...street.noticeTemplates,
    { id: 'transfer', name: { zh: '转移', en: 'Transfer' }, body: { zh: '请转移', en: 'Move' }, fields: [] },
  ],
};

export const ORDER = '防指〔2021〕12号';
export const crew = {
  ...staff,
  keeper: { person: 'keeper', unit: 'sanitation', roles: ['handler'] },
} satisfies Record<string, Actor>;

export interface TransferRoom extends World {
  at(time: string): number;
  transfer(): TransferState;
  ledger(committee: 'west' | 'east'): LedgerState;
  line(household: string): Line;
  shelter(id: string): ShelterState;
  /**
   * Households by state, states without any left out. Throws when a household of the list is lost or doubled, or when
   * what lies in the shelters is not what the ledgers say, or more than fits.
   */
  sum(): Partial<Record<LineState, number>>;
  /** The list of the two stairwells of the west and one of the east, drawn up and ordered. */
  ordered(): void;
}

export function openTransferRoom(start = '2021-07-25 08:00'): TransferRoom {
  const world = createWorld({ aggregates, district: town, start, react });
  const at = (time: string) => instantOf(`2021-07-25 ${time}`, town);
  const ledgers = () => world.streams('ledger').map((stream) => world.state<LedgerState>(stream));
  return {
    ...world,
    at,
    transfer: () => world.state('transfer/t'),
    ledger: (committee) => world.state(`ledger/${ledgerId('t', committee)}`),
    line: (household) => ledgers().find((one) => one.lines[household])?.lines[household] as Line,
    shelter: (id) => world.state(`shelter/${id}`),
    ordered() {
      world.tell(crew.desk, 'transfer.draw-up', 'transfer/t', {
        title: '老旧房屋',
        risk: 'old-house',
        households: { everyone: true },
      });
      world.tell(crew.leader, 'transfer.order', 'transfer/t', {
        order: ORDER,
        tellBy: at('10:00'),
        arriveBy: at('14:00'),
      });
      world.expect('transfer.drawn-up', 'transfer.ordered', 'ledger.opened', 'ledger.opened');
    },
    sum() {
      const all = ledgers();
      const sum = sumOfLines(all);
      const counted = Object.values(sum).reduce((total, count) => total + count, 0);
      const list = Object.keys(world.state<TransferState>('transfer/t').list).length;
      if (counted !== list) throw new Error(`${list} households on the list, ${counted} in a state`);
      for (const stream of world.streams('shelter')) {
        const state = world.state<ShelterState>(stream);
        const here = all.flatMap(({ lines }) =>
          Object.entries(lines).filter(([, line]) => shelterOf(line.place) === idOf(stream)),
        );
        const told = Object.fromEntries(here.map(([id, line]) => [id, line.people]));
        const lie = Object.fromEntries(Object.entries(state.guests).map(([id, guest]) => [id, guest.people]));
        const [a, b] = [told, lie].map((rows) => JSON.stringify(Object.entries(rows).sort()));
        if (a !== b) throw new Error(`${idOf(stream)}: the ledgers say ${a}, the shelter ${b}`);
        if (peopleIn(state) > state.capacity) throw new Error(`${idOf(stream)} is overfilled`);
      }
      return Object.fromEntries(Object.entries(sum).filter(([, count]) => count > 0));
    },
  };
}
