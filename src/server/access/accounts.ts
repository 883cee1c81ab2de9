import { randomUUID } from 'node:crypto';
import type { AccountAnswer } from '../../contract/session.ts';
import { ACCOUNT_ROLES } from '../../contract/session.ts';
import type { Role } from '../../domain/people/index.ts';
import { digestPassword, readableSecret } from './password.ts';
import type { Sql } from './sql.ts';

export interface AccountRow {
  readonly id: string;
  readonly tenant: string;
  readonly login: string;
  readonly person: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly unit: string | null;
  readonly area: string | null;
  readonly password: string;
  readonly must_change: boolean;
  readonly disabled_at: number | null;
  readonly failures: number;
  readonly locked_until: number;
  readonly last_login_at: number | null;
}

const COLUMNS = `tenant, id, login, person, name, roles, unit, area, password, must_change, disabled_at, failures,
  locked_until, last_login_at`;

export interface NewAccount {
  readonly tenant: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly unit?: string;
  readonly area?: string;
  /** Person id; a fresh one if absent. */
  readonly person?: string;
}

/** First role that no account may hold, or undefined. */
export function unknownRole(roles: readonly string[]): string | undefined {
  return roles.find((role) => !(ACCOUNT_ROLES as readonly Role[]).includes(role as Role));
}

/** Accounts of the tenants. No default account exists: drills seed theirs, a real district begins with `setup`. */
export class Accounts {
  private readonly sql: Sql;
  private readonly realTime: () => number;
  constructor(sql: Sql, realTime: () => number = Date.now) {
    this.sql = sql;
    this.realTime = realTime;
  }

  async byLogin(tenant: string, login: string): Promise<AccountRow | undefined> {
    const { rows } = await this.sql.query<AccountRow>(
      `SELECT ${COLUMNS} FROM account WHERE tenant = $1 AND lower(login) = lower($2)`,
      [tenant, login],
    );
    return rows[0];
  }

  async byId(tenant: string, id: string): Promise<AccountRow | undefined> {
    const { rows } = await this.sql.query<AccountRow>(`SELECT ${COLUMNS} FROM account WHERE tenant = $1 AND id = $2`, [
      tenant,
      id,
    ]);
    return rows[0];
  }

  async count(tenant: string): Promise<number> {
    const { rows } = await this.sql.query('SELECT count(*)::int AS n FROM account WHERE tenant = $1', [tenant]);
    return rows[0].n;
  }

  /** By login, from after `after`. */
  async page(tenant: string, after: string, limit: number): Promise<AccountRow[]> {
    const { rows } = await this.sql.query<AccountRow>(
      `SELECT ${COLUMNS} FROM account WHERE tenant = $1 AND lower(login) > lower($2) ORDER BY lower(login) LIMIT $3`,
      [tenant, after, limit],
    );
    return rows;
  }

  /** Makes an account with the given password; undefined when the login is taken. */
  async create(
    account: NewAccount,
    password: string,
    mustChange: boolean,
    by?: string,
  ): Promise<AccountRow | undefined> {
    return this.insert(account, await digestPassword(password), mustChange, by);
  }

  /** Makes an account with a one-time password, which is answered here and nowhere else. */
  async invite(account: NewAccount, by: string): Promise<{ row: AccountRow; oneTimePassword: string } | undefined> {
    const oneTimePassword = readableSecret();
    const row = await this.create(account, oneTimePassword, true, by);
    return row && { row, oneTimePassword };
  }

  async insert(account: NewAccount, digest: string, mustChange: boolean, by?: string): Promise<AccountRow | undefined> {
    const id = randomUUID();
    const { rows } = await this.sql.query<AccountRow>(
      `INSERT INTO account (tenant, id, login, person, name, roles, unit, area, password, must_change, created_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
      [
        account.tenant,
        id,
        account.login,
        account.person ?? id,
        account.name,
        account.roles,
        account.unit ?? null,
        account.area ?? null,
        digest,
        mustChange,
        this.realTime(),
        by ?? null,
      ],
    );
    return rows[0];
  }

  async setPassword(tenant: string, id: string, password: string, mustChange: boolean): Promise<void> {
    await this.sql.query(
      'UPDATE account SET password = $3, must_change = $4, failures = 0, locked_until = 0 WHERE tenant = $1 AND id = $2',
      [tenant, id, await digestPassword(password), mustChange],
    );
  }

  async setDisabled(tenant: string, id: string, disabled: boolean): Promise<boolean> {
    const { rowCount } = await this.sql.query('UPDATE account SET disabled_at = $3 WHERE tenant = $1 AND id = $2', [
      tenant,
      id,
      disabled ? this.realTime() : null,
    ]);
    return rowCount === 1;
  }

  async change(tenant: string, id: string, to: Pick<NewAccount, 'name' | 'roles' | 'unit' | 'area'>): Promise<boolean> {
    const { rowCount } = await this.sql.query(
      'UPDATE account SET name = $3, roles = $4, unit = $5, area = $6 WHERE tenant = $1 AND id = $2',
      [tenant, id, to.name, to.roles, to.unit ?? null, to.area ?? null],
    );
    return rowCount === 1;
  }

  /** Counts a failure; after the fifth the account waits 30 s, then twice as long each time, up to 15 min. Answers the wait in ms. */
  async failed(tenant: string, id: string): Promise<number> {
    const { rows } = await this.sql.query(
      `UPDATE account SET failures = failures + 1,
         locked_until = CASE WHEN failures + 1 >= 5 THEN $3::bigint + least(900000, 30000 * power(2, least(failures - 4, 10)))::bigint ELSE 0 END
       WHERE tenant = $1 AND id = $2 RETURNING locked_until AS until`,
      [tenant, id, this.realTime()],
    );
    return Math.max(0, (rows[0]?.until ?? 0) - this.realTime());
  }

  async loggedIn(tenant: string, id: string): Promise<void> {
    await this.sql.query(
      'UPDATE account SET failures = 0, locked_until = 0, last_login_at = $3 WHERE tenant = $1 AND id = $2',
      [tenant, id, this.realTime()],
    );
  }
}

export function accountAnswerOf(row: AccountRow): AccountAnswer {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    roles: [...row.roles],
    disabled: row.disabled_at !== null,
    mustChange: row.must_change,
    ...(row.unit === null ? {} : { unit: row.unit }),
    ...(row.area === null ? {} : { area: row.area }),
    ...(row.last_login_at === null ? {} : { lastLoginAt: row.last_login_at }),
  };
}
