import { z } from 'zod';

/** Most rows of one page. */
export const PAGE_MOST = 500;
/** Most events of one page. */
export const EVENTS_MOST = 5_000;
/** Most commands of one batch. */
export const BATCH_MOST = 1_000;

/** A whole number written in a query string. */
export function wholeParam(least: number, most: number) {
  return z.string().regex(/^-?\d{1,16}$/).transform(Number).pipe(z.number().int().min(least).max(most));
}
const decimal = /^-?\d{1,3}(?:\.\d{1,12})?$/;
export const idParam = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:@+~-]{0,199}$/);
export const instant = z.number().int().min(0).max(8_640_000_000_000_000);
export const limitParam = wholeParam(1, PAGE_MOST).default(100);
/** Opaque mark of the page before; made by the server. */
export const cursorParam = z.string().min(1).max(400).regex(/^[A-Za-z0-9_-]+$/);

/** West, south, east, north in degrees (RFC 7946 §5), separated by commas. */
export const bboxParam = z
  .string()
  .max(100)
  .refine((text) => text.split(',').length === 4 && text.split(',').every((part) => decimal.test(part)))
  .transform((text) => text.split(',').map(Number) as [number, number, number, number])
  .refine(([west, south, east, north]) => west >= -180 && east <= 180 && south >= -90 && north <= 90 && west <= east && south <= north);

export const words = z.strictObject({ zh: z.string(), en: z.string() });
export const positionAnswer = z.tuple([z.number(), z.number()]);

/** A fact of the journal on the wire. */
export const recordedAnswer = z.strictObject({
  seq: z.number().int(),
  stream: z.string(),
  version: z.number().int(),
  type: z.string(),
  data: z.unknown(),
  by: z.strictObject({ person: z.string(), unit: z.string().optional() }),
  at: z.number().int(),
  occurredAt: z.number().int(),
  commandId: z.string(),
});

export const eventsQuery = z.strictObject({ after: wholeParam(0, Number.MAX_SAFE_INTEGER).default(0), limit: wholeParam(1, EVENTS_MOST).default(1_000) });
export const eventsAnswer = z.strictObject({
  events: z.array(recordedAnswer),
  /** Ask next with `after` set to this: it also passes over what is hidden from the reader. */
  next: z.number().int(),
  /** Last seq of the journal; when it equals `next`, that was all. */
  head: z.number().int(),
});

export const liveQuery = z.strictObject({ after: wholeParam(0, Number.MAX_SAFE_INTEGER).optional(), contract: wholeParam(0, 1_000_000).default(1) });

export const outcomeAnswer = z.strictObject({
  id: z.string(),
  seq: z.number().int(),
  stream: z.string(),
  version: z.number().int(),
  /** True when this id was answered before and nothing was done now. */
  replayed: z.boolean().optional(),
});
export const refusalAnswer = z.strictObject({
  refusal: z.strictObject({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    todo: words,
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});
/** One answer per command of the batch, in the same order; a refusal does not stop the next. */
export const batchAnswer = z.strictObject({ outcomes: z.array(z.union([outcomeAnswer, refusalAnswer.extend({ id: z.string().optional() })])) });

export const clockAnswer = z.strictObject({
  clock: z.strictObject({ at: z.number(), since: z.number(), speed: z.number() }),
  now: z.number(),
  head: z.number().int(),
});

export const observationsBody = z.strictObject({
  observations: z
    .array(z.strictObject({ series: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/), at: instant, value: z.number() }))
    .min(1)
    .max(10_000),
});
export const OBSERVATION_POINTS_MOST = 2_000;
export const observationsQuery = z.strictObject({
  series: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/),
  from: wholeParam(0, 8_640_000_000_000_000),
  to: wholeParam(0, 8_640_000_000_000_000),
  /** Width of one point in ms; without it the readings themselves, as far as they fit. */
  step: wholeParam(1_000, 31_536_000_000).optional(),
});
export const observationsAnswer = z.strictObject({
  series: z.string(),
  /** [start of the span in ms, lowest, highest, mean, count]. */
  points: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
});
