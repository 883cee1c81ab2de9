import { z } from 'zod';
import { idParam, wholeParam } from './queries.ts';

/** GeoReport v2: what may be asked at `/open311/v2`, in the names of that specification. */

/** Most rows of one page; building them as XML takes about 0.6 ms each. */
const PAGE_MOST = 200;
/** "may not span more than 90 days" */
export const SPAN_DAYS = 90;
const IDS_MOST = 100;
const RADIUS_MOST_M = 5_000;

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const jurisdiction = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const apiKey = z.string().min(1).max(200);
/** A list written with commas. */
const list = <T extends z.ZodType<string, string>>(one: T, most: number) =>
  z
    .string()
    .max(12_000)
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(one).min(1).max(most));
const decimal = (least: number, most: number) =>
  z
    .string()
    .regex(/^[+-]?\d{1,6}(?:\.\d{1,20})?$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
/** W3C date and time; a plus sign that a query string turned into a space is put back. */
const time = z
  .string()
  .max(40)
  .transform((text) => text.replace(/ (?=\d{2}:\d{2}$)/, '+'))
  .pipe(z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]));

export const doorQuery = z.object({ jurisdiction_id: jurisdiction.optional(), api_key: apiKey.optional() });
export type DoorQuery = z.infer<typeof doorQuery>;

export const requestQuery = doorQuery.extend({
  /** 'true' adds `extended_attributes`: our number, stage, phase, unit and limits. */
  extensions: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true'),
});
export const requestsQuery = requestQuery.extend({
  /** "overrides all other arguments" */
  service_request_id: list(idParam, IDS_MOST).optional(),
  service_code: list(code, IDS_MOST).optional(),
  start_date: time.optional(),
  end_date: time.optional(),
  status: list(z.enum(['open', 'closed']), 2).optional(),
  page: wholeParam(1, 1_000).default(1),
  page_size: wholeParam(1, PAGE_MOST).default(50),
  lat: decimal(-90, 90).optional(),
  long: decimal(-180, 180).optional(),
  /** Metres round `lat` and `long`. */
  radius: decimal(1, RADIUS_MOST_M).optional(),
});
export type RequestsQuery = z.infer<typeof requestsQuery>;

export const codeParams = z.strictObject({ code });
export const idParams = z.strictObject({ id: idParam });

const line = (most: number) => z.string().trim().max(most);
/** What a form may say. Fields that GeoReport has and this door does not need (device_id, account_id) are passed over. */
export const postForm = z.object({
  api_key: apiKey.optional(),
  jurisdiction_id: jurisdiction.optional(),
  service_code: code,
  lat: decimal(-90, 90).optional(),
  long: decimal(-180, 180).optional(),
  address_string: line(200).optional(),
  address_id: idParam.optional(),
  description: line(4_000).default(''),
  media_url: line(500).optional(),
  first_name: line(60).optional(),
  last_name: line(60).optional(),
  email: z.email().max(200).optional(),
  phone: z
    .string()
    .transform((text) => text.replace(/[().]/g, ' ').trim())
    .pipe(z.string().regex(/^\+?[0-9 -]{5,24}$/))
    .optional(),
  attribute: z.record(z.string().max(64), z.array(line(500)).max(20)).default({}),
});
export type PostForm = z.infer<typeof postForm>;

const text = z.string().nullable();
const service = z.strictObject({
  service_code: z.string(),
  service_name: z.string(),
  description: text,
  metadata: z.boolean(),
  type: z.enum(['realtime', 'batch', 'blackbox']),
  keywords: text,
  group: text,
});
export type Service = z.infer<typeof service>;
export const servicesAnswer = z.array(service);

const attribute = z.strictObject({
  variable: z.boolean(),
  code: z.string(),
  datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
  required: z.boolean(),
  datatype_description: text,
  order: z.number().int(),
  description: text,
  values: z.array(z.strictObject({ key: z.string(), name: z.string() })).optional(),
});
export const definitionAnswer = z.strictObject({ service_code: z.string(), attributes: z.array(attribute) });
export type Definition = z.infer<typeof definitionAnswer>;

const extended = z.strictObject({
  no: text,
  stage: z.string(),
  stage_name: z.string(),
  phase: z.enum(['open', 'working', 'checking', 'closed']),
  unit: text,
  unit_name: text,
  committee: text,
  /** End of the running limit of this step, and of the whole. */
  step_limit: text,
  whole_limit: text,
  merged_into: text,
});
const request = z.strictObject({
  service_request_id: z.string(),
  status: z.enum(['open', 'closed']),
  status_notes: text,
  service_name: text,
  service_code: z.string(),
  description: text,
  agency_responsible: text,
  service_notice: text,
  requested_datetime: z.string(),
  updated_datetime: text,
  expected_datetime: text,
  address: text,
  address_id: text,
  zipcode: text,
  lat: z.number().nullable(),
  long: z.number().nullable(),
  media_url: text,
  extended_attributes: extended.optional(),
});
export type ServiceRequest = z.infer<typeof request>;
export const requestsAnswer = z.array(request);
export const postedAnswer = z.array(
  z.strictObject({
    service_request_id: z.string(),
    token: z.string(),
    service_notice: z.string(),
    account_id: z.null(),
  }),
);
export const tokenAnswer = z.array(z.strictObject({ service_request_id: z.string(), token: z.string() }));

/** The administrator's side of the door. */
export const KEYS_MOST = 50;
const keyAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  perMinute: z.number().int(),
  createdAt: z.number(),
  usedAt: z.number().nullable(),
  withdrawnAt: z.number().nullable(),
  /** Reports handed in with it. */
  reports: z.number().int(),
});
export type Open311Key = z.infer<typeof keyAnswer>;
export const open311Answer = z.strictObject({ publicRead: z.boolean(), keys: z.array(keyAnswer) });
export type Open311Answer = z.infer<typeof open311Answer>;
export const open311Body = z.strictObject({ publicRead: z.boolean() });
export const keyBody = z.strictObject({
  name: z.string().trim().min(1).max(60),
  perMinute: z.number().int().min(1).max(6_000),
});
/** The key itself stands here and never again. */
export const newKeyAnswer = z.strictObject({ id: z.string(), key: z.string() });
