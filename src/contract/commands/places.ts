import { z } from 'zod';
import { type CommandDefinition, defineCommand } from '../command.ts';

/** Commands on the reference data of a district, stream 'district/profile'. */
export const placesCommands: readonly CommandDefinition[] = [
  defineCommand({
    type: 'district.adopt',
    kind: 'district',
    words: { zh: '启用一版辖区资料', en: 'Put a version of the district data into force' },
    data: z.strictObject({
      version: z.string().min(1).max(40),
      digest: z.string().regex(/^[0-9a-f]{64}$/),
      counts: z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.number().int().min(0).max(10_000_000)),
    }),
  }),
];
