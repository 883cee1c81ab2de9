import type { CaseCommandData, CaseCommandType } from '../../src/domain/cases/index.ts';
import { type CaseState, cases, LIMITS_STREAM, limits } from '../../src/domain/cases/index.ts';
import { type Actor, SYSTEM } from '../../src/domain/kernel/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import { crossing, smallDistrict } from './small-district.ts';
import { createWorld, type World } from './world.ts';

/** The people of the stories. At a subdistrict one person often plays three roles: the desk does. */
export const people = {
  desk: { person: 'desk', unit: 'ops', roles: ['intake', 'dispatcher', 'shift-leader'] },
  intake: { person: 'intake', unit: 'ops', roles: ['intake'] },
  dispatcher: { person: 'dispatcher', unit: 'ops', roles: ['dispatcher'] },
  leader: { person: 'leader', unit: 'ops', roles: ['shift-leader'] },
  commander: { person: 'commander', unit: 'ops', roles: ['commander'] },
  patrol: { person: 'patrol', unit: 'ops', roles: ['supervisor'] },
  otherPatrol: { person: 'other-patrol', unit: 'ops', roles: ['supervisor'] },
  sweeper: { person: 'sweeper', unit: 'sanitation', roles: ['handler'] },
  tree: { person: 'tree', unit: 'greenery', roles: ['handler'] },
  propertyWest: { person: 'property-man', unit: 'property-west', roles: ['handler'] },
  propertyEast: { person: 'property-woman', unit: 'property-east', roles: ['handler'] },
  committeeWest: { person: 'committee-w', unit: 'committee-west', area: 'west', roles: ['committee'] },
  committeeEast: { person: 'committee-e', unit: 'committee-east', area: 'east', roles: ['committee'] },
  grandmother: { person: 'contact-1', roles: ['resident'] },
  neighbour: { person: 'contact-2', roles: ['resident'] },
  hotline: { person: 'hotline', roles: ['gateway'] },
  observer: { person: 'observer', roles: ['observer'] },
  admin: { person: 'admin', roles: ['admin'] },
  auditor: { person: 'auditor', roles: ['auditor'] },
  system: SYSTEM,
} satisfies Record<string, Actor>;
export type Who = keyof typeof people;

type Data<T extends CaseCommandType> = CaseCommandData[T];

export interface DutyRoom extends World {
  /** The world itself, for somebody who is not of the usual people. */
  readonly world: World;
  /** Somebody takes a step on a case that the story calls by a name. */
  does<T extends CaseCommandType>(who: Who, step: T, name: string, data: Data<T>, occurredAt?: string): string;
  /** Somebody tries and is told why not: the refusal code. */
  tries<T extends CaseCommandType>(who: Who, step: T, name: string, data: Data<T>, occurredAt?: string): string;
  theCase(name: string): CaseState;
  storm(on: boolean): void;
}

export function openDutyRoom(start: string): DutyRoom {
  const world = createWorld({ aggregates: [cases, limits], district: smallDistrict, start, react });
  const stream = (name: string) => `case/${name}`;
  const when = (occurredAt?: string) => (occurredAt === undefined ? {} : { occurredAt });
  return {
    ...world,
    world,
    does: (who, step, name, data, occurredAt) => world.tell(people[who], step, stream(name), data, when(occurredAt)),
    tries: (who, step, name, data, occurredAt) =>
      world.refused(people[who], step, stream(name), data, when(occurredAt)),
    theCase: (name) => world.state<CaseState>(stream(name)),
    storm: (on) => void world.tell(SYSTEM, 'limits.switch', LIMITS_STREAM, { storm: on }),
  };
}

/** A report as the patrol would make it, at the west side unless said otherwise. */
export function report(
  category: string,
  more: Partial<CaseCommandData['case.report']> = {},
): CaseCommandData['case.report'] {
  return { source: 'patrol', category, description: '', place: { position: crossing(0.5, 0) }, ...more };
}

let pictures = 0;
/** A picture taken at an instant of the story. */
export function picture(when: 'before' | 'during' | 'after', takenAt: number) {
  pictures += 1;
  return { media: `picture-${pictures}`, when, takenAt } as const;
}
