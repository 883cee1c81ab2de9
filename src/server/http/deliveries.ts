import { z } from 'zod';
import {
  DELIVERY_ROWS_MOST,
  DELIVERY_STATES,
  type DeliveriesAnswer,
  deliveriesAnswer,
  deliveryRowsAnswer,
  deliveryRowsQuery,
} from '../../contract/providers.ts';
import { idParam } from '../../contract/queries.ts';
import { type NoticeState, SENT_BY_MACHINES } from '../../domain/notices/index.ts';
import { indexed } from '../../domain/places/index.ts';
import { maskedName, maskedPhone } from '../access/contacts.ts';
import { channelOf, RUNG_OF } from '../deliveries/index.ts';
import type { Doors } from './doors.ts';
import { seesRooms } from './households.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

const one = z.strictObject({ id: idParam });

/** How the messages of a notice stand: counts by channel and state, who sends them, and the rows behind each count. */
export function deliveryRoutes(doors: Doors): Route[] {
  const noticeOf = async (tenant: string, id: string): Promise<NoticeState | undefined> =>
    (await doors.engine.state<NoticeState>(tenant, `notice/${id}`))?.state;

  /** The providers that serve a rung of this ladder, with what is in doubt about each. */
  async function providersOf(tenant: string, rungs: readonly string[]): Promise<DeliveriesAnswer['providers']> {
    const silent = doors.desks.desk(tenant)?.silent() ?? [];
    return (await doors.providers.list(tenant)).flatMap((row) => {
      const kind = channelOf(row.channel)?.card.kind;
      const rung = kind && RUNG_OF[kind];
      if (!rung || !rungs.includes(rung) || !row.enabled) return [];
      const since = silent.find(({ provider }) => provider === row.id)?.since;
      const state = row.lost ? ('key-lost' as const) : since === undefined ? ('up' as const) : ('silent' as const);
      return [{ id: row.id, name: row.name, rung, state, ...(since === undefined ? {} : { since }) }];
    });
  }

  /** How each household is reached by a rung, so that a reader knows which; never whole. */
  async function maskedOf(tenant: string, kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const masked = new Map<string, string>();
    if (kind !== 'digital') {
      for (const [id, { phone }] of await doors.contacts.findAll(tenant, ids))
        if (phone) masked.set(id, maskedPhone(phone));
      return masked;
    }
    for (const [id, account] of await doors.contacts.wecomOf(tenant, ids)) masked.set(id, maskedName(account));
    for (const [id, all] of await doors.subscriptions.findAll(tenant, ids))
      masked.set(id, all.map(({ endpoint }) => new URL(endpoint).hostname).join(', '));
    return masked;
  }

  return [
    route({
      method: 'GET',
      url: '/api/v1/notices/:id/deliveries',
      may: 'read-screen',
      noun: 'notices',
      params: one,
      answer: deliveriesAnswer,
      words: {
        zh: '一份通知的信息发到了哪一步：按梯级与状态计数，由谁发，谁没有应答',
        en: 'How the messages of a notice stand: counted by rung and state, who sends them and who does not answer',
      },
      async handler({ session: { tenant }, params }) {
        const { rows } = await doors.sql.query<{
          rung: number;
          kind: string;
          state: string;
          provider: string | null;
          code: string | null;
          count: number;
        }>(
          `SELECT rung, kind, state, provider, code, count(*)::int AS count FROM delivery WHERE tenant = $1 AND notice = $2
           GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
          [tenant, params.id],
        );
        const { rows: waiting } = await doors.sql.query<{ at: number | null }>(
          `SELECT min(due_at) AS at FROM delivery WHERE tenant = $1 AND notice = $2 AND state = 'due'`,
          [tenant, params.id],
        );
        const ladder = (await noticeOf(tenant, params.id))?.ladder ?? [];
        const rungs = [...new Set(ladder.map(({ channel }) => channel))].filter((one) =>
          SENT_BY_MACHINES.includes(one),
        );
        const providers = await providersOf(tenant, rungs);
        return {
          rows: rows.map(({ provider, code, ...row }) => ({
            ...row,
            ...(provider === null ? {} : { provider }),
            ...(code === null ? {} : { code }),
          })),
          rungs,
          providers,
          unserved: rungs.filter((rung) => !providers.some((provider) => provider.rung === rung)),
          ...(waiting[0]?.at == null ? {} : { nextAt: Number(waiting[0].at) }),
        };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/notices/:id/deliveries/rows',
      may: 'read-screen',
      noun: 'notices',
      params: one,
      query: deliveryRowsQuery,
      answer: deliveryRowsAnswer,
      words: {
        zh: '一个数字所数的信息，逐户列出；号码打码，记入审计',
        en: 'The messages that a number counts, household by household; addresses masked, audited',
      },
      rate: { perMinute: 120, by: 'session' },
      async handler({ session, params, query, ip }) {
        const { tenant } = session;
        const district = doors.districtOf(tenant);
        if (!district) throw new Refused('request.not-found');
        const index = indexed(district);
        const { rows } = await doors.sql.query<{
          household: string;
          stairwell: string;
          try: number;
          state: string;
          provider: string | null;
          code: string | null;
          at: number;
          total: number;
        }>(
          `SELECT household, stairwell, try, state, provider, code, coalesce(settled_at, handed_at, due_at) AS at, count(*) OVER ()::int AS total
           FROM delivery WHERE tenant = $1 AND notice = $2 AND kind = $3 AND state = ANY($4) ORDER BY stairwell, household, rung, try LIMIT ${DELIVERY_ROWS_MOST}`,
          [tenant, params.id, query.kind, DELIVERY_STATES[query.column]],
        );
        const names = new Map((await doors.providers.list(tenant)).map((row) => [row.id, row.name]));
        const seen = rows.filter((row) => seesRooms(session, index.stairwells.get(row.stairwell)?.committee ?? ''));
        const ids = seen.map((row) => row.household);
        const masked = await maskedOf(tenant, query.kind, ids);
        if (ids.length > 0)
          await doors.audit.write({
            tenant,
            action: 'personal.listed',
            account: session.account,
            target: `notice/${params.id}`,
            detail: { households: ids.length, kind: query.kind, column: query.column },
            ip,
          });
        const mine = new Set(ids);
        return {
          total: rows[0]?.total ?? 0,
          rows: rows.map(({ total: _, provider, code, at, ...row }) => {
            const room = mine.has(row.household) ? index.households.get(row.household)?.room : undefined;
            const to = mine.has(row.household) ? masked.get(row.household) : undefined;
            return {
              ...row,
              at: Number(at),
              ...(provider === null ? {} : { provider: names.get(provider) ?? provider }),
              ...(code === null ? {} : { code }),
              ...(room === undefined ? {} : { room }),
              ...(to === undefined ? {} : { to }),
            };
          }),
        };
      },
    }),
  ];
}
