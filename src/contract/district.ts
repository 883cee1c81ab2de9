import { z } from 'zod';
import { PHRASES } from './resident.ts';

/**
 * Shape of a district pack, file by file (districts/README.md says what each file is for). Everything a pack brings is
 * checked against these before a single row is used; what one row says about another is checked in server/district.
 * Coordinates are WGS-84 degrees, longitude first.
 */
const text = (max: number) => z.string().min(1).max(max);
export const packId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/);
/** Ids of rows: short, printable, without characters that mean something in a path, a CSV or a stream name. */
const rowId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const whole = (max: number) => z.number().int().min(0).max(max);
const words = z.strictObject({ zh: text(200), en: text(300) });
/** Words for residents: further languages by their code. */
const texts = (zh: number, en: number) =>
  z
    .object({ zh: text(zh), en: text(en) })
    .catchall(text(en))
    .refine((body) => Object.keys(body).every((key) => languageId.test(key)), {
      message: 'not the code of a language',
    });
const languageId = /^[a-z]{2,3}$/;
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).readonly();
const ring = z.array(position).min(4).max(20_000).readonly();
const limit = z.strictObject({ minutes: z.number().min(0).max(525_600), unit: z.enum(['working', 'clock']) });
const levels = ['IV', 'III', 'II', 'I'] as const;

export const POINT_KINDS = [
  'drain',
  'tree',
  'sign',
  'billboard',
  'curtain-wall',
  'site',
  'underground',
  'underpass',
  'water',
  'camera',
  'gauge',
  'shelter',
  'care-home',
  'old-house',
  'pump',
  'hydrant',
  'metro',
  'school',
] as const;

