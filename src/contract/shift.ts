import { z } from 'zod';
import type { Clock } from '../domain/kernel/index.ts';
import type { KnownStreams } from '../domain/screen/index.ts';

/**
 * What one phone carries through a shift (GET /api/v1/shift). The answer has an ETag: a phone that holds the same asks
 * for nothing twice.
 */
export interface ShiftAnswer {
  /** Journal position that the states are at least as new as. */
  readonly seq: number;
  /** Tenant time of the answer, and the clock that it runs on. */
  readonly now: number;
  readonly clock: Clock;
  /** Real time of the server, ms since 1970: what the phone's own clock is set right by. */
  readonly serverTime: number;
  /** Version of the district data that the states were decided with. */
  readonly district: string;
  readonly streams: KnownStreams;
  /** Doors of the stairwells among `streams`: where they are, and nothing of who lives there. */
  readonly homes: readonly {
    readonly id: string;
    readonly stairwell: string;
    readonly room: string;
    readonly floor: number;
  }[];
}

export const shiftAnswer = z.strictObject({
  seq: z.number().int(),
  now: z.number(),
  clock: z.strictObject({ at: z.number(), since: z.number(), speed: z.number() }),
  serverTime: z.number(),
  district: z.string(),
  streams: z.record(z.string(), z.strictObject({ version: z.number().int(), state: z.unknown() })),
  homes: z.array(z.strictObject({ id: z.string(), stairwell: z.string(), room: z.string(), floor: z.number().int() })),
});
