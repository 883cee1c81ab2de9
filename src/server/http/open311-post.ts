import type { z } from 'zod';
import { doorQuery, type PostForm, type postedAnswer } from '../../contract/open311.ts';
import { publicReportIds } from '../../contract/public-report.ts';
import type { CaseState } from '../../domain/cases/index.ts';
import type { Actor } from '../../domain/kernel/index.ts';
import { indexed } from '../../domain/places/index.ts';
import {
  commandIds,
  fieldsOf,
  instantOf,
  type Key,
  nameIn,
  noticeOf,
  type Open311Store,
  placeOf,
  readForm,
  saidIn,
} from '../open311/index.ts';
import type { Doors } from './doors.ts';
import type { Enter } from './open311-enter.ts';
import { firstProblem } from './problems.ts';
import { Refused } from './refused.ts';
import type { Call } from './route.ts';

const IDEMPOTENCY_MOST = 200;

function formOf(fields: Record<string, unknown>): PostForm {
  const form = readForm(fields);
  if (!form.success) throw new Refused('request.malformed', firstProblem(form.error));
  return form.data;
}

/** Takes a report in as `case.report`; names and numbers go beside the journal, and only after it was taken. */
export async function postRequest(
  doors: Doors,
  store: Open311Store,
  enter: Enter,
  { body, ip, request }: Call<'public', unknown, unknown, unknown>,
): Promise<z.infer<typeof postedAnswer>[number]> {
  const fields = fieldsOf(body);
  if (!fields) throw new Refused('request.malformed', { field: 'body', problem: 'form' });
  // The key before the rest: nobody without one learns what a form would lack.
  const door = doorQuery.safeParse(fields);
  if (!door.success) throw new Refused('request.malformed', firstProblem(door.error));
  const { tenant, district, key } = await enter(door.data, 'report', ip);
  const { id: keyId } = key as Key;
  const form = formOf(fields);
  const category = indexed(district).categories.get(form.service_code);
  if (!category) throw new Refused('georeport.service-unknown', { code: form.service_code });
  const found = placeOf(form, district);
  if (!found.ok) throw new Refused(found.refusal.code, found.refusal.params);
  const said = saidIn(form, category);
  if ('wrong' in said) throw new Refused('georeport.attribute', { code: said.wrong });
  const occurredAt = said.happened === undefined ? undefined : instantOf(said.happened, district);
  if (Number.isNaN(occurredAt)) throw new Refused('georeport.attribute', { code: 'happened' });

  const header = request.headers['idempotency-key'];
  if (header !== undefined && (typeof header !== 'string' || header.length > IDEMPOTENCY_MOST))
    throw new Refused('request.malformed', { field: 'idempotency-key', problem: 'large' });
  const [fresh, before] = commandIds(tenant, keyId, { ...(header ? { header } : {}), fields }, doors.realTime());
  const isKnown = async (id: string): Promise<boolean> =>
    (await doors.engine.state(tenant, `case/${publicReportIds(tenant, id).case}`)) !== undefined;
  const token = before !== undefined && (await isKnown(before)) ? before : fresh;

  const { case: caseId, reporter } = publicReportIds(tenant, token);
  const actor: Actor = { person: reporter, roles: ['resident'] };
  const outcome = await doors.engine.submit(tenant, actor, {
    id: token,
    type: 'case.report',
    stream: `case/${caseId}`,
    data: {
      source: 'resident',
      category: category.code,
      description: said.description,
      place: found.place,
      reporter,
      ...(said.urgency && !category.urgent ? { urgency: said.urgency } : {}),
    },
    ...(occurredAt === undefined ? {} : { occurredAt }),
  });
  if (!outcome.ok) throw new Refused(outcome.refusal.code, outcome.refusal.params);
  const name = nameIn(form);
  if (form.phone || form.email)
    await doors.contacts.keep(tenant, reporter, {
      ...(name ? { name } : {}),
      ...(form.phone ? { phone: form.phone } : {}),
      ...(form.email ? { email: form.email } : {}),
    });
  const { mediaUrl } = said;
  await store.keep(tenant, { case: caseId, key: keyId, token, ...(mediaUrl ? { mediaUrl } : {}) });
  const { state } = (await doors.engine.state<CaseState>(tenant, `case/${caseId}`)) ?? {};
  return {
    service_request_id: caseId,
    token,
    service_notice: noticeOf(state, form.media_url !== undefined && !mediaUrl),
    account_id: null,
  };
}
