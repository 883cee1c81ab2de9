import { z } from 'zod';
import { type DistrictPack, exportZip, importZip, PackRefused, ZIP_LIMITS } from '../district/index.ts';
import type { Doors } from './doors.ts';
import { answerOf, Refused } from './refused.ts';
import { JSON_TYPE, type Route, route, Sent } from './route.ts';

const ZIP = 'application/zip';
const adopted = z.strictObject({ version: z.string(), digest: z.string(), seq: z.number().int() });

/** District data as a whole, in and out, for the administrator: a pack as zip (districts/README.md says what is in it). */
export function districtPackRoutes(doors: Doors): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/district',
      may: 'administer',
      noun: 'district',
      accepts: [ZIP],
      bodyLimit: ZIP_LIMITS.packed,
      ownBody: { type: 'string', format: 'binary' },
      answer: adopted,
      words: {
        zh: '导入并启用整包辖区资料（zip）；有一处不对即整包拒绝，并列出文件、行号和原因；记入审计',
        en: 'Import district data as a zip and put it into force, all or nothing: mistakes are listed by file and row; audited',
      },
      rate: { perMinute: 6, by: 'session' },
      async handler({ session, body, ip }) {
        let pack: DistrictPack;
        try {
          pack = await importZip(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
        } catch (error) {
          if (!(error instanceof PackRefused)) throw error;
          const { problems } = error;
          const refusal = { code: 'district.pack', params: { count: problems.length } };
          const { status, body: told } = answerOf(refusal);
          return new Sent(JSON.stringify({ ...told, problems }), JSON_TYPE, status);
        }
        const outcome = await doors.adopt(session.tenant, session.actor, pack);
        if (!outcome.ok) throw new Refused(outcome.refusal.code, outcome.refusal.params);
        const { version } = pack.district;
        await doors.audit.write({
          tenant: session.tenant,
          action: 'district.imported',
          account: session.account,
          target: `district/${version}`,
          detail: { digest: pack.digest, contacts: pack.contacts.length },
          ip,
        });
        return { version, digest: pack.digest, seq: outcome.seq };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/district/pack',
      may: 'administer',
      noun: 'district',
      answer: ZIP,
      words: {
        zh: '导出正在使用的辖区资料（zip，不含姓名电话）；记入审计',
        en: 'The district data in force as a zip, without names and numbers; audited',
      },
      rate: { perMinute: 6, by: 'session' },
      async handler({ session, ip }) {
        const pack = doors.packOf(session.tenant);
        if (!pack) throw new Refused('request.not-found');
        const { id, version } = pack.district;
        await doors.audit.write({
          tenant: session.tenant,
          action: 'export.made',
          account: session.account,
          target: `district/${version}`,
          ip,
        });
        return new Sent(Buffer.from(await exportZip(pack, { contacts: false })), ZIP, 200, {
          'content-disposition': `attachment; filename="${id}-${version.replace(/[^\w.-]/g, '_')}.zip"`,
          'cache-control': 'no-store',
        });
      },
    }),
  ];
}
