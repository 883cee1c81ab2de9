import type { AddressInfo } from 'node:net';
import { commands } from '../../contract/index.ts';
import { aggregates } from '../../domain/aggregates.ts';
import { deriveId, SYSTEM } from '../../domain/kernel/index.ts';
import type { District } from '../../domain/places/index.ts';
import { react } from '../../domain/reactions/index.ts';
import { type ScreenState, screen } from '../../domain/screen/index.ts';
import { Accounts } from '../access/accounts.ts';
import { Audit } from '../access/audit.ts';
import { Contacts } from '../access/contacts.ts';
import { seedDrillAccounts } from '../access/drill.ts';
import { Links } from '../access/links.ts';
import { openSecretBox } from '../access/secret-box.ts';
import { Sessions } from '../access/sessions.ts';
import { Setup } from '../access/setup.ts';
import { Subscriptions } from '../access/subscriptions.ts';
import { viewerOf, visible } from '../access/visible/index.ts';
import { caseRow } from '../cases/index.ts';
import { type Database, openDatabase } from '../database/index.ts';
import { Desks, ProviderStore } from '../deliveries/index.ts';
import { adoptPack, type DistrictPack, DistrictStore, loadPack } from '../district/index.ts';
import { createEngine, type Engine, type EngineOptions, type Snapshotter, type TenantMode } from '../engine/index.ts';
import type { Doors, DrillDoor, Place } from '../http/doors.ts';
import { Metrics } from '../http/health.ts';
import type { Route } from '../http/route.ts';
import { allRoutes } from '../http/routes.ts';
import { buildServer } from '../http/server.ts';
import { type HubOptions, LiveHub } from '../live/hub.ts';
import { Media, Uploads } from '../media/index.ts';
import { expire, Roll } from '../roll/index.ts';
import { appointmentsFrom } from './appointments.ts';
import { followDrillClock } from './clocks.ts';
import { drillPeople } from './drill-people.ts';
import { followPacks, type PackFollower } from './follow-packs.ts';
import { type RollFollower, Worlds } from './follow-roll.ts';
import { packInForce, takeIn } from './in-force.ts';

/** Public by design: a drill is walled off from every real district and holds nobody's data. */
export const DRILL_PASSWORD = 'drill-in-fa-2021';

export interface PlaceOptions {
  /** Tenant id. */
  readonly id: string;
  readonly mode: TenantMode;
  /** Folder of its district pack. */
  readonly pack: string;
  /** Drill only: scenario, tenant time at which the clock stands at first, and its speed. */
  readonly drill?: { readonly scenario: string; readonly at: number; readonly speed: number };
}

export interface YipingOptions {
  /** YIPING_DATA. */
  readonly folder: string;
  readonly databaseUrl?: string;
  readonly port: number;
  readonly host: string;
  readonly places: readonly PlaceOptions[];
  /** Folder of the built pages; without it only the API answers. */
  readonly pages?: string;
  readonly trustProxy?: string | boolean;
  readonly origins?: readonly string[];
  readonly monitoringToken?: string;
  /** Where residents reach this server from outside, without a slash at the end; without it no message carries a link. */
  readonly publicUrl?: string;
  /** YIPING_SECRET_KEY: keys that seal the secrets of providers, the one in use first; without it `secret.key` in the data folder. */
  readonly secretKey?: string;
  readonly version: string;
  readonly say: (message: string) => void;
  /** Settings of the engine that tests and benchmarks change. */
  readonly engine?: Partial<Pick<EngineOptions, 'projections' | 'snapshotter' | 'timers' | 'digest' | 'batchLimit'>>;
  /** Further routes beside those of the API: benchmarks set the yardstick beside what they measure. */
  readonly routes?: readonly Route[];
  /** Makes the hub of live streams with other limits. */
  readonly live?: (parts: Pick<HubOptions, 'engine' | 'sessions' | 'realTime'>) => LiveHub;
}

