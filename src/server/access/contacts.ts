import type { Sql } from './sql.ts';

/** How to reach somebody. */
interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

/** Who handed in a report from the public: a name and a number to call back. The journal has the id only; erasing is deleting the row. */
export class Contacts {
  private readonly sql: Sql;
  private readonly realTime: () => number;
  constructor(sql: Sql, realTime: () => number) {
    this.sql = sql;
    this.realTime = realTime;
  }

  /** Keeps the first of a given id: a repeated report brings the same contact again. */
  async keep(tenant: string, id: string, { name, phone, email }: Contact): Promise<void> {
    await this.sql.query(
      'INSERT INTO contact (tenant, id, name, phone, email, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
      [tenant, id, name ?? null, phone ?? null, email ?? null, this.realTime()],
    );
  }

  /** Takes in the contacts of a district's households at once; those already known stay as they are. */
  async keepAll(
    tenant: string,
    rows: readonly { readonly household: string; readonly name: string; readonly phone: string }[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await this.sql.query(
      `INSERT INTO contact (tenant, id, name, phone, created_at)
       SELECT $1, id, name, nullif(phone, ''), $5 FROM unnest($2::text[], $3::text[], $4::text[]) AS one (id, name, phone) ON CONFLICT DO NOTHING`,
      [
        tenant,
        rows.map((row) => row.household),
        rows.map((row) => row.name),
        rows.map((row) => row.phone),
        this.realTime(),
      ],
    );
  }

  /** Of each the first: a household may have several numbers, in the order in which to try them. */
  async findAll(
    tenant: string,
    ids: readonly string[],
  ): Promise<Map<string, { name: string | null; phone: string | null }>> {
    const { rows } = await this.sql.query(
      'SELECT DISTINCT ON (id) id, name, phone FROM contact WHERE tenant = $1 AND id = ANY($2) ORDER BY id, ord',
      [tenant, ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async find(tenant: string, id: string): Promise<Contact | undefined> {
    const { rows } = await this.sql.query<{ name: string | null; phone: string | null; email: string | null }>(
      'SELECT name, phone, email FROM contact WHERE tenant = $1 AND id = $2 ORDER BY ord LIMIT 1',
      [tenant, id],
    );
    const row = rows[0];
    return (
      row && {
        ...(row.name === null ? {} : { name: row.name }),
        ...(row.phone === null ? {} : { phone: row.phone }),
        ...(row.email === null ? {} : { email: row.email }),
      }
    );
  }

  /** Account by which WeCom reaches each household; one gathered for a storm comes first. */
  async wecomOf(tenant: string, households: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await this.sql.query<{ household: string; wecom: string }>(
      `SELECT DISTINCT ON (household) household, wecom FROM household_care
       WHERE tenant = $1 AND household = ANY($2) AND wecom <> '' ORDER BY household, purpose DESC`,
      [tenant, households],
    );
    return new Map(rows.map((row) => [row.household, row.wecom]));
  }

  /** Names, numbers and the browsers that asked to be told. */
  async erase(tenant: string, id: string): Promise<boolean> {
    const { rowCount: browsers } = await this.sql.query(
      'DELETE FROM push_subscription WHERE tenant = $1 AND household = $2',
      [tenant, id],
    );
    const { rowCount } = await this.sql.query('DELETE FROM contact WHERE tenant = $1 AND id = $2', [tenant, id]);
    return (rowCount ?? 0) + (browsers ?? 0) > 0;
  }
}

/** '王小明' → '王**': enough to know whom one means, not enough to look for. */
export function maskedName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.min(rest.length, 3));
}

/** '13812345678' → '*******5678'. */
export function maskedPhone(phone: string): string {
  return phone.replace(/\d(?=(?:\D*\d){4})/g, '*');
}
