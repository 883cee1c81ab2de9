import type pg from 'pg';
import type { NoticeState } from '../../domain/notices/index.ts';
import type { District } from '../../domain/places/index.ts';
import type { Contacts } from '../access/contacts.ts';
import type { Engine } from '../engine/types.ts';
import type { Claim } from './claims.ts';
import { DeliveryDesk } from './desk.ts';
import { openProviders, type ProviderStore } from './providers.ts';
import type { Addressed, Provider } from './sender.ts';

export interface DesksDoors {
  readonly engine: Engine;
  readonly pool: pg.Pool;
  readonly config: pg.ClientConfig;
  readonly contacts: Contacts;
  readonly store: ProviderStore;
  readonly realTime: () => number;
  districtOf(tenant: string): District | undefined;
  /** Full addresses of the residents' pages, in the order of the households; undefined where the server has no public address. */
  links?(tenant: string, notice: string, households: readonly string[]): Promise<readonly string[] | undefined>;
  say(message: string, fields: object): void;
}

/** Rungs whose address is the telephone number of the contact. Of others (push, WeCom) no address is kept yet. */
const BY_PHONE: readonly string[] = ['sms', 'call'];
/** Texts of notices remembered: they never change once issued. */
const NOTICES = 500;

/** The desks of all tenants of this server. A tenant without a provider has none, and nothing is sent. */
export class Desks {
  private readonly doors: DesksDoors;
  private readonly open = new Map<string, { readonly desk: DeliveryDesk; readonly providers: readonly Provider[] }>();
  private readonly texts = new Map<string, NoticeState>();
  private turn: Promise<void> = Promise.resolve();

  constructor(doors: DesksDoors) {
    this.doors = doors;
  }

  /** Begins, or begins again with other settings. One after the other, whoever calls. */
  reload(tenant: string): Promise<void> {
    const done = this.turn.then(() => this.begin(tenant));
    this.turn = done.catch(() => {});
    return done;
  }

  providers(tenant: string): readonly Provider[] {
    return this.open.get(tenant)?.providers ?? [];
  }

  desk(tenant: string): DeliveryDesk | undefined {
    return this.open.get(tenant)?.desk;
  }

  async stop(): Promise<void> {
    await this.turn;
    for (const { desk } of this.open.values()) await desk.stop();
    this.open.clear();
  }

  private async begin(tenant: string): Promise<void> {
    const { engine, pool, config, store, realTime, say } = this.doors;
    await this.open.get(tenant)?.desk.stop();
    this.open.delete(tenant);
    const providers = openProviders(await store.list(tenant), realTime);
    if (providers.length === 0) return;
    const desk = new DeliveryDesk({
      tenant,
      engine,
      pool,
      config,
      providers,
      realTime,
      say,
      district: () => {
        const district = this.doors.districtOf(tenant);
        if (!district) throw new Error(`no district was loaded for ${tenant}`);
        return district;
      },
      address: (kind, claims) => this.address(tenant, kind, claims),
    });
    this.open.set(tenant, { desk, providers });
    desk.start();
  }

  /** Number and words, looked up at the last moment. Who left no number has no address. */
  private async address(
    tenant: string,
    kind: string,
    claims: readonly Claim[],
  ): Promise<ReadonlyMap<Claim, Addressed>> {
    if (!BY_PHONE.includes(kind)) return new Map();
    const contacts = await this.doors.contacts.findAll(
      tenant,
      claims.map((one) => one.household),
    );
    const found = new Map<Claim, Addressed>();
    for (const [notice, group] of byNotice(claims)) {
      const state = await this.notice(tenant, notice);
      const links = await this.doors.links?.(
        tenant,
        notice,
        group.map((one) => one.household),
      );
      for (const [i, one] of group.entries()) {
        const phone = contacts.get(one.household)?.phone;
        if (!phone || !state) continue;
        const link = links?.[i];
        found.set(one, { to: phone, text: state.body.zh, fields: {}, ...(link ? { link } : {}), lang: 'zh' });
      }
    }
    return found;
  }

  private async notice(tenant: string, notice: string): Promise<NoticeState | undefined> {
    const key = `${tenant} ${notice}`;
    const known = this.texts.get(key);
    if (known) return known;
    const state = (await this.doors.engine.state<NoticeState>(tenant, `notice/${notice}`))?.state;
    if (!state?.issuedAt) return undefined;
    if (this.texts.size >= NOTICES) this.texts.clear();
    this.texts.set(key, state);
    return state;
  }
}

function byNotice(claims: readonly Claim[]): Map<string, Claim[]> {
  const groups = new Map<string, Claim[]>();
  for (const one of claims) {
    const group = groups.get(one.notice);
    if (group) group.push(one);
    else groups.set(one.notice, [one]);
  }
  return groups;
}
