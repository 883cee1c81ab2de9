import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import webpush from 'web-push';
import { openRoom, PATIENCE, type Room } from './room.ts';

/** What became of the messages of a notice, and who does not send. */
const LEADER = 'ops-centre.shift-leader.1';
const LONG = 6 * PATIENCE;
let room: Room;
beforeAll(async () => {
  room = await openRoom();
}, LONG);
afterAll(() => room?.close(), PATIENCE);

const cell = (page: Page, kind: string, column: string) =>
  page.locator(`.deliveries tr[data-kind="${kind}"] td[data-column="${column}"]`);

test(
  'a notice shows its messages by channel, for which rung nobody sends, and opens each number to its rows',
  async () => {
    const admin = await room.page('ops-centre.admin.1', '/settings');
    await admin.getByText('还没有设置服务商').waitFor();
    await admin.getByRole('button', { name: '添加服务商' }).click();
    await admin.getByLabel('通道').selectOption('web-push');
    const { publicKey, privateKey } = webpush.generateVAPIDKeys();
    await admin.getByLabel('VAPID 公钥').fill(publicKey);
    await admin.getByLabel('VAPID 私钥').fill(privateKey);
    await admin.getByLabel(/^联系方式/).fill('mailto:duty@street.example');
    await admin.getByRole('button', { name: '保存' }).click();
    // The push services of the world are outside of a drill.
    await admin.getByText('演练只能连接本机的模拟服务商').waitFor();
    await admin.getByLabel('允许的推送服务').fill('127.0.0.1');
    await admin.getByRole('button', { name: '保存' }).click();
    await admin.getByRole('listitem').getByText('启用').waitFor();
    await admin.context().close();

    const id = randomUUID();
    const page = await room.page(LEADER, '/console/notices?of=new');
    await page.waitForSelector('[data-compound]');
    const compound = (await page.locator('[data-compound]').first().getAttribute('data-compound')) ?? '';
    await room.send(LEADER, 'notice.compose', `notice/${id}`, {
      template: 'lifted',
      fields: { 灾种: '台风', 时间: '七时' },
      level: 'III',
      audience: { compounds: [compound] },
    });
    await room.send(LEADER, 'notice.issue', `notice/${id}`, {});
    await page.goto(`${room.url}/console/notices?of=${id}`);
    // Nobody has asked to be told in a browser yet: there is no address on this rung.
    await expect.poll(() => cell(page, 'digital', 'failed').textContent(), { timeout: PATIENCE }).not.toBe('0');
    const failed = Number(await cell(page, 'digital', 'failed').textContent());
    expect(await page.locator('.deliveries tr[data-kind="digital"] [data-provider="up"]').count()).toBe(1);
    expect(await page.locator('.deliveries tr[data-kind="sms"]').textContent()).toContain('没有服务商');
    await cell(page, 'digital', 'failed').locator('button').click();
    await page.waitForSelector(`[data-rows="${failed}"]`);
    expect(await page.locator('[data-rows] tbody tr').first().textContent()).toContain('没有这一通道的地址');
    const { violations } = await new AxeBuilder({ page }).include('.deliveries').analyze();
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([]);
    await page.keyboard.press('Escape');
    expect(room.troubles().filter((text) => !/status of 422/.test(text))).toEqual([]);
    await page.context().close();
  },
  LONG,
);
