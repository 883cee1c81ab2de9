import { z } from 'zod';

/** Most rows of one page. */
export const PAGE_MOST = 500;
/** Most events of one page. */
export const EVENTS_MOST = 5_000;
/** Most commands of one batch. */
export const BATCH_MOST = 1_000;

/** A whole number written in a query string. */
export function wholeParam(least: number, most: number) {
  return z
    .string()
    .regex(/^-?\d{1,16}$/)
    .transform(Number)
    .pipe(z.number().int().min(least).max(most));
}
const decimal = /^-?\d{1,3}(?:\.\d{1,12})?$/;
export const idParam = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:@+~-]{0,199}$/);
export const instant = z.number().int().min(0).max(8_640_000_000_000_000);
export const limitParam = wholeParam(1, PAGE_MOST).default(100);
/** Opaque mark of the page before; made by the server. */
export const cursorParam = z
  .string()
  .min(1)
  .max(400)
  .regex(/^[A-Za-z0-9_-]+$/);

/** West, south, east, north in degrees (RFC 7946 §5), separated by commas. */
export const bboxParam = z
  .string()
  .max(100)
  .refine((text) => text.split(',').length === 4 && text.split(',').every((part) => decimal.test(part)))
  .transform((text) => text.split(',').map(Number) as [number, number, number, number])
  .refine(
    ([west, south, east, north]) =>
      west >= -180 && east <= 180 && south >= -90 && north <= 90 && west <= east && south <= north,
  );

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

export const eventsQuery = z.strictObject({
  after: wholeParam(0, Number.MAX_SAFE_INTEGER).default(0),
  limit: wholeParam(1, EVENTS_MOST).default(1_000),
});
export const eventsAnswer = z.strictObject({
  events: z.array(recordedAnswer),
  /** Ask next with `after` set to this: it also passes over what is hidden from the reader. */
  next: z.number().int(),
  /** Last seq of the journal; when it equals `next`, that was all. */
  head: z.number().int(),
});

export const liveQuery = z.strictObject({
  after: wholeParam(0, Number.MAX_SAFE_INTEGER).optional(),
  contract: wholeParam(0, 1_000_000).default(1),
});

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
    params: z.record(z.string(), z.union([z.string(), z.number(), z.strictObject({ zh: z.string(), en: z.string() })])),
  }),
});
/** One answer per command of the batch, in the same order; a refusal does not stop the next. */
export const batchAnswer = z.strictObject({
  outcomes: z.array(z.union([outcomeAnswer, refusalAnswer.extend({ id: z.string().optional() })])),
});

export const clockAnswer = z.strictObject({
  clock: z.strictObject({ at: z.number(), since: z.number(), speed: z.number() }),
  now: z.number(),
  head: z.number().int(),
});

export const observationsBody = z.strictObject({
  observations: z
    .array(
      z.strictObject({
        series: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/),
        at: instant,
        value: z.number(),
      }),
    )
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

export const screenQuery = z.strictObject({ at: wholeParam(0, 8_640_000_000_000_000).optional() });

const heads = { stairwells: z.number().int(), households: z.number().int(), people: z.number().int() };
export const headCountAnswer = z.strictObject({
  ...heads,
  /** In the order of the district; they add up to the whole. */
  committees: z.array(z.strictObject({ committee: z.string(), ...heads })).readonly(),
  /** Households that the notice is composed for; of an earlier notice's households, all those, however they stand. */
  atMost: z.number().int(),
  /** How the notice begins with them; the three add up to the households. */
  starts: z.strictObject({ message: z.number().int(), spoken: z.number().int(), door: z.number().int() }),
});
export type HeadCountAnswer = z.infer<typeof headCountAnswer>;

/** What a text message of a notice costs, and what the provider sets around its text. */
export const smsAnswer = z.strictObject({
  /** Hundredths of a yuan for one segment; absent where nobody has entered what is paid. */
  fenPerSegment: z.number().optional(),
  /** Who says so: the settings of the provider that is asked first, or the district data (`sms.fenPerSegment`). */
  from: z.enum(['provider', 'district']).optional(),
  /** Name of the provider that is asked first. */
  provider: z.string().optional(),
  /** Counted with every message: the signature before the text, the link after it. */
  before: z.string(),
  after: z.string(),
});
export type SmsAnswer = z.infer<typeof smsAnswer>;

export const doorsAnswer = z.strictObject({ id: z.string(), version: z.number().int(), state: z.unknown() });

const filterWord = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/);
export const casesQuery = z.strictObject({
  sort: z.enum(['newest', 'due']).default('newest'),
  format: z.enum(['json', 'geojson']).default('json'),
  bbox: bboxParam.optional(),
  stage: filterWord.optional(),
  phase: z.enum(['open', 'working', 'checking', 'closed']).optional(),
  category: filterWord.optional(),
  unit: filterWord.optional(),
  committee: filterWord.optional(),
  after: cursorParam.optional(),
  limit: limitParam,
});
export type CasesQuery = z.infer<typeof casesQuery>;
export const caseListRow = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  seq: z.number().int(),
  no: z.string().nullable(),
  stage: z.string(),
  phase: z.string(),
  category: z.string().nullable(),
  source: z.string(),
  committee: z.string().nullable(),
  unit: z.string().nullable(),
  position: positionAnswer.nullable(),
  reportedAt: z.number(),
  /** End of the running limit of the step; null when none runs. */
  dueAt: z.number().nullable(),
  wholeDueAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  touchedAt: z.number(),
  summary: z.unknown(),
});
export const casesAnswer = z.strictObject({ cases: z.array(caseListRow), next: z.string().optional() });
export const caseAnswer = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  state: z.unknown(),
  events: z.array(recordedAnswer),
});

