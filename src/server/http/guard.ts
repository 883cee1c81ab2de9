import { parseCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '../../domain/people/index.ts';
import type { Session } from '../access/session.ts';
import type { Sessions } from '../access/sessions.ts';
import { Refused } from './refused.ts';
import type { Route } from './route.ts';

export interface GuardOptions {
  readonly sessions: Sessions;
  /** Origins besides the request's own host that pages may come from (a development server). */
  readonly origins: readonly string[];
  /** Bearer token for monitoring from elsewhere than this machine. */
  readonly monitoringToken?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | null;
  }
}

/** `__Host-` makes browsers insist on Secure, on this very host and on path /; without TLS they would drop it. */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-yiping' : 'yiping';
}

/** The token in the Cookie header. The first of several wins nothing: two different ones are no session at all. */
export function tokenOf(header: string | undefined, secure: boolean): string | undefined {
  if (!header) return undefined;
  const name = cookieName(secure);
  const first = parseCookie(header)[name];
  if (!header.includes(';')) return first;
  // Of several the parser takes the first: read from the other end as well, they have to be the same.
  const last = parseCookie(header.split(';').reverse().join(';'))[name];
  return first === last ? first : undefined;
}

export function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https';
}

/** Loopback as the socket sees it: a proxy on the same machine is told apart by its X-Forwarded-For. */
function isThisMachine(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? '';
  const near = address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
  return near && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
}

function checkOrigin(request: FastifyRequest, options: GuardOptions): void {
  const origin = request.headers.origin;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined) {
    const own = `${isSecure(request) ? 'https' : 'http'}://${request.host}`;
    if (origin !== own && !options.origins.includes(origin)) throw new Refused('session.origin');
  } else if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refused('session.origin');
}

const writes = ({ method }: Route): boolean => method !== 'GET' && method !== 'HEAD';

function checkMay(route: Route, session: Session | null, request: FastifyRequest): void {
  if (!session) throw new Refused('session.missing');
  if (writes(route) && request.headers['x-csrf-token'] !== session.csrf) throw new Refused('session.csrf');
  if (session.mustChange && !route.beforeChange) throw new Refused('session.must-change');
  if (route.may !== 'signed-in' && !can(session.actor.roles, route.may as never)) throw new Refused('access.forbidden');
}

/** The check that runs before anything of the body is read. Nothing is awaited when the session is in memory. */
export function makeGuard(
  options: GuardOptions,
): (route: Route) => (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void {
  return (route) => {
    const enter = (request: FastifyRequest, session: Session | null) => {
      request.session = session;
      if (route.may === 'monitoring') {
        const token = request.headers.authorization;
        const known = options.monitoringToken !== undefined && token === `Bearer ${options.monitoringToken}`;
        if (!known && !isThisMachine(request)) throw new Refused('access.monitoring');
      } else if (route.may !== 'public') checkMay(route, session, request);
    };
    return (request, _reply, done) => {
      try {
        if (writes(route)) checkOrigin(request, options);
        const token = tokenOf(request.headers.cookie, isSecure(request));
        const found = token === undefined ? undefined : options.sessions.find(token);
        if (found instanceof Promise) {
          found.then((session) => enter(request, session ?? null)).then(() => done(), done);
          return;
        }
        enter(request, found ?? null);
      } catch (error) {
        done(error as Error);
        return;
      }
      done();
    };
  };
}
