import type { Card } from '../channel.ts';

/** Push services of the browsers in use; a subscription is what a browser sends us, so it may name no other host. */
const HOSTS = 'fcm.googleapis.com, updates.push.services.mozilla.com, web.push.apple.com, notify.windows.com';

export const webPushCard: Card = {
  id: 'web-push',
  kind: 'push',
  name: { zh: '网页推送', en: 'Web Push' },
  about: {
    zh: '推送到装了本系统的手机和浏览器，内容端到端加密。推送服务受理不等于送达，没有回执',
    en: 'To phones and browsers that have installed this system; what is sent is encrypted end to end. Taken by the push service is not delivered; no receipts',
  },
  fields: [
    {
      key: 'publicKey',
      words: { zh: 'VAPID 公钥', en: 'VAPID public key' },
      type: 'text',
      required: true,
      pattern: '^[\\w-]{87}$',
    },
    {
      key: 'privateKey',
      words: { zh: 'VAPID 私钥', en: 'VAPID private key' },
      type: 'secret',
      required: true,
      pattern: '^[\\w-]{43}$',
    },
    {
      key: 'contact',
      words: { zh: '联系方式', en: 'Contact' },
      hint: {
        zh: 'mailto: 或 https: 地址，推送服务出问题时用',
        en: 'mailto: or https: address, for the push service when something is wrong',
      },
      type: 'text',
      required: true,
      pattern: '^(mailto:[^\\s@]+@[^\\s@]+|https://\\S+)$',
    },
    { key: 'title', words: { zh: '标题', en: 'Title' }, type: 'text', required: false, default: '通知' },
    {
      key: 'ttl',
      words: { zh: '保留秒数', en: 'Seconds it is kept' },
      hint: { zh: '手机离线时推送服务保留多久', en: 'How long the service keeps it for a phone that is off' },
      type: 'number',
      required: false,
      default: '3600',
    },
    {
      key: 'hosts',
      words: { zh: '允许的推送服务', en: 'Push services that may be called' },
      type: 'text',
      required: false,
      default: HOSTS,
    },
  ],
  // Push services publish no rate; they answer 429 with Retry-After.
  limits: { perRequest: 100, bytes: 2_500 },
  receipts: 'none',
  idempotent: false,
  answers: false,
};
