import { randomBytes } from 'node:crypto';
import type { District } from '../../domain/places/index.ts';
import {
  isProven,
  type LinkTarget,
  noticeRef,
  placesOf,
  splitToken,
  targetRef,
  tenantRef,
  tokenMaker,
} from './household-link.ts';
import type { Sql } from './sql.ts';

export interface LinkParts {
  readonly sql: Sql;
  districtOf(tenant: string): District | undefined;
  /** Every tenant that this server answers for. */
  tenants(): readonly string[];
  realTime(): number;
}

export interface OpenedLink extends LinkTarget {
  readonly tenant: string;
  readonly notice: string;
}

/** Links made in a row before others get their turn: 1,000 cost about 10 ms. */
const IN_A_ROW = 1_000;
/** Notices remembered as written down. */
const NOTICES = 10_000;

/** Makes links to notices and opens them (ADR 13). The same three names always give the same link, so it can be sent again. */
export class Links {
  private readonly parts: LinkParts;
  private readonly keys = new Map<string, Promise<Buffer>>();
  private readonly written = new Set<string>();
  /** Households and stairwells of a district by their place in a token. */
  private readonly targets = new WeakMap<District, Map<number, LinkTarget[]>>();
  constructor(parts: LinkParts) {
    this.parts = parts;
  }

  /** The token of one household for one notice. */
  async linkFor(tenant: string, notice: string, household: string): Promise<string> {
    return (await this.linksFor(tenant, notice, [household]))[0] as string;
  }

  /** Tokens in the order of the households. Nothing is written but the notice, once. */
  async linksFor(tenant: string, notice: string, households: readonly string[]): Promise<string[]> {
    const make = tokenMaker(await this.keyFor(tenant, notice), tenant, notice);
    const tokens: string[] = [];
    for (const [n, id] of households.entries()) {
      if (n > 0 && n % IN_A_ROW === 0) await new Promise((resolve) => setImmediate(resolve));
      tokens.push(make({ kind: 'household', id }));
    }
    return tokens;
  }

  /** The token on the poster of a stairwell. */
  async posterFor(tenant: string, notice: string, stairwell: string): Promise<string> {
    return tokenMaker(await this.keyFor(tenant, notice), tenant, notice)({ kind: 'stairwell', id: stairwell });
  }

  /**
   * What a token opens; undefined when it was not made here. Forged, cut short or of an unknown tenant cost the same as
   * nearly right: one look into the database and one proof.
   */
  async openLink(token: string): Promise<OpenedLink | undefined> {
    const tenants = this.parts.tenants();
    const anybody = tenants[0];
    if (anybody === undefined) return undefined;
    const parts = splitToken(token) ?? (splitToken('A'.repeat(24)) as NonNullable<ReturnType<typeof splitToken>>);
    const named = tenants.filter((tenant) => tenantRef(tenant) === parts.tenant);
    for (const tenant of named.length > 0 ? named : [anybody]) {
      const key = await this.keyOf(tenant);
      const places = placesOf(key, parts);
      const { rows } = await this.parts.sql.query<{ notice: string }>({
        name: 'link-notice',
        text: 'SELECT notice FROM link_notice WHERE tenant = $1 AND ref = $2',
        values: [tenant, places.notice],
      });
      const targets = this.targetsOf(tenant).get(places.target) ?? [{ kind: 'household', id: '' }];
      for (const { notice } of rows.length > 0 ? rows : [{ notice: '' }])
        for (const target of targets)
          if (isProven(key, parts, notice, target) && named.length > 0 && notice !== '' && target.id !== '')
            return { tenant, notice, kind: target.kind, id: target.id };
    }
    return undefined;
  }

  private async keyFor(tenant: string, notice: string): Promise<Buffer> {
    const key = await this.keyOf(tenant);
    const name = `${tenant}\0${notice}`;
    if (this.written.has(name)) return key;
    await this.parts.sql.query(
      'INSERT INTO link_notice (tenant, ref, notice) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [tenant, noticeRef(notice), notice],
    );
    if (this.written.size >= NOTICES) this.written.clear();
    this.written.add(name);
    return key;
  }

  private keyOf(tenant: string): Promise<Buffer> {
    const kept = this.keys.get(tenant);
    if (kept) return kept;
    const made = this.readKey(tenant);
    this.keys.set(tenant, made);
    made.catch(() => this.keys.delete(tenant));
    return made;
  }

  /** The key of the tenant; the first server to ask makes it. */
  private async readKey(tenant: string): Promise<Buffer> {
    await this.parts.sql.query(
      'INSERT INTO link_key (tenant, key, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [tenant, randomBytes(32), this.parts.realTime()],
    );
    const { rows } = await this.parts.sql.query<{ key: Buffer }>('SELECT key FROM link_key WHERE tenant = $1', [
      tenant,
    ]);
    return (rows[0] as { key: Buffer }).key;
  }

  private targetsOf(tenant: string): Map<number, LinkTarget[]> {
    const district = this.parts.districtOf(tenant);
    if (!district) return new Map();
    const known = this.targets.get(district);
    if (known) return known;
    const found = new Map<number, LinkTarget[]>();
    const all: LinkTarget[] = [
      ...district.households.map(({ id }) => ({ kind: 'household' as const, id })),
      ...district.stairwells.map(({ id }) => ({ kind: 'stairwell' as const, id })),
    ];
    for (const target of all) {
      const ref = targetRef(target);
      found.set(ref, [...(found.get(ref) ?? []), target]);
    }
    this.targets.set(district, found);
    return found;
  }
}
