import { z } from 'zod';
import { idParams, KEYS_MOST, keyBody, newKeyAnswer, open311Answer, open311Body } from '../../contract/open311.ts';
import { Open311Store } from '../open311/index.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

/** The administrator's side of the GeoReport door: whether it answers everybody, and who has a key. */
export function open311KeyRoutes(doors: Doors): Route[] {
  const store = new Open311Store(doors.sql, doors.realTime);
  const { audit } = doors;
  const common = { may: 'administer', noun: 'open311' } as const;
  const shown = async (tenant: string) => ({
    publicRead: await store.publicRead(tenant),
    keys: await store.keys(tenant),
  });
  return [
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/open311',
      answer: open311Answer,
      words: {
        zh: 'Open311 接口：是否公开查询，有哪些密钥',
        en: 'The Open311 door: whether it is public, and its keys',
      },
      handler: ({ session }) => shown(session.tenant),
    }),
    route({
      ...common,
      method: 'PUT',
      url: '/api/v1/open311',
      body: open311Body,
      answer: open311Answer,
      words: { zh: '开放或关闭无密钥的公开查询', en: 'Open or close reading without a key' },
      async handler({ session, body, ip }) {
        const { tenant, account } = session;
        await audit.write({ tenant, action: 'open311.public', account, detail: { publicRead: body.publicRead }, ip });
        await store.setPublicRead(tenant, body.publicRead);
        return shown(tenant);
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/open311/keys',
      body: keyBody,
      answer: newKeyAnswer,
      words: { zh: '发一个密钥；只显示这一次', en: 'Make a key; it is shown this once' },
      async handler({ session, body, ip }) {
        const { tenant, account } = session;
        const made = await store.make(tenant, { ...body, by: account, most: KEYS_MOST });
        if (!made) throw new Refused('georeport.keys-most', { most: KEYS_MOST });
        const detail = { name: body.name, perMinute: body.perMinute };
        await audit.write({ tenant, action: 'open311.key-made', account, target: made.id, detail, ip });
        return made;
      },
    }),
    route({
      ...common,
      method: 'DELETE',
      url: '/api/v1/open311/keys/:id',
      params: idParams,
      answer: z.strictObject({}),
      words: { zh: '撤销一个密钥；立即失效', en: 'Withdraw a key; it stops working at once' },
      async handler({ session, params, ip }) {
        const { tenant, account } = session;
        if (!(await store.withdraw(tenant, params.id))) throw new Refused('georeport.key-unknown');
        await audit.write({ tenant, action: 'open311.key-withdrawn', account, target: params.id, ip });
        return {};
      },
    }),
  ];
}
