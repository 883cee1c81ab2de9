import { aliyunSms } from './aliyun-sms/index.ts';
import type { Channel } from './channel.ts';
import { dingtalkBot } from './dingtalk-bot/index.ts';
import { feishuBot } from './feishu-bot/index.ts';
import { httpCall } from './http-call/index.ts';
import { httpSms } from './http-sms/index.ts';
import { smtp } from './smtp/index.ts';
import { tencentSms } from './tencent-sms/index.ts';
import { webPush } from './web-push/index.ts';
import { webhook } from './webhook/index.ts';
import { wecomApp } from './wecom-app/index.ts';
import { wecomBot } from './wecom-bot/index.ts';

/** Every channel there is. A new one is a folder here and a line. */
export const CHANNELS: readonly Channel[] = [
  aliyunSms,
  tencentSms,
  httpSms,
  httpCall,
  wecomApp,
  smtp,
  webPush,
  wecomBot,
  dingtalkBot,
  feishuBot,
  webhook,
];
