import { randomUUID } from 'node:crypto';
import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit';
import { safeParse as contentType } from 'fast-content-type-parse';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { PasswordsBusy } from '../access/password.ts';
import type { Sessions } from '../access/sessions.ts';
import { readBodies } from './bodies.ts';
import { brokenConnection } from './broken.ts';
import { makeGuard } from './guard.ts';
import { apiHeaders } from './headers.ts';
import { servePages } from './pages.ts';
import { firstProblem } from './problems.ts';
import { answerOf, Refused } from './refused.ts';
import { type Call, JSON_TYPE, type Rate, type Route, Sent } from './route.ts';
import { send } from './send.ts';

const KIB = 1024;
export const BODY_LIMIT = 64 * KIB;
/** Addresses and sessions that a limit remembers; a million of them cost nothing but forgetting the oldest. */
const KEYS = 20_000;

/** The first two parts of a path. */
const FOLDER = /^\/[^/?]+\/[^/?]+\//;

export interface ServerOptions {
  readonly sessions: Sessions;
  readonly routes: readonly Route[];
  /** Folder of the built pages; without it only the API answers. */
  readonly pages?: string;
  readonly origins?: readonly string[];
  readonly monitoringToken?: string;
  /** Addresses of proxies whose X-Forwarded-* are believed. */
  readonly trustProxy?: string | boolean;
  readonly onFault?: (error: Error, reference: string, request: FastifyRequest) => void;
  /** Called when an answer is out: for the measurements of each route. */
  readonly onAnswer?: (route: string, method: string, status: number, milliseconds: number) => void;
}

/** Builds the HTTP server: every route with its guard, every failure with its words. Does not listen yet. */
export function buildServer(options: ServerOptions): FastifyInstance {
  /** Refusals in another form than ours, by the folder of their doors ('/open311/v2/'). */
  const forms = new Map(
    options.routes.flatMap(({ url, refusal }) => (refusal ? [[FOLDER.exec(url)?.[0], refusal] as const] : [])),
  );
  const refuse = async (request: FastifyRequest, reply: FastifyReply, refused: Refused) => {
    const { status, body } = answerOf(refused.refusal);
    const answer = await forms.get(FOLDER.exec(request.url)?.[0])?.(status, body, request);
    apiHeaders(request, reply);
    reply
      .code(status)
      .headers(refused.headers)
      .type(answer?.type ?? JSON_TYPE);
    // An answer to HEAD has no body to say it in; another form has no place for our code.
    if (answer || request.method === 'HEAD') reply.header('x-refusal', refused.refusal.code);
    return reply.send(answer?.body ?? JSON.stringify(body));
  };
  const failed = (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof Refused) return refuse(request, reply, error);
    const known = refusalOf(error, request);
    if (known) return refuse(request, reply, known);
    const reference = randomUUID().slice(0, 8);
    options.onFault?.(error, reference, request);
    return refuse(request, reply, new Refused('request.fault', { reference }));
  };
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustProxy ?? false,
    // A slow sender may not hold a socket: headers within 10 s, the whole request within 60 s.
    requestTimeout: 60_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16 * KIB },
    keepAliveTimeout: 72_000,
    forceCloseConnections: true,
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200, caseSensitive: true },
    frameworkErrors: failed as never,
    clientErrorHandler: brokenConnection,
  });
  app.server.maxConnections = 20_000;
  readBodies(app);
  app.decorateRequest('session', null);
  app.setErrorHandler(failed);
  // The type asks for `may`; this asks once more, of routes that a plug-in might slip in beside the list.
  app.addHook('onRoute', (made) => {
    if (!(made.config as { may?: string } | undefined)?.may)
      throw new Error(`the route ${String(made.method)} ${made.url} does not say who may use it`);
  });
  const guard = makeGuard({
    sessions: options.sessions,
    origins: options.origins ?? [],
    monitoringToken: options.monitoringToken,
  });
  for (const each of options.routes)
    if (!each.may) throw new Error(`the route ${each.method} ${each.url} does not say who may use it`);
  // In a plug-in of their own, so that the limits are there before the routes that declare one.
  app.register(async (doors) => {
    await doors.register(rateLimit, { global: false, cache: KEYS });
    for (const each of options.routes) addRoute(doors, each, guard(each), options);
  });
  const { pages } = options;
  if (pages !== undefined) app.register(async (scope) => servePages(scope, pages));
  const known = options.routes.map((each) => ({
    method: each.method,
    form: new RegExp(`^${each.url.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+')}$`),
  }));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] as string;
    const allowed = [...new Set(known.filter((one) => one.form.test(path)).map((one) => one.method))];
    if (allowed.length > 0)
      return refuse(
        request,
        reply,
        new Refused(
          'request.method',
          { method: request.method, allowed: allowed.join(', ') },
          { allow: allowed.join(', ') },
        ),
      );
    return refuse(request, reply, new Refused('request.not-found'));
  });
  return app;
}

