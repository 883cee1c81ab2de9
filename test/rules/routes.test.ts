import { describe, expect, it } from 'vitest';
import { commands } from '../../src/contract/index.ts';
import { openApi } from '../../src/contract/openapi.ts';
import type { Role } from '../../src/domain/people/index.ts';
import type { Session } from '../../src/server/access/session.ts';
import type { Doors } from '../../src/server/http/doors.ts';
import { Metrics } from '../../src/server/http/health.ts';
import { route } from '../../src/server/http/route.ts';
import { allRoutes } from '../../src/server/http/routes.ts';
import { buildServer } from '../../src/server/http/server.ts';

/**
 * Who may use which door. Written by hand and not made from the routes: a door that is missing here, or one that lets in
 * somebody else, fails.
 */
const ANYBODY = 'anybody';
const SIGNED_IN =
  'commander shift-leader intake dispatcher supervisor handler committee resident gateway observer admin auditor';
const SCREEN = 'commander shift-leader intake dispatcher supervisor handler committee observer';
const COMMAND = 'commander shift-leader intake dispatcher supervisor handler committee gateway admin';
const PERSONAL = 'commander shift-leader intake committee';
const REPORT = 'commander shift-leader intake dispatcher supervisor handler committee resident gateway';
const ROLL = 'committee admin';
const RECEIVE = 'commander shift-leader intake dispatcher gateway';
const WHO: Readonly<Record<string, string>> = {
  'POST /api/v1/session': ANYBODY,
  'GET /api/v1/session': SIGNED_IN,
  'DELETE /api/v1/session': SIGNED_IN,
  'POST /api/v1/session/password': SIGNED_IN,
  'POST /api/v1/setup': ANYBODY,
  'GET /api/v1/accounts': 'admin',
  'POST /api/v1/accounts': 'admin',
  'PUT /api/v1/accounts/:id': 'admin',
  'POST /api/v1/accounts/:id/reset': 'admin',
  'POST /api/v1/accounts/:id/disable': 'admin',
  'POST /api/v1/accounts/:id/enable': 'admin',
  'GET /api/v1/audit': 'auditor',
  'GET /api/v1/districts': ANYBODY,
  'GET /api/v1/district': SIGNED_IN,
  'GET /api/v1/district/map/:layer': SIGNED_IN,
  'POST /api/v1/district': 'admin',
  'GET /api/v1/district/pack': 'admin',
  'POST /api/v1/commands': COMMAND,
  'POST /api/v1/commands/batch': COMMAND,
  'GET /api/v1/events': SCREEN,
  'GET /api/v1/clock': SIGNED_IN,
  'GET /api/v1/live': SCREEN,
  'GET /api/v1/screen': SCREEN,
  'GET /api/v1/shift': SCREEN,
  'GET /api/v1/cases': SCREEN,
  'GET /api/v1/cases/:id': SCREEN,
  'GET /api/v1/cases/:id/suggestions': SCREEN,
  'POST /api/v1/uploads': REPORT,
  'HEAD /api/v1/uploads/:id': REPORT,
  'PATCH /api/v1/uploads/:id': REPORT,
  'DELETE /api/v1/uploads/:id': REPORT,
  'GET /api/v1/media': SCREEN,
  'GET /api/v1/media/:id/:form': SCREEN,
  'POST /api/v1/media/:id/unmask': PERSONAL,
  'POST /api/v1/media/:id/original': 'commander shift-leader',
  'PUT /api/v1/media/:id/faces': COMMAND,
  'POST /api/v1/media/:id/erase': PERSONAL,
  'POST /api/v1/warnings': RECEIVE,
  'POST /api/v1/warnings/preview': RECEIVE,
  'POST /api/v1/observations': RECEIVE,
  'GET /api/v1/observations': SCREEN,
  'GET /api/v1/doors/:id': SCREEN,
  'GET /api/v1/households': PERSONAL,
  'POST /api/v1/households/:id/unmask': PERSONAL,
  'POST /api/v1/notices/head-count': COMMAND,
  'GET /api/v1/notices/sms': COMMAND,
  'GET /api/v1/notices/:id/door-list.pdf': PERSONAL,
  'GET /api/v1/notices/:id/door-list.docx': PERSONAL,
  'GET /api/v1/notices/:id/poster.pdf': COMMAND,
  'GET /api/v1/notices/:id/poster.docx': COMMAND,
  'GET /api/v1/notices/:id/board.xlsx': SCREEN,
  'GET /api/v1/notices/:id/rows': SCREEN,
  'POST /api/v1/notices/:id/ticks': COMMAND,
  'POST /api/v1/transfers/read-list': PERSONAL,
  'GET /api/v1/transfers/:id/homes': SCREEN,
  'GET /api/v1/transfers/:id/ledger.xlsx': SCREEN,
  'GET /api/v1/channels': 'admin',
  'GET /api/v1/providers': 'admin',
  'PUT /api/v1/providers/:id': 'admin',
  'DELETE /api/v1/providers/:id': 'admin',
  'POST /api/v1/providers/:id/test': 'admin',
  'POST /api/v1/receipts/:tenant/:id': ANYBODY,
  'GET /api/v1/receipts/:tenant/:id': ANYBODY,
  'GET /api/v1/notices/:id/deliveries': SCREEN,
  'GET /api/v1/notices/:id/deliveries/rows': SCREEN,
  'POST /api/v1/public/reports': ANYBODY,
  'GET /r/:token': ANYBODY,
  'POST /r/:token': ANYBODY,
  'POST /r/:token/push': ANYBODY,
  'DELETE /r/:token/push': ANYBODY,
  'GET /r/push.js': ANYBODY,
  'GET /r/page.css': ANYBODY,
  'GET /r/page.js': ANYBODY,
  'POST /api/v1/contacts/:id/unmask': PERSONAL,
  'POST /api/v1/contacts/:id/erase': PERSONAL,
  'POST /api/v1/roll/imports': ROLL,
  'GET /api/v1/roll/imports': ROLL,
  'GET /api/v1/roll/imports/:id': ROLL,
  'GET /api/v1/roll/imports/:id/problems': ROLL,
  'PUT /api/v1/roll/imports/:id/mapping': ROLL,
  'POST /api/v1/roll/imports/:id/commit': ROLL,
  'DELETE /api/v1/roll/imports/:id': ROLL,
  'GET /api/v1/roll/export': ROLL,
  ...Object.fromEntries(
    ['json', 'xml'].flatMap((format) =>
      ['GET services', 'GET services/:code', 'GET requests', 'GET requests/:id', 'POST requests', 'GET tokens/:id'].map(
        (door) => [`${door.replace(' ', ' /open311/v2/')}.${format}`, ANYBODY],
      ),
    ),
  ),
  'GET /api/v1/open311': 'admin',
  'PUT /api/v1/open311': 'admin',
  'POST /api/v1/open311/keys': 'admin',
  'DELETE /api/v1/open311/keys/:id': 'admin',
  'GET /healthz': ANYBODY,
  'GET /readyz': ANYBODY,
  'GET /metrics': 'monitoring',
  'GET /api/v1/openapi.json': ANYBODY,
  'GET /api/docs': ANYBODY,
  'GET /api/docs.js': ANYBODY,
  'GET /api/docs.css': ANYBODY,
};
const ROLES: readonly Role[] = SIGNED_IN.split(' ') as Role[];

