import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { Server } from '@tus/server';
import type { MediaKind, UploadMetadata } from '../../contract/media.ts';
import type { Sql } from '../access/sql.ts';
import { digestOf } from './files.ts';
import { MB, MEDIA_LIMITS, MediaRefused, MOST_BYTES } from './limits.ts';
import type { Media } from './media.ts';
import { keyOf, PieceStore, type Unfinished, UnfinishedRows } from './pieces.ts';

/** For whom a door takes uploads, and what. */
export interface UploadPolicy {
  readonly tenant: string;
  /** Who sends: sees and continues what is theirs. A person, or for residents what stands for one. */
  readonly owner: string;
  readonly kinds: readonly MediaKind[];
  readonly unfinished: number;
}

/** A request of the tus protocol, as far as it matters. */
export interface UploadRequest {
  readonly method: 'POST' | 'HEAD' | 'PATCH' | 'DELETE';
  /** Address of the door, without a slash at the end. */
  readonly url: string;
  readonly id: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
}
export interface UploadAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Call {
  readonly key: string;
  readonly url: string;
  readonly id: string;
  error?: unknown;
}

const ASKED = [
  'tus-resumable',
  'upload-length',
  'upload-offset',
  'upload-metadata',
  'upload-defer-length',
  'upload-concat',
  'content-type',
  'content-length',
];
const TOLD = ['location', 'upload-offset', 'upload-length', 'upload-expires'];
const TUS = { 'tus-resumable': '1.0.0' };
/** What the library says with a status of its own, in our words. */
const CODES: Readonly<Record<number, string>> = { 404: 'media.no-upload', 409: 'media.offset', 410: 'media.no-upload' };

/** Uploads in pieces by the tus protocol (1.0.0, with creation, termination and expiration). */
export class Uploads {
  private readonly media: Media;
  private readonly realTime: () => number;
  private readonly rows: UnfinishedRows;
  private readonly store: PieceStore;
  private readonly server: Server;
  private readonly calls = new WeakMap<object, Call>();
  private readonly finishing = new Map<string, Promise<void>>();

  constructor(parts: {
    sql: Sql;
    folder: string;
    media: Media;
    realTime: () => number;
    free?: (folder: string) => Promise<number>;
  }) {
    this.media = parts.media;
    this.realTime = parts.realTime;
    this.rows = new UnfinishedRows(parts.sql);
    this.store = new PieceStore(path.join(parts.folder, 'uploads'), this.rows, parts.free);
    const callOf = (request: object) => this.calls.get(request) as Call;
    this.server = new Server({
      path: '/uploads',
      datastore: this.store,
      allowedOrigins: [],
      disableTerminationForFinishedUploads: true,
      namingFunction: (request) => callOf(request).key,
      getFileIdFromRequest: (request) => callOf(request).key,
      generateUrl: (request) => `${callOf(request).url}/${callOf(request).id}`,
      onUploadFinish: async (request) => {
        await this.finish(callOf(request).key);
        return {};
      },
      onResponseError: (request, error) => {
        callOf(request).error = error;
        return undefined;
      },
    });
  }

  /** Begins an upload, or answers a repeat as the first time. @throws MediaRefused */
  async begin(policy: UploadPolicy, request: Omit<UploadRequest, 'id'>, said: UploadMetadata): Promise<UploadAnswer> {
    const { tenant, owner } = policy;
    const bytes = Number(request.headers['upload-length']);
    if (!Number.isSafeInteger(bytes) || bytes < 1)
      throw new MediaRefused('media.protocol', { problem: 'Upload-Length' });
    if (request.headers['tus-resumable'] !== '1.0.0')
      throw new MediaRefused('media.protocol', { problem: 'Tus-Resumable' });
    if (!policy.kinds.includes(said.kind)) throw new MediaRefused('media.wrong-content');
    const most = MOST_BYTES[said.kind];
    if (bytes > most) throw new MediaRefused('media.too-large', { megabytes: most / MB });
    const repeat = await this.repeated(policy, said, bytes, request.url);
    if (repeat) return repeat;
    if ((await this.rows.countOf(tenant, owner)) >= policy.unfinished)
      throw new MediaRefused('media.too-many-unfinished', { most: policy.unfinished });
    await this.store.room(bytes);
    const now = this.realTime();
    const row = {
      tenant,
      id: said.id,
      owner,
      bytes,
      said,
      created_at: now,
      until: now + MEDIA_LIMITS.unfinishedKeptMs,
    };
    // Two of the same at once: the later is a repeat.
    if (!(await this.rows.begin(row)))
      return (await this.repeated(policy, said, bytes, request.url)) ?? this.begin(policy, request, said);
    return this.passOn(policy, { ...request, id: said.id });
  }

