import { Webhook } from 'standardwebhooks';
import { call, inTurns } from '../call.ts';
import type { Card, Channel, Handed, Outgoing } from '../channel.ts';
import { withDefaults } from '../settings.ts';

const card: Card = {
  id: 'webhook',
  kind: 'webhook',
  name: { zh: 'Webhook', en: 'Webhook' },
  about: {
    zh: '把每条消息作为 JSON 推送到别的系统，按 Standard Webhooks 签名，投递号不变，由本系统重试',
    en: 'Pushes each message as JSON to another system, signed as Standard Webhooks says; tried again under the same delivery id',
  },
  fields: [
    { key: 'url', words: { zh: '地址', en: 'Address' }, type: 'url', required: true },
    {
      key: 'secret',
      words: { zh: '签名密钥', en: 'Signing secret' },
      hint: { zh: 'whsec_ 加 24 至 64 字节的 Base64', en: 'whsec_ and 24 to 64 bytes in Base64' },
      type: 'secret',
      required: true,
      pattern: '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$',
    },
  ],
  // No rate is published for other people's systems; fifty a second is what one of ours takes without noticing.
  limits: { perRequest: 20, perSecond: 50 },
  receipts: 'none',
  idempotent: true,
  answers: false,
};

const bodyOf = ({ id, to, text, fields, template, link, lang }: Outgoing, now: number): string =>
  JSON.stringify({
    type: 'notice.message',
    timestamp: new Date(now).toISOString(),
    data: { id, to, text, fields, template, link, lang },
  });

/**
 * Source: Standard Webhooks 1.0 (standardwebhooks.com): `webhook-id`, `webhook-timestamp`, `webhook-signature`; any
 * 2xx is taken, 410 is "never again". The id is the message's own and stays the same when the engine tries again, so
 * the receiver knows a repeat as one.
 */
export const webhook: Channel = {
  card,
  open(given, world) {
    const { url, secret } = withDefaults(card, given) as Record<string, string>;
    const signer = new Webhook(secret as string);
    const sendOne = async (message: Outgoing): Promise<Handed> => {
      const now = world.now();
      const body = bodyOf(message, now);
      const reply = await call(world, url as string, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': message.id,
          'webhook-timestamp': String(Math.floor(now / 1000)),
          'webhook-signature': signer.sign(message.id, new Date(now), body),
        },
        body,
      });
      return { id: message.id, ...(reply.ok ? { state: 'taken', ref: message.id } : reply.fate) } as Handed;
    };
    return { send: (batch) => inTurns(batch, 4, sendOne) };
  },
};
