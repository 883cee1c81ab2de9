import type { Card } from '../channel.ts';

export const smtpCard: Card = {
  id: 'smtp',
  kind: 'email',
  name: { zh: '电子邮件（SMTP）', en: 'E-mail (SMTP)' },
  about: {
    zh: '经本单位的邮件服务器发出。退信不回到本系统，所以“已受理”不等于送达',
    en: 'Through the mail server of the office. Bounces do not come back here, so taken is not delivered',
  },
  fields: [
    { key: 'host', words: { zh: '服务器', en: 'Server' }, type: 'text', required: true, pattern: '^[\\w.:-]{1,253}$' },
    { key: 'port', words: { zh: '端口', en: 'Port' }, type: 'number', required: false, default: '465' },
    {
      key: 'encryption',
      words: { zh: '加密', en: 'Encryption' },
      hint: {
        zh: 'inside：不加密，只允许本机和内网地址',
        en: 'inside: none, for this machine and private networks only',
      },
      type: 'choice',
      choices: ['tls', 'starttls', 'inside'],
      required: false,
      default: 'tls',
    },
    { key: 'user', words: { zh: '账号', en: 'Login' }, type: 'text', required: false },
    { key: 'password', words: { zh: '密码或授权码', en: 'Password' }, type: 'secret', required: false },
    {
      key: 'from',
      words: { zh: '发件地址', en: 'Sender address' },
      type: 'text',
      required: true,
      pattern: '^[^\\s,;<>"@]+@[^\\s,;<>"@]+$',
    },
    { key: 'fromName', words: { zh: '发件人', en: 'Sender name' }, type: 'text', required: false },
    {
      key: 'subject',
      words: { zh: '主题', en: 'Subject' },
      type: 'text',
      required: false,
      default: '【通知】请阅读并确认',
    },
    {
      key: 'seconds',
      words: { zh: '等待秒数', en: 'Seconds to wait' },
      type: 'number',
      required: false,
      default: '30',
      pattern: '^([1-9]|[1-9]\\d|1[01]\\d|120)$',
    },
  ],
  // Mail servers of offices publish no rate; ten a second is below where the usual ones begin to defer (4yz).
  limits: { perRequest: 50, perSecond: 10 },
  receipts: 'none',
  idempotent: false,
  answers: false,
};
