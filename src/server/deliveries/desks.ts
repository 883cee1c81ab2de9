import type pg from 'pg';
import { beginsAt, type NoticeState } from '../../domain/notices/index.ts';
import type { District, Rung } from '../../domain/places/index.ts';
import type { Contacts } from '../access/contacts.ts';
import type { Subscriptions } from '../access/subscriptions.ts';
import type { Engine } from '../engine/types.ts';
import type { Claim } from './claims.ts';
import { DeliveryDesk } from './desk.ts';
import type { Provider } from './line.ts';
import type { ProviderStore } from './provider-store.ts';
import { openProviders, type PushTerms, pushTerms, RUNG_OF } from './providers.ts';
import type { Addressed, NotYet } from './sender.ts';

export interface DesksDoors {
  readonly engine: Engine;
  readonly pool: pg.Pool;
  readonly config: pg.ClientConfig;
  readonly contacts: Contacts;
  readonly subscriptions: Subscriptions;
  readonly store: ProviderStore;
  readonly realTime: () => number;
  districtOf(tenant: string): District | undefined;
  /** Full addresses of the residents' pages, in the order of the households; undefined where the server has no public address. */
  links?(tenant: string, notice: string, households: readonly string[]): Promise<readonly string[] | undefined>;
  say(message: string, fields: object): void;
}

/** Texts of notices remembered: they never change once issued. */
const NOTICES = 500;

/** The desks of all tenants of this server. A tenant without a provider has none, and nothing is sent. */
export class Desks {
  private readonly doors: DesksDoors;
  private readonly open = new Map<
    string,
    { readonly desk: DeliveryDesk; readonly providers: readonly Provider[]; readonly push: PushTerms | undefined }
  >();
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

  /** What a browser needs so that it may be told; undefined where nobody pushes. */
  push(tenant: string): PushTerms | undefined {
    return this.open.get(tenant)?.push;
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
    const { engine, pool, config, store, subscriptions, realTime, say } = this.doors;
    await this.open.get(tenant)?.desk.stop();
    this.open.delete(tenant);
    const rows = await store.list(tenant);
    for (const { id, lost } of rows)
      if (lost) say('a provider stands still: the key of its secrets is missing', { tenant, provider: id });
    const providers = openProviders(rows, realTime);
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
      async gone(kind, addresses) {
        if (kind === 'push') for (const one of addresses) await subscriptions.gone(tenant, one);
      },
    });
    this.open.set(tenant, { desk, providers, push: pushTerms(rows) });
    desk.start();
  }

  /** Address and words, looked up at the last moment. Who left no number, account or browser has none. */
  private async address(
    tenant: string,
    kind: string,
    claims: readonly Claim[],
  ): Promise<ReadonlyMap<Claim, Addressed | NotYet>> {
    const found = new Map<Claim, Addressed | NotYet>();
    const reached = await this.reached(
      tenant,
      kind,
      claims.map((one) => one.household),
    );
    if (reached.size === 0) return found;
    const now = await this.doors.engine.now(tenant);
    for (const [notice, group] of byNotice(claims)) {
      const state = await this.notice(tenant, notice);
      if (!state) continue;
      const begins = beginsAt(state.quiet, RUNG_OF[kind as keyof typeof RUNG_OF] as Rung['channel'], now);
      const links = await this.doors.links?.(
        tenant,
        notice,
        group.map((one) => one.household),
      );
      for (const [i, one] of group.entries()) {
        const whom = reached.get(one.household);
        if (!whom) continue;
        const link = links?.[i];
        const { to, lang } = whom;
        const text = state.body[lang] ?? state.body.en;
        found.set(one, begins > now ? { until: begins } : { to, text, fields: {}, ...(link ? { link } : {}), lang });
      }
    }
    return found;
  }

  /** How a kind of channel reaches these households, and in which language they read. */
  private async reached(
    tenant: string,
    kind: string,
    households: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly to: string; readonly lang: string }>> {
    const { contacts, subscriptions } = this.doors;
    const reached = new Map<string, { to: string; lang: string }>();
    switch (kind) {
      case 'sms':
      case 'call':
        for (const [id, { phone }] of await contacts.findAll(tenant, households))
          if (phone) reached.set(id, { to: phone, lang: 'zh' });
        break;
      case 'wecom':
        for (const [id, to] of await contacts.wecomOf(tenant, households)) reached.set(id, { to, lang: 'zh' });
        break;
      case 'push':
        for (const [id, all] of await subscriptions.findAll(tenant, households))
          reached.set(id, {
            to: JSON.stringify(all.map(({ endpoint, keys }) => ({ endpoint, keys }))),
            // One message goes to all of them: in the language of the browser that was there last.
            lang: all[0]?.language ?? 'zh',
          });
        break;
    }
    return reached;
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
