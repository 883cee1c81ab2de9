import { z } from 'zod';
import {
  LIST_TYPES,
  rollAdoptAnswer,
  rollAdoptBody,
  rollBegun,
  rollExportQuery,
  rollHistoryAnswer,
  rollIdParams,
  rollImportAnswer,
  rollMappingBody,
  rollProblemsAnswer,
  rollProblemsQuery,
  rollUploadQuery,
} from '../../contract/roll.ts';
import { can } from '../../domain/people/index.ts';
import { problemText } from '../../domain/roll/index.ts';
import type { Session } from '../access/session.ts';
import { exportRoll } from '../roll/export.ts';
import { adoptedImports, type Importer, LIST_LIMITS, ListRefused, problemPage } from '../roll/index.ts';
import { sampleOf } from '../roll/sample.ts';
import type { Doors } from './doors.ts';
import { answerOf, Refused } from './refused.ts';
import { type Route, route, Sent } from './route.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Whoever keeps the whole roll is bound to no committee; whoever keeps one part only is bound to that. */
export function importerOf(session: Session, ip: string): Importer {
  const { tenant, account, actor } = session;
  if (actor.roles.includes('admin')) return { tenant, account, actor, ip };
  if (actor.area === undefined) throw new Refused('roll.may-not');
  return { tenant, account, actor, ip, area: actor.area };
}

