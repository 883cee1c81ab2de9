import { z } from 'zod';
import { idParam, unmaskBody } from '../../contract/queries.ts';
import { indexed } from '../../domain/places/index.ts';
import { forgetHousehold } from '../roll/index.ts';
import type { Doors } from './doors.ts';
import { checkArea } from './households.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

/**
 * Forgets name and number of a household or of a reporter (personal information law, art. 47). Only the row beside the
 * journal goes: the journal holds the id, so the chain still verifies and every figure stays what it was.
 */
export function erasureRoutes(doors: Doors): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/contacts/:id/erase',
      may: 'read-personal',
      noun: 'households',
      params: z.strictObject({ id: idParam }),
      body: unmaskBody,
      answer: z.strictObject({ id: z.string() }),
      words: {
        zh: '删除一户或一位报案人的姓名电话；须写明理由，记入审计',
        en: 'Erase name and number of a household or a reporter; asks for a reason and is audited',
      },
      rate: { perMinute: 60, by: 'session' },
      async handler({ session, params, body, ip }) {
        const district = doors.districtOf(session.tenant);
        const household = district && indexed(district).households.get(params.id);
        if (district && household)
          checkArea(session, indexed(district).stairwells.get(household.stairwell)?.committee ?? '');
        await doors.audit.write({
          tenant: session.tenant,
          action: 'personal.erased',
          account: session.account,
          target: `contact/${params.id}`,
          detail: { reason: body.reason },
          ip,
        });
        const erased = await doors.contacts.erase(session.tenant, params.id);
        if (household) await forgetHousehold(doors.roll, session.tenant, params.id);
        const media = await doors.media.eraseOf(session.tenant, params.id);
        if (!erased && media === 0) throw new Refused('request.not-found');
        return { id: params.id };
      },
    }),
  ];
}
