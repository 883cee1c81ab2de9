import { hash } from 'node:crypto';
import type { Sql } from './sql.ts';

/** What a browser gives to whoever may send it messages (W3C Push API, `PushSubscription.toJSON`). */
export interface Subscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}
export interface Subscribed extends Subscription {
  readonly household: string;
  /** Language in which its page was read. */
  readonly language: string;
}

/** Devices of one household; the one that was silent longest makes room. */
const MOST = 8;
/** Kept so long after its page was opened last: a telephone may have changed hands. */
const KEPT_MS = 180 * 86_400_000;

const idOf = (endpoint: string): string => hash('sha256', endpoint).slice(0, 32);

/** Browsers that asked to be told, by household. Personal data like a telephone number: erased with it, never shown whole. */
export class Subscriptions {
  private readonly sql: Sql;
  private readonly realTime: () => number;
  constructor(sql: Sql, realTime: () => number) {
    this.sql = sql;
    this.realTime = realTime;
  }

  /** The same browser again is renewed. */
  async keep(tenant: string, household: string, { endpoint, keys }: Subscription, language: string): Promise<void> {
    const now = this.realTime();
    await this.sql.query(
      `INSERT INTO push_subscription (tenant, household, id, endpoint, p256dh, auth, language, created_at, until)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (tenant, household, id) DO UPDATE SET p256dh = EXCLUDED.p256dh, auth = EXCLUDED.auth, language = EXCLUDED.language, until = EXCLUDED.until`,
      [tenant, household, idOf(endpoint), endpoint, keys.p256dh, keys.auth, language, now, now + KEPT_MS],
    );
    await this.sql.query(
      `DELETE FROM push_subscription WHERE tenant = $1 AND household = $2 AND id NOT IN (
         SELECT id FROM push_subscription WHERE tenant = $1 AND household = $2 ORDER BY until DESC, id LIMIT ${MOST})`,
      [tenant, household],
    );
  }

  async drop(tenant: string, household: string, endpoint: string): Promise<void> {
    await this.sql.query('DELETE FROM push_subscription WHERE tenant = $1 AND household = $2 AND id = $3', [
      tenant,
      household,
      idOf(endpoint),
    ]);
  }

  /** Its push service says that it is over: for whatever household. */
  async gone(tenant: string, endpoint: string): Promise<void> {
    await this.sql.query('DELETE FROM push_subscription WHERE tenant = $1 AND id = $2', [tenant, idOf(endpoint)]);
  }

  async findAll(tenant: string, households: readonly string[]): Promise<Map<string, Subscribed[]>> {
    const { rows } = await this.sql.query<{
      household: string;
      endpoint: string;
      p256dh: string;
      auth: string;
      language: string;
    }>(
      `SELECT household, endpoint, p256dh, auth, language FROM push_subscription
       WHERE tenant = $1 AND household = ANY($2) ORDER BY household, until DESC, id`,
      [tenant, households],
    );
    const found = new Map<string, Subscribed[]>();
    for (const { p256dh, auth, ...row } of rows) {
      const one = { ...row, keys: { p256dh, auth } };
      const list = found.get(row.household);
      if (list) list.push(one);
      else found.set(row.household, [one]);
    }
    return found;
  }
}