/** districts/<id>/district.json: what the pack is, and which other pack it starts from, if any. */
export const manifestSchema = z.strictObject({
  format: z.literal('yiping-district'),
  formatVersion: z.literal(1),
  id: packId,
  code: z.string().regex(/^\d{6,12}$/),
  name: words,
  version: text(40),
  attribution: text(500),
  /** Datum of every coordinate in the pack. GCJ-02 is converted when the pack is read; nothing else is taken. */
  crs: z.enum(['WGS84', 'CGCS2000', 'GCJ02']),
  centre: position,
  /** How official warnings speak of this district: stations, regions that contain it, geocodes. */
  warnings: z
    .strictObject({
      stations: z.array(text(60)).max(100).readonly(),
      regions: z.array(text(60)).max(200).readonly(),
      geocodes: z.array(text(60)).max(100).readonly(),
    })
    .optional(),
  /** Files that this folder lacks come from this pack beside it. */
  basedOn: packId.optional(),
  /** Files that stay empty although the other pack has them. */
  leave: z.array(text(60)).max(40).optional(),
  /** Of the points of the other pack, take only those that are not synthetic. */
  publicPointsOnly: z.boolean().optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const committeeSchema = z.strictObject({
  id: rowId,
  name: words,
  code: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  ring,
  synthetic: z.boolean(),
});
export const compoundSchema = z.strictObject({
  id: rowId,
  committee: rowId,
  name: words,
  address: text(100),
  kind: z.enum(['lane-house', 'new-lane', 'public-housing', 'commercial-housing', 'tower']),
  ring,
  synthetic: z.boolean(),
});
export const stairwellSchema = z.strictObject({
  id: rowId,
  compound: rowId,
  committee: rowId,
  name: text(40),
  position,
  floors: whole(150).min(1),
  synthetic: z.boolean(),
});
export const householdSchema = z.strictObject({
  id: rowId,
  stairwell: rowId,
  room: text(20),
  floor: z.number().int().min(-5).max(150),
  floorKind: z.enum(['semi-basement', 'ground', 'middle', 'top']),
  use: z.enum(['owner', 'tenant', 'shared', 'vacant', 'business']),
  people: whole(200),
  reachable: z.boolean(),
  tags: z.array(rowId).max(20).readonly(),
});
export const cellSchema = z.strictObject({ id: rowId, code: z.string().regex(/^\d{14,15}$/), committee: rowId, ring });
export const roadSchema = z.strictObject({
  id: rowId,
  name: z.strictObject({ zh: z.string().max(100), en: z.string().max(150) }),
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  metres: z.number().min(0).max(100_000),
  line: z.array(position).min(2).max(5_000).readonly(),
  highway: text(40),
});
const fact = z.union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(100)).max(200).readonly()]);
export const pointSchema = z.strictObject({
  id: rowId,
  kind: z.enum(POINT_KINDS),
  name: words,
  position,
  committee: rowId,
  unit: rowId,
  facts: z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/), fact),
  synthetic: z.boolean(),
});
export const unitSchema = z.strictObject({
  id: rowId,
  name: words,
  kind: rowId,
  parent: rowId.optional(),
  upper: z.boolean().optional(),
  committees: z.array(rowId).max(500).readonly(),
  base: position,
  capacity: whole(10_000),
  handles: z.array(rowId).max(500).readonly(),
});
export const postSchema = z.strictObject({
  id: rowId,
  unit: rowId,
  name: words,
  roles: z.array(rowId).min(1).max(13).readonly(),
  area: rowId.optional(),
});
/** A drill's person: synthetic, with the posts that it holds. */
export const personSchema = z.strictObject({
  id: rowId,
  name: text(60),
  posts: z.array(rowId).min(1).max(10).readonly(),
  synthetic: z.literal(true),
});
/** Personal data of one household; never part of what browsers or the journal get. */
export const contactSchema = z.strictObject({
  household: rowId,
  name: text(60),
  phone: z.string().regex(/^[0-9+() -]{3,30}$|^$/),
});
export const categorySchema = z.strictObject({
  code: rowId,
  std: text(40).optional(),
  name: words,
  ask: texts(200, 300).optional(),
  class: z.enum(['component', 'event']),
  group: rowId,
  register: words,
  close: words,
  handlers: z.array(rowId).max(20).readonly(),
  normal: limit.nullable(),
  storm: limit.nullable(),
  municipal: z.boolean().optional(),
  urgent: z.boolean().optional(),
  duplicate: z.strictObject({ metres: whole(5_000), minutes: whole(525_600) }),
});
export const planTaskSchema = z.strictObject({
  id: rowId,
  level: z.enum([...levels, 'LIFT']),
  units: z.array(rowId).min(1).max(60).readonly(),
  action: words,
  dueMinutes: whole(525_600).nullable(),
  everyMinutes: whole(525_600).min(1).optional(),
  evidence: z.enum(['receipt', 'log', 'list', 'photo', 'counts', 'brief', 'minutes', 'ledger', 'note']),
  confirm: z.enum(['person', 'unit']),
  basis: text(300),
  notice: rowId.optional(),
  sweep: z.array(z.enum(POINT_KINDS)).max(20).readonly().optional(),
  replaces: z.array(rowId).max(60).readonly().optional(),
  mustClose: z.boolean(),
});
export const noticeTemplateSchema = z.strictObject({
  id: rowId,
  name: words,
  body: texts(2_000, 3_000),
  fields: z.array(text(40)).max(30).readonly(),
});
export const languageSchema = z.strictObject({
  id: z
    .string()
    .regex(languageId)
    .refine((id) => id !== 'zh' && id !== 'en', { message: 'stands in the program' }),
  name: text(40),
  sender: text(60).optional(),
  page: z.strictObject(Object.fromEntries(PHRASES.map((key) => [key, text(300)]))),
});
export const checklistSchema = z.strictObject({
  id: rowId,
  name: words,
  kinds: z.array(z.enum(POINT_KINDS)).max(20).readonly(),
  items: z
    .array(z.strictObject({ id: rowId, name: words, category: rowId }))
    .min(1)
    .max(60)
    .readonly(),
});
export const thresholdSchema = z.strictObject({
  matter: rowId,
  name: words,
  source: text(300),
  steps: z
    .array(z.strictObject({ at: z.number(), unit: text(20), grade: text(20), words }))
    .max(30)
    .readonly(),
});
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const calendarSchema = z.strictObject({
  utcOffsetMinutes: z.number().int().min(-720).max(840),
  hours: z
    .array(z.tuple([whole(1_440), whole(1_440)]).readonly())
    .min(1)
    .max(6)
    .readonly(),
  weekend: z.array(whole(6)).max(6).readonly(),
  holidays: z.array(date).max(1_000).readonly(),
  workedDays: z.array(date).max(1_000).readonly(),
  /** Where the holidays come from; for the reader of the file. */
  source: text(500).optional(),
});
const rungChannel = z.enum(['digital', 'sms', 'call', 'stairwell-leader', 'door']);
const rung = z.strictObject({
  channel: rungChannel,
  tries: whole(20),
  waitMinutes: whole(10_080),
});
const quiet = z
  .strictObject({
    from: whole(1_439),
    to: whole(1_439),
    waits: z.array(rungChannel).min(1).max(5).readonly().optional(),
  })
  .refine(({ from, to }) => from !== to, { message: 'quiet hours that begin when they end', path: ['to'] });
const ladder = z.array(rung).min(1).max(10).readonly();
export const settingsSchema = z.strictObject({
  stepLimits: z.record(rowId, z.strictObject({ normal: limit, storm: limit })),
  ladders: z.strictObject({ ORDINARY: ladder.optional(), IV: ladder, III: ladder, II: ladder, I: ladder }),
  /** By level; a level without may wake people. */
  quietHours: z.partialRecord(z.enum(['ORDINARY', ...levels]), quiet).optional(),
  patrolMinutes: z.record(z.enum(levels), whole(1_440).min(1)),
  settings: z.record(rowId, z.number()),
  /** Words of codes that the pack brings: household tags, groups of categories, kinds of units. */
  words: z.record(rowId, words),
});
