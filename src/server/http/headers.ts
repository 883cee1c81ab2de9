import type { FastifyReply, FastifyRequest } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

/** Half a year, and only said over TLS (RFC 6797 section 7.2). */
const HALF_A_YEAR_S = 15_552_000;
const NONE = ["'none'"];
const OWN = ["'self'"];

/** Answers of the API are data: nothing in them may run. */
const API_POLICY = { 'default-src': NONE, 'frame-ancestors': NONE };
/** Pages: everything from this box. MapLibre makes its worker from a blob and draws images it got as data; charts set styles in the markup of their labels. */
const PAGE_POLICY = {
  'default-src': OWN,
  'script-src': OWN,
  'style-src': OWN,
  'style-src-attr': ["'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': OWN,
  'connect-src': OWN,
  'worker-src': ["'self'", 'blob:'],
  'child-src': ['blob:'],
  'media-src': ["'self'", 'blob:'],
  'object-src': NONE,
  'base-uri': NONE,
  'form-action': OWN,
  'frame-ancestors': NONE,
};

function headersOf(directives: Record<string, string[]>) {
  const options = {
    contentSecurityPolicy: { useDefaults: false, directives },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  } satisfies HelmetOptions;
  // Made once each: the plug-in for Fastify puts the policy together anew for every request.
  const plain = helmet({ ...options, strictTransportSecurity: false });
  const overTls = helmet({ ...options, strictTransportSecurity: { maxAge: HALF_A_YEAR_S, includeSubDomains: true } });
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const set = request.protocol === 'https' ? overTls : plain;
    set(request.raw, reply.raw, (error) => {
      if (error) throw error;
    });
    // The field pages of later work ask for the camera, the microphone and the position; nobody else may.
    reply.raw.setHeader(
      'permissions-policy',
      'camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()',
    );
  };
}

/** Headers of an answer of the API; no cache keeps it unless the answer says otherwise. */
const setApiHeaders = headersOf(API_POLICY);
export function apiHeaders(request: FastifyRequest, reply: FastifyReply): void {
  setApiHeaders(request, reply);
  reply.header('cache-control', 'no-store');
}

export const pageHeaders = headersOf(PAGE_POLICY);
