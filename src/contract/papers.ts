import { z } from 'zod';
import { BOARD_COLUMNS, PAPER_RESULTS } from '../domain/notices/index.ts';
import { idParam, instant, unmaskBody } from './queries.ts';

const language = z.enum(['zh', 'en']).default('zh');
const place = { committee: idParam.optional(), stairwell: idParam.optional() };

/** A door list is printed for one committee or one stairwell: that is what somebody carries. */
export const doorListQuery = z
  .strictObject({
    ...place,
    which: z.enum(['at-door', 'open']).default('at-door'),
    language,
    /** Why telephone numbers are printed in full; without it they are masked. */
    reason: unmaskBody.shape.reason.optional(),
  })
  .refine((query) => query.committee !== undefined || query.stairwell !== undefined, { path: ['committee'] });
export const posterQuery = z
  .strictObject({ ...place, language })
  .refine((query) => query.committee !== undefined || query.stairwell !== undefined, { path: ['committee'] });
export const boardQuery = z.strictObject({ language });
export const boardRowsQuery = z.strictObject({ ...place, compound: idParam.optional(), column: z.enum(BOARD_COLUMNS) });

/** The households that a number on the board counts. */
export const boardRowsAnswer = z.strictObject({
  total: z.number().int(),
  rows: z.array(
    z.strictObject({
      stairwell: z.string(),
      household: z.string(),
      /** Only for those who may see the roll of this committee. */
      room: z.string().optional(),
      state: z.string(),
      since: z.number().int(),
      people: z.number().int(),
      need: z.string().optional(),
    }),
  ),
});
/** As many rows as one looks through; the number itself is always whole. */
export const BOARD_ROWS_MOST = 500;

/** Ticks from paper: codes with their results, when they were made, and an id that makes sending them twice the same as once. */
export const ticksBody = z.strictObject({
  id: z.uuid(),
  occurredAt: instant.optional(),
  ticks: z
    .array(z.strictObject({ code: z.string().trim().min(1).max(20), result: z.enum(PAPER_RESULTS) }))
    .min(1)
    .max(500),
});
export const ticksAnswer = z.strictObject({
  told: z.number().int(),
  /** Those that were not taken, with the code of the refusal. */
  refused: z.array(z.strictObject({ code: z.string(), refusal: z.string() })),
});
