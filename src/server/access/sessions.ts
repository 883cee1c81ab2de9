import { createHash, randomBytes } from 'node:crypto';
import type { AccountRow } from './accounts.ts';
import type { Session } from './session.ts';
import type { Sql } from './sql.ts';

/** A duty lasts 24 hours and the handover some more; a session ends after that whatever happens. */
export const SESSION_LONGEST_MS = 26 * 3_600_000;
/** Without any request for so long it ends earlier. An open live stream counts as presence: a wall is not typed at. */
export const SESSION_IDLE_MS = 8 * 3_600_000;
/** How old a session in memory may be before it is read again: the longest that another node's sign-out goes unnoticed. */
const FRESH_MS = 10_000;
/** The time of last use is written at most this often. */
const SEEN_EVERY_MS = 60_000;
/** Sessions kept in memory; the oldest read is forgotten first. */
const KEPT_MOST = 20_000;

/** Roles that only the account itself can give: appointments to posts neither make nor unmake administrators. */
const OF_THE_ACCOUNT = ['admin', 'auditor', 'gateway'];

/** What the posts that a person holds just now make of it; undefined when it was never appointed to any. */
export type Appointments = (
  tenant: string,
  person: string,
) => Promise<Pick<AccountRow, 'roles' | 'unit' | 'area'> | undefined>;

interface Kept {
  readonly session: Session;
  readAt: number;
  seenAt: number;
}

/** Sessions in the database, with a short memory in front of it. The cookie holds 256 random bits; the table their SHA-256. */
export class Sessions {
  private readonly sql: Sql;
  private readonly realTime: () => number;
  private readonly kept = new Map<string, Kept>();
  private readonly enders = new Map<string, Set<() => void>>();

  private readonly appointments: Appointments;

  constructor(sql: Sql, realTime: () => number = Date.now, appointments: Appointments = async () => undefined) {
    this.sql = sql;
    this.realTime = realTime;
    this.appointments = appointments;
  }

  /** Opens a new session. A token that the browser brought along is never taken over (session fixation). */
  async open(account: AccountRow, ip: string, agent: string): Promise<{ token: string; session: Session }> {
    const token = randomBytes(32).toString('base64url');
    const key = keyOf(token);
    const csrf = randomBytes(24).toString('base64url');
    const now = this.realTime();
    const expiresAt = now + SESSION_LONGEST_MS;
    await this.sql.query(
      'INSERT INTO session (tenant, key, account, csrf, created_at, seen_at, expires_at, ip, agent) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)',
      [account.tenant, key, account.id, csrf, now, expiresAt, ip, agent.slice(0, 200)],
    );
    const session = sessionOf(await this.withPosts(account), key, csrf, expiresAt);
    this.keep(session, now, now);
    return { token, session };
  }

  /** The session of a cookie's token. At once from memory; from the database when it has not been read lately. */
  find(token: string): Session | undefined | Promise<Session | undefined> {
    if (token.length !== 43) return undefined;
    const key = keyOf(token);
    const kept = this.kept.get(key);
    const now = this.realTime();
    if (kept && now - kept.readAt < FRESH_MS && now < kept.session.expiresAt) {
      if (now - kept.seenAt >= SEEN_EVERY_MS) this.seen(kept, now);
      return kept.session;
    }
    return this.read(key, now);
  }

  /** Which of these sessions are still good; marks them as present. For streams, which stay open longer than memory is fresh. */
  async present(tenant: string, keys: readonly string[]): Promise<string[]> {
    const now = this.realTime();
    const { rows } = await this.sql.query(
      `UPDATE session s SET seen_at = $3 FROM account a
       WHERE s.tenant = $1 AND s.key = ANY($2) AND s.expires_at > $3 AND a.tenant = s.tenant AND a.id = s.account AND a.disabled_at IS NULL
       RETURNING s.key`,
      [tenant, keys, now],
    );
    return rows.map((row) => row.key);
  }

