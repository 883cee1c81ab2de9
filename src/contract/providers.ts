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
});
