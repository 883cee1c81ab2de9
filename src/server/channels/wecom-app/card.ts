import type { Card } from '../channel.ts';

export const wecomAppCard: Card = {
  id: 'wecom-app',
  kind: 'wecom',
  name: { zh: '企业微信应用消息', en: 'WeCom app message' },
  about: {
    zh: '发给通讯录成员本人，收件人填成员账号（userid）。每人每分钟 30 条、每小时 1,000 条。没有已读回执',
    en: 'To members themselves, by their userid. 30 a minute and 1,000 an hour per member. No receipt that it was read',
  },
  fields: [
    {
      key: 'corpId',
      words: { zh: '企业 ID', en: 'Corporation id' },
      type: 'text',
      required: true,
      pattern: '^\\w{6,32}$',
    },
    { key: 'agentId', words: { zh: '应用 AgentId', en: 'AgentId of the app' }, type: 'number', required: true },
    { key: 'secret', words: { zh: '应用 Secret', en: 'Secret of the app' }, type: 'secret', required: true },
    {
      key: 'endpoint',
      words: { zh: '服务地址', en: 'Endpoint' },
      type: 'url',
      required: false,
      default: 'https://qyapi.weixin.qq.com',
    },
  ],
  // 30 a minute is per member, and 10,000 requests a minute are out of reach at 1,000 members each.
  limits: { perRequest: 1_000, bytes: 2_048 },
  receipts: 'none',
  idempotent: false,
  answers: false,
};
