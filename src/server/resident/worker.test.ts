import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { pushWorker } from './worker.ts';

it('what is pushed is shown, and pressing it opens its page; garbage is shown as a notice without words', async () => {
  const heard: Record<string, (event: unknown) => void> = {};
  const shown: unknown[][] = [];
  const opened: string[] = [];
  runInNewContext(pushWorker, {
    self: {
      addEventListener: (type: string, hear: (event: unknown) => void) => {
        heard[type] = hear;
      },
      registration: { showNotification: (...args: unknown[]) => void shown.push(args) },
      clients: { openWindow: (url: string) => void opened.push(url) },
    },
  });
  const push = (json: () => unknown) => heard['push']?.({ data: { json }, waitUntil: () => {} });
  const link = 'https://yiping.example.cn/r/token';
  push(() => ({ id: 'm-1', title: '通知', body: '台风将至', link, lang: 'zh' }));
  push(() => {
    throw new SyntaxError('no JSON');
  });
  expect(shown).toMatchObject([
    ['通知', { body: '台风将至', tag: 'm-1', lang: 'zh', data: { link } }],
    ['通知', { body: '' }],
  ]);
  let closed = 0;
  const press = (data: unknown) =>
    heard['notificationclick']?.({ notification: { data, close: () => closed++ }, waitUntil: () => {} });
  press({ link });
  press({});
  press(null);
  expect([opened, closed]).toEqual([[link], 3]);
});