/** Doors behind which there is nothing: whoever gets past the guard meets a fault, and that counts as let in. */
const hollow = new Proxy(
  {},
  {
    get: (_target, name) =>
      name === 'then'
        ? undefined
        : name === 'dropped'
          ? {}
          : () => {
              throw new Error('reached');
            },
  },
);
const doors = new Proxy(
  {},
  {
    get: (_target, name) =>
      name === 'commands' ? commands : name === 'version' ? 'test' : name === 'places' ? () => [] : hollow,
  },
) as Doors;
const routes = allRoutes(doors, new Metrics());

function sessionOf(role: Role, more: Partial<Session> = {}): Session {
  return {
    key: role,
    tenant: 't',
    account: 'a',
    login: 'l',
    name: 'n',
    actor: { person: 'p', roles: [role] },
    csrf: `csrf-${role}`,
    mustChange: false,
    expiresAt: Number.MAX_SAFE_INTEGER,
    ...more,
  };
}
const kept = new Map<string, Session>();
const app = buildServer({
  sessions: { find: (token: string) => kept.get(token) } as never,
  routes,
  monitoringToken: 'secret',
});

const reads = (method: string): boolean => method === 'GET' || method === 'HEAD';

async function knock(name: string, role: Role | undefined, headers: Record<string, string> = {}) {
  const [method, url] = name.split(' ') as [string, string];
  if (role) kept.set(role, kept.get(role) ?? sessionOf(role));
  const answer = await app.inject({
    method: method as 'GET',
    url: url.replace(':layer', 'roads.geojson').replace(/:\w+/g, 'x'),
    headers: {
      ...(role ? { cookie: `yiping=${role}`, 'x-csrf-token': `csrf-${role}` } : {}),
      ...(reads(method) ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(reads(method) ? {} : { payload: '{}' }),
    remoteAddress: '198.51.100.7',
  });
  // HEAD has no body, and doors with a form of their own have no place for our code in it.
  const told = answer.headers['x-refusal'] as string | undefined;
  if (method === 'HEAD' || told) return { status: answer.statusCode, code: told };
  const code = answer.headers['content-type']?.toString().startsWith('application/json')
    ? (answer.json()?.refusal?.code as string | undefined)
    : undefined;
  return { status: answer.statusCode, code };
}

const SHUT = [
  'session.missing',
  'access.forbidden',
  'session.csrf',
  'session.must-change',
  'session.origin',
  'access.monitoring',
];

describe('every door says who may', () => {
  it('the list here names every door that there is, and no other', () => {
    expect(routes.map((one) => `${one.method} ${one.url}`).sort()).toEqual(Object.keys(WHO).sort());
  });

  it('lets in exactly whom the list names: each door × nobody and each role', async () => {
    const wrong: string[] = [];
    let knocks = 0;
    for (const [name, who] of Object.entries(WHO)) {
      if (who === 'monitoring') continue;
      for (const role of [undefined, ...ROLES]) {
        const { code } = await knock(name, role);
        const shut = code !== undefined && SHUT.includes(code);
        const expected = who === ANYBODY || (role !== undefined && who.split(' ').includes(role));
        const reason = role === undefined ? 'session.missing' : 'access.forbidden';
        if (shut === expected || (!expected && code !== reason)) wrong.push(`${name} for ${role ?? 'nobody'}: ${code}`);
        knocks++;
      }
    }
    expect(wrong).toEqual([]);
    expect(knocks).toBe((Object.keys(WHO).length - 1) * 13);
  });

  it('gives measurements to this machine and to the token, whoever else is signed in', async () => {
    expect((await knock('GET /metrics', 'admin')).code).toBe('access.monitoring');
    expect((await knock('GET /metrics', undefined, { authorization: 'Bearer wrong' })).code).toBe('access.monitoring');
    expect((await knock('GET /metrics', undefined, { authorization: 'Bearer secret' })).status).toBe(200);
    expect((await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).statusCode).toBe(200);
    expect(
      (
        await app.inject({
          url: '/metrics',
          remoteAddress: '127.0.0.1',
          headers: { 'x-forwarded-for': '198.51.100.7' },
        })
      ).statusCode,
    ).toBe(403);
  });

  it('every write of a session asks for its anti-forgery token and for its own origin', async () => {
    const open: string[] = [];
    for (const name of Object.keys(WHO).filter((one) => !reads(one.split(' ', 1)[0] as string))) {
      const role = WHO[name] === ANYBODY ? undefined : (WHO[name]?.split(' ')[0] as Role);
      if (role) {
        if ((await knock(name, role, { 'x-csrf-token': '' })).code !== 'session.csrf')
          open.push(`${name} without token`);
        if ((await knock(name, role, { 'x-csrf-token': 'csrf-other' })).code !== 'session.csrf')
          open.push(`${name} with another token`);
      }
      if ((await knock(name, role, { origin: 'https://evil.example' })).code !== 'session.origin')
        open.push(`${name} from another origin`);
      if ((await knock(name, role, { origin: 'null' })).code !== 'session.origin')
        open.push(`${name} from origin null`);
      if ((await knock(name, role, { 'sec-fetch-site': 'cross-site' })).code !== 'session.origin')
        open.push(`${name} cross-site`);
    }
    expect(open).toEqual([]);
  });

  it('with a one-time password there is nothing to do but look at oneself, change it, or leave', async () => {
    kept.set('fresh', sessionOf('commander', { mustChange: true, csrf: 'csrf-fresh' }));
    const open: string[] = [];
    for (const [name, who] of Object.entries(WHO)) {
      if (!who.split(' ').includes('commander')) continue;
      if ((await knock(name, 'fresh' as Role)).code !== 'session.must-change') open.push(name);
    }
    expect(open.sort()).toEqual(['DELETE /api/v1/session', 'GET /api/v1/session', 'POST /api/v1/session/password']);
  });

  it('a route that does not say who may cannot be registered', () => {
    expect(() =>
      buildServer({
        sessions: {} as never,
        routes: [
          {
            ...route({
              method: 'GET',
              url: '/x',
              may: 'public',
              noun: 'x',
              answer: 'none',
              words: { zh: '', en: '' },
              handler: () => 1,
            }),
            may: undefined as never,
          },
        ],
      }),
    ).toThrow('does not say who may use it');
    const bare = buildServer({ sessions: {} as never, routes: [] });
    expect(() => bare.get('/y', () => 1)).toThrow('does not say who may use it');
  });
});

describe('the description of the doors', () => {
  const api = openApi(routes, commands, 'test') as {
    openapi: string;
    paths: Record<string, Record<string, { 'x-may': string; summary: string }>>;
    components: { schemas: Record<string, { oneOf?: { $ref: string }[] }> };
  };

  it('is OpenAPI 3.1 and names every door with its right and its words in both languages', () => {
    expect(api.openapi).toBe('3.1.0');
    const described = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described.sort()).toEqual(Object.keys(WHO).sort());
    for (const methods of Object.values(api.paths)) {
      for (const one of Object.values(methods)) expect(one.summary).toMatch(/\p{Script=Han}.* · .*[a-z]/u);
    }
  });

  it('holds one shape for each command, and every reference leads somewhere', () => {
    const shapes = api.components.schemas.Command?.oneOf?.map((one) => one.$ref) ?? [];
    expect(shapes.length).toBe(commands.length);
    expect(shapes).toContain('#/components/schemas/CaseReport');
    expect(shapes.length).toBeGreaterThan(60);
    const text = JSON.stringify(api);
    const missing = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)]
      .map((match) => match[1] as string)
      .filter((name) => !(name in api.components.schemas));
    expect(missing).toEqual([]);
  });
});