/** What a list refuses is told in the words of the catalogue. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ListRefused) throw new Refused(error.code, error.params);
    throw error;
  }
}

export function rollRoutes(doors: Doors): Route[] {
  const { roll } = doors;
  return [
    route({
      method: 'POST',
      url: '/api/v1/roll/imports',
      may: 'keep-roll',
      noun: 'roll',
      accepts: LIST_TYPES,
      bodyLimit: LIST_LIMITS.file,
      ownBody: { type: 'string', format: 'binary' },
      query: rollUploadQuery,
      answer: rollBegun,
      words: {
        zh: '上传住户名册（.xlsx 或 .csv），开始读取；什么都还没有启用',
        en: 'Hand in a list of households (.xlsx or .csv) and begin to read it; nothing is adopted yet',
      },
      rate: { perMinute: 12, by: 'session' },
      async handler({ session, query, body, ip }) {
        const who = importerOf(session, ip);
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        const choice = { layouts: {}, purpose: 'standing' as const, until: null };
        const { id } = await told(roll.begin(who, query.name, bytes, choice));
        await doors.audit.write({
          tenant: session.tenant,
          action: 'roll.read',
          account: session.account,
          target: `roll/${id}`,
          detail: { file: query.name.slice(0, 100), bytes: bytes.length },
          ip,
        });
        return { id };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/roll/imports',
      may: 'keep-roll',
      noun: 'roll',
      answer: rollHistoryAnswer,
      words: { zh: '已启用的名册导入，新的在前', en: 'Imports that were adopted, newest first' },
      async handler({ session, ip }) {
        const { area } = importerOf(session, ip);
        const rows = await adoptedImports(doors.sql, session.tenant, area);
        return {
          imports: rows.map(({ id, name, by, adoptedAt, createdAt, area: committee, command }) => ({
            id,
            name,
            by: by ?? '—',
            at: adoptedAt ?? createdAt,
            committee,
            added: command?.added ?? 0,
            changed: command?.changed ?? 0,
            removed: command?.removed ?? 0,
            households: command?.households ?? 0,
          })),
        };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/roll/imports/:id',
      may: 'keep-roll',
      noun: 'roll',
      params: rollIdParams,
      answer: rollImportAnswer,
      words: {
        zh: '一次导入的进度和预览：列对应、数字、打码的样例',
        en: 'Progress and preview of an import: mapping, counts, a masked sample',
      },
      async handler({ session, params, ip }) {
        const found = await told(roll.own(importerOf(session, ip), params.id));
        const { id, name, bytes, state, progress, choice, refusal, report } = found;
        return {
          id,
          name,
          bytes,
          state,
          progress,
          purpose: choice.purpose,
          until: choice.until,
          refusal: refusal && wordsOf(refusal),
          report,
          sample: state === 'ready' ? await sampleOf(doors.sql, session.tenant, id, choice.purpose) : [],
        };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/roll/imports/:id/problems',
      may: 'keep-roll',
      noun: 'roll',
      params: rollIdParams,
      query: rollProblemsQuery,
      answer: rollProblemsAnswer,
      words: {
        zh: '名册中的问题：工作表、行、列、怎么办，分页',
        en: 'What is wrong with a list: sheet, row, column, what to do; paged',
      },
      async handler({ session, params, query, ip }) {
        await told(roll.own(importerOf(session, ip), params.id));
        const { severity, after, limit } = query;
        const page = await problemPage(doors.sql, session.tenant, params.id, {
          ...(severity ? { severity } : {}),
          after,
          limit,
        });
        return {
          problems: page.map(({ params: _params, ...problem }) => {
            const { words, todo } = problemText({ code: problem.code, ...(_params ? { params: _params } : {}) });
            return { ...problem, ...words, todo };
          }),
          next: page.length === limit ? (page.at(-1)?.n ?? null) : null,
        };
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/roll/imports/:id/mapping',
      may: 'keep-roll',
      noun: 'roll',
      params: rollIdParams,
      body: rollMappingBody,
      answer: rollBegun,
      words: {
        zh: '指定各列、各工作表和保存期限，重新读取；列对应下次自动使用',
        en: 'Choose columns, sheets and how long to keep; read again, and remember the mapping for the next list',
      },
      rate: { perMinute: 30, by: 'session' },
      async handler({ session, params, body, ip }) {
        if (body.purpose === 'storm' && (body.until ?? 0) <= doors.realTime())
          throw new Refused('request.malformed', { field: 'until', problem: 'small' });
        const { sheets, ...rest } = body;
        const until = body.purpose === 'storm' ? body.until : null;
        await told(roll.choose(importerOf(session, ip), params.id, { ...rest, until, ...(sheets ? { sheets } : {}) }));
        return { id: params.id };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/roll/imports/:id/commit',
      may: 'keep-roll',
      noun: 'roll',
      params: rollIdParams,
      body: rollAdoptBody,
      answer: rollAdoptAnswer,
      words: {
        zh: '启用名册：全部或全不；只写有变化的；记入日志和审计',
        en: 'Adopt the list: all or nothing; writes only what changed; in the journal and audited',
      },
      rate: { perMinute: 12, by: 'session' },
      handler: ({ session, params, body, ip }) => told(roll.adopt(importerOf(session, ip), params.id, body.remove)),
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/roll/imports/:id',
      may: 'keep-roll',
      noun: 'roll',
      params: rollIdParams,
      answer: z.strictObject({ id: z.string() }),
      words: { zh: '放弃一次导入，删除上传的文件', en: 'Give an import up; the file is deleted' },
      async handler({ session, params, ip }) {
        await told(roll.drop(importerOf(session, ip), params.id));
        return { id: params.id };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/roll/export',
      may: 'keep-roll',
      noun: 'roll',
      query: rollExportQuery,
      answer: XLSX,
      words: {
        zh: '导出名册；姓名电话打码，有权限并写明理由才完整导出；记入审计',
        en: 'Export the roll; masked unless the reader has the right and gives a reason; audited',
      },
      rate: { perMinute: 6, by: 'session' },
      async handler({ session, query, ip }) {
        const { area } = importerOf(session, ip);
        const district = doors.districtOf(session.tenant);
        if (!district) throw new Refused('request.not-found');
        const committee = area ?? query.committee;
        const whole = query.reason !== undefined;
        if (whole && !can(session.actor.roles, 'read-personal')) throw new Refused('access.forbidden');
        await doors.audit.write({
          tenant: session.tenant,
          action: whole ? 'personal.unmasked' : 'export.made',
          account: session.account,
          target: `roll/${committee ?? 'all'}`,
          detail: { format: query.format, ...(query.reason ? { reason: query.reason } : {}) },
          ip,
        });
        const bytes = await exportRoll(doors.sql, session.tenant, district, {
          format: query.format,
          whole,
          ...(committee ? { committee } : {}),
        });
        const name = `roll-${committee ?? 'all'}.${query.format}`.replace(/[^\w.-]/g, '_');
        return new Sent(bytes, query.format === 'csv' ? 'text/csv; charset=utf-8' : XLSX, 200, {
          'content-disposition': `attachment; filename="${name}"`,
          'cache-control': 'no-store',
        });
      },
    }),
  ];
}

function wordsOf(refusal: { readonly code: string; readonly params?: Readonly<Record<string, string | number>> }) {
  const { code, zh, en, todo } = answerOf(refusal).body.refusal;
  return { code, zh, en, todo };
}
