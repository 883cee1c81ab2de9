import type { Card } from '../channel.ts';
import { PRICE } from '../common.ts';

export const tencentSmsCard: Card = {
  id: 'tencent-sms',
  kind: 'sms',
  name: { zh: '腾讯云短信', en: 'Tencent Cloud SMS' },
  about: {
    zh: '签名和模板须先审核。同一号码默认 30 秒 1 条、每天 10 条，请在控制台放宽通知类限制。拉取回执须请腾讯云开通',
    en: 'Signature and templates are approved first. By default one message in 30 seconds and ten a day per number: have that raised in the console. Pulling receipts must be opened by Tencent Cloud',
  },
  fields: [
    {
      key: 'secretId',
      words: { zh: 'SecretId', en: 'SecretId' },
      type: 'text',
      required: true,
      pattern: '^[\\w*-]{6,64}$',
    },
    { key: 'secretKey', words: { zh: 'SecretKey', en: 'SecretKey' }, type: 'secret', required: true },
    {
      key: 'appId',
      words: { zh: '短信 SdkAppId', en: 'SdkAppId of the SMS application' },
      type: 'text',
      required: true,
      pattern: '^\\d{6,12}$',
    },
    { key: 'signName', words: { zh: '短信签名', en: 'Signature of the sender' }, type: 'text', required: true },
    {
      key: 'templates',
      words: { zh: '模板对照', en: 'Templates' },
      hint: {
        zh: '每行一个：本系统模板=1110|本系统字段, …（按 {1} {2} 的顺序）；未指明模板的用 *= 一行',
        en: 'One a line: our template=1110|our field, … in the order of {1} {2}; messages without a template go by the line of *=',
      },
      type: 'text',
      required: true,
    },
    {
      key: 'region',
      words: { zh: '地域', en: 'Region' },
      type: 'text',
      required: false,
      default: 'ap-guangzhou',
      pattern: '^[a-z-]+\\d?$',
    },
    {
      key: 'endpoint',
      words: { zh: '服务地址', en: 'Endpoint' },
      type: 'url',
      required: false,
      default: 'https://sms.tencentcloudapi.com',
    },
    {
      key: 'token',
      words: { zh: '回执地址口令', en: 'Token of the receipt address' },
      hint: {
        zh: '腾讯云推送回执不带签名：请在控制台填写的地址后加 ?token=此口令',
        en: 'Tencent Cloud does not sign the receipts it pushes: add ?token=… to the address given in its console',
      },
      type: 'secret',
      required: true,
      pattern: '^[\\w-]{24,128}$',
    },
    PRICE,
  ],
  limits: { perRequest: 200, perSecond: 3_000, perPersonPerDay: 10 },
  receipts: 'both',
  idempotent: false,
  answers: false,
};
