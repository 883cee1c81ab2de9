import { open } from 'node:fs/promises';
import { type MediaAnswer, type MediaArea, type MediaKind, mediaId, type PhotoForm } from '../../contract/media.ts';
import type { Audit } from '../access/audit.ts';
import type { Sql } from '../access/sql.ts';
import { MediaFiles, markOf } from './files.ts';
import { HEAD_BYTES, typeOf } from './form.ts';
import { MEDIA_LIMITS, MediaRefused } from './limits.ts';
import type { PhotoFacts } from './pictures.ts';

export interface MediaRow {
  readonly tenant: string;
  readonly id: string;
  /** Null when it was erased. */
  readonly sha256: string | null;
  readonly kind: MediaKind;
  readonly type: string | null;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly taken_at: number | null;
  readonly uploaded_by: string | null;
  readonly uploaded_at: number;
  readonly face: boolean;
  readonly areas: readonly MediaArea[];
  readonly refused: string | null;
  readonly erased_at: number | null;
}

/** What is known of a file that has arrived whole. */
export interface Arrived {
  readonly tenant: string;
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly kind: MediaKind;
  readonly bytes: number;
  readonly takenAt: number;
  readonly hint?: string | undefined;
  readonly face: boolean;
  readonly owner: string;
}

const COLUMNS =
  'tenant, id, sha256, kind, type, bytes, width, height, taken_at, uploaded_by, uploaded_at, face, areas, refused, erased_at';

/** Some 20 MB that a server without photos does without. */
const pictures = () => import('./pictures.ts');

/** Content that has arrived: taken in, shown, covered, erased. */
export class Media {
  readonly files: MediaFiles;
  private readonly sql: Sql;
  private readonly realTime: () => number;
  private readonly making = new Map<string, Promise<void>>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor({ sql, folder, realTime }: { sql: Sql; folder: string; realTime: () => number }) {
    this.sql = sql;
    this.files = new MediaFiles(folder);
    this.realTime = realTime;
  }

  async find(tenant: string, id: string): Promise<MediaRow | undefined> {
    return (await this.findAll(tenant, [id])).get(id);
  }

