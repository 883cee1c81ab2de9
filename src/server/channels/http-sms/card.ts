import type { Card, CardField } from '../channel.ts';
import { PRICE, rate } from '../common.ts';

const path = (key: string, zh: string, en: string, fallback: string): CardField => ({
  key,
  words: { zh, en },
  hint: { zh: `JSONPath（RFC 9535），例如 ${fallback}`, en: `JSONPath (RFC 9535), for example ${fallback}` },
  type: 'text',
  required: false,
  default: fallback,
});

export const httpSmsCard: Card = {
  id: 'http-sms',
  kind: 'sms',
  name: { zh: '短信网关（通用 HTTP）', en: 'SMS gateway (generic HTTP)' },
  about: {
    zh: '市、区统一短信平台等：一条短信一次请求，正文按模板填写，回执按同一签名推送到本系统',
    en: 'For example the SMS platform of a city: one request per message, its body from a template, receipts pushed here under the same signature',
  },
  fields: [
    { key: 'url', words: { zh: '接口地址', en: 'Address' }, type: 'url', required: true },
    {
      key: 'method',
      words: { zh: '方法', en: 'Method' },
      type: 'choice',
      choices: ['POST', 'PUT', 'GET'],
      required: false,
      default: 'POST',
    },
    {
      key: 'format',
      words: { zh: '正文格式', en: 'Form of the body' },
      type: 'choice',
      choices: ['json', 'form'],
      required: false,
      default: 'json',
    },
    {
      key: 'body',
      words: { zh: '正文模板', en: 'Body template' },
      hint: {
        zh: '可用 {to} {text} {link} {id}，值按正文格式转义；GET 时作为查询串',
        en: '{to} {text} {link} {id} are filled in, escaped as the form asks; with GET it is the query',
      },
      type: 'text',
      required: true,
    },
    {
      key: 'auth',
      words: { zh: '鉴权方式', en: 'How we prove who we are' },
      type: 'choice',
      choices: ['hmac', 'header'],
      required: false,
      default: 'hmac',
    },
    {
      key: 'header',
      words: { zh: '鉴权请求头', en: 'Header for the secret' },
      type: 'text',
      required: false,
      default: 'Authorization',
    },
    {
      key: 'secret',
      words: { zh: '密钥', en: 'Secret' },
      hint: { zh: '签名用；按请求头鉴权时即头的全部内容', en: 'Signs; or is the whole value of the header' },
      type: 'secret',
      required: true,
    },
    {
      key: 'callbackSecret',
      words: { zh: '回执密钥', en: 'Secret of receipts' },
      hint: { zh: '不填则用同一密钥', en: 'The same secret when left out' },
      type: 'secret',
      required: false,
    },
    path('okPath', '受理标志', 'Where it says whether it was taken', '$.code'),
    {
      key: 'okValue',
      words: { zh: '受理标志的值', en: 'Value that means taken' },
      type: 'text',
      required: false,
      default: '0',
    },
    path('refPath', '流水号', 'Where its number is', '$.ref'),
    {
      key: 'againCodes',
      words: { zh: '可重试的返回码（逗号分隔）', en: 'Codes that may be tried again (commas)' },
      type: 'text',
      required: false,
    },
    path('receiptList', '回执列表', 'List of receipts', '$.receipts[*]'),
    path('receiptRef', '回执流水号', 'Number in a receipt', '$.ref'),
    path('receiptTo', '回执号码', 'Phone number in a receipt', '$.to'),
    path('receiptState', '回执状态', 'State in a receipt', '$.state'),
    {
      key: 'deliveredValue',
      words: { zh: '表示送达的状态', en: 'State that means delivered' },
      type: 'text',
      required: false,
      default: 'delivered',
    },
    path('receiptAnswer', '回执中的上行内容', 'Text sent back, in a receipt', '$.answer'),
    path('receiptTime', '回执时间', 'Time in a receipt', '$.at'),
    rate({ perRequest: 100 }),
    PRICE,
  ],
  // No rate of its own: gateways differ. The settings may name one; else its answers slow us down (429 or a code named there).
  limits: { perRequest: 100 },
  receipts: 'push',
  idempotent: false,
  answers: true,
};
