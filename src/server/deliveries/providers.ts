import type pg from 'pg';
import type { Channel, ChannelKind } from '../channels/channel.ts';
import { limitsOf } from '../channels/common.ts';
import { CHANNELS } from '../channels/index.ts';
import { withDefaults } from '../channels/settings.ts';
import type { Provider } from './sender.ts';

type Settings = Readonly<Record<string, string>>;

/** A provider as it is set up: a channel with settings, and its place among those that serve the same rung. */
export interface ProviderRow {
  readonly id: string;
  /** Id of the channel's card. */
  readonly channel: string;
  readonly name: string;
  readonly settings: Settings;
  readonly place: number;
  readonly enabled: boolean;
}

/** Which rung of the ladder a kind of channel serves; the others reach offices, not households. */
export const RUNG_OF: Readonly<Partial<Record<ChannelKind, string>>> = {
  push: 'digital',
  wecom: 'digital',
  sms: 'sms',
  call: 'call',
};

export function channelOf(id: string): Channel | undefined {
  return CHANNELS.find(({ card }) => card.id === id);
}

/** Rows of the table `provider`. Secrets are in it: it is read by the server alone and shown masked. */
export class ProviderStore {
  private readonly sql: Pick<pg.Pool, 'query'>;
  private readonly realTime: () => number;
  constructor(sql: Pick<pg.Pool, 'query'>, realTime: () => number) {
    this.sql = sql;
    this.realTime = realTime;
  }

  async list(tenant: string): Promise<ProviderRow[]> {
    const { rows } = await this.sql.query<ProviderRow>(
      'SELECT id, channel, name, settings, place, enabled FROM provider WHERE tenant = $1 ORDER BY place, id',
      [tenant],
    );
    return rows;
  }

  async save(tenant: string, row: ProviderRow): Promise<void> {
    await this.sql.query(
      `INSERT INTO provider (tenant, id, channel, name, settings, place, enabled, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (tenant, id) DO UPDATE SET channel = EXCLUDED.channel, name = EXCLUDED.name, settings = EXCLUDED.settings,
         place = EXCLUDED.place, enabled = EXCLUDED.enabled, changed_at = EXCLUDED.changed_at`,
      [tenant, row.id, row.channel, row.name, JSON.stringify(row.settings), row.place, row.enabled, this.realTime()],
    );
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    const { rowCount } = await this.sql.query('DELETE FROM provider WHERE tenant = $1 AND id = $2', [tenant, id]);
    return rowCount === 1;
  }
}

/** Opens the providers that are switched on. A channel that this program no longer has is left out. */
export function openProviders(rows: readonly ProviderRow[], now: () => number): Provider[] {
  return rows.flatMap((row) => {
    const channel = channelOf(row.channel);
    const kind = channel && RUNG_OF[channel.card.kind];
    if (!channel || !kind || !row.enabled) return [];
    const settings = withDefaults(channel.card, row.settings);
    const card = { ...channel.card, limits: limitsOf(channel.card, settings) };
    return [{ id: row.id, kind, card, sender: channel.open(settings, { now, fetch }) }];
  });
}

const HERE = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

/**
 * The field of a drill's provider that reaches beyond this machine, if any. A drill's providers are simulators on this
 * machine and nothing else: nothing of a drill can reach a real phone. Channels whose address is built in are the provider's own.
 */
export function reachesOut(channel: Channel, settings: Settings): string | undefined {
  const addresses = channel.card.fields.filter(({ type, key }) => type === 'url' || /host$/i.test(key));
  if (addresses.length === 0) return channel.card.id;
  const all = withDefaults(channel.card, settings);
  for (const { key } of addresses) {
    const value = all[key] ?? '';
    const host = URL.canParse(value) ? new URL(value).hostname : value;
    if (host !== '' && !HERE.test(host)) return key;
  }
  return addresses.every(({ key }) => (all[key] ?? '') === '') ? (addresses[0]?.key ?? channel.card.id) : undefined;
}
