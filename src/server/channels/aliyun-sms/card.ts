import type { Card } from '../channel.ts';
import { PRICE } from '../common.ts';

export const aliyunSmsCard: Card = {
  id: 'aliyun-sms',
  kind: 'sms',
  name: { zh: '阿里云短信', en: 'Aliyun SMS' },
  about: {
    zh: '签名和模板须先审核（数日），台风季前备好。同一签名、模板对同一号码每天最多 50 条通知。不认重复：没有答复时先查回执',
    en: 'Signature and templates are approved first (days): have them ready before the season. At most 50 notices a day per number, signature and template. Knows no repeats: without an answer, look at the receipts first',
  },
  fields: [
    {
      key: 'accessKeyId',
      words: { zh: 'AccessKey ID', en: 'AccessKey ID' },
      type: 'text',
      required: true,
      pattern: '^[\\w-]{6,64}$',
    },
    {
      key: 'accessKeySecret',
      words: { zh: 'AccessKey Secret', en: 'AccessKey secret' },
      type: 'secret',
      required: true,
    },
    { key: 'signName', words: { zh: '短信签名', en: 'Signature of the sender' }, type: 'text', required: true },
    {
      key: 'templates',
      words: { zh: '模板对照', en: 'Templates' },
      hint: {
        zh: '每行一个：本系统模板=SMS_123456|对方变量:本系统字段, …；未指明模板的用 *= 一行',
        en: 'One a line: our template=SMS_123456|their variable:our field, …; messages without a template go by the line of *=',
      },
      type: 'text',
      required: true,
    },
    {
      key: 'endpoint',
      words: { zh: '服务地址', en: 'Endpoint' },
      type: 'url',
      required: false,
      default: 'https://dysmsapi.aliyuncs.com',
    },
    {
      key: 'token',
      words: { zh: '回执地址口令', en: 'Token of the receipt address' },
      hint: {
        zh: '阿里云推送回执不带签名：请在控制台填写的地址后加 ?token=此口令',
        en: 'Aliyun does not sign the receipts it pushes: add ?token=… to the address given in its console',
      },
      type: 'secret',
      required: true,
      pattern: '^[\\w-]{24,128}$',
    },
    PRICE,
  ],
  limits: { perRequest: 1_000, perSecond: 5_000, perPersonPerDay: 50 },
  receipts: 'both',
  idempotent: false,
  answers: false,
};
