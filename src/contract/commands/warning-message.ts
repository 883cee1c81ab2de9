import { z } from 'zod';
import { COLOURS, type WarningMessage } from '../../domain/responses/index.ts';

const line = z.string().max(300);
const text = z.string().max(4_000);
const long = z.string().max(20_000);
const instant = z.number().int().min(0).max(8_640_000_000_000);

const pair = z.strictObject({ name: z.string().max(200), value: z.string().max(4_000) });
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const area = z.strictObject({
  name: z.string().max(2_000),
  rings: z.array(z.array(position).min(4).max(20_000)).max(500),
  circles: z.array(z.strictObject({ centre: position, km: z.number().min(0).max(25_000) })).max(500),
  geocodes: z.array(pair).max(2_000),
  altitude: z.number().finite().optional(),
  ceiling: z.number().finite().optional(),
});
const info = z.strictObject({
  language: z.string().max(40),
  categories: z.array(z.string().max(40)).max(20),
  event: line,
  responseTypes: z.array(z.string().max(40)).max(20),
  urgency: z.string().max(40),
  severity: z.string().max(40),
  certainty: z.string().max(40),
  audience: text.optional(),
  eventCodes: z.array(pair).max(200),
  effective: instant.optional(),
  onset: instant.optional(),
  expires: instant.optional(),
  senderName: line.optional(),
  headline: z.string().max(2_000).optional(),
  description: long.optional(),
  instruction: long.optional(),
  web: z.string().max(2_000).optional(),
  contact: z.string().max(2_000).optional(),
  parameters: z.array(pair).max(500),
  resources: z
    .array(
      z.strictObject({
        name: z.string().max(1_000),
        mimeType: z.string().max(200).optional(),
        uri: z.string().max(2_000).optional(),
        size: z.number().int().min(0).optional(),
        digest: z.string().max(200).optional(),
        inline: z.boolean(),
      }),
    )
    .max(100),
});
const reference = z.strictObject({ sender: z.string().max(300), identifier: z.string().max(300), sent: instant });
/** A warning as the CAP door and the text door read it. */
export const warningMessage = z.strictObject({
  sender: z.string().min(1).max(300),
  identifier: z.string().min(1).max(300),
  sent: instant,
  status: z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']),
  msgType: z.enum(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
  scope: z.enum(['Public', 'Restricted', 'Private']),
  action: z.enum(['issue', 'update', 'continue', 'lift']),
  issuer: z.string().min(1).max(300),
  sentAsWritten: z.string().max(100),
  kind: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  event: line,
  colour: z.enum(COLOURS).nullable(),
  colourFrom: z.enum(['stated', 'derived']).nullable(),
  headline: z.string().max(2_000),
  text: long,
  instruction: long,
  effective: instant,
  onset: instant.nullable(),
  expires: instant.nullable(),
  horizon: z.strictObject({ hours: z.number().min(0).max(10_000).optional(), words: line }).nullable(),
  areas: z.array(area).max(5_000),
  references: z.array(reference).max(200),
  keepsOthers: z.boolean(),
  assumed: z.array(z.string().max(40)).max(20),
  form: z.enum(['cap-1.0', 'cap-1.1', 'cap-1.2', 'text']),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  infos: z.array(info).max(50),
  source: z.string().max(1_000).optional(),
  restriction: z.string().max(1_000).optional(),
  addresses: text.optional(),
  codes: z.array(z.string().max(1_000)).max(100),
  note: text.optional(),
  incidents: text.optional(),
}) satisfies z.ZodType<WarningMessage>;
