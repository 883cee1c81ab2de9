import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccountRow, Accounts } from './accounts.ts';
import { readableSecret } from './password.ts';
import type { Sql } from './sql.ts';

/**
 * First administrator of an empty real district. The server prints a one-time code when it starts and keeps its digest
 * only; whoever can read the server's console is who may begin. Afterwards the door is gone.
 */
export class Setup {
  private readonly sql: Sql;
  private readonly accounts: Accounts;
  private readonly realTime: () => number;
  private readonly done = new Set<string>();
  constructor(sql: Sql, accounts: Accounts, realTime: () => number = Date.now) {
    this.sql = sql;
    this.accounts = accounts;
    this.realTime = realTime;
  }

  /** Whether the district still waits for its first administrator. */
  async open(tenant: string): Promise<boolean> {
    if (this.done.has(tenant)) return false;
    if ((await this.accounts.count(tenant)) === 0) return true;
    this.done.add(tenant);
    return false;
  }

  /** A fresh code for a district that waits, to be printed; the code before it is void. Undefined when it does not wait. */
  async issueCode(tenant: string): Promise<string | undefined> {
    if (!(await this.open(tenant))) return undefined;
    const code = readableSecret();
    await this.sql.query(
      'INSERT INTO setup_code (tenant, digest, created_at) VALUES ($1, $2, $3) ON CONFLICT (tenant) DO UPDATE SET digest = $2, created_at = $3',
      [tenant, digestOf(code), this.realTime()],
    );
    return code;
  }

  /** Whether this is the code. 59 bits and a rate limit stand against guessing, so a fast digest is enough. */
  async matches(tenant: string, code: string): Promise<boolean> {
    const { rows } = await this.sql.query('SELECT digest FROM setup_code WHERE tenant = $1', [tenant]);
    const kept = rows[0]?.digest as string | undefined;
    return kept !== undefined && timingSafeEqual(Buffer.from(kept, 'hex'), Buffer.from(digestOf(code), 'hex'));
  }

  /** Uses the code up, then makes the administrator. Undefined when another browser was faster. */
  async begin(
    tenant: string,
    code: string,
    admin: { login: string; name: string; password: string },
  ): Promise<AccountRow | undefined> {
    const { rowCount } = await this.sql.query('DELETE FROM setup_code WHERE tenant = $1 AND digest = $2', [
      tenant,
      digestOf(code),
    ]);
    if (rowCount !== 1 || !(await this.open(tenant))) return undefined;
    const row = await this.accounts.create(
      { tenant, login: admin.login, name: admin.name, roles: ['admin'] },
      admin.password,
      false,
      'setup',
    );
    if (row) this.done.add(tenant);
    return row;
  }
}

function digestOf(code: string): string {
  return createHash('sha256').update(code.trim().toLowerCase()).digest('hex');
}
