import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type CommandDefinition, defineCommand } from '../../src/contract/command.ts';
import { type Aggregate, accept, type Clock, type Command, type Event, refuse } from '../../src/domain/kernel/index.ts';
import type { Role } from '../../src/domain/people/index.ts';
import type { District } from '../../src/domain/places/index.ts';
import { Accounts } from '../../src/server/access/accounts.ts';
import { Audit } from '../../src/server/access/audit.ts';
import { Contacts } from '../../src/server/access/contacts.ts';
import { seedDrillAccounts } from '../../src/server/access/drill.ts';
import { Links } from '../../src/server/access/links.ts';
import { openSecretBox } from '../../src/server/access/secret-box.ts';
import { Sessions } from '../../src/server/access/sessions.ts';
import { Setup } from '../../src/server/access/setup.ts';
import { Subscriptions } from '../../src/server/access/subscriptions.ts';
import { viewerOf, visible } from '../../src/server/access/visible/index.ts';
import { type Database, openDatabase } from '../../src/server/database/index.ts';
import { Desks, ProviderStore } from '../../src/server/deliveries/index.ts';
import { createEngine, type Engine } from '../../src/server/engine/index.ts';
import type { Doors } from '../../src/server/http/doors.ts';
import { Metrics } from '../../src/server/http/health.ts';
import type { Route } from '../../src/server/http/route.ts';
import { allRoutes } from '../../src/server/http/routes.ts';
import { buildServer, type ServerOptions } from '../../src/server/http/server.ts';
import { type HubOptions, LiveHub } from '../../src/server/live/hub.ts';
import { Media, Uploads } from '../../src/server/media/index.ts';
import { Roll } from '../../src/server/roll/index.ts';

/** The smallest thing that can be told and refused: what the doors do with commands does not depend on what they mean. */
type Told = { readonly count: number };
type Tell = Command<'case.tell', { readonly text: string }>;
type ToldEvent = Event<'case.told', { readonly text: string }>;
const telling: Aggregate<Told, Tell, ToldEvent> = {
  kind: 'case',
  initial: { count: 0 },
  decide: (state, command) =>
    state.count >= 1_000_000
      ? refuse('command.malformed')
      : accept({ type: 'case.told', data: { text: command.data.text } }),
  evolve: (state) => ({ count: state.count + 1 }),
};
export const tellCommands: readonly CommandDefinition[] = [
  defineCommand({
    type: 'case.tell',
    kind: 'case',
    data: z.strictObject({ text: z.string().min(1).max(500) }),
    words: { zh: '说', en: 'Tell' },
  }) as CommandDefinition,
];

export const DRILL = 'drill-town';
export const REAL = 'real-town';
export const DRILL_PASSWORD = 'wind and rain';
export const ROLE_LOGINS: readonly Exclude<Role, 'system' | 'resident'>[] = [
  'commander',
  'shift-leader',
  'intake',
  'dispatcher',
  'supervisor',
  'handler',
  'committee',
  'gateway',
  'observer',
  'admin',
  'auditor',
];

export interface Town {
  readonly app: FastifyInstance;
  readonly base: string;
  readonly port: number;
  readonly engine: Engine;
  readonly database: Database;
  /** Folder of its data. */
  readonly folder: string;
  readonly doors: Doors;
  readonly routes: readonly Route[];
  readonly faults: string[];
  /** Moves the real time that sessions and locks see. */
  later(milliseconds: number): void;
  close(): Promise<void>;
}

export interface TownOptions {
  readonly district?: District;
  readonly clock?: Clock;
  readonly hub?: Partial<HubOptions>;
  readonly server?: Partial<ServerOptions>;
  readonly routes?: (doors: Doors) => readonly Route[];
  readonly engine?: (database: Database) => Engine;
  readonly commands?: readonly CommandDefinition[];
  /** Bytes that are free on the disk. */
  readonly free?: () => Promise<number>;
}

