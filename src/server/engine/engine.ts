import { randomUUID } from 'node:crypto';
import {
  type Actor,
  type Aggregate,
  type Command,
  kindOf,
  MINUTE,
  type Refusal,
  realClock,
  refuse,
  tenantTime,
} from '../../domain/kernel/index.ts';
import { openPool } from '../database/index.ts';
import {
  createAppend,
  digestNamed,
  FIRST_HASH,
  JOURNAL_CHANNEL,
  readEvents,
  readHistory,
  readStreams,
} from '../journal/index.ts';
import { Ear } from './listen.ts';
import { recordOf } from './memory.ts';
import { CLOCK_CHANNEL, readTenant, readTenants, Tenancy, type TenancyDoors } from './tenancy.ts';
import { BUSY, isStorageTrouble, STORAGE } from './trouble.ts';
import {
  AHEAD_TOLERATED_MS,
  type Engine,
  type EngineOptions,
  type Log,
  type Outcome,
  type StreamState,
  type TenantId,
} from './types.ts';
import type { Rules } from './writer.ts';

const SILENT: Log = { info() {}, warn() {}, error() {} };
const TENANT_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Printable and whole: no control characters (they part the hashed lines and the columns), no half surrogates. */
const STREAM = /^[a-z][a-z-]{0,30}\/[\u0021-\u007e\u00a1-\u2027\u202a-\ud7ff\ue000-\uffff]{1,200}$/;
const NAME = /^[\u0020-\u007e\u00a1-\u2027\u202a-\ud7ff\ue000-\uffff]{1,200}$/;
/** Writers of a few tenants and readers; commands wait in the queue, not for connections. */
const CONNECTIONS = 8;

