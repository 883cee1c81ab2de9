import { type Bot, botSender, isMobile } from '../bot.ts';
import type { Card, Channel } from '../channel.ts';
import { bytesOf } from '../pieces.ts';
import { withDefaults } from '../settings.ts';

/** "文本内容,最长不超过2048个字节". */
const TEXT_BYTES = 2_048;

const card: Card = {
  id: 'wecom-bot',
  kind: 'bot',
  name: { zh: '企业微信群机器人', en: 'WeCom group bot' },
  about: {
    zh: '发到一个工作群，收件人填手机号时 @ 本人，填 @all 时 @ 全体。每分钟 20 条，长文自动分条。没有回执',
    en: 'Posts to one work group; a mobile number as receiver mentions its owner, @all everybody. 20 a minute, long texts in parts. No receipts',
  },
  fields: [
    {
      key: 'key',
      words: { zh: 'Webhook 地址中 key= 后的部分', en: 'What follows key= in the webhook address' },
      type: 'secret',
      required: true,
      pattern: '^[\\w-]{8,64}$',
    },
    {
      key: 'endpoint',
      words: { zh: '服务地址', en: 'Endpoint' },
      type: 'url',
      required: false,
      default: 'https://qyapi.weixin.qq.com',
    },
  ],
  limits: { perRequest: 5, perMinute: 20, bytes: TEXT_BYTES },
  receipts: 'none',
  idempotent: false,
  answers: false,
};

/** Source: 企业微信「消息推送配置说明」 (developer.work.weixin.qq.com, path 91770) and 「全局错误码」. */
export const wecomBot: Channel = {
  card,
  open(given, world) {
    const { key, endpoint } = withDefaults(card, given) as Record<string, string>;
    const bot: Bot = {
      request: (content, { to }) => ({
        url: `${endpoint}/cgi-bin/webhook/send?key=${encodeURIComponent(key as string)}`,
        body: {
          msgtype: 'text',
          text: {
            content,
            ...(to === '@all' ? { mentioned_list: ['@all'] } : {}),
            ...(isMobile(to) ? { mentioned_mobile_list: [to] } : {}),
          },
        },
      }),
      code: 'errcode',
      // 45009: more than its minute; 45033: too many at once; -1: busy.
      again: { 45009: 60_000, 45033: 1_000, '-1': 5_000 },
      most: TEXT_BYTES,
      size: bytesOf,
    };
    return botSender(bot, world);
  },
};
