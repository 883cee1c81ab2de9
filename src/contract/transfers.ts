import { z } from 'zod';
import { LIST_MOST } from '../domain/transfers/index.ts';
import { id } from './commands/shapes.ts';

export const homesQuery = z.strictObject({ committee: id });
/** A household of a ledger as one finds it: its stairwell, and its room for those who may know it. */
export const homesAnswer = z.strictObject({
  homes: z.array(z.strictObject({ household: id, stairwell: id, room: z.string().optional() })),
});
export const ledgerFileQuery = z.strictObject({ language: z.enum(['zh', 'en']).default('zh') });

/** Lines as they were pasted: addresses, signs of a printed list, ids. 5,000 lines of 60 characters. */
export const readListBody = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(LIST_MOST * 60),
});
export const readListAnswer = z.strictObject({
  households: z.array(id),
  people: z.number().int(),
  unread: z.array(z.string()),
});