  private async repeated(
    { tenant, owner }: UploadPolicy,
    said: UploadMetadata,
    bytes: number,
    url: string,
  ): Promise<UploadAnswer | undefined> {
    const there = { status: 201, headers: { ...TUS, location: `${url}/${said.id}` } };
    const row = await this.media.find(tenant, said.id);
    if (row) {
      if (row.erased_at !== null) throw new MediaRefused('media.erased');
      if (row.uploaded_by !== owner || row.sha256 !== said.sha256 || row.kind !== said.kind)
        throw new MediaRefused('media.id-taken');
      if (row.refused !== null) throw new MediaRefused(row.refused);
      return there;
    }
    const begun = await this.rows.find(tenant, said.id);
    if (!begun) return undefined;
    if (
      begun.owner !== owner ||
      begun.said.sha256 !== said.sha256 ||
      begun.said.kind !== said.kind ||
      begun.bytes !== bytes
    )
      throw new MediaRefused('media.id-taken');
    await this.store.touch(keyOf(tenant, said.id));
    return there;
  }

  /** Where an upload stands, one more piece of it, or its end. @throws MediaRefused */
  async go(policy: UploadPolicy, request: UploadRequest): Promise<UploadAnswer> {
    const { tenant, owner } = policy;
    const { id, method } = request;
    const begun = await this.rows.find(tenant, id);
    if (begun?.owner === owner && begun.until > this.realTime()) {
      const key = keyOf(tenant, id);
      await this.store.touch(key);
      // All of it is there, and nobody was told: the process ended in between.
      if (method !== 'HEAD' || (await stat(this.store.fileOf(key))).size < begun.bytes)
        return this.passOn(policy, request);
      await this.finish(key);
    }
    const row = method === 'HEAD' ? await this.media.find(tenant, id) : undefined;
    if (!row || row.uploaded_by !== owner) throw new MediaRefused('media.no-upload');
    if (row.refused !== null) throw new MediaRefused(row.refused);
    const all = String(row.bytes);
    return { status: 200, headers: { ...TUS, 'upload-offset': all, 'upload-length': all } };
  }

  private async passOn({ tenant }: UploadPolicy, request: UploadRequest): Promise<UploadAnswer> {
    const call: Call = { key: keyOf(tenant, request.id), url: request.url, id: request.id };
    const headers = new Headers();
    for (const name of ASKED) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const withBody = request.method === 'PATCH' || headers.has('content-type');
    const body = new PassThrough();
    if (withBody) poured(request.body, body);
    const passed = new Request(`http://uploads/uploads/${request.id}`, {
      method: request.method,
      headers,
      ...(withBody ? { body: Readable.toWeb(body) as ReadableStream, duplex: 'half' } : {}),
    } as RequestInit);
    this.calls.set(passed, call);
    const answer = await this.server.handleWeb(passed);
    // What was not taken is read to its end, or the next request on this line would wait behind it.
    request.body.unpipe(body).resume();
    if (call.error instanceof MediaRefused) throw call.error;
    if (answer.status >= 500) throw call.error instanceof Error ? call.error : new Error(await answer.text());
    if (answer.status >= 400)
      throw new MediaRefused(CODES[answer.status] ?? 'media.protocol', {
        problem: (await answer.text()).trim().slice(0, 80),
      });
    const told: Record<string, string> = { ...TUS };
    for (const name of TOLD) {
      const value = answer.headers.get(name);
      if (value !== null) told[name] = value;
    }
    return { status: answer.status, headers: told };
  }

  /** Once for each upload, however many ask at once. */
  private finish(key: string): Promise<void> {
    const running = this.finishing.get(key);
    if (running) return running;
    const done = this.takeIn(key).finally(() => this.finishing.delete(key));
    this.finishing.set(key, done);
    return done;
  }

  private async takeIn(key: string): Promise<void> {
    const [tenant, id] = key.split('/') as [string, string];
    const row = await this.rows.find(tenant, id);
    if (!row) return;
    const file = this.store.fileOf(key);
    if ((await digestOf(file)) !== row.said.sha256) {
      await this.store.remove(key);
      throw new MediaRefused('media.checksum');
    }
    try {
      await this.media.takeIn(arrivedOf(row, file));
    } catch (error) {
      if (error instanceof MediaRefused && error.code !== 'media.disk-full') await rm(file, { force: true });
      throw error;
    }
    await rm(file, { force: true });
  }

  /** Throws away what was begun and never ended. */
  async expire(): Promise<number> {
    const past = await this.rows.past(this.realTime());
    for (const key of past) await this.store.remove(key);
    return past.length;
  }
}

/** A body that ends with the line that carries it, and can be left. */
function poured(from: Readable, into: PassThrough): void {
  const cut = () => into.destroy(new Error('the line was cut'));
  from.once('error', cut).once('close', () => from.readableEnded || cut());
  into.on('error', () => {});
  from.pipe(into);
}

function arrivedOf({ tenant, id, owner, bytes, said }: Unfinished, file: string) {
  const { sha256, kind, takenAt, face } = said;
  return { tenant, id, file, sha256, kind, bytes, takenAt, hint: said.case, face: face === '1', owner };
}
