import { isUtf8 } from 'node:buffer';
import { safeParse as contentType } from 'fast-content-type-parse';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from './refused.ts';

/** Bodies that are not JSON reach their handler as bytes: XML names its own encoding, pasted text is checked there. */
export const BYTES = [
  'application/xml',
  'text/xml',
  'application/cap+xml',
  'text/plain',
  'application/octet-stream',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel',
  'text/csv',
  'application/x-www-form-urlencoded',
] as const;

/** A piece of an upload, as tus calls it. */
export const PIECE = 'application/offset+octet-stream';

/**
 * JSON in UTF-8 and nothing else. Broken UTF-8 is refused instead of being patched with U+FFFD, and keys that reach for
 * a prototype are refused (secure-json-parse, by way of Fastify).
 */
export function readBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (isRaw(request)) {
      done(null, body);
      return;
    }
    const charset = contentType(request.headers['content-type'] ?? '').parameters.charset?.toLowerCase();
    if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
      done(new Refused('request.media-type', { type: `application/json; charset=${charset.slice(0, 40)}` }));
      return;
    }
    const bytes = body as Buffer;
    if (bytes.length === 0) {
      done(null, undefined);
      return;
    }
    if (!isUtf8(bytes)) {
      done(new Refused('request.not-utf8'));
      return;
    }
    parse(request, bytes.toString('utf8'), (error, value) =>
      done(error ? new Refused('request.not-json') : null, value),
    );
  });
  app.addContentTypeParser(
    [...BYTES],
    { parseAs: 'buffer' },
    (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: Buffer) => void) => done(null, body),
  );
  app.addContentTypeParser(PIECE, (request, payload, done) => {
    if (isInPieces(request)) done(null);
    else {
      payload.resume();
      done(new Refused('request.media-type', { type: PIECE }));
    }
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done) => {
    if (isRaw(request)) done(null, body);
    else done(new Refused('request.media-type', { type: String(request.headers['content-type'] ?? '-').slice(0, 80) }));
  });
}

/** Whether the route reads the body itself (Route.pieces). */
function isInPieces(request: FastifyRequest): boolean {
  return (request.routeOptions.config as { pieces?: boolean }).pieces === true;
}

/** Whether the route wants the bytes as they came (Route.raw). */
function isRaw(request: FastifyRequest): boolean {
  return (request.routeOptions.config as { raw?: boolean }).raw === true;
}
