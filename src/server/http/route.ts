import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Capability } from '../../domain/people/index.ts';
import type { Words } from '../../domain/places/index.ts';
import type { Session } from '../access/session.ts';
import type { RefusalAnswer } from './refused.ts';

/**
 * Who may use a route: a capability; anybody who has signed in; anybody at all ('public'); or the machine itself and
 * holders of the monitoring token ('monitoring').
 */
export type May = Capability | 'signed-in' | 'public' | 'monitoring';

export interface Call<M extends May, P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly session: M extends 'public' | 'monitoring' ? Session | undefined : Session;
  readonly ip: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Requests allowed per minute and key; a burst of the same size is allowed at once. */
export interface Rate {
  readonly perMinute: number;
  readonly by: 'ip' | 'session';
}

export type RefusalForm = (status: number, answer: RefusalAnswer, request: FastifyRequest) => Promise<Sent>;

/** One door: everything that is true of it stands here, and OpenAPI is made from it. */
export interface Route<M extends May = May, P = unknown, Q = unknown, B = unknown> {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path in Fastify's form, '/api/v1/cases/:id'. */
  readonly url: string;
  readonly may: M;
  readonly words: Words;
  /** Noun under which the API page lists it. */
  readonly noun: string;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** Instead of `body`: the handler checks the body itself, and this names its shape in OpenAPI. */
  readonly ownBody?: Readonly<Record<string, unknown>>;
  /** The body reaches the handler as its bytes, whatever its type: somebody else's signature is over them. */
  readonly raw?: true;
  /** Pieces of an upload: the handler reads them from the request itself, however many there are. */
  readonly pieces?: true;
  /** Shape of the answer; a string names a media type other than JSON. */
  readonly answer: z.ZodType | string;
  /** Media types of the body; JSON if absent. */
  readonly accepts?: readonly string[];
  /** Largest body in bytes; 64 KiB if absent. */
  readonly bodyLimit?: number;
  readonly rate?: Rate;
  /** Tells the refusals of this door, and of addresses beside it that lead nowhere, in somebody else's form. */
  readonly refusal?: RefusalForm;
  /** Usable while a one-time password waits to be changed. */
  readonly beforeChange?: true;
  /** A write without a session of its own (login, setup): Origin is checked, the CSRF token is not. */
  handler(call: Call<M, P, Q, B>): unknown;
}

/** Types the handler from the schemas; the only way to make a route, and `may` cannot be left out of it. */
export function route<const M extends May, P = undefined, Q = undefined, B = undefined>(
  definition: Route<M, P, Q, B>,
): Route {
  return definition as unknown as Route;
}

/** An answer that is not plain JSON of a value: ready text or bytes, other status or headers. */
export class Sent {
  readonly body: string | Buffer | null;
  readonly type: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What a browser lets run in it: nothing in data, our own scripts in a page. */
  readonly as: 'data' | 'page';
  constructor(
    body: string | Buffer | null,
    type: string,
    status = 200,
    headers: Readonly<Record<string, string>> = {},
    as: 'data' | 'page' = 'data',
  ) {
    this.as = as;
    this.body = body;
    this.type = type;
    this.status = status;
    this.headers = headers;
  }
}
export const JSON_TYPE = 'application/json; charset=utf-8';
export const GEOJSON_TYPE = 'application/geo+json; charset=utf-8';
