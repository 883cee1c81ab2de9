import type { Card, CardField } from './channel.ts';

/** What an office pays: from its contract, never guessed. Shown while a notice is written. */
export const PRICE: CardField = {
  key: 'fenPerSegment',
  words: { zh: '每条价格（分）', en: 'Price per segment (fen, a hundredth of a yuan)' },
  hint: {
    zh: '合同单价，例如 4.5；拟稿时据此估算费用，不填则显示“单价未知”',
    en: 'From the contract, for example 4.5; drafts are priced by it. Left out, the price is shown as not known',
  },
  type: 'text',
  required: false,
  pattern: '^\\d{1,3}(\\.\\d{1,2})?$',
};

/** For gateways whose rate nobody documents: what their operator allows. */
export function rate(of: Card['limits']): CardField {
  return {
    key: 'perSecond',
    words: { zh: '每秒最多', en: 'At most per second' },
    hint: {
      zh: '网关方允许的速率；不填则按网关答复放慢',
      en: 'What the gateway allows; left out, only its answers slow us down',
    },
    type: 'number',
    required: false,
    pattern: '^[1-9]\\d{0,4}$',
    ...(of.perSecond === undefined ? {} : { default: String(of.perSecond) }),
  };
}

/** Limits as the office set them, where the card lets it. */
export function limitsOf(card: Card, settings: Readonly<Record<string, string>>): Card['limits'] {
  const perSecond = Number(settings['perSecond']);
  return perSecond > 0 ? { ...card.limits, perSecond } : card.limits;
}

/** Price of one segment in fen, if the office has set it. */
export function fenOf(settings: Readonly<Record<string, string>>): number | undefined {
  const fen = Number(settings['fenPerSegment']);
  return fen > 0 ? fen : undefined;
}