function addRoute(
  app: FastifyInstance,
  each: Route,
  onRequest: ReturnType<ReturnType<typeof makeGuard>>,
  options: ServerOptions,
): void {
  const accepts = each.accepts ?? ['application/json'];
  const hasBody = each.body !== undefined || each.ownBody !== undefined;
  app.route({
    method: each.method,
    url: each.url,
    config: {
      may: each.may,
      raw: each.raw,
      pieces: each.pieces,
      ...(each.rate ? { rateLimit: limitOf(each.rate) } : {}),
    } as never,
    bodyLimit: each.bodyLimit ?? BODY_LIMIT,
    onRequest,
    ...(hasBody && !each.raw
      ? {
          preParsing: (request, _reply, payload, done) => {
            const { type } = contentType(request.headers['content-type'] ?? '');
            if (accepts.includes(type)) done(null, payload);
            else done(new Refused('request.media-type', { type: type.slice(0, 80) || '-' }));
          },
        }
      : {}),
    ...(options.onAnswer
      ? {
          onResponse: (_request, reply, done) => {
            options.onAnswer?.(each.url, each.method, reply.statusCode, reply.elapsedTime);
            done();
          },
        }
      : {}),
    handler: async (request, reply) => {
      const call: Call<never, unknown, unknown, unknown> = {
        params: each.params ? checked(each.params, request.params, '') : undefined,
        query: each.query ? checked(each.query, { ...(request.query as object) }, '') : undefined,
        body: each.body ? checked(each.body, request.body, '') : request.body,
        session: request.session as never,
        ip: request.ip,
        request,
        reply,
      };
      const answer = await each.handler(call as never);
      if (reply.sent) return reply;
      return send(request, reply, answer instanceof Sent ? answer : new Sent(JSON.stringify(answer), JSON_TYPE));
    },
  });
}

/** The limit that a route declares. It runs after the guard, which has looked up the session. */
function limitOf(rate: Rate): RateLimitOptions {
  return {
    max: rate.perMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => (rate.by === 'session' ? request.session?.key : undefined) ?? request.ip,
    errorResponseBuilder: (_request, { ttl }) => {
      const seconds = Math.max(1, Math.ceil(ttl / 1_000));
      return new Refused('request.too-many', { seconds }, { 'retry-after': String(seconds) });
    },
  };
}

function checked(schema: NonNullable<Route['body']>, value: unknown, root: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refused('request.malformed', firstProblem(result.error, root));
}

/** Failures of Fastify, of the password queue and of the database, in our words. */
function refusalOf(error: FastifyError | Error, request: FastifyRequest): Refused | undefined {
  if (error instanceof PasswordsBusy) return new Refused('engine.busy', undefined, { 'retry-after': '2' });
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new Refused(
      'request.too-large',
      { kilobytes: Math.floor((request.routeOptions.bodyLimit ?? BODY_LIMIT) / KIB) },
      { connection: 'close' },
    );
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_ERR_CTP_EMPTY_TYPE') {
    return new Refused('request.media-type', { type: String(request.headers['content-type'] ?? '-').slice(0, 80) });
  }
  if (code.startsWith('FST_ERR_CTP_') || code === 'FST_ERR_BAD_URL')
    return new Refused(code === 'FST_ERR_BAD_URL' ? 'request.not-found' : 'request.not-json');
  if (isDatabaseAway(error)) return new Refused('engine.storage', undefined, { 'retry-after': '5' });
  return undefined;
}

/** Connection refused, broken or shut down, out of connections or of disk: the database is away, not wrong. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|57P0[1-4]|53\w{3}|08\w{3})$/.test(code ?? '') ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      message ?? '',
    )
  );
}
