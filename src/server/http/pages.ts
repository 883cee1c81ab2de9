import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pageHeaders } from './headers.ts';
import { Refused } from './refused.ts';

/** Paths of the program's own pages: all are the one index, which looks at the path itself. */
const PAGES = [
  '/',
  ...['console', 'field', 'wall', 'roll', 'settings', 'setup', 'login', 'drill'].flatMap((page) => [
    `/${page}`,
    `/${page}/*`,
  ]),
];
/** Vite puts a hash into the names under assets/: such a file never changes. */
const HASHED = /^assets\/.*-[\w-]{8,}\.\w+$/;
const FOREVER = { maxAge: '365d', immutable: true } as const;

/** A path that climbs out or is no path at all: nothing is there, and nothing failed. */
function nowhere(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 500;
  reply.send(status >= 400 && status < 500 ? new Refused('request.not-found') : error);
}

/** The built pages in `folder`; a file is sent as its .br or .gz beside it where the browser takes that and the build made one. */
export function servePages(app: FastifyInstance, folder: string): void {
  app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    dotfiles: 'deny',
    index: false,
  });
  const page = (url: string, handler: (request: FastifyRequest, reply: FastifyReply) => unknown) =>
    app.route({ method: ['GET', 'HEAD'], url, config: { may: 'public' } as never, errorHandler: nowhere, handler });
  for (const url of PAGES) {
    page(url, (request, reply) => {
      pageHeaders(request, reply);
      return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
    });
  }
  page('/*', (request, reply) => {
    const name = (request.params as { '*': string })['*'];
    pageHeaders(request, reply);
    if (HASHED.test(name)) return reply.sendFile(name, FOREVER);
    return reply.header('cache-control', 'no-cache').sendFile(name, { cacheControl: false });
  });
}
