import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openRoom, PATIENCE, type Room } from './room.ts';

const LONG = 6 * PATIENCE;
const LEADER = 'ops-centre.shift-leader.1';
const KEEPER = 'school-3.lead.1';

let room: Room;
let page: Page;
beforeAll(async () => {
  room = await openRoom();
  page = await room.page(LEADER, '/console/transfers?of=new');
  await page.waitForSelector('[name=title]');
}, LONG);
afterAll(() => room?.close(), PATIENCE);
afterEach(() => {
  expect(room.troubles()).toEqual([]);
});

const sees = async (what: Page) => {
  const { violations } = await new AxeBuilder({ page: what }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.target.join(' ')}`)).toEqual([]);
};

describe('moving people', () => {
  it(
    'a list is drawn up from a compound, ordered under a number, and opens in its committee',
    async () => {
      await page.fill('[name=title]', '一弄老旧房屋');
      // Nothing chosen is the whole street; a floor kind and a committee cut it down.
      await page.click('[data-choice=yanzhong]');
      await page.click('[data-choice=semi-basement]');
      await page.getByText(/^\d{1,2} 户 /).waitFor();
      await sees(page);
      await page.click('[data-transfer=draw-up]');
      await page.waitForSelector('[data-transfer-phase=drawn-up]');
      await page.click('[data-transfer=order]');
      await page.fill('[name=order]', '静防指〔2021〕12号');
      await page.locator('.notice-head .fields-form button[type=submit]').click();
      await page.waitForSelector('[data-transfer-phase=ordered]');
      await page.waitForSelector('[data-sum-holds=true]');
      await page.click('[data-ledger=yanzhong]');
      await page.waitForSelector('.ledger tbody tr');
      await sees(page);
    },
    LONG,
  );

  it(
    'the keeper opens a shelter; the leader tells, plans and records arrivals; the sum holds at each step',
    async () => {
      const keeper = await room.page(KEEPER, '/console/transfers?of=shelter:shelter-003');
      await keeper.click('[data-shelter="shelter-003"] [data-shelter-step=open]');
      await keeper.fill('[name=capacity]', '3');
      await keeper.locator('[data-shelter="shelter-003"] button[type=submit]').click();
      await keeper.waitForSelector('[data-shelter="shelter-003"] .shelter-bar');
      // Another's shelter is not theirs to open.
      expect(await keeper.locator('[data-shelter="shelter-001"] [data-shelter-step]').count()).toBe(0);

      const rows = page.locator('.ledger tbody tr');
      for (const n of [0, 1, 2]) await rows.nth(n).locator('input[type=checkbox]').check();
      await page.locator('.chosen-lines [data-step=plan]').click();
      await page.selectOption('.chosen-lines [name=place]', 'shelter-003');
      await page.selectOption('.chosen-lines [name=transport]', 'bus');
      await page.locator('.chosen-lines button[type=submit]').click();
      await page.getByText('计划 第一中学体育馆避难点').first().waitFor();
      const first = (await rows.first().getAttribute('data-line')) ?? '';
      const row = page.locator(`[data-line="${first}"]`);
      await row.locator('[data-step=tell]').click();
      await row.locator('button[type=submit]').click();
      await page.waitForSelector(`[data-line="${first}"][data-state=told]`);
      await row.locator('[data-step=arrive]').click();
      expect(await row.locator('[name=place]').inputValue()).toBe('shelter-003');
      await row.locator('[name=bed]').fill('A1');
      await row.locator('[name=people]').fill('2');
      await row.locator('button[type=submit]').click();
      await page.waitForSelector(`[data-line="${first}"][data-state=settled]`);
      expect(await page.getAttribute('[data-sum-holds]', 'data-sum-holds')).toBe('true');

      await keeper.locator('[data-shelter="shelter-003"] summary').click();
      expect(await keeper.textContent(`[data-guest="${first}"]`)).toContain('A1');
      await sees(keeper);
      await keeper.screenshot({ path: process.env['SHOT_SHELTERS'] });
      await keeper.context().close();
    },
    LONG,
  );

  it(
    'a full shelter refuses in words and names another; who left last is not lost',
    async () => {
      await room.send(LEADER, 'shelter.open', 'shelter/shelter-004', {});
      const second = page.locator('.ledger tbody tr[data-state=listed]').first();
      await second.locator('[data-step=arrive]').click();
      await second.locator('[name=place]').selectOption('shelter-003');
      await second.locator('[name=people]').fill('2');
      await second.locator('button[type=submit]').click();
      await page.getByText('请送往 第二中学体育馆避难点').first().waitFor();
      await second.locator('[name=place]').selectOption('shelter-004');
      await second.locator('button[type=submit]').click();
      await page.locator('.ledger tbody tr[data-state=settled]').nth(1).waitFor();
      expect(room.troubles()).toEqual([
        'Failed to load resource: the server responded with a status of 409 (Conflict)',
      ]);
      await page.screenshot({ path: process.env['SHOT_LEDGER'] });
    },
    LONG,
  );

  it(
    'is kept as a workbook, prints as a list, and is found by an observer without buttons',
    async () => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-transfer=excel]')]);
      expect(file.suggestedFilename()).toBe('台账.xlsx');
      expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK');
      await page.emulateMedia({ media: 'print' });
      expect(await page.isVisible('[data-transfer=excel]')).toBe(false);
      expect(await page.isVisible('[data-step=tell]')).toBe(false);
      expect(await page.isVisible('.ledger')).toBe(true);
      await page.emulateMedia({ media: 'screen' });
      await page.locator('.crumbs button').first().click();
      await page.waitForSelector('[data-ledger=yanzhong]');
      await page.screenshot({ path: process.env['SHOT_BOARD'] });

      const observer = await room.page('party-admin.observer.1', '/console/transfers');
      await observer.click('[data-ledger=yanzhong]');
      await observer.waitForSelector('.ledger tbody tr');
      expect(await observer.locator('[data-step], [data-transfer=lift]').count()).toBe(0);
      await observer.context().close();
    },
    LONG,
  );
});
