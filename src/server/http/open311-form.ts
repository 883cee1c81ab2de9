import type { FastifyRequest } from 'fastify';
import { xmlOf } from '../open311/index.ts';
import type { RefusalAnswer } from './refused.ts';
import { JSON_TYPE, Sent } from './route.ts';

export const XML_TYPE = 'text/xml; charset=utf-8';
export type Format = 'json' | 'xml';
export const FORMATS: readonly Format[] = ['json', 'xml'];
/** The language of names follows Accept-Language. */
const VARY = { vary: 'accept-language' };

/** An answer in the form that the address asked for. */
export async function answered(format: Format, root: string, value: Parameters<typeof xmlOf>[1]): Promise<Sent> {
  return format === 'xml'
    ? new Sent(await xmlOf(root, value), XML_TYPE, 200, VARY)
    : new Sent(JSON.stringify(value), JSON_TYPE, 200, VARY);
}

/** GeoReport's own form of an error: the status and one description, here in both languages with what to do. */
export async function refusedAsGeoReport(
  status: number,
  { refusal: { zh, en, todo } }: RefusalAnswer,
  request: FastifyRequest,
): Promise<Sent> {
  const errors = [{ code: status, description: `${zh}，${todo.zh} · ${en}. ${todo.en}` }];
  const path = request.url.split('?', 1)[0] as string;
  return path.endsWith('.xml')
    ? new Sent(await xmlOf('errors', errors), XML_TYPE, status)
    : new Sent(JSON.stringify(errors), JSON_TYPE, status);
}
