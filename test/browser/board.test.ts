import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openRoom, PATIENCE, type Room } from './room.ts';

/** A shift leader, who composes, issues and sees every committee. */
const LEADER = 'ops-centre.shift-leader.1';
const LONG = 6 * PATIENCE;

let room: Room;
let page: Page;
let notice: string;
beforeAll(async () => {
  room = await openRoom();
  notice = crypto.randomUUID();
  await room.send(LEADER, 'notice.compose', `notice/${notice}`, {
    template: 'raised',
    fields: { 级: 'Ⅱ', 起始时间: '25日12时30分', 主要措施: '公园关闭', 电话: '021-6253-0000' },
    level: 'II',
    audience: { compounds: ['c001', 'c002'] },
  });
  await room.send(LEADER, 'notice.issue', `notice/${notice}`, {});
  page = await room.page(LEADER, `/console/notices?of=${notice}`);
  await page.waitForSelector('.notice-board');
}, LONG);
afterAll(() => room?.close(), PATIENCE);
afterEach(() => {
  expect(room.troubles()).toEqual([]);
});

const number = async (text: string | null) => Number((text ?? '').replace(/\D/g, ''));
const summed = (column: string) => page.locator(`tfoot [data-count=${column}]`);
const kept = async (press: string): Promise<{ name: string; bytes: Buffer }> => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(press)]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
};

describe('the board of a notice', () => {
  it(
    'opens each number to the households that it counts, and from there to the doors',
    async () => {
      const whole = await number(await summed('households').textContent());
      expect(whole).toBeGreaterThan(50);
      await summed('households').click();
      await page.waitForSelector('[data-rows]');
      expect(Number(await page.getAttribute('[data-rows]', 'data-rows'))).toBe(Math.min(whole, 500));
      const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
      expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.target.join(' ')}`)).toEqual([]);
      await page.locator('[data-rows] .link-row').first().click();
      await page.waitForSelector('.door-list tbody tr');
      expect(await page.locator('.door-list tbody tr').count()).toBeGreaterThan(3);
      await page.locator('.crumbs button').first().click();
    },
    LONG,
  );

  it(
    'counts along, live: a call for help appears in its column and opens to that one household',
    async () => {
      expect(await summed('needsHelp').count()).toBe(0);
      await room.send(LEADER, 'doors.needs-help', `doors/${notice}:c001-s01`, {
        household: 'c001-01-01',
        category: 'ST70',
      });
      await summed('needsHelp').waitFor();
      expect(await summed('needsHelp').textContent()).toBe('1');
      await summed('needsHelp').click();
      await page.waitForSelector('[data-rows="1"]');
      expect(await page.textContent('[data-rows="1"] tbody')).toContain('人员受困');
      await page.keyboard.press('Escape');
    },
    LONG,
  );

  it(
    'is kept as a workbook, and prints as a sheet without buttons',
    async () => {
      const { name, bytes } = await kept('[data-paper=excel]');
      expect(name).toBe('确认情况.xlsx');
      expect(bytes.subarray(0, 2).toString()).toBe('PK');
      await page.emulateMedia({ media: 'print' });
      expect(await page.isVisible('[data-paper=excel]')).toBe(false);
      expect(await page.isVisible('.notice-list')).toBe(false);
      expect(await page.isVisible('.notice-board')).toBe(true);
      await page.emulateMedia({ media: 'screen' });
    },
    LONG,
  );

  it(
    'prints lists and posters of a place',
    async () => {
      await page.click('[data-paper=print]');
      await page.waitForSelector('[data-print="door-list.pdf"]');
      const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
      expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.target.join(' ')}`)).toEqual([]);
      await page.selectOption('[name=which]', 'open');
      for (const paper of ['door-list.pdf', 'poster.pdf']) {
        const { bytes } = await kept(`[data-print="${paper}"]`);
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      }
      for (const paper of ['door-list.docx', 'poster.docx']) {
        const { bytes } = await kept(`[data-print="${paper}"]`);
        expect(bytes.subarray(0, 2).toString()).toBe('PK');
      }
      await page.keyboard.press('Escape');
    },
    LONG,
  );

  it(
    'takes ticks from paper by code; a wrong code stays to be looked at',
    async () => {
      await page.click('[data-paper=ticks]');
      // The code of household c001-01-02: the same on every list.
      await page.fill('[name=code]', 'w4n-EMW');
      await page.click('[data-tick=nobody-home]');
      await page.fill('[name=code]', 'AAAAAA');
      await page.click('[data-tick=seen]');
      await page.click('[data-ticks=submit]');
      await page.locator('.tick-list .late-ink').waitFor();
      expect(await page.locator('.tick-list li').allTextContents()).toEqual(['AAAAAA见到']);
      await page.keyboard.press('Escape');
      await summed('atDoor').click();
      await page.waitForSelector('[data-rows]');
      expect(await page.textContent('[data-rows]')).toContain('无人·留条');
      await page.keyboard.press('Escape');
    },
    LONG,
  );

  it(
    'has a text for the loudspeaker, and says how long it takes',
    async () => {
      await page.click('[data-paper=speak]');
      expect(await page.inputValue('[name=loudspeaker]')).toContain('021-6253-0000');
      const seconds = async () => Number(await page.getAttribute('[data-seconds]', 'data-seconds'));
      expect(await seconds()).toBeGreaterThan(5);
      expect(await seconds()).toBeLessThan(20);
      await page.fill('[name=loudspeaker]', '请关好门窗。'.repeat(20));
      expect(await seconds()).toBeGreaterThan(20);
      expect(await page.textContent('[data-seconds]')).toContain('请删短');
      await page.keyboard.press('Escape');
    },
    LONG,
  );
});
