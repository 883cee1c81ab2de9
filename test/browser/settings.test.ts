import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Carrier } from '../../src/simulator/carriers/carrier.ts';
import { openHttpSms } from '../../src/simulator/carriers/http-sms.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
let carrier: Carrier;
beforeAll(async () => {
  room = await openRoom();
  carrier = await openHttpSms({ secret: 'a-secret-of-the-gateway' });
});
afterAll(async () => {
  await room.close();
  await carrier.close();
});

test('the administrator sets up a provider from its card, is told what is wrong, and sends a trial to a phone', async () => {
  const page = await room.page('ops-centre.admin.1', '/settings');
  await page.getByText('还没有设置服务商').waitFor();
  await page.getByRole('button', { name: '添加服务商' }).click();
  await page.getByLabel('通道').selectOption('http-sms');
  await page.getByLabel('接口地址').fill('https://sms.example.com/send');
  await page.getByLabel(/正文模板/).fill('{"mobile":"{to}","content":"{text}","serial":"{id}"}');
  await page.getByLabel(/^密钥/).fill('a-secret-of-the-gateway');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('演练只能连接本机的模拟服务商，“url”指向了外面').waitFor();
  await page.getByLabel('接口地址').fill(carrier.url);
  await page.getByRole('button', { name: '保存' }).click();
  const card = page.getByRole('listitem').first();
  await card.getByText('启用').waitFor();
  expect(await card.textContent()).toContain('/api/v1/receipts/drill/http-sms');
  await card.getByRole('button', { name: '试发给自己' }).click();
  await page.getByLabel('号码、邮箱或账号').fill('19900000001');
  await card.locator('form').getByRole('button', { name: '试发给自己' }).click();
  await page.getByText(/服务商已受理/).waitFor();
  expect(carrier.ledger.all.map(({ to }) => to)).toEqual(['19900000001']);
  // The secret is kept, and never comes back to the page.
  await card.getByRole('button', { name: '修改' }).click();
  expect(await page.getByLabel(/^密钥/).inputValue()).toBe('');
  expect(await page.getByLabel(/^密钥/).getAttribute('placeholder')).toBe('已设置，留空不变');
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
    [],
  );
  await page.setViewportSize({ width: 360, height: 640 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(room.troubles().filter((text) => !/status of 422/.test(text))).toEqual([]);
});

test('a key for the Open311 door is shown once, counted, and withdrawn', async () => {
  const page = await room.page('ops-centre.admin.1', '/settings');
  const door = page.getByRole('region', { name: 'Open311 接口' });
  await door.getByText('还没有密钥').waitFor();
  await door.getByLabel('无密钥也可查询').click();
  await page.getByText('已保存').first().waitFor();
  expect((await fetch(`${new URL(page.url()).origin}/open311/v2/services.json?jurisdiction_id=drill`)).status).toBe(
    200,
  );
  await door.getByRole('button', { name: '发一个密钥' }).click();
  await door.getByLabel('给谁用').fill('随手拍');
  await door.locator('form').getByRole('button', { name: '发一个密钥' }).click();
  await door.getByText(/yp_[\w-]{43}/).waitFor();
  await door.getByText('每分钟 60 次 · 已上报 0 件 · 从未使用').waitFor();
  await page.reload();
  await door.getByText('从未使用').waitFor();
  expect(await door.textContent()).not.toMatch(/yp_/);
  await door.getByRole('button', { name: '撤销' }).click();
  await door.getByText('已撤销').waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});

test('who is no administrator is told so', async () => {
  const page = await room.page('ops-centre.intake.1', '/settings');
  await page.getByText('此页由管理员使用').waitFor();
  expect(room.troubles()).toEqual([]);
});