  async findAll(tenant: string, ids: readonly string[]): Promise<Map<string, MediaRow>> {
    const { rows } = await this.sql.query<MediaRow>(`SELECT ${COLUMNS} FROM media WHERE tenant = $1 AND id = ANY($2)`, [
      tenant,
      ids,
    ]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * Takes in a whole file: looks at what it is, puts it in its place and writes its row; the row of the upload goes in the
   * same statement. What cannot be taken leaves a row that says so. @throws MediaRefused, also when it was refused before.
   */
  async takeIn(arrived: Arrived): Promise<void> {
    const { tenant, sha256, kind, file } = arrived;
    try {
      const type = typeOf(kind, await headOf(file));
      if (type === undefined) throw new MediaRefused('media.wrong-content');
      if (type === 'heic') throw new MediaRefused('media.heic');
      const facts = kind === 'photo' ? await (await pictures()).factsOf(file) : undefined;
      await this.files.keep(tenant, sha256, file);
      if (facts) for (const form of ['thumb', 'large'] as const) await this.made(tenant, sha256, form, []);
      await this.write(arrived, type, facts);
    } catch (error) {
      if (!(error instanceof MediaRefused) || error.code === 'media.disk-full') throw error;
      await this.write(arrived, undefined, undefined, error.code);
      await this.removeUnused(tenant, [sha256]);
      throw error;
    }
  }

  private async write(arrived: Arrived, type?: string, facts?: PhotoFacts, refused?: string): Promise<void> {
    const now = this.realTime();
    await this.sql.query(
      `WITH done AS (DELETE FROM media_upload WHERE tenant = $1 AND id = $2)
       INSERT INTO media (tenant, id, sha256, kind, type, bytes, width, height, taken_at, exif_at, lon, lat, hint,
         uploaded_by, uploaded_at, face, areas, until, refused)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '[]', $17, $18) ON CONFLICT DO NOTHING`,
      [
        arrived.tenant,
        arrived.id,
        arrived.sha256,
        arrived.kind,
        type ?? null,
        arrived.bytes,
        facts?.width ?? null,
        facts?.height ?? null,
        arrived.takenAt,
        facts?.exifAt ?? null,
        facts?.position?.[0] ?? null,
        facts?.position?.[1] ?? null,
        arrived.hint ?? null,
        arrived.owner,
        now,
        arrived.face,
        now + MEDIA_LIMITS.keptMs,
        refused ?? null,
      ],
    );
  }

  /** File of a photo as it is shown; made again when it is not there (a restored backup holds the originals only). */
  async shown(row: MediaRow, form: PhotoForm, areas: readonly MediaArea[]): Promise<string> {
    const { tenant, sha256 } = row;
    if (sha256 === null) throw new MediaRefused('media.erased');
    await this.made(tenant, sha256, form, areas);
    return this.files.shown(tenant, sha256, form, areas);
  }

  /** One picture at a time: each takes a core for some tenths of a second. */
  private async made(tenant: string, sha256: string, form: PhotoForm, areas: readonly MediaArea[]): Promise<void> {
    const to = this.files.shown(tenant, sha256, form, areas);
    if (await this.files.has(to)) return;
    let made = this.making.get(to);
    if (!made) {
      made = this.turn.then(async () =>
        (await pictures()).makeForm(this.files.original(tenant, sha256), form, areas, to),
      );
      this.turn = made.catch(() => {});
      this.making.set(to, made);
      made.finally(() => this.making.delete(to)).catch(() => {});
    }
    await made;
  }

  /** Says that there is a face, and where it is covered. */
  async mark(row: MediaRow, face: boolean, areas: readonly MediaArea[]): Promise<void> {
    for (const form of ['thumb', 'large'] as const) await this.shown(row, form, areas);
    await this.sql.query('UPDATE media SET face = $3, areas = $4 WHERE tenant = $1 AND id = $2 AND erased_at IS NULL', [
      row.tenant,
      row.id,
      face,
      JSON.stringify(areas),
    ]);
    if (row.sha256 !== null && row.areas.length > 0 && JSON.stringify(row.areas) !== JSON.stringify(areas))
      await this.files.removeForms(row.tenant, row.sha256, row.areas);
  }

  /** Content, place and sender are forgotten; what is left says that there was something. */
  async erase(tenant: string, id: string): Promise<boolean> {
    return (await this.forget('tenant = $1 AND id = $2', [tenant, id])) > 0;
  }

  /** All that somebody sent in. */
  async eraseOf(tenant: string, sender: string): Promise<number> {
    return this.forget('tenant = $1 AND uploaded_by = $2', [tenant, sender]);
  }

  /** Deletes what is past its time, of one tenant: at the start and once a day. Writes down how much. */
  async expire(tenant: string, audit: Audit): Promise<number> {
    const count = await this.forget('tenant = $1 AND until <= $2', [tenant, this.realTime()]);
    if (count > 0) await audit.write({ tenant, action: 'personal.expired', target: 'media', detail: { media: count } });
    return count;
  }

  private async forget(where: string, values: readonly [string, string | number]): Promise<number> {
    const { rows } = await this.sql.query<{ sha256: string | null }>(
      `WITH gone AS (SELECT tenant, id, sha256 FROM media WHERE ${where} AND erased_at IS NULL FOR UPDATE)
       UPDATE media m SET sha256 = NULL, type = NULL, width = NULL, height = NULL, taken_at = NULL, exif_at = NULL, lon = NULL,
         lat = NULL, hint = NULL, uploaded_by = NULL, face = false, areas = '[]', erased_at = $3
       FROM gone g WHERE m.tenant = g.tenant AND m.id = g.id RETURNING g.sha256`,
      [...values, this.realTime()],
    );
    await this.removeUnused(
      values[0],
      rows.flatMap(({ sha256 }) => sha256 ?? []),
    );
    return rows.length;
  }

  /** The same content may have come twice. */
  private async removeUnused(tenant: string, digests: readonly string[]): Promise<void> {
    if (digests.length === 0) return;
    const { rows } = await this.sql.query<{ sha256: string }>(
      'SELECT DISTINCT sha256 FROM media WHERE tenant = $1 AND sha256 = ANY($2) AND refused IS NULL',
      [tenant, digests],
    );
    const used = new Set(rows.map((row) => row.sha256));
    for (const digest of new Set(digests)) if (!used.has(digest)) await this.files.remove(tenant, digest);
  }
}

/** How a piece stands, in the words of the contract. `pinned` is the digest that the journal has of it. */
export function answerOf(id: string, row: MediaRow | undefined, pinned?: string): MediaAnswer {
  if (!row) return { id, state: mediaId.safeParse(id).success ? 'coming' : 'none' };
  const { kind, bytes } = row;
  if (row.erased_at !== null) return { id, state: 'erased', kind, bytes };
  if (row.refused !== null) return { id, state: 'refused', kind, bytes, refused: row.refused };
  return {
    id,
    state: pinned !== undefined && pinned !== row.sha256 ? 'unlike' : 'ready',
    kind,
    bytes,
    face: row.face,
    areas: [...row.areas],
    mark: markOf(row.areas),
    uploadedAt: row.uploaded_at,
    ...(row.type === null ? {} : { type: row.type }),
    ...(row.width === null || row.height === null ? {} : { width: row.width, height: row.height }),
    ...(row.taken_at === null ? {} : { takenAt: row.taken_at }),
    ...(row.uploaded_by === null ? {} : { by: row.uploaded_by }),
  };
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
