import path from 'node:path';
import send from '@fastify/send';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  MEDIA_FORMS,
  type MediaArea,
  mediaAnswer,
  mediaId,
  mediaListAnswer,
  mediaMarkBody,
  mediaQuery,
} from '../../contract/media.ts';
import { unmaskBody } from '../../contract/queries.ts';
import { can } from '../../domain/people/index.ts';
import type { Session } from '../access/session.ts';
import { answerOf, type MediaRow } from '../media/index.ts';
import type { Doors } from './doors.ts';
import { apiHeaders } from './headers.ts';
import { type Named, namedBy } from './media-of.ts';
import { Refused } from './refused.ts';
import { type Call, type Route, route } from './route.ts';
import { refusedMedia } from './uploads.ts';

const one = z.strictObject({ id: mediaId });
const seen = { 'content-disposition': 'attachment', 'x-content-type-options': 'nosniff' };

/** Photos, recordings and clips that have arrived: to those who may see what names them. */
export function mediaRoutes(doors: Doors): Route[] {
  const { media, audit } = doors;

  /** The row of what this session may see. What is on its way, and what it may not see, are not there. */
  const opened = async (session: Session, id: string, of: string | undefined): Promise<MediaRow> => {
    const row = await media.find(session.tenant, id);
    if (!row) throw new Refused('request.not-found');
    const own = row.uploaded_by !== null && row.uploaded_by === session.actor.person;
    const named =
      of === undefined ? undefined : (await namedBy(doors, session, of)).find((piece) => piece.media === id);
    if (!named && !own) throw new Refused('request.not-found');
    if (row.erased_at !== null) throw new Refused('media.erased');
    if (row.refused !== null) throw new Refused(row.refused);
    if (named?.sha256 !== undefined && named.sha256 !== row.sha256) throw new Refused('request.not-found');
    return row;
  };

  const handOut = async (
    { request, reply }: Pick<Call<'public', unknown, unknown, unknown>, 'request' | 'reply'>,
    row: MediaRow,
    form: (typeof MEDIA_FORMS)[number] | 'original',
    areas: readonly MediaArea[],
  ): Promise<FastifyReply> => {
    if ((row.kind === 'photo') === (form === 'content')) throw new Refused('request.not-found');
    if (form === 'content' || form === 'original') {
      const file = media.files.original(row.tenant, row.sha256 as string);
      return sendFile(request, reply, file, row.type as string);
    }
    const file = await media.shown(row, form, areas).catch((error) => {
      throw refusedMedia(error);
    });
    return sendFile(request, reply, file, 'image/webp');
  };

  const looked = (session: Session, id: string, reason: string, form: string, ip: string) =>
    audit.write({
      tenant: session.tenant,
      action: 'personal.unmasked',
      account: session.account,
      target: `media/${id}`,
      detail: { reason, form },
      ip,
    });

  return [
    route({
      method: 'GET',
      url: '/api/v1/media',
      may: 'read-screen',
      noun: 'media',
      query: mediaQuery.required({ of: true }).omit({ v: true }),
      answer: mediaListAnswer,
      words: {
        zh: '案件或任务所附的照片和录音：到了没有、能否查看',
        en: 'Photos and recordings that a case or task names: whether they are here and can be seen',
      },
      async handler({ session, query }) {
        const named = await namedBy(doors, session, query.of);
        const rows = await media.findAll(
          session.tenant,
          named.map((piece) => piece.media),
        );
        return { media: named.map(({ media: id, sha256 }: Named) => answerOf(id, rows.get(id), sha256)) };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/media/:id/:form',
      may: 'read-screen',
      noun: 'media',
      params: z.strictObject({ id: mediaId, form: z.enum(MEDIA_FORMS) }),
      query: mediaQuery,
      answer: 'image/webp',
      words: {
        zh: '照片（小图 thumb、大图 large，已去除拍摄信息）或录音录像原文（content，可分段）',
        en: 'A photo (thumb or large, without what the camera wrote) or a recording or clip (content, in ranges)',
      },
      async handler(call) {
        const { session, params, query } = call;
        const row = await opened(session, params.id, query.of);
        if (row.face && row.areas.length === 0) throw new Refused('media.reason-needed');
        return handOut(call, row, params.form, row.areas);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/media/:id/unmask',
      may: 'read-personal',
      noun: 'media',
      params: one,
      query: mediaQuery,
      body: unmaskBody,
      answer: 'image/webp',
      words: {
        zh: '查看有人脸的照片（不遮挡）；须写明理由，记入审计',
        en: 'See a photo with a face in it, uncovered; asks for a reason and is audited',
      },
      rate: { perMinute: 60, by: 'session' },
      async handler(call) {
        const { session, params, query, body, ip } = call;
        const row = await opened(session, params.id, query.of);
        const form = row.kind === 'photo' ? 'large' : 'content';
        await looked(session, params.id, body.reason, form, ip);
        return handOut(call, row, form, []);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/media/:id/original',
      may: 'read-originals',
      noun: 'media',
      params: one,
      query: mediaQuery,
      body: unmaskBody,
      answer: 'application/octet-stream',
      words: {
        zh: '下载照片原件（含拍摄时间、地点等信息）；须写明理由，记入审计',
        en: 'The photo as the camera wrote it, with time, place and device; asks for a reason and is audited',
      },
      rate: { perMinute: 60, by: 'session' },
      async handler(call) {
        const { session, params, query, body, ip } = call;
        const row = await opened(session, params.id, query.of);
        await looked(session, params.id, body.reason, 'original', ip);
        return handOut(call, row, row.kind === 'photo' ? 'original' : 'content', []);
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/media/:id/faces',
      may: 'command',
      noun: 'media',
      params: one,
      query: mediaQuery,
      body: mediaMarkBody,
      answer: mediaAnswer,
      words: {
        zh: '标记并遮挡人脸；取消或改动遮挡须有查看个人信息的权限',
        en: 'Say that there is a face and cover it; to uncover takes the right to see personal data',
      },
      rate: { perMinute: 60, by: 'session' },
      async handler({ session, params, query, body, ip }) {
        const row = await opened(session, params.id, query.of);
        if (row.kind !== 'photo' && body.areas.length > 0) throw new Refused('media.wrong-content');
        if (row.face && !can(session.actor.roles, 'read-personal')) throw new Refused('media.uncover');
        const areas = body.face ? body.areas : [];
        await audit.write({
          tenant: session.tenant,
          action: 'media.marked',
          account: session.account,
          target: `media/${params.id}`,
          detail: { face: body.face, areas: areas.length },
          ip,
        });
        await media.mark(row, body.face, areas).catch((error) => {
          throw refusedMedia(error);
        });
        return answerOf(params.id, await media.find(session.tenant, params.id));
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/media/:id/erase',
      may: 'read-personal',
      noun: 'media',
      params: one,
      query: mediaQuery,
      body: unmaskBody,
      answer: mediaAnswer,
      words: {
        zh: '删除一张照片或一段录音；须写明理由，记入审计',
        en: 'Erase a photo or recording; asks for a reason and is audited',
      },
      rate: { perMinute: 60, by: 'session' },
      async handler({ session, params, query, body, ip }) {
        await opened(session, params.id, query.of);
        await audit.write({
          tenant: session.tenant,
          action: 'personal.erased',
          account: session.account,
          target: `media/${params.id}`,
          detail: { reason: body.reason },
          ip,
        });
        await media.erase(session.tenant, params.id);
        return answerOf(params.id, await media.find(session.tenant, params.id));
      },
    }),
  ];
}

/** A file with ranges and conditions. Only for this reader, who asks each time whether it may still be shown. */
async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: string,
  type: string,
): Promise<FastifyReply> {
  const { statusCode, headers, stream } = await send(request.raw, path.basename(file), {
    root: path.dirname(file),
    cacheControl: false,
    contentType: false,
  });
  if (statusCode === 404) throw new Refused('request.not-found');
  apiHeaders(request, reply);
  reply.code(statusCode).headers(headers).headers(seen).type(type);
  if (request.method === 'GET') reply.header('cache-control', 'private, no-cache');
  return reply.send(stream);
}
