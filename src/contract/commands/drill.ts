import { z } from 'zod';
import { type DrillCommand, SPEED_MAX } from '../../domain/drill/index.ts';
import { type CommandDefinition, defineCommand } from '../command.ts';
import { instant, stream, text } from './shapes.ts';

function drill<T extends DrillCommand['type']>(
  type: T,
  zh: string,
  en: string,
  data: z.ZodType<Extract<DrillCommand, { type: T }>['data']>,
) {
  return defineCommand({ type, kind: 'drill', data, words: { zh, en } });
}

/** Commands on the clock of a drill, stream 'drill/clock'. */
export const drillCommands: readonly CommandDefinition[] = [
  drill(
    'drill.set-clock',
    '调演练速度',
    'Set the speed of the drill',
    z.strictObject({ speed: z.number().min(0).max(SPEED_MAX) }),
  ),
  drill('drill.advance', '跳到某时', 'Jump ahead', z.strictObject({ to: instant })),
  drill(
    'drill.inject',
    '演练记录',
    'Note of the exercise staff',
    z.strictObject({ kind: z.enum(['inject', 'observation']), note: text, about: stream.optional() }),
  ),
];
