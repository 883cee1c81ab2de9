import { z } from 'zod';
import { publicReportIds } from '../../contract/public-report.ts';
import { idParam, publicReportAnswer, publicReportBody, unmaskAnswer, unmaskBody } from '../../contract/queries.ts';
import type { Actor } from '../../domain/kernel/index.ts';
import type { Doors } from './doors.ts';
import { Buckets } from './rate.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

/** A storm brings some hundred reports an hour to a subdistrict; ten a second would be an attack or the end of the world. */
const PER_TENANT_PER_MINUTE = 600;
/** One address may stand for a whole building behind one line. */
const PER_ADDRESS_PER_MINUTE = 30;
/** A drill plays five days in minutes, and everybody in it has one address. */
const IN_A_DRILL = 100;

export function reportRoutes(doors: Doors): Route[] {
  const { contacts } = doors;
  const buckets = new Buckets();
  return [
    route({
      method: 'POST',
      url: '/api/v1/public/reports',
      may: 'public',
      noun: 'reports',
      body: publicReportBody,
      answer: publicReportAnswer,
      words: {
        zh: '居民上报，无需账号；联系方式与台账分开保存',
        en: 'A resident reports, without an account; the contact is kept apart from the journal',
      },
      bodyLimit: 16 * 1024,
      async handler({ body, ip }) {
        const { tenant, id, category, description, place, occurredAt, contact } = body;
        const town = doors.places().find((one) => one.id === tenant);
        if (!town) throw new Refused('district.unknown', { district: tenant });
        const more = town.mode === 'drill' ? IN_A_DRILL : 1;
        const real = doors.realTime();
        const wait =
          buckets.take(`${tenant} ${ip}`, PER_ADDRESS_PER_MINUTE * more, real) ||
          buckets.take(tenant, PER_TENANT_PER_MINUTE * more, real);
        if (wait > 0) throw new Refused('request.too-many', { seconds: wait }, { 'retry-after': String(wait) });
        const { case: caseId, reporter } = publicReportIds(tenant, id);
        const actor: Actor = { person: reporter, roles: ['resident'] };
        const outcome = await doors.engine.submit(tenant, actor, {
          id: id.toLowerCase(),
          type: 'case.report',
          stream: `case/${caseId}`,
          data: { source: 'resident', category, description, place, reporter },
          ...(occurredAt === undefined ? {} : { occurredAt }),
        });
        if (!outcome.ok) throw new Refused(outcome.refusal.code, outcome.refusal.params);
        // After the report: what was refused leaves no telephone number behind.
        if (contact) await contacts.keep(tenant, reporter, contact);
        return { id: outcome.id, case: caseId, seq: outcome.seq };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/contacts/:id/unmask',
      may: 'read-personal',
      noun: 'reports',
      params: z.strictObject({ id: idParam }),
      body: unmaskBody,
      answer: unmaskAnswer,
      words: {
        zh: '查看报案人联系方式；须写明理由，记入审计',
        en: 'See how to reach a reporter; asks for a reason and is audited',
      },
      rate: { perMinute: 60, by: 'session' },
      async handler({ session, params, body, ip }) {
        const contact = await contacts.find(session.tenant, params.id);
        if (!contact) throw new Refused('request.not-found');
        await doors.audit.write({
          tenant: session.tenant,
          action: 'personal.unmasked',
          account: session.account,
          target: `contact/${params.id}`,
          detail: { reason: body.reason },
          ip,
        });
        return { id: params.id, ...contact };
      },
    }),
  ];
}
