import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { apiHeaders, pageHeaders } from './headers.ts';
import type { Sent } from './route.ts';

const gzipped = promisify(gzip);
/** Below this many bytes compressing costs more than it saves. */
const WORTH_COMPRESSING = 8 * 1024;

/** Sends an answer with the headers of the API, compressed when it is large and the reader can take it. */
export async function send(request: FastifyRequest, reply: FastifyReply, answer: Sent): Promise<FastifyReply> {
  if (answer.as === 'page') pageHeaders(request, reply);
  else apiHeaders(request, reply);
  reply.code(answer.status).type(answer.type);
  for (const name in answer.headers) reply.header(name, answer.headers[name]);
  const body = answer.body;
  if (body === null) return reply.send();
  if (body.length >= WORTH_COMPRESSING && answer.headers['content-encoding'] === undefined && takesGzip(request)) {
    reply.headers({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    // Level 1 and off the main thread: a page of cases must not hold up the commands behind it.
    return reply.send(await gzipped(body, { level: 1 }));
  }
  return reply.send(body);
}

export function takesGzip(request: FastifyRequest): boolean {
  return new Negotiator(request.raw).encoding(['gzip', 'identity']) === 'gzip';
}