/** Builds the engine on an open database. Nothing is read or fired before a tenant is used or `tenants` was called. */
export function createEngine<W>(options: EngineOptions<W>): Engine {
  const log = options.log ?? SILENT;
  const realTime = options.realTime ?? Date.now;
  const aggregates = new Map<string, Aggregate>(options.aggregates.map((aggregate) => [aggregate.kind, aggregate]));
  const projections = options.projections ?? [];
  const digest = options.digest ?? 'sha256';
  digestNamed(digest);
  const figures = { waiting: 0, batches: 0, events: 0, refused: 0, faults: 0 };
  const rules: Rules<W> = {
    aggregates,
    projections,
    react: options.react,
    append: createAppend(projections),
    digest,
    node: randomUUID(),
    batchLimit: options.batchLimit ?? 512,
    queueLimit: options.queueLimit ?? 10_000,
    cacheLimit: options.cacheLimit ?? 20_000,
    log,
    figures,
  };
  // The statements are few and always the same: plan them once. (Planning the append anew costs 1 ms of each batch.)
  const pool = openPool({ ...options.database.config, options: '-c plan_cache_mode=force_generic_plan' }, CONNECTIONS);
  const doors: TenancyDoors<W> = {
    pool,
    rules,
    worldOf: options.worldOf,
    realTime,
    snapshotter: options.snapshotter,
    timers: options.timers ?? true,
    log,
  };
  const open = new Map<TenantId, Promise<Tenancy<W>>>();
  /** Those of `open` that are there already. */
  const ready = new Map<TenantId, Tenancy<W>>();
  let stopped = false;

  function tenancy(id: TenantId): Promise<Tenancy<W>> {
    let found = open.get(id);
    if (!found) {
      found = Tenancy.open(doors, id);
      open.set(id, found);
      found.then(
        (known) => ready.set(id, known),
        () => open.delete(id),
      );
    }
    return found;
  }

  async function opened(): Promise<Tenancy<W>[]> {
    const all = await Promise.allSettled(open.values());
    return all.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  const ear = new Ear(
    options.database.config,
    {
      [JOURNAL_CHANNEL](payload) {
        const [tenant = '', seq, node] = payload.split(' ');
        if (node === rules.node) return;
        void open.get(tenant)?.then(
          (known) => {
            known.writer.forget();
            void known.timers.look();
            return known.publisher.catchUp(Number(seq));
          },
          () => {},
        );
      },
      [CLOCK_CHANNEL](payload) {
        const [tenant = '', node] = payload.split(' ');
        if (node !== rules.node)
          void open
            .get(tenant)
            ?.then((known) => known.reloadClock())
            .catch(() => {});
      },
    },
    () => {
      for (const known of open.values()) {
        known
          .then(async ({ publisher, tenant }) => {
            const { rows } = await pool.query<{ seq: number }>('SELECT seq FROM head WHERE tenant = $1', [tenant.id]);
            await publisher.catchUp(rows[0]?.seq ?? 0);
          })
          .catch(() => {});
      }
    },
    log,
  );

  /** What is wrong with a command before anything is asked of the rules. Such a refusal is not remembered. */
  function check(actor: Actor, command: Command, now: number): Refusal | undefined {
    const malformed = (field: string, problem: string) => refuse('command.malformed', { field, problem }).refusal;
    if (!UUID.test(command.id)) return malformed('id', 'is not a UUID');
    if (!STREAM.test(command.stream)) return malformed('stream', 'is not kind/id');
    if (!aggregates.has(kindOf(command.stream)))
      return refuse('command.stream-mismatch', { type: command.type, stream: command.stream }).refusal;
    if (!NAME.test(actor.person) || (actor.unit && !NAME.test(actor.unit))) return malformed('by', 'is not a name');
    if (command.occurredAt !== undefined) {
      if (!Number.isSafeInteger(command.occurredAt) || command.occurredAt < 0)
        return malformed('occurredAt', 'is not a whole number of milliseconds');
      const ahead = command.occurredAt - now;
      if (ahead > AHEAD_TOLERATED_MS) return refuse('clock.ahead', { minutes: Math.ceil(ahead / MINUTE) }).refusal;
    }
    return undefined;
  }

  /** Puts one command into the queue of its tenant. */
  function put({ writer }: Tenancy<W>, actor: Actor, raw: Command, now: number): Promise<Outcome> {
    const refusal = stopped ? BUSY : check(actor, raw, now);
    if (refusal) return Promise.resolve({ ok: false, id: raw.id, refusal, replayed: false });
    const id = raw.id.toLowerCase();
    const command = id === raw.id ? raw : { ...raw, id };
    return new Promise((resolve, reject) => writer.push({ actor, command, resolve, reject }));
  }

  async function putAll(tenant: TenantId, actor: Actor, commands: readonly Command[]): Promise<Outcome[]> {
    let known: Tenancy<W>;
    try {
      known = ready.get(tenant) ?? (await tenancy(tenant));
    } catch (error) {
      if (!isStorageTrouble(error)) throw error;
      return commands.map(({ id }) => ({ ok: false, id, refusal: STORAGE, replayed: false }));
    }
    const now = known.now();
    return Promise.all(commands.map((command) => put(known, actor, command, now)));
  }

  async function readStates<S>(tenant: TenantId, which: Parameters<typeof readStreams>[2]): Promise<StreamState<S>[]> {
    const known = await readStreams(pool, tenant, which);
    return [...known].map(([stream, found]) => {
      const { version, state } = recordOf(aggregates, stream, found);
      return { stream, version, state: state as S };
    });
  }

  return {
    submitMany: putAll,
    submit(tenant, actor, command) {
      // The hot path: no promise but the one that the caller waits on.
      const known = ready.get(tenant);
      if (known) return put(known, actor, command, known.now());
      return putAll(tenant, actor, [command]).then(([outcome]) => outcome as Outcome);
    },
    readEvents: (tenant, after, limit) => readEvents(pool, tenant, after, Math.min(limit, 10_000)),
    async state<S>(tenant: TenantId, stream: string) {
      return (await readStates<S>(tenant, { streams: [stream] }))[0];
    },
    states: <S>(tenant: TenantId, kind: string) => readStates<S>(tenant, { kind }),
    statesOf: <S>(tenant: TenantId, streams: readonly string[]) => readStates<S>(tenant, { streams }),
    history: (tenant, stream) => readHistory(pool, tenant, stream),
    subscribe(tenant, listener) {
      let left: (() => void) | undefined;
      let gone = false;
      void tenancy(tenant).then(
        ({ publisher }) => {
          if (!gone) left = publisher.subscribe(listener);
        },
        (error: unknown) => log.error({ tenant, error: String(error) }, 'nothing to subscribe to'),
      );
      return () => {
        gone = true;
        left?.();
      };
    },
    onClock(tenant, listener) {
      let known: Tenancy<W> | undefined;
      let gone = false;
      void tenancy(tenant).then(
        (found) => {
          known = found;
          if (!gone) found.clockListeners.add(listener);
        },
        (error: unknown) => log.error({ tenant, error: String(error) }, 'no clock to listen to'),
      );
      return () => {
        gone = true;
        known?.clockListeners.delete(listener);
      };
    },
    lastSeq: async (tenant) => (await tenancy(tenant)).publisher.published,
    clock: async (tenant) => (await tenancy(tenant)).tenant.clock,
    now: async (tenant) => (await tenancy(tenant)).now(),
    setClock: async (tenant, clock) => (await tenancy(tenant)).setClock(clock),
    advance: async (tenant, to) => (await tenancy(tenant)).advance(to),
    async createTenant({ id, mode, name, clock = realClock }) {
      if (!TENANT_ID.test(id)) throw new RangeError(`'${id}' cannot name a tenant: small letters, digits and hyphens`);
      if (mode === 'real' && clock !== realClock && tenantTime(clock, 1_000) !== 1_000)
        throw new RangeError('a real district runs on real time');
      await pool.query(
        `WITH t AS (INSERT INTO tenant (id, mode, name, clock_at, clock_since, clock_speed) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING RETURNING id)
         INSERT INTO head (tenant, hash) SELECT id, decode($7, 'hex') FROM t`,
        [id, mode, name, clock.at, clock.since, clock.speed, FIRST_HASH],
      );
      const tenant = await readTenant(pool, id);
      if (!tenant || tenant.mode !== mode) throw new RangeError(`there is a tenant '${id}' of another mode`);
      await tenancy(id);
      return tenant;
    },
    async tenants() {
      const tenants = await readTenants(pool);
      // Opening them sets their timers going.
      await Promise.all(tenants.map(({ id }) => tenancy(id)));
      return tenants;
    },
    async foldAt<S>(tenant: TenantId, at: number) {
      const { snapshots } = await tenancy(tenant);
      if (!snapshots) throw new Error('this engine was given no snapshotter');
      return (await snapshots.at(at)) as { state: S; seq: number };
    },
    async foldNow<S>(tenant: TenantId) {
      const { snapshots } = await tenancy(tenant);
      if (!snapshots) throw new Error('this engine was given no snapshotter');
      return (await snapshots.now()) as { state: S; seq: number };
    },
    figures: () => ({ ...figures }),
    async stop() {
      if (stopped) return;
      stopped = true;
      for (const known of await opened()) await known.stop();
      await ear.stop();
      await pool.end();
    },
  };
}