/** A server on a loopback port over a real database with one drill and one empty real district. */
export async function openTown(options: TownOptions = {}): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), 'yiping-http-'));
  const database = await openDatabase({ folder, settings: { fsync: 'off' } });
  let shift = 0;
  const realTime = () => Date.now() + shift;
  const engine =
    options.engine?.(database) ??
    createEngine({ database, aggregates: [telling], worldOf: () => options.district, timers: false });
  await engine.createTenant({
    id: DRILL,
    mode: 'drill',
    name: 'Drill',
    ...(options.clock ? { clock: options.clock } : {}),
  });
  await engine.createTenant({ id: REAL, mode: 'real', name: 'Real' });
  const sql = database.pool;
  const accounts = new Accounts(sql, realTime);
  const sessions = new Sessions(sql, realTime);
  const metrics = new Metrics();
  const contacts = new Contacts(sql, realTime);
  const subscriptions = new Subscriptions(sql, realTime);
  const links = new Links({
    sql,
    districtOf: () => options.district,
    tenants: () => [DRILL, REAL],
    realTime,
  });
  const providers = new ProviderStore(sql, realTime, openSecretBox({ folder, say: () => {} }));
  const desks = new Desks({
    engine,
    pool: sql,
    config: database.config,
    contacts,
    subscriptions,
    store: providers,
    realTime,
    districtOf: () => options.district,
    say: () => {},
  });
  const media = new Media({ sql, folder, realTime });
  const doors: Doors = {
    engine,
    media,
    uploads: new Uploads({ sql, folder, media, realTime, ...(options.free ? { free: options.free } : {}) }),
    subscriptions,
    links,
    providers,
    desks,
    sql,
    accounts,
    sessions,
    realTime,
    roll: new Roll({
      sql,
      engine,
      realTime,
      districtOf: () => options.district,
      seedOf: () => options.district && { digest: 'town', households: options.district.households ?? [] },
      learned: async () => {},
      say: () => {},
    }),
    setup: new Setup(sql, accounts, realTime),
    audit: new Audit(sql, realTime),
    contacts,
    live: new LiveHub({ engine, sessions, visible, ...options.hub }),
    commands: options.commands ?? tellCommands,
    places: () => [
      { id: DRILL, mode: 'drill', name: { zh: '演练', en: 'Drill' } },
      { id: REAL, mode: 'real', name: { zh: '真实', en: 'Real' } },
    ],
    drillDoor: (tenant) => (tenant === DRILL ? { password: DRILL_PASSWORD, accounts: [] } : undefined),
    districtOf: () => options.district,
    packOf: () => undefined,
    adopt: () => Promise.reject(new Error('this town has one district')),
    visible: (event, session) => visible(event, viewerOf(session)),
    version: 'test',
  };
  await seedDrillAccounts(
    accounts,
    { id: DRILL, mode: 'drill' },
    ROLE_LOGINS.map((role) => ({
      login: role,
      name: `The ${role}`,
      roles: [role],
      unit: 'unit-1',
      area: 'area-1',
      person: `p-${role}`,
    })),
    DRILL_PASSWORD,
  );
  const routes = [...allRoutes(doors, metrics), ...(options.routes?.(doors) ?? [])];
  metrics.watch(doors);
  const faults: string[] = [];
  const app = buildServer({
    sessions,
    routes,
    onFault: (error) => faults.push(String(error.stack)),
    ...options.server,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const port = (app.server.address() as AddressInfo).port;
  return {
    app,
    engine,
    database,
    folder,
    doors,
    routes,
    port,
    faults,
    base: `http://127.0.0.1:${port}`,
    later: (milliseconds) => {
      shift += milliseconds;
    },
    async close() {
      doors.live.stop();
      await app.close();
      await engine.stop();
      await desks.stop();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody at a door: keeps the cookie and the anti-forgery token as a browser does. */
export class Visitor {
  readonly base: string;
  cookie = '';
  csrf = '';
  constructor(base: string) {
    this.base = base;
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  ): Promise<{ status: number; json: any; text: string; headers: Headers }> {
    const answer = await fetch(this.base + path, {
      method,
      headers: {
        ...(body === undefined || 'content-type' in headers ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(this.csrf ? { 'x-csrf-token': this.csrf } : {}),
        ...headers,
      },
      body:
        body === undefined
          ? undefined
          : typeof body === 'string' || body instanceof Uint8Array
            ? (body as string)
            : JSON.stringify(body),
      redirect: 'manual',
    });
    const set = answer.headers.get('set-cookie');
    if (set) this.cookie = set.split(';', 1)[0] as string;
    const text = await answer.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: answer.status, json, text, headers: answer.headers };
  }

  async signIn(login: string, password = DRILL_PASSWORD, tenant = DRILL): Promise<this> {
    const answer = await this.call('POST', '/api/v1/session', { tenant, login, password });
    if (answer.status !== 200) throw new Error(`sign-in of ${login} answered ${answer.status} ${answer.text}`);
    this.csrf = answer.json.csrf;
    return this;
  }
}
