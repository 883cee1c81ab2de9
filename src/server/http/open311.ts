import Negotiator from 'negotiator';
import type { z } from 'zod';
import {
  codeParams,
  type DoorQuery,
  definitionAnswer,
  doorQuery,
  idParams,
  postedAnswer,
  postForm,
  requestQuery,
  requestsAnswer,
  requestsQuery,
  SPAN_DAYS,
  servicesAnswer,
  tokenAnswer,
} from '../../contract/open311.ts';
import { bodyShape } from '../../contract/openapi.ts';
import { indexed } from '../../domain/places/index.ts';
import {
  type Asking,
  definitionOf,
  findRequest,
  findRequests,
  type Language,
  Open311Store,
  serviceOf,
  spanOf,
} from '../open311/index.ts';
import type { Doors } from './doors.ts';
import { doorOf } from './open311-enter.ts';
import { answered, FORMATS, type Format, refusedAsGeoReport, XML_TYPE } from './open311-form.ts';
import { postRequest } from './open311-post.ts';
import { Refused } from './refused.ts';
import { type Call, type Route, route } from './route.ts';

const BASE = '/open311/v2';
const FORM = 'application/x-www-form-urlencoded';
/** 4,000 characters of Chinese, percent-encoded, are 36 kB. */
const BODY_LIMIT = 64 * 1024;

/** The GeoReport v2 door (ADR 19): every address in two forms, every refusal in GeoReport's own. */
export function open311Routes(doors: Doors): Route[] {
  const store = new Open311Store(doors.sql, doors.realTime);
  const enter = doorOf(doors, store);
  const languageOf = (call: Pick<Call<'public', unknown, unknown, unknown>, 'request'>): Language =>
    new Negotiator(call.request.raw).language(['zh', 'en']) === 'en' ? 'en' : 'zh';
  const asking = async (
    call: Call<'public', unknown, DoorQuery & { extensions?: boolean }, unknown>,
  ): Promise<Asking> => {
    const { tenant, district, key } = await enter(call.query, 'read', call.ip);
    const now = await doors.engine.now(tenant);
    const { extensions = false } = call.query;
    return { sql: doors.sql, tenant, district, key: key?.id, language: languageOf(call), extensions, now };
  };
  const common = {
    may: 'public',
    noun: 'open311',
    rate: { perMinute: 300, by: 'ip' },
    refusal: refusedAsGeoReport,
  } as const;
  /** Shape of the answer for the description; XML has the same elements. */
  const shape = (format: Format, schema: z.ZodType) => (format === 'xml' ? XML_TYPE : schema);

  return FORMATS.flatMap((format) => [
    route({
      ...common,
      method: 'GET',
      url: `${BASE}/services.${format}`,
      query: doorQuery,
      answer: shape(format, servicesAnswer),
      words: { zh: 'GeoReport：可上报的类别', en: 'GeoReport: the services that can be asked for' },
      async handler(call) {
        const { district, language } = await asking(call);
        return answered(
          format,
          'services',
          district.categories.map((one) => serviceOf(one, district, language)),
        );
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: `${BASE}/services/:code.${format}`,
      params: codeParams,
      query: doorQuery,
      answer: shape(format, definitionAnswer),
      words: { zh: 'GeoReport：某一类别另问些什么', en: 'GeoReport: what is asked for one service' },
      async handler(call) {
        const { district, language } = await asking(call);
        const category = indexed(district).categories.get(call.params.code);
        if (!category) throw new Refused('georeport.service-unknown', { code: call.params.code });
        return answered(format, 'service_definition', definitionOf(category, language));
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: `${BASE}/requests.${format}`,
      query: requestsQuery,
      answer: shape(format, requestsAnswer),
      words: {
        zh: 'GeoReport：诉求，可按编号、类别、时间、状态、范围查询；不含住户与个人事项',
        en: 'GeoReport: requests by id, service, time, status and circle; none about households or persons',
      },
      async handler(call) {
        const { query } = call;
        const given = [query.lat, query.long, query.radius].filter((one) => one !== undefined).length;
        if (given > 0 && given < 3) throw new Refused('georeport.radius');
        const by = await asking(call);
        const span = spanOf(query, by);
        if (!span) throw new Refused('georeport.span', { days: SPAN_DAYS });
        return answered(format, 'service_requests', await findRequests(by, query, span));
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: `${BASE}/requests/:id.${format}`,
      params: idParams,
      query: requestQuery,
      answer: shape(format, requestsAnswer),
      words: { zh: 'GeoReport：一件诉求', en: 'GeoReport: one request' },
      async handler(call) {
        const found = await findRequest(await asking(call), call.params.id);
        if (!found) throw new Refused('request.not-found');
        return answered(format, 'service_requests', [found]);
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: `${BASE}/requests.${format}`,
      accepts: [FORM, 'application/json'],
      ownBody: bodyShape(postForm),
      bodyLimit: BODY_LIMIT,
      answer: shape(format, postedAnswer),
      words: {
        zh: 'GeoReport：凭密钥上报；内容重复或带同一 Idempotency-Key 的只记一次',
        en: 'GeoReport: report with a key; the same content soon after, or the same Idempotency-Key, counts once',
      },
      handler: async (call) => answered(format, 'service_requests', [await postRequest(doors, store, enter, call)]),
    }),
    route({
      ...common,
      method: 'GET',
      url: `${BASE}/tokens/:id.${format}`,
      params: idParams,
      query: doorQuery,
      answer: shape(format, tokenAnswer),
      words: { zh: 'GeoReport：由回执号查诉求编号', en: 'GeoReport: the request behind a token' },
      async handler(call) {
        const { tenant } = await asking(call);
        const id = await store.caseOf(tenant, call.params.id);
        if (id === undefined) throw new Refused('request.not-found');
        return answered(format, 'service_requests', [{ service_request_id: id, token: call.params.id }]);
      },
    }),
  ]);
}
