import type pg from 'pg';
import type { SecretBox } from '../access/secret-box.ts';
import { CHANNELS } from '../channels/index.ts';

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
  /** Secrets that cannot be read because their key is missing; they are left out of the settings. */
  readonly lost?: readonly string[];
}

/** Settings that are secrets; of a channel that this program no longer has, all of them. */
function secretsOf(channel: string, settings: Settings): readonly string[] {
  const card = CHANNELS.find((one) => one.card.id === channel)?.card;
  if (!card) return Object.keys(settings);
  return card.fields.filter(({ type }) => type === 'secret' || type === 'pem').map(({ key }) => key);
}

/** Rows of the table `provider`. Secrets lie in it sealed (AES-256-GCM): neither a copy of the database nor a backup holds them in the clear. */
export class ProviderStore {
  private readonly sql: Pick<pg.Pool, 'query'>;
  private readonly realTime: () => number;
  private readonly box: SecretBox;
  constructor(sql: Pick<pg.Pool, 'query'>, realTime: () => number, box: SecretBox) {
    this.sql = sql;
    this.realTime = realTime;
    this.box = box;
  }

  async list(tenant: string): Promise<ProviderRow[]> {
    return (await this.stored(tenant)).map((row) => this.opened(tenant, row));
  }

  async save(tenant: string, row: Omit<ProviderRow, 'lost'>): Promise<void> {
    const settings = JSON.stringify(this.sealed(tenant, row));
    await this.sql.query(
      `INSERT INTO provider (tenant, id, channel, name, settings, place, enabled, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (tenant, id) DO UPDATE SET channel = EXCLUDED.channel, name = EXCLUDED.name, settings = EXCLUDED.settings,
         place = EXCLUDED.place, enabled = EXCLUDED.enabled, changed_at = EXCLUDED.changed_at`,
      [tenant, row.id, row.channel, row.name, settings, row.place, row.enabled, this.realTime()],
    );
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    const { rowCount } = await this.sql.query('DELETE FROM provider WHERE tenant = $1 AND id = $2', [tenant, id]);
    return rowCount === 1;
  }

  /** Seals with the key in use now what lies there in the clear or under an older key. Returns how many rows that were. */
  async sealAgain(tenant: string): Promise<number> {
    let changed = 0;
    for (const stored of await this.stored(tenant)) {
      const secrets = secretsOf(stored.channel, stored.settings).map((key) => stored.settings[key] ?? '');
      if (secrets.every((secret) => secret === '' || this.box.isCurrent(secret))) continue;
      const row = this.opened(tenant, stored);
      if (row.lost) continue;
      // Whoever saved meanwhile has sealed it himself.
      const { rowCount } = await this.sql.query(
        'UPDATE provider SET settings = $3 WHERE tenant = $1 AND id = $2 AND settings = $4',
        [tenant, row.id, JSON.stringify(this.sealed(tenant, row)), JSON.stringify(stored.settings)],
      );
      changed += rowCount ?? 0;
    }
    return changed;
  }

  private async stored(tenant: string): Promise<ProviderRow[]> {
    const { rows } = await this.sql.query<ProviderRow>(
      'SELECT id, channel, name, settings, place, enabled FROM provider WHERE tenant = $1 ORDER BY place, id',
      [tenant],
    );
    return rows;
  }

  private sealed(tenant: string, { id, channel, settings }: Omit<ProviderRow, 'lost'>): Settings {
    const secrets = secretsOf(channel, settings);
    return mapped(settings, (value, key) =>
      secrets.includes(key) && value !== '' ? this.box.seal(value, placeOf(tenant, id, key)) : value,
    );
  }

  private opened(tenant: string, row: ProviderRow): ProviderRow {
    const lost: string[] = [];
    const settings = mapped(row.settings, (value, key) => {
      if (!this.box.isSealed(value)) return value;
      const secret = this.box.open(value, placeOf(tenant, row.id, key));
      if (secret === undefined) lost.push(key);
      return secret;
    });
    return { ...row, settings, ...(lost.length > 0 ? { lost } : {}) };
  }
}

const placeOf = (tenant: string, id: string, key: string): string => `provider\0${tenant}\0${id}\0${key}`;

function mapped(settings: Settings, to: (value: string, key: string) => string | undefined): Settings {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) => {
      const next = to(value, key);
      return next === undefined ? [] : [[key, next]];
    }),
  );
}
