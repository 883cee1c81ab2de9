import { z } from 'zod';
import { idParam, words } from './queries.ts';

/** What the settings page of a channel is drawn from. */
export const cardAnswer = z.strictObject({
  id: z.string(),
  kind: z.enum(['push', 'wecom', 'sms', 'call', 'email', 'bot', 'webhook']),
  name: words,
  about: words,
  fields: z.array(
    z.strictObject({
      key: z.string(),
      words,
      hint: words.optional(),
      type: z.enum(['text', 'url', 'secret', 'number', 'choice', 'pem']),
      required: z.boolean(),
      choices: z.array(z.string()).optional(),
      default: z.string().optional(),
      pattern: z.string().optional(),
    }),
  ),
  limits: z.record(z.string(), z.number()),
  receipts: z.enum(['push', 'poll', 'both', 'none']),
  idempotent: z.boolean(),
  answers: z.boolean(),
});

export const providerBody = z.strictObject({
  channel: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(60),
  /** A secret that is left out stays as it is. */
  settings: z.record(z.string().max(40), z.string().max(8_000)),
  place: z.number().int().min(0).max(99),
  enabled: z.boolean(),
});
export type ProviderBody = z.infer<typeof providerBody>;

export const providerAnswer = z.strictObject({
  id: idParam,
  channel: z.string(),
  name: z.string(),
  /** Secrets as `true`. */
  settings: z.record(z.string(), z.union([z.string(), z.literal(true)])),
  place: z.number().int(),
  enabled: z.boolean(),
  /** Its secrets cannot be read: it stands still until they are entered anew or the key is back. */
  keyLost: z.literal(true).optional(),
  /** Does not answer since this real time. */
  silentSince: z.number().optional(),
});
export type ProviderAnswer = z.infer<typeof providerAnswer>;

export const providerTestBody = z.strictObject({ to: z.string().trim().min(1).max(4_000) });
export const providerTestAnswer = z.strictObject({
  state: z.enum(['taken', 'refused', 'doubt']),
  code: z.string().optional(),
  ref: z.string().optional(),
});

/** Columns of the strip of a notice, and the states of a message that each counts. */
export const DELIVERY_STATES = {
  waiting: ['due', 'sending'],
  sent: ['handed'],
  delivered: ['delivered', 'answered'],
  failed: ['failed'],
  doubt: ['doubt'],
} as const;
export type DeliveryColumn = keyof typeof DELIVERY_STATES;
export const DELIVERY_COLUMNS = Object.keys(DELIVERY_STATES) as DeliveryColumn[];

/** How the messages of a notice stand, by rung, kind and state. */
export const deliveriesAnswer = z.strictObject({
  rows: z.array(
    z.strictObject({
      rung: z.number().int(),
      kind: z.string(),
      state: z.string(),
      provider: z.string().optional(),
      code: z.string().optional(),
      count: z.number().int(),
    }),
  ),
  /** Rungs of its ladder that machines climb, in order. */
  rungs: z.array(z.string()),
  /** Who sends for them; 'silent' since this real time. */
  providers: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      rung: z.string(),
      state: z.enum(['up', 'silent', 'key-lost']),
      since: z.number().optional(),
    }),
  ),
  /** Rungs for which nobody sends. */
  unserved: z.array(z.string()),
  /** When the next of those that wait is due, in the district's time. */
  nextAt: z.number().optional(),
});
export type DeliveriesAnswer = z.infer<typeof deliveriesAnswer>;

/** Most rows behind a number. */
export const DELIVERY_ROWS_MOST = 300;
export const deliveryRowsQuery = z.strictObject({
  kind: z.enum(['digital', 'sms', 'call']),
  column: z.enum(['waiting', 'sent', 'delivered', 'failed', 'doubt']),
});
export type DeliveryKind = z.infer<typeof deliveryRowsQuery>['kind'];
export const deliveryRowsAnswer = z.strictObject({
  total: z.number().int(),
  rows: z.array(
    z.strictObject({
      household: z.string(),
      stairwell: z.string(),
      try: z.number().int(),
      state: z.string(),
      at: z.number(),
      /** Name of the provider. */
      provider: z.string().optional(),
      /** What the provider said. */
      code: z.string().optional(),
      room: z.string().optional(),
      /** Masked: how it is reached now. */
      to: z.string().optional(),
    }),
  ),
});
export type DeliveryRows = z.infer<typeof deliveryRowsAnswer>;
