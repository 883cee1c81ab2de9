import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRoom, PATIENCE, type Room } from './room.ts';

/** What is shown while a notice is written: segments, price, ladder, quiet hours. */
const LEADER = 'ops-centre.shift-leader.1';
const LONG = 6 * PATIENCE;
let room: Room;
beforeAll(async () => {
  room = await openRoom();
}, LONG);
afterAll(() => room?.close(), PATIENCE);

const price = (page: Page) => page.locator('[data-price]').getAttribute('data-price');
const length = (page: Page) => page.locator('[data-length="zh"]').textContent();

async function priced(fen: string): Promise<void> {
  const page = await room.page('ops-centre.admin.1', '/settings');
  await page.getByText('还没有设置服务商').waitFor();
  await page.getByRole('button', { name: '添加服务商' }).click();
  await page.getByLabel('通道').selectOption('http-sms');
  await page.getByLabel('接口地址').fill('http://127.0.0.1:9/');
  await page.getByLabel(/正文模板/).fill('{"to":"{to}","text":"{text}"}');
  await page.getByLabel(/^密钥/).fill('a-secret-of-the-gateway');
  await page.getByLabel(/每条价格/).fill(fen);
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('listitem').getByText('启用').waitFor();
  await page.context().close();
}

test(
  'a draft says how many segments it is and what it costs; without a price it says that nobody knows',
  async () => {
    const page = await room.page(LEADER, '/console/notices?of=new');
    await page.waitForSelector('[data-households]');
    await page.getByLabel('模板').selectOption('lifted');
    await page.locator('[name=level]').selectOption('IV');
    expect(await price(page)).toBe('unknown');
    await page.locator('[name="灾种"]').fill('台风');
    await page.locator('[name="时间"]').fill('7月27日20时');
    expect(await length(page)).toBe('37 字，计 1 条');
    await page.locator('[name="时间"]').fill('汛'.repeat(38));
    await page.getByText('67 字，计 1 条').waitFor();
    // 70 are one segment, 71 are two of 67.
    await page.locator('[name="时间"]').fill('汛'.repeat(41));
    expect(await length(page)).toBe('70 字，计 1 条');
    await page.locator('[name="时间"]').fill('汛'.repeat(42));
    expect(await length(page)).toBe('71 字，计 2 条');
    await page.context().close();

    await priced('4.5');
    const again = await room.page(LEADER, '/console/notices?of=new');
    await again.waitForSelector('[data-households]');
    await again.getByLabel('模板').selectOption('lifted');
    await again.locator('[name=level]').selectOption('IV');
    await again.waitForSelector('[data-price]:not([data-price="unknown"])');
    const told = (await again.locator('[data-price]').textContent()) ?? '';
    const [, segments = '', households = ''] = /(\d+) 条 × ([\d,]+) 户 × 4\.5 分/.exec(told) ?? [];
    const expected = Math.ceil(Number(segments) * Number(households.replaceAll(',', '')) * 4.5);
    expect(Number(await price(again))).toBe(expected);
    expect(expected).toBeGreaterThan(10_000);
    expect(told).toContain('服务商');
    // Level II telephones at once and sends no text message: nothing to price.
    await again.locator('[name=level]').selectOption('II');
    expect(await again.locator('[data-price]').count()).toBe(0);
    expect(await again.locator('[data-quiet]').count()).toBe(0);
    expect(await again.locator('.ladder-plan [data-rung]').allTextContents()).toHaveLength(4);
    await again.locator('[name=level]').selectOption('ORDINARY');
    expect(await again.locator('.ladder-plan').textContent()).toContain('静默时段 21:00–08:00');
    const { violations } = await new AxeBuilder({ page: again }).include('.compose').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await again.keyboard.press('Escape');
    await again.setViewportSize({ width: 360, height: 740 });
    const wide = await again.evaluate(
      `[...document.querySelectorAll('.sms-price, .ladder-plan')].filter((one) => one.scrollWidth > one.clientWidth + 1).length`,
    );
    expect(wide).toBe(0);
    expect(room.troubles()).toEqual([]);
    await again.context().close();
  },
  LONG,
);