export const suggestionsAnswer = z.strictObject({
  /** Best first. */
  units: z.array(
    z.strictObject({
      unit: z.string(),
      /** Metres on foot from its base, or as the crow flies where `byStreet` is false. */
      metres: z.number(),
      byStreet: z.boolean(),
      /** Cases it has in hand, and how many it can carry. */
      load: z.number().int(),
      capacity: z.number().int(),
      upper: z.boolean(),
      reasons: z.array(z.string()),
    }),
  ),
  /** Open cases that may be the same; from 0.5 on they probably are. */
  duplicates: z.array(
    z.strictObject({
      id: z.string(),
      no: z.string(),
      score: z.number(),
      metres: z.number(),
      minutes: z.number(),
      reasons: z.array(z.string()),
    }),
  ),
});

export const householdsQuery = z.strictObject({ stairwell: filterWord });
export const householdAnswer = z.strictObject({
  id: z.string(),
  stairwell: z.string(),
  room: z.string(),
  floor: z.number().int(),
  floorKind: z.string(),
  use: z.string(),
  people: z.number().int(),
  reachable: z.boolean(),
  tags: z.array(z.string()),
  /** Masked: first character and stars. */
  name: z.string().optional(),
  /** Masked: last four digits. */
  phone: z.string().optional(),
});
export const unmaskBody = z.strictObject({ reason: z.string().trim().min(4).max(200) });
export const unmaskAnswer = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
});

export const publicReportBody = z.strictObject({
  tenant: z.string().min(1).max(64),
  /** Made by the reporter's page; sending it again changes nothing. */
  id: z.uuid(),
  category: filterWord,
  description: z.string().trim().min(1).max(2_000),
  place: z.strictObject({
    position: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
    address: z.string().trim().max(200).optional(),
  }),
  occurredAt: instant.optional(),
  /** Kept apart from the journal, for the answer to the reporter; may be erased. */
  contact: z
    .strictObject({ name: z.string().trim().max(60).optional(), phone: z.string().regex(/^\+?[0-9 -]{5,20}$/) })
    .optional(),
});
export const publicReportAnswer = z.strictObject({ id: z.string(), case: z.string(), seq: z.number().int() });

/** What a pasted text does not say itself; nothing is needed for CAP. */
export const warningsQuery = z.strictObject({
  issuer: z.string().trim().min(2).max(60).optional(),
  sent: wholeParam(0, 8_640_000_000_000_000).optional(),
});
export const warningsAnswer = z.strictObject({
  /** One per message in the document, in its order. */
  warnings: z.array(
    z.strictObject({
      id: z.string(),
      /** Place in the journal; 0 when the message was known already. */
      seq: z.number().int(),
      concerns: z.boolean(),
      /** Why this one of several was not taken. */
      refusal: refusalAnswer.shape.refusal.optional(),
    }),
  ),
});
export const warningPreviewAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    warnings: z.array(
      z.strictObject({
        id: z.string(),
        known: z.boolean(),
        concerns: z.boolean(),
        reason: z.string(),
        message: z.unknown(),
      }),
    ),
  }),
  z.strictObject({
    ok: z.literal(false),
    refusal: refusalAnswer.shape.refusal,
    /** Text: parts that could not be read; hand them in as `issuer` and `sent`, or correct the text. */
    missing: z.array(z.string()),
    partial: z.unknown().optional(),
    /** CAP: every place that is wrong. */
    faults: z.array(z.unknown()),
  }),
]);
