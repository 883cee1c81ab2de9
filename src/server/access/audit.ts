import type { Sql } from './sql.ts';

/** What is written down beside the journal: who came in, who looked at what is personal, who changed which account. */
export const AUDIT_ACTIONS = [
  'session.login',
  'session.failed',
  'session.locked',
  'session.logout',
  'session.password',
  'setup.done',
  'setup.failed',
  'account.created',
  'account.changed',
  'account.reset',
  'account.disabled',
  'account.enabled',
  'personal.listed',
  'personal.unmasked',
  'personal.erased',
  'export.made',
  'district.imported',
  'roll.read',
  'roll.adopted',
  'personal.expired',
  'media.marked',
  'provider.set',
  'provider.removed',
  'provider.tested',
  'open311.public',
  'open311.key-made',
  'open311.key-withdrawn',
  'audit.read',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditLine {
  readonly tenant: string;
  readonly action: AuditAction;
  readonly account?: string;
  readonly target?: string;
  /** Facts about the act; never the personal data itself. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
  readonly ip?: string;
}

export interface AuditRow {
  readonly id: number;
  readonly at: number;
  readonly account?: string;
  readonly action: string;
  readonly target?: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
  readonly ip?: string;
}

export class Audit {
  private readonly sql: Sql;
  private readonly realTime: () => number;
  constructor(sql: Sql, realTime: () => number = Date.now) {
    this.sql = sql;
    this.realTime = realTime;
  }

  /** Resolves when the line is on disk. Callers wait for it before they hand out what it is about. */
  async write(line: AuditLine): Promise<void> {
    await this.sql.query(
      'INSERT INTO audit (tenant, at, account, action, target, detail, ip) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [
        line.tenant,
        this.realTime(),
        line.account ?? null,
        line.action,
        line.target?.slice(0, 200) ?? null,
        JSON.stringify(line.detail ?? {}),
        line.ip ?? null,
      ],
    );
  }

  /** Newest first; `before` is the id of the last line of the page before. */
  async page(tenant: string, before: number | undefined, limit: number, action?: string): Promise<AuditRow[]> {
    const { rows } = await this.sql.query(
      `SELECT id, at, account, action, target, detail, ip FROM audit
       WHERE tenant = $1 AND ($2::bigint IS NULL OR id < $2) AND ($3::text IS NULL OR action = $3) ORDER BY id DESC LIMIT $4`,
      [tenant, before ?? null, action ?? null, limit],
    );
    return rows.map((row) => ({
      id: row.id,
      at: row.at,
      action: row.action,
      detail: row.detail,
      ...(row.account === null ? {} : { account: row.account }),
      ...(row.target === null ? {} : { target: row.target }),
      ...(row.ip === null ? {} : { ip: row.ip }),
    }));
  }
}