  private async read(key: string, now: number): Promise<Session | undefined> {
    const { rows } = await this.sql.query(
      `SELECT s.csrf, s.expires_at, s.seen_at, a.tenant, a.id, a.login, a.person, a.name, a.roles, a.unit, a.area, a.must_change
       FROM session s JOIN account a ON a.tenant = s.tenant AND a.id = s.account
       WHERE s.key = $1 AND s.expires_at > $2 AND s.seen_at > $3 AND a.disabled_at IS NULL`,
      [key, now, now - SESSION_IDLE_MS],
    );
    const row = rows[0];
    if (!row) {
      this.forget(key);
      return undefined;
    }
    const session = sessionOf(await this.withPosts(row), key, row.csrf, row.expires_at);
    const kept = this.keep(session, now, row.seen_at);
    if (now - kept.seenAt >= SEEN_EVERY_MS) this.seen(kept, now);
    return session;
  }

  private async withPosts<T extends AccountFacts>(account: T): Promise<T> {
    const held = await this.appointments(account.tenant, account.person);
    if (!held) return account;
    const own = account.roles.filter((role) => OF_THE_ACCOUNT.includes(role));
    return {
      ...account,
      ...held,
      roles: [...new Set([...own, ...held.roles.filter((role) => !OF_THE_ACCOUNT.includes(role))])],
    };
  }

  async close(session: Session): Promise<void> {
    await this.sql.query('DELETE FROM session WHERE tenant = $1 AND key = $2', [session.tenant, session.key]);
    this.forget(session.key);
  }

  /** Ends every session of an account but the given one: after a new password, a reset, a disabling. */
  async closeAll(tenant: string, account: string, except?: string): Promise<void> {
    const { rows } = await this.sql.query(
      'DELETE FROM session WHERE tenant = $1 AND account = $2 AND key <> $3 RETURNING key',
      [tenant, account, except ?? ''],
    );
    for (const row of rows) this.forget(row.key);
    if (except) this.kept.delete(except);
  }

  /** Removes what has expired; called now and then. */
  async sweep(): Promise<void> {
    const now = this.realTime();
    for (const [key, kept] of this.kept) if (kept.session.expiresAt <= now) this.forget(key);
    await this.sql.query('DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2', [now, now - SESSION_IDLE_MS]);
  }

  /** Calls `end` when this node learns that the session is over. Returns how to stop listening. */
  onEnd(key: string, end: () => void): () => void {
    const enders = this.enders.get(key) ?? new Set();
    this.enders.set(key, enders.add(end));
    return () => {
      enders.delete(end);
      if (enders.size === 0) this.enders.delete(key);
    };
  }

  private keep(session: Session, readAt: number, seenAt: number): Kept {
    this.kept.delete(session.key);
    if (this.kept.size >= KEPT_MOST) this.kept.delete(this.kept.keys().next().value as string);
    const kept = { session, readAt, seenAt };
    this.kept.set(session.key, kept);
    return kept;
  }

  private seen(kept: Kept, now: number): void {
    kept.seenAt = now;
    // Not waited for: a lost mark of presence costs at most a minute of idle time.
    this.sql
      .query('UPDATE session SET seen_at = $3 WHERE tenant = $1 AND key = $2', [
        kept.session.tenant,
        kept.session.key,
        now,
      ])
      .catch(() => {});
  }

  private forget(key: string): void {
    this.kept.delete(key);
    const enders = this.enders.get(key);
    this.enders.delete(key);
    for (const end of enders ?? []) end();
  }
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

type AccountFacts = Pick<
  AccountRow,
  'tenant' | 'id' | 'login' | 'person' | 'name' | 'roles' | 'unit' | 'area' | 'must_change'
>;

function sessionOf(account: AccountFacts, key: string, csrf: string, expiresAt: number): Session {
  return {
    key,
    csrf,
    expiresAt,
    tenant: account.tenant,
    account: account.id,
    login: account.login,
    name: account.name,
    mustChange: account.must_change,
    actor: {
      person: account.person,
      roles: account.roles,
      ...(account.unit === null ? {} : { unit: account.unit }),
      ...(account.area === null ? {} : { area: account.area }),
    },
  };
}
