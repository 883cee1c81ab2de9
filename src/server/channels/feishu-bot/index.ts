import { createHmac } from 'node:crypto';
import { type Bot, botSender } from '../bot.ts';
import type { Card, Channel } from '../channel.ts';
import { jsonBytesOf } from '../pieces.ts';
import { withDefaults } from '../settings.ts';

/** "请求体的数据大小不能超过 20 KB"; some 200 bytes are not text. */
const TEXT_BYTES = 19_000;

const card: Card = {
  id: 'feishu-bot',
  kind: 'bot',
  name: { zh: '飞书群机器人', en: 'Feishu group bot' },
  about: {
    zh: '发到一个工作群，收件人填 @all 时 @ 全体。每分钟 100 条、每秒 5 条；整点和半点前后可能被限流。安全设置请选“签名校验”。没有回执',
    en: 'Posts to one work group; @all as receiver mentions everybody. 100 a minute and 5 a second; around full and half hours it may be throttled. Choose signing as its security. No receipts',
  },
  fields: [
    {
      key: 'hook',
      words: { zh: 'Webhook 地址的最后一段', en: 'Last part of the webhook address' },
      type: 'secret',
      required: true,
      pattern: '^[\\w-]{8,64}$',
    },
    { key: 'secret', words: { zh: '签名密钥', en: 'Signing secret' }, type: 'secret', required: true },
    {
      key: 'endpoint',
      words: { zh: '服务地址', en: 'Endpoint' },
      type: 'url',
      required: false,
      default: 'https://open.feishu.cn',
    },
  ],
  limits: { perRequest: 5, perSecond: 5, perMinute: 100, bytes: TEXT_BYTES },
  receipts: 'none',
  idempotent: false,
  answers: false,
};

/** Seconds, a line break and the secret are the key; what is signed is nothing. At most one hour from Feishu's clock. */
export function feishuSign(secret: string, seconds: number): string {
  return createHmac('sha256', `${seconds}\n${secret}`).digest('base64');
}

/** Source: 飞书「自定义机器人使用指南」 (open.feishu.cn). */
export const feishuBot: Channel = {
  card,
  open(given, world) {
    const { hook, secret, endpoint } = withDefaults(card, given) as Record<string, string>;
    const bot: Bot = {
      request(text, { to }) {
        const seconds = Math.floor(world.now() / 1000);
        return {
          url: `${endpoint}/open-apis/bot/v2/hook/${encodeURIComponent(hook as string)}`,
          body: {
            timestamp: String(seconds),
            sign: feishuSign(secret as string, seconds),
            msg_type: 'text',
            // Angle brackets begin tags in its texts; only the mention is one of ours.
            content: { text: `${to === '@all' ? '<at user_id="all"></at>' : ''}${text.replaceAll('<', '＜')}` },
          },
        };
      },
      code: 'code',
      // 11232: throttled. 19021 signature or clock, 19022 address, 19024 word, 9499 form or size.
      again: { 11232: 2_000 },
      most: TEXT_BYTES,
      size: jsonBytesOf,
    };
    return botSender(bot, world);
  },
};
