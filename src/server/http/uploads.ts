import { Metadata } from '@tus/server';
import { z } from 'zod';
import { MEDIA_KINDS, mediaId, type UploadMetadata, uploadMetadata } from '../../contract/media.ts';
import { MEDIA_LIMITS, MediaRefused, type UploadPolicy } from '../media/index.ts';
import { PIECE } from './bodies.ts';
import type { Doors } from './doors.ts';
import { firstProblem } from './problems.ts';
import { Refused } from './refused.ts';
import { type Call, type May, type Route, route, Sent } from './route.ts';

/** A door for uploads: where it is, who may knock, and what is taken from whom. */
export interface UploadDoor<M extends May> {
  readonly url: string;
  readonly may: M;
  readonly noun: string;
  policy(
    call: Pick<Call<M, unknown, unknown, unknown>, 'session' | 'request' | 'ip'>,
  ): UploadPolicy | Promise<UploadPolicy>;
}

/** Uploads of those who have signed in. */
export function uploadRoutes(doors: Doors): Route[] {
  return uploadDoor(doors, {
    url: '/api/v1/uploads',
    may: 'report',
    noun: 'media',
    policy: ({ session }) => ({
      tenant: session.tenant,
      owner: session.actor.person,
      kinds: MEDIA_KINDS,
      unfinished: MEDIA_LIMITS.unfinished,
    }),
  });
}

/** The four verbs of tus at one address. */
export function uploadDoor<const M extends May>({ uploads }: Doors, door: UploadDoor<M>): Route[] {
  type Knock = Call<M, { id: string }, undefined, unknown>;
  const { url, may, noun } = door;
  const pass = (method: 'HEAD' | 'PATCH' | 'DELETE') => (call: Knock) =>
    answered(async () => {
      const { request, params } = call;
      return uploads.go(await door.policy(call), {
        method,
        url,
        id: params.id,
        headers: request.headers,
        body: request.raw,
      });
    });
  const one = { url: `${url}/:id`, may, noun, params: z.strictObject({ id: mediaId }), answer: 'none' } as const;
  return [
    route({
      method: 'POST',
      url,
      may,
      noun,
      answer: 'none',
      pieces: true,
      words: {
        zh: '开始上传照片、录音或录像（tus 1.0.0）；编号由发送方生成，重复请求得到同样答复',
        en: 'Begin to upload a photo, recording or clip (tus 1.0.0); the sender makes the id, a repeat gets the same answer',
      },
      async handler(call: Knock) {
        const { request } = call;
        return answered(async () => {
          const policy = await door.policy(call);
          const said = saidOf(request.headers['upload-metadata']);
          return uploads.begin(policy, { method: 'POST', url, headers: request.headers, body: request.raw }, said);
        });
      },
    }),
    route({
      ...one,
      method: 'HEAD',
      words: { zh: '已收到多少字节，从这里续传', en: 'How many bytes have arrived: go on from there' },
      handler: pass('HEAD'),
    }),
    route({
      ...one,
      method: 'PATCH',
      pieces: true,
      ownBody: { type: 'string', format: 'binary' },
      accepts: [PIECE],
      words: { zh: '再传一段；传完即校验', en: 'One more piece; the last is followed by the check of the whole' },
      handler: pass('PATCH'),
    }),
    route({
      ...one,
      method: 'DELETE',
      words: { zh: '放弃未传完的文件', en: 'Give up an upload that is not done' },
      handler: pass('DELETE'),
    }),
  ];
}

function saidOf(header: string | string[] | undefined): UploadMetadata {
  let said: unknown;
  try {
    said = Metadata.parse(String(header ?? ''));
  } catch {
    throw new Refused('media.protocol', { problem: 'Upload-Metadata' });
  }
  const read = uploadMetadata.safeParse(said);
  if (!read.success) throw new Refused('request.malformed', firstProblem(read.error, 'Upload-Metadata'));
  return read.data;
}

async function answered(ask: () => Promise<{ status: number; headers: Readonly<Record<string, string>> }>) {
  const { status, headers } = await ask().catch((error) => {
    throw refusedMedia(error);
  });
  return new Sent(null, 'application/octet-stream', status, headers);
}

/** What media refuse, as the doors answer it; anything else as it is. */
export function refusedMedia(error: unknown): unknown {
  if (!(error instanceof MediaRefused)) return error;
  const later: Readonly<Record<string, string>> = error.code === 'media.disk-full' ? { 'retry-after': '600' } : {};
  return new Refused(error.code, error.params, later);
}