export interface Yiping {
  readonly url: string;
  readonly port: number;
  readonly engine: Engine;
  readonly database: Database;
  readonly doors: Doors;
  /** One-time setup codes of the districts that wait for their first administrator, by tenant. */
  readonly setupCodes: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** A copy of the screen is put by every so many events: winding back folds at most as many (the limit is 300 ms). */
const snapshotter: Snapshotter<ScreenState> = { ...screen, every: 2_000 };

/** Puts everything together and opens the doors. The only place that chooses implementations. */
export async function startYiping(options: YipingOptions): Promise<Yiping> {
  const { say } = options;
  const realTime = Date.now;
  const packs = new Map<string, DistrictPack>();
  for (const place of options.places) packs.set(place.id, await loadPack(place.pack));
  let worlds: Worlds | undefined;
  const districtOf = (tenant: string): District | undefined => worlds?.of(tenant) ?? packs.get(tenant)?.district;
  const worldOf = (tenant: string): District => {
    const district = districtOf(tenant);
    if (!district) throw new Error(`no district was loaded for ${tenant}`);
    return district;
  };

  const database = await openDatabase({ folder: options.folder, url: options.databaseUrl, say });
  const log = {
    info: () => {},
    warn: (fields: object, message: string) => say(`${message} ${JSON.stringify(fields)}`),
    error: (fields: object, message: string) => say(`${message} ${JSON.stringify(fields)}`),
  };
  const engine = createEngine({
    database,
    aggregates,
    react,
    worldOf,
    projections: [caseRow],
    snapshotter,
    log,
    ...options.engine,
  });
  const sql = database.pool;
  const accounts = new Accounts(sql, realTime);
  const sessions = new Sessions(sql, realTime, appointmentsFrom(engine, districtOf));
  const setup = new Setup(sql, accounts, realTime);
  const audit = new Audit(sql, realTime);
  const contacts = new Contacts(sql, realTime);
  const subscriptions = new Subscriptions(sql, realTime);
  const store = new DistrictStore(sql, realTime);
  worlds = new Worlds({ sql, engine, say, packs });
  const rollFollowers = new Map<string, RollFollower>();
  const roll = new Roll({
    sql,
    engine,
    realTime,
    districtOf,
    seedOf: (tenant) => {
      const pack = packs.get(tenant);
      return pack && { digest: pack.digest, households: pack.district.households };
    },
    learned: async (tenant, seq) => rollFollowers.get(tenant)?.learned(seq),
    say,
  });
  const live = options.live?.({ engine, sessions, realTime }) ?? new LiveHub({ engine, sessions, visible, realTime });
  const links = new Links({ sql, districtOf, tenants: () => places.map((place) => place.id), realTime });
  const media = new Media({ sql, folder: options.folder, realTime });
  const uploads = new Uploads({ sql, folder: options.folder, media, realTime });
  const { publicUrl } = options;
  const providers = new ProviderStore(
    sql,
    realTime,
    openSecretBox({ folder: options.folder, ...(options.secretKey ? { given: options.secretKey } : {}), say }),
  );
  const desks = new Desks({
    engine,
    pool: sql,
    config: database.config,
    contacts,
    subscriptions,
    store: providers,
    realTime,
    districtOf,
    async links(tenant, notice, households) {
      if (!publicUrl) return undefined;
      return (await links.linksFor(tenant, notice, households)).map((token) => `${publicUrl}/r/${token}`);
    },
    say: (message, fields) => log.warn(fields, message),
  });
  const metrics = new Metrics();

  const places: Place[] = [];
  const drillDoors = new Map<string, DrillDoor>();
  const setupCodes = new Map<string, string>();
  const stops: (() => void)[] = [];
  const followers = new Map<string, PackFollower>();
  const existing = new Set((await engine.tenants()).map((tenant) => tenant.id));
  for (const place of options.places) {
    let pack = packs.get(place.id) as DistrictPack;
    const fresh = !existing.has(place.id);
    if (fresh) {
      const clock = place.drill && { at: place.drill.at, since: realTime(), speed: place.drill.speed };
      await engine.createTenant({
        id: place.id,
        mode: place.mode,
        name: pack.district.name.zh,
        ...(clock ? { clock } : {}),
      });
    }
    // Before the journal is asked what is in force: an adoption elsewhere in between is not missed.
    const follower = followPacks({ store, engine, say, packs }, place.id);
    followers.set(place.id, follower);
    stops.push(follower.stop);
    if (fresh) {
      await adoptPack(store, engine, place.id, SYSTEM, pack, deriveId('district.open', place.id));
      await contacts.keepAll(place.id, pack.contacts);
    } else {
      pack = await packInForce({ store, engine, contacts, say }, place.id, pack);
      if (follower.at() === 0) packs.set(place.id, pack);
    }
    const rollFollower = await worlds.follow(place.id);
    rollFollowers.set(place.id, rollFollower);
    stops.push(rollFollower.stop);
    await roll.tellAll(place.id);
    places.push({ id: place.id, mode: place.mode, name: pack.district.name });
    if (place.mode === 'drill') {
      const people = drillPeople(pack);
      await seedDrillAccounts(accounts, place, people, DRILL_PASSWORD);
      drillDoors.set(place.id, {
        password: DRILL_PASSWORD,
        accounts: people.map(({ login, name, roles, unit, area }) => ({ login, name, roles: [...roles], unit, area })),
      });
      if (fresh && place.drill)
        await engine.submit(place.id, SYSTEM, {
          id: deriveId('drill.open', place.id),
          type: 'drill.open',
          stream: 'drill/clock',
          data: place.drill,
        });
      stops.push(
        followDrillClock(engine, place.id, realTime, (error) =>
          say(`the clock of ${place.id} was not set: ${String(error)}`),
        ),
      );
    } else {
      const code = await setup.issueCode(place.id);
      if (code) setupCodes.set(place.id, code);
    }
  }

  const doors: Doors = {
    engine,
    sql,
    accounts,
    sessions,
    setup,
    audit,
    contacts,
    subscriptions,
    roll,
    live,
    links,
    media,
    uploads,
    ...(publicUrl ? { publicUrl } : {}),
    providers,
    desks,
    realTime,
    commands,
    places: () => places.map((place) => ({ ...place, name: districtOf(place.id)?.name ?? place.name })),
    drillDoor: (tenant) => drillDoors.get(tenant),
    districtOf,
    packOf: (tenant) => packs.get(tenant),
    async adopt(tenant, actor, pack) {
      const taking = () => takeIn({ store, engine, contacts }, tenant, actor, pack, packs.get(tenant));
      return (followers.get(tenant) as PackFollower).adopt(pack, taking);
    },
    visible: (event, session) => visible(event, viewerOf(session)),
    version: options.version,
  };
  metrics.watch(doors);
  const app = buildServer({
    sessions,
    routes: [...allRoutes(doors, metrics), ...(options.routes ?? [])],
    pages: options.pages,
    origins: options.origins,
    trustProxy: options.trustProxy,
    monitoringToken: options.monitoringToken,
    onAnswer: (url, method, status, milliseconds) => metrics.answered(url, method, status, milliseconds),
    onFault: (error, reference, request) =>
      say(`fault ${reference} ${request.method} ${request.routeOptions.url ?? ''}: ${error.stack ?? String(error)}`),
  });
  await app.listen({ port: options.port, host: options.host });
  for (const { id } of places) {
    await providers.sealAgain(id);
    await desks.reload(id);
  }
  const sweeping = setInterval(() => sessions.sweep().catch(() => {}), 600_000).unref();
  const tidy = (): void => {
    for (const { id } of places)
      expire(roll, audit, id)
        .then(() => media.expire(id, audit))
        .catch((error) => say(`${id}: what is past its time was not deleted: ${String(error)}`));
    uploads.expire().catch((error) => say(`uploads that never ended were not deleted: ${String(error)}`));
  };
  tidy();
  const tidying = setInterval(tidy, 86_400_000).unref();
  const port = (app.server.address() as AddressInfo).port;
  return {
    engine,
    database,
    doors,
    setupCodes,
    port,
    url: `http://${options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host}:${port}`,
    async stop() {
      clearInterval(sweeping);
      clearInterval(tidying);
      for (const stop of stops) stop();
      live.stop();
      await desks.stop();
      await app.close();
      await engine.stop();
      await database.stop();
    },
  };
}
