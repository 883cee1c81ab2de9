import { z } from 'zod';
import { householdAnswer, householdsQuery, idParam, unmaskAnswer, unmaskBody } from '../../contract/queries.ts';
import { can } from '../../domain/people/index.ts';
import { type District, indexed } from '../../domain/places/index.ts';
import { maskedName, maskedPhone } from '../access/contacts.ts';
import type { Session } from '../access/session.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

/** A committee's people see the households of their own area; the command post sees all. */
export function checkArea(session: Session, committee: string): void {
  const { roles, area } = session.actor;
  const wide = can(
    roles.filter((role) => role !== 'committee'),
    'read-personal',
  );
  if (!wide && area !== committee) throw new Refused('access.forbidden');
}

/** Whether the rooms of a committee are this session's to see. */
export function seesRooms(session: Session, committee: string): boolean {
  if (!can(session.actor.roles, 'read-personal')) return false;
  try {
    checkArea(session, committee);
    return true;
  } catch {
    return false;
  }
}

export function householdRoutes(doors: Doors): Route[] {
  const district = (session: Session): District => {
    const found = doors.districtOf(session.tenant);
    if (!found) throw new Refused('request.not-found');
    return found;
  };
  return [
    route({
      method: 'GET',
      url: '/api/v1/households',
      may: 'read-personal',
      noun: 'households',
      query: householdsQuery,
      answer: z.strictObject({ households: z.array(householdAnswer) }),
      words: {
        zh: '一个楼组的户册，姓名电话打码；记入审计',
        en: 'The households of one stairwell, names and numbers masked; audited',
      },
      rate: { perMinute: 120, by: 'session' },
      async handler({ session, query, ip }) {
        const index = indexed(district(session));
        const stairwell = index.stairwells.get(query.stairwell);
        if (!stairwell) throw new Refused('request.not-found');
        checkArea(session, stairwell.committee);
        const households = index.householdsOf(stairwell.id);
        await doors.audit.write({
          tenant: session.tenant,
          action: 'personal.listed',
          account: session.account,
          target: `stairwell/${stairwell.id}`,
          detail: { households: households.length },
          ip,
        });
        const contacts = await doors.contacts.findAll(
          session.tenant,
          households.map((one) => one.id),
        );
        return {
          households: households.map((one) => {
            const contact = contacts.get(one.id);
            return {
              ...one,
              tags: [...one.tags],
              ...(contact?.name ? { name: maskedName(contact.name) } : {}),
              ...(contact?.phone ? { phone: maskedPhone(contact.phone) } : {}),
            };
          }),
        };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/households/:id/unmask',
      may: 'read-personal',
      noun: 'households',
      params: z.strictObject({ id: idParam }),
      body: unmaskBody,
      answer: unmaskAnswer,
      words: {
        zh: '查看一户的姓名电话；须写明理由，记入审计',
        en: 'See name and number of one household; asks for a reason and is audited',
      },
      rate: { perMinute: 60, by: 'session' },
      async handler({ session, params, body, ip }) {
        const index = indexed(district(session));
        const household = index.households.get(params.id);
        if (!household) throw new Refused('household.unknown');
        checkArea(session, index.stairwells.get(household.stairwell)?.committee ?? '');
        await doors.audit.write({
          tenant: session.tenant,
          action: 'personal.unmasked',
          account: session.account,
          target: `household/${household.id}`,
          detail: { reason: body.reason },
          ip,
        });
        return { id: household.id, ...(await doors.contacts.find(session.tenant, household.id)) };
      },
    }),
  ];
}
