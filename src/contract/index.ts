import type { CommandDefinition } from './command.ts';
import { caseCommands } from './commands/cases.ts';
import { drillCommands } from './commands/drill.ts';
import { noticeCommands } from './commands/notices.ts';
import { peopleCommands } from './commands/people.ts';
import { placesCommands } from './commands/places.ts';
import { responsesCommands } from './commands/responses.ts';
import { sweepCommands } from './commands/sweeps.ts';
import { transferCommands } from './commands/transfers.ts';

export type { CommandDefinition } from './command.ts';

/** Every command that may come from outside. */
export const commands: readonly CommandDefinition[] = [
  ...responsesCommands,
  ...caseCommands,
  ...noticeCommands,
  ...sweepCommands,
  ...transferCommands,
  ...peopleCommands,
  ...drillCommands,
  ...placesCommands,
];
