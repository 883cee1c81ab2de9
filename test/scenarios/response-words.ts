import { onTestFinished } from 'vitest';
import { aggregates } from '../../src/domain/aggregates.ts';
import type { Actor } from '../../src/domain/kernel/index.ts';
import type { District, PlanTask } from '../../src/domain/places/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import { type TaskState, taskId, type WarningMessage, warningId } from '../../src/domain/responses/index.ts';
import { smallDistrict } from './small-district.ts';
import { createWorld, type World } from './world.ts';

const row = (
  id: string,
  level: PlanTask['level'],
  units: string[],
  dueMinutes: number | null,
  more: Partial<PlanTask> = {},
): PlanTask => ({
  id,
  level,
  units,
  action: { zh: `任务${id}`, en: `Task ${id}` },
  dueMinutes,
  evidence: 'log',
  confirm: 'unit',
  basis: 'test',
  mustClose: false,
  ...more,
});

/** The small district with a plan of eight rows that shows every kind of row once. */
export const plannedDistrict: District = {
  ...smallDistrict,
  warnings: {
    stations: ['小城气象台', '小街气象台'],
    regions: ['小城', '小街', '本市', '本区', '全市'],
    geocodes: ['000000'],
  },
  plan: [
    row('4-01', 'IV', ['ops-centre'], 15),
    row('4-03', 'IV', ['ops-centre'], 60, { everyMinutes: 60 }),
    row('4-05', 'IV', ['committee', 'property'], 240, { evidence: 'list', mustClose: true }),
    row('4-07', 'IV', ['greenery'], 360, { evidence: 'counts' }),
    row('3-04', 'III', ['ops-centre'], 30, { everyMinutes: 30, replaces: ['4-03'] }),
    row('3-08', 'III', ['property'], 180, { evidence: 'receipt' }),
    row('2-06', 'II', ['sanitation'], null, { evidence: 'note' }),
    row('0-01', 'LIFT', ['ops-centre'], 30, { evidence: 'note', mustClose: true }),
  ],
};

export const post = {
  commander: { person: 'commander', unit: 'ops', roles: ['commander'] },
  leader: { person: 'leader', unit: 'ops', roles: ['shift-leader'] },
  watch: { person: 'watch', unit: 'ops', roles: ['supervisor'] },
  west: { person: 'west', unit: 'committee-west', area: 'west', roles: ['committee'] },
  east: { person: 'east', unit: 'committee-east', area: 'east', roles: ['committee'] },
  gardener: { person: 'gardener', unit: 'greenery', roles: ['handler'] },
  property: { person: 'property', unit: 'property-west', roles: ['handler'] },
  feed: { person: 'feed', roles: ['gateway'] },
} satisfies Record<string, Actor>;

export const terms = (level: 'IV' | 'III' | 'II' | 'I', more: object = {}) => ({
  level,
  reason: '预警',
  scope: 'all' as const,
  expectedMinutes: 600,
  measures: '值守',
  ...more,
});

export type StormWorld = World & {
  task(row: string, unit: string): TaskState;
  taskStream(row: string, unit: string): string;
  /** Hands a warning in; answers its stream. */
  receive(message: WarningMessage): string;
};

export function stormWorld(start = '2021-07-23 07:00', district: District = plannedDistrict): StormWorld {
  const world = createWorld({ aggregates, district, start, react });
  // However a story went, the fold over its journal must be what the world holds.
  onTestFinished(() => {
    world.expect(...world.journal().map((event) => event.type));
    world.end();
  });
  const taskStream = (rowId: string, unit: string): string => `task/${taskId('r1', rowId, unit)}`;
  return {
    ...world,
    taskStream,
    task: (rowId, unit) => world.state<TaskState>(taskStream(rowId, unit)),
    receive(message) {
      const stream = `warning/${warningId(message)}`;
      world.tell(post.feed, 'warning.receive', stream, { message });
      return stream;
    },
  };
}

/** 'MM-DD HH:MM' of 2021 in Beijing time. */
export const at = (time: string): number => Date.parse(`2021-${time.replace(' ', 'T')}:00+08:00`);

/** A signal as the CAP door hands it over. */
export function signal(
  identifier: string,
  time: string,
  colour: WarningMessage['colour'],
  more: Partial<WarningMessage> = {},
): WarningMessage {
  const sent = at(time);
  return {
    sender: 'met.example',
    identifier,
    sent,
    sentAsWritten: time,
    status: 'Actual',
    msgType: 'Alert',
    scope: 'Public',
    action: 'issue',
    issuer: '小城气象台',
    kind: 'typhoon',
    event: '台风',
    colour,
    colourFrom: colour ? 'stated' : null,
    headline: '',
    text: `${identifier} ${colour}`,
    instruction: '',
    effective: sent,
    onset: null,
    expires: null,
    horizon: null,
    areas: [{ name: '小城', rings: [], circles: [], geocodes: [] }],
    references: [],
    keepsOthers: false,
    assumed: [],
    form: 'cap-1.2',
    digest: `sha256:${identifier}`,
    infos: [],
    codes: [],
    ...more,
  };
}
/** The same as the text door hands it over: no references, replaced by what comes later of the same station and kind. */
export function pasted(
  time: string,
  colour: WarningMessage['colour'],
  more: Partial<WarningMessage> = {},
): WarningMessage {
  return signal(`text:${colour}:${more.action ?? 'issue'}`, time, colour, {
    sender: '小城气象台',
    form: 'text',
    ...more,
  });
}
