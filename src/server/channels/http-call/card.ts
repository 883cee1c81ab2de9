import type { Card } from '../channel.ts';
import { rate } from '../common.ts';

/** Twenty new calls a second keep 600 lines busy at 30 s each; with fewer the gateway says busy. 1,500 bytes: two minutes. */
const limits: Card['limits'] = { perRequest: 20, perSecond: 20, bytes: 1_500 };

export const httpCallCard: Card = {
  id: 'http-call',
  kind: 'call',
  name: { zh: '自动电话（通用 HTTP 网关）', en: 'Automatic call (generic HTTP gateway)' },
  about: {
    zh: '请网关拨打、朗读并收按键，结果签名推送到本系统。同一编号重复提交，网关不得拨第二次',
    en: 'Asks a gateway to call, read the text and take a digit; the result is pushed here, signed. The gateway must not call twice for one id',
  },
  fields: [
    { key: 'url', words: { zh: '接口地址', en: 'Address' }, type: 'url', required: true },
    {
      key: 'secret',
      words: { zh: '签名密钥（双向）', en: 'Signing secret (both ways)' },
      type: 'secret',
      required: true,
      pattern: '^\\S{16,128}$',
    },
    {
      key: 'digits',
      words: { zh: '可按的键', en: 'Digits that may be pressed' },
      type: 'text',
      required: false,
      default: '12',
      pattern: '^[0-9*#]{1,12}$',
    },
    {
      key: 'repeat',
      words: { zh: '朗读遍数', en: 'Times that the text is read' },
      type: 'number',
      required: false,
      default: '2',
      pattern: '^[1-5]$',
    },
    {
      key: 'ringSeconds',
      words: { zh: '振铃秒数', en: 'Seconds that it rings' },
      type: 'number',
      required: false,
      default: '30',
      pattern: '^([1-5]\\d|60)$',
    },
    {
      key: 'callerId',
      words: { zh: '主叫号码', en: 'Number that is shown' },
      type: 'text',
      required: false,
      pattern: '^\\+?\\d{3,20}$',
    },
    rate(limits),
  ],
  limits,
  receipts: 'push',
  idempotent: true,
  answers: true,
};
