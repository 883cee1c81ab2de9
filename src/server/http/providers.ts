import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  cardAnswer,
  type ProviderAnswer,
  providerAnswer,
  providerBody,
  providerTestAnswer,
  providerTestBody,
} from '../../contract/providers.ts';
import { idParam } from '../../contract/queries.ts';
import { Forged } from '../channels/channel.ts';
import { CHANNELS } from '../channels/index.ts';
import { settingProblems, shownSettings, withDefaults } from '../channels/settings.ts';
import { channelOf, type ProviderRow, reachesOut } from '../deliveries/index.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { type Route, route, Sent } from './route.ts';

const one = z.strictObject({ id: idParam });
/** A day's reports of a carrier come in pieces of at most so many bytes. */
const PUSH_LIMIT = 1024 * 1024;

export function providerRoutes(doors: Doors): Route[] {
  const { providers, desks, audit } = doors;
  const modeOf = (tenant: string) => doors.places().find((place) => place.id === tenant)?.mode;
  const find = async (tenant: string, id: string): Promise<ProviderRow> => {
    const row = (await providers.list(tenant)).find((each) => each.id === id);
    if (!row) throw new Refused('provider.unknown');
    return row;
  };
  const answerOf = (tenant: string, row: ProviderRow): ProviderAnswer => {
    const channel = channelOf(row.channel);
    const silent = desks
      .desk(tenant)
      ?.silent()
      .find(({ provider }) => provider === row.id);
    const { lost, ...rest } = row;
    return {
      ...rest,
      settings: channel ? { ...shownSettings(channel.card, row.settings) } : {},
      ...(lost ? { keyLost: true as const } : {}),
      ...(silent ? { silentSince: silent.since } : {}),
    };
  };
  return [
    route({
      method: 'GET',
      url: '/api/v1/channels',
      may: 'administer',
      noun: 'providers',
      answer: z.strictObject({ channels: z.array(cardAnswer) }),
      words: { zh: '可用的通道及其设置项', en: 'The channels there are, and what each wants to know' },
      handler: () => ({ channels: CHANNELS.map(({ card }) => card) }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/providers',
      may: 'administer',
      noun: 'providers',
      answer: z.strictObject({ providers: z.array(providerAnswer) }),
      words: { zh: '已设置的服务商；密钥不显示', en: 'The providers that are set up; secrets are not shown' },
      async handler({ session: { tenant } }) {
        return { providers: (await providers.list(tenant)).map((row) => answerOf(tenant, row)) };
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/providers/:id',
      may: 'administer',
      noun: 'providers',
      params: one,
      body: providerBody,
      answer: providerAnswer,
      words: { zh: '设置一个服务商；未给出的密钥保持不变', en: 'Set up a provider; a secret left out stays as it is' },
      async handler({ session, params, body, ip }) {
        const { tenant } = session;
        const channel = channelOf(body.channel);
        if (!channel) throw new Refused('provider.unknown-channel', { channel: body.channel });
        const before = (await providers.list(tenant)).find(({ id }) => id === params.id);
        const secrets = channel.card.fields.filter(({ type }) => type === 'secret' || type === 'pem');
        const settings = { ...body.settings };
        if (before?.channel === body.channel)
          for (const { key } of secrets) settings[key] ??= before.settings[key] ?? '';
        if (before?.lost?.some((key) => !settings[key])) throw new Refused('provider.key-lost');
        const [problem] = settingProblems(channel.card, settings);
        if (problem) throw new Refused(problem.code, problem.params);
        const outside = modeOf(tenant) === 'drill' ? reachesOut(channel, settings) : undefined;
        if (outside !== undefined) throw new Refused('provider.drill-outside', { field: outside });
        const row: ProviderRow = { id: params.id, ...body, settings };
        await providers.save(tenant, row);
        await audit.write({
          tenant,
          action: 'provider.set',
          account: session.account,
          target: params.id,
          detail: { channel: body.channel, enabled: body.enabled, place: body.place },
          ip,
        });
        await desks.reload(tenant);
        return answerOf(tenant, row);
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/providers/:id',
      may: 'administer',
      noun: 'providers',
      params: one,
      answer: z.strictObject({}),
      words: { zh: '撤掉一个服务商', en: 'Remove a provider' },
      async handler({ session, params, ip }) {
        const { tenant } = session;
        await find(tenant, params.id);
        await providers.remove(tenant, params.id);
        await audit.write({ tenant, action: 'provider.removed', account: session.account, target: params.id, ip });
        await desks.reload(tenant);
        return {};
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/providers/:id/test',
      may: 'administer',
      noun: 'providers',
      params: one,
      body: providerTestBody,
      answer: providerTestAnswer,
      rate: { perMinute: 6, by: 'session' },
      words: { zh: '给自己发一条试验信息', en: 'Send one message to oneself, as a trial' },
      async handler({ session, params, body, ip }) {
        const { tenant } = session;
        const row = await find(tenant, params.id);
        const channel = channelOf(row.channel);
        if (!channel) throw new Refused('provider.unknown-channel', { channel: row.channel });
        if (row.lost) throw new Refused('provider.key-lost');
        if (modeOf(tenant) === 'drill' && reachesOut(channel, row.settings) !== undefined)
          throw new Refused('provider.drill-outside', { field: row.channel });
        await audit.write({ tenant, action: 'provider.tested', account: session.account, target: params.id, ip });
        const sender = channel.open(withDefaults(channel.card, row.settings), { now: doors.realTime, fetch });
        const place = doors.districtOf(tenant)?.name.zh ?? '';
        try {
          const [answer] = await sender.send([
            { id: randomUUID(), to: body.to, text: `${place}：通道试验，无需回复。`, fields: {}, lang: 'zh' },
          ]);
          if (!answer) return { state: 'doubt' as const };
          return answer.state === 'taken'
            ? { state: answer.state, ref: answer.ref }
            : { state: answer.state, code: answer.code };
        } finally {
          await sender.close?.();
        }
      },
    }),
    ...(['POST', 'GET'] as const).map((method) =>
      route({
        method,
        url: '/api/v1/receipts/:tenant/:id',
        may: 'public',
        noun: 'providers',
        params: z.strictObject({ tenant: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/), id: idParam }),
        raw: true,
        ...(method === 'POST' ? { ownBody: { type: 'string', format: 'binary' } } : {}),
        bodyLimit: PUSH_LIMIT,
        answer: 'text/plain',
        rate: { perMinute: 6_000, by: 'ip' },
        words: {
          zh: '服务商推送回执；签名不符即拒收',
          en: 'Where a provider pushes receipts; refused without its signature',
        },
        async handler({ params, request }) {
          const provider = desks.providers(params.tenant).find(({ id }) => id === params.id);
          const desk = desks.desk(params.tenant);
          if (!provider?.sender.receive || !desk) throw new Refused('request.not-found');
          const url = new URL(request.url, 'http://door');
          try {
            const { receipts, answer } = provider.sender.receive({
              method,
              path: url.pathname,
              query: url.searchParams,
              headers: request.headers as Readonly<Record<string, string | undefined>>,
              body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
              now: doors.realTime(),
            });
            // Answered only when it is on disk: a provider that hears nothing pushes again.
            await desk.receive(provider.id, receipts);
            return new Sent(answer.body, answer.type, answer.status);
          } catch (error) {
            if (error instanceof Forged) throw new Refused('provider.forged', { reason: error.code });
            throw error;
          }
        },
      }),
    ),
  ];
}
