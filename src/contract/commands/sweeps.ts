import { z } from 'zod';
import type { RoundCommand } from '../../domain/sweeps/index.ts';
import { type CommandDefinition, defineCommand } from '../command.ts';
import { id, ids, level, line, minutes, text } from './shapes.ts';

const words = z.strictObject({ zh: line, en: line });
const kind = z.enum([
  'drain',
  'tree',
  'sign',
  'billboard',
  'curtain-wall',
  'site',
  'underground',
  'underpass',
  'water',
  'camera',
  'gauge',
  'shelter',
  'care-home',
  'old-house',
  'pump',
  'hydrant',
  'metro',
  'school',
  'stairwell',
]);
const tick = z.strictObject({
  target: id,
  result: z.enum(['normal', 'hazard', 'not-applicable', 'not-reachable']),
  item: id.optional(),
  category: id.optional(),
  fixed: z.boolean().optional(),
  note: text.optional(),
  photos: ids(20).optional(),
});

function round<T extends RoundCommand['type']>(
  type: T,
  zh: string,
  en: string,
  data: z.ZodType<Extract<RoundCommand, { type: T }>['data']>,
) {
  return defineCommand({ type, kind: 'round', data, words: { zh, en } });
}

/** Commands of sweeps and patrols that come from outside. */
export const sweepCommands: readonly CommandDefinition[] = [
  round(
    'round.open',
    '开始一轮排查',
    'Open a round',
    z.strictObject({
      title: words,
      targets: z.strictObject({
        ids: ids(5_000).optional(),
        kinds: z.array(kind).max(20).readonly().optional(),
        committees: ids(200).optional(),
        unit: id.optional(),
      }),
      checklist: id.optional(),
      by: z.enum(['foot', 'video']),
      unit: id,
      person: id.optional(),
      level,
      dueMinutes: minutes,
      everyMinutes: minutes.optional(),
      absenceMinutes: minutes.optional(),
      response: id.optional(),
      task: id.optional(),
      after: id.optional(),
    }),
  ),
  round('round.tick', '打点', 'Tick targets', z.strictObject({ ticks: z.array(tick).min(1).max(1_000).readonly() })),
  round('round.finish', '收轮', 'Finish the round', z.strictObject({ reason: text.optional() })),
  round('round.stop', '取消本轮', 'Call the round off', z.strictObject({ reason: text })),
];
