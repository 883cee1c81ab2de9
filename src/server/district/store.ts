import type { Actor } from '../../domain/kernel/index.ts';
import { countsOf, exportZip, importZip } from './import.ts';
import type { DistrictPack } from './pack.ts';

/** The part of a database that the store uses; pg's Pool and Client satisfy it. */
interface Sql {
  // biome-ignore lint/suspicious/noExplicitAny: rows are named by each statement
  query<R = any>(statement: string, values?: readonly unknown[]): Promise<{ rows: R[] }>;
}
/** The part of the engine that the store uses. */
interface Submits {
  submit(
    tenant: string,
    actor: Actor,
    command: { id: string; type: string; stream: string; data: unknown },
  ): Promise<unknown>;
}

/** Contents of adopted packs by digest. The journal (district/profile) says which one is in force. */
export class DistrictStore {
  private readonly sql: Sql;
  private readonly realTime: () => number;
  constructor(sql: Sql, realTime: () => number) {
    this.sql = sql;
    this.realTime = realTime;
  }

  /** Keeps the content; a digest that is kept already stays as it is. Personal data is left out. */
  async keep(tenant: string, pack: DistrictPack): Promise<void> {
    const zip = Buffer.from(await exportZip(pack, { contacts: false }));
    await this.sql.query(
      'INSERT INTO district_pack (tenant, digest, version, zip, kept_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
      [tenant, pack.digest, pack.district.version, zip, this.realTime()],
    );
  }

  /** The kept pack of a digest, checked again as it was when it came in; undefined if it was never kept. */
  async find(tenant: string, digest: string): Promise<DistrictPack | undefined> {
    const { rows } = await this.sql.query<{ zip: Uint8Array }>(
      'SELECT zip FROM district_pack WHERE tenant = $1 AND digest = $2',
      [tenant, digest],
    );
    return rows[0] && { ...(await importZip(rows[0].zip)), digest };
  }

  async versions(
    tenant: string,
  ): Promise<readonly { readonly digest: string; readonly version: string; readonly keptAt: number }[]> {
    const { rows } = await this.sql.query<{ digest: string; version: string; kept_at: string }>(
      'SELECT digest, version, kept_at FROM district_pack WHERE tenant = $1 ORDER BY kept_at, digest',
      [tenant],
    );
    return rows.map((row) => ({ digest: row.digest, version: row.version, keptAt: Number(row.kept_at) }));
  }
}

/**
 * Keeps a pack and puts it into force. The content is kept first: if the command is refused, an unused row stays
 * behind, never a version in force without content.
 * @param commandId id of the command, made by the sender as for any other: a repeat changes nothing
 * @returns the engine's outcome of 'district.adopt'
 */
export async function adoptPack(
  store: DistrictStore,
  engine: Submits,
  tenant: string,
  actor: Actor,
  pack: DistrictPack,
  commandId: string,
): Promise<unknown> {
  await store.keep(tenant, pack);
  const { digest } = pack;
  return engine.submit(tenant, actor, {
    id: commandId,
    type: 'district.adopt',
    stream: 'district/profile',
    data: { version: pack.district.version, digest, counts: countsOf(pack) },
  });
}
