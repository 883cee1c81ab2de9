import { createHmac } from 'node:crypto';
import { type Bot, botSender, isMobile } from '../bot.ts';
import type { Card, Channel } from '../channel.ts';
import { jsonBytesOf } from '../pieces.ts';
import { withDefaults } from '../settings.ts';

/** The whole body may have 20,000 bytes; some 300 are not text. */
const TEXT_BYTES = 19_000;

const card: Card = {
  id: 'dingtalk-bot',
  kind: 'bot',
  name: { zh: '钉钉群机器人', en: 'DingTalk group bot' },
  about: {
    zh: '发到一个工作群，收件人填手机号时 @ 本人，填 @all 时 @ 全体。每分钟 20 条，超过则停 10 分钟。安全设置请选“加签”。没有回执',
    en: 'Posts to one work group; a mobile number as receiver mentions its owner, @all everybody. 20 a minute, else it is closed for ten. Choose signing as its security. No receipts',
  },
  fields: [
    {
      key: 'token',
      words: { zh: 'Webhook 地址中 access_token= 后的部分', en: 'What follows access_token= in the webhook address' },
      type: 'secret',
      required: true,
      pattern: '^\\w{8,128}$',
    },
    {
      key: 'secret',
      words: { zh: '加签密钥（SEC 开头）', en: 'Signing secret (begins with SEC)' },
      type: 'secret',
      required: true,
    },
    {
      key: 'endpoint',
      words: { zh: '服务地址', en: 'Endpoint' },
      type: 'url',
      required: false,
      default: 'https://oapi.dingtalk.com',
    },
  ],
  limits: { perRequest: 5, perMinute: 20, bytes: TEXT_BYTES },
  receipts: 'none',
  idempotent: false,
  answers: false,
};

/** Milliseconds, a line break, the secret; signed with the secret. At most one hour from DingTalk's clock. */
export function dingtalkSign(secret: string, milliseconds: number): string {
  return createHmac('sha256', secret).update(`${milliseconds}\n${secret}`).digest('base64');
}

/** Source: 钉钉「自定义机器人安全设置」 and 「自定义机器人发送群聊消息」 (open.dingtalk.com). */
export const dingtalkBot: Channel = {
  card,
  open(given, world) {
    const { token, secret, endpoint } = withDefaults(card, given) as Record<string, string>;
    const bot: Bot = {
      request(content, { to }) {
        const timestamp = world.now();
        const query = new URLSearchParams({
          access_token: token as string,
          timestamp: String(timestamp),
          sign: dingtalkSign(secret as string, timestamp),
        });
        const at = to === '@all' ? { isAtAll: true } : isMobile(to) ? { atMobiles: [to] } : undefined;
        return {
          url: `${endpoint}/robot/send?${query}`,
          body: { msgtype: 'text', text: { content }, ...(at ? { at } : {}) },
        };
      },
      code: 'errcode',
      // 130101: more than 20 a minute, "限流10分钟"; -1: busy. 310000 is the signature, the clock, a word or an address.
      again: { 130101: 600_000, '-1': 5_000 },
      most: TEXT_BYTES,
      size: jsonBytesOf,
    };
    return botSender(bot, world);
  },
};
