import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openRoom, PATIENCE, type Room } from './room.ts';

/** The duty room's day on real pages: a real server, a real browser, nothing in between. */
const LEADER = 'ops-centre.shift-leader.1';
const LONG = 6 * PATIENCE;

let room: Room;
beforeAll(async () => {
  room = await openRoom();
}, LONG);
afterAll(() => room?.close(), PATIENCE);
afterEach(() => {
  expect(room.troubles()).toEqual([]);
});

const stage = (page: Page, name: string) => page.waitForSelector(`.case-panel [data-stage="${name}"]`);

/** Presses the button of a step and, where it asks something, fills what has no answer yet and sends. */
async function step(page: Page, name: string, answers: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.click(`[data-step="${name}"]`);
  if (Object.keys(answers).length === 0) {
    const form = page.locator('.case-actions .fields-form');
    if (await form.count()) await form.locator('button[type=submit]').click();
    return;
  }
  for (const [field, value] of Object.entries(answers)) await page.fill(`.case-actions [name="${field}"]`, value);
  await page.click('.case-actions .fields-form button[type=submit]');
}

describe('the console', () => {
  it(
    'lets a guest in with one press, and shows the district on its map',
    async () => {
      const page = await room.page(undefined, '/');
      await page.click('[data-login^="ops-centre.dispatcher"]');
      await page.waitForSelector('.top-bar');
      expect(await page.textContent('.home')).toBe('南京西路街道');
      expect(await page.textContent('.drill-tag')).toContain('合成数据');
      await page.waitForSelector('.city-map[data-ready="true"]');
      await page.waitForSelector('.link.live');
      await page.context().close();
    },
    LONG,
  );

  it(
    'takes a case from report to close by mouse',
    async () => {
      const page = await room.page(LEADER);
      await page.waitForSelector('.city-map[data-ready="true"]');
      await page.click('.rail-tab.report');
      const map = await page.locator('.city-map canvas').boundingBox();
      if (!map) throw new Error('there is no map');
      await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
      await page.waitForSelector('.where.chosen');
      await page.click('[data-category="ST06"]');
      await page.fill('.report-form [name="description"]', '路口雨水箅被落叶堵住');
      await page.click('.report-form button[type=submit]');
      await stage(page, 'reported');
      await step(page, 'case.accept');
      await page.waitForSelector('.case-panel [data-stage="accepted"], .case-panel [data-stage="registered"]');
      if (await page.locator('[data-step="case.register"]').count()) await step(page, 'case.register');
      await stage(page, 'registered');
      await page.click('.suggestions li:first-child button.main');
      await stage(page, 'dispatched');
      await step(page, 'case.take');
      await stage(page, 'handling');
      await step(page, 'case.feed-back', { done: '落叶已清，水已退', withoutPhoto: '由对讲代录' });
      await stage(page, 'fed-back');
      await step(page, 'case.check');
      await stage(page, 'closed');
      await expect
        .poll(async () => Number(await page.getAttribute('.trail', 'data-events')), { timeout: PATIENCE })
        .toBeGreaterThanOrEqual(6);
      expect(await page.textContent('.trail')).toContain('落叶已清，水已退');
      await page.context().close();
    },
    LONG,
  );

  it(
    'takes a case from report to close by keyboard alone',
    async () => {
      const page = await room.page(LEADER);
      await page.waitForSelector('.link.live');
      await page.keyboard.press('r');
      const place = page.locator('.report-form select').first();
      await place.focus();
      await place.selectOption({ index: 3 });
      await page.waitForSelector('.where.chosen');
      await page.locator('[data-category="ST02"]').focus();
      await page.keyboard.press('Enter');
      await page.locator('.report-form [name="description"]').focus();
      await page.keyboard.type('小区门口积水过脚踝');
      await page.locator('.report-form button[type=submit]').focus();
      await page.keyboard.press('Enter');
      await stage(page, 'reported');
      const press = async (name: string, fill: Readonly<Record<string, string>> = {}): Promise<void> => {
        await page.locator(`[data-step="${name}"]`).focus();
        await page.keyboard.press('Enter');
        const form = page.locator('.case-actions .fields-form');
        if (!(await form.count())) return;
        for (const [field, value] of Object.entries(fill)) {
          await form.locator(`[name="${field}"]`).focus();
          await page.keyboard.press('Control+a');
          await page.keyboard.type(value);
        }
        await form.locator('button[type=submit]').focus();
        await page.keyboard.press('Enter');
      };
      await press('case.accept');
      await page.waitForSelector('.case-panel [data-stage="accepted"], .case-panel [data-stage="registered"]');
      if (await page.locator('[data-step="case.register"]').count()) await press('case.register');
      await stage(page, 'registered');
      await page.locator('body').press('d');
      const form = page.locator('.case-actions .fields-form');
      await form.waitFor();
      await form.locator('button[type=submit]').focus();
      await page.keyboard.press('Enter');
      await stage(page, 'dispatched');
      await press('case.take');
      await stage(page, 'handling');
      await press('case.feed-back', { done: '已抽排，道路可行', withoutPhoto: '由对讲代录' });
      await stage(page, 'fed-back');
      await press('case.check');
      await stage(page, 'closed');
      await page.context().close();
    },
    LONG,
  );

  it(
    'winds the whole screen back, allows nothing there, and returns to now',
    async () => {
      const { now } = await clockOf();
      await room.send(LEADER, 'drill.advance', 'drill/clock', { to: now + 2 * 3_600_000 });
      const id = crypto.randomUUID();
      await room.send(LEADER, 'case.report', `case/${id}`, {
        source: 'video',
        category: 'ST10',
        description: '行道树倒伏，压住车道',
        place: { position: [121.455, 31.227] },
      });
      const page = await room.page(LEADER, `/console?case=${id}`);
      await stage(page, 'reported');
      expect(await page.locator('[data-step="case.accept"]').count()).toBe(1);
      await page.locator('.timeline').focus();
      await page.keyboard.press('Shift+ArrowLeft');
      await page.waitForSelector('.past-bar');
      expect(await page.textContent('.past-bar')).toContain('正在回看');
      await page.waitForSelector('.queue .hollow');
      expect(await page.locator('[data-step]').count()).toBe(0);
      expect(await page.locator('.rail-tab.report').isDisabled()).toBe(true);
      await page.keyboard.press('Escape');
      await page.waitForSelector(`[data-case="${id}"]`);
      expect(await page.locator('.past-bar').count()).toBe(0);
      await page.context().close();
    },
    LONG,
  );

  it(
    'switches the language by one key and keeps it',
    async () => {
      const page = await room.page(LEADER);
      await page.waitForSelector('.rail-tab');
      expect(await page.textContent('.rail-tab >> nth=0')).toBe('态势');
      await page.keyboard.press('l');
      await page.waitForSelector('html[lang="en"]');
      expect(await page.textContent('.rail-tab >> nth=0')).toBe('Situation');
      await page.reload();
      await page.waitForSelector('.rail-tab');
      expect(await page.textContent('.rail-tab >> nth=0')).toBe('Situation');
      await page.context().close();
    },
    LONG,
  );

  it(
    'makes the first administrator of the real district, which no account of the drill can enter',
    async () => {
      const [real = ''] = Object.keys(room.setupCodes);
      expect(real).toBe('nanjing-west-road');
      const page = await room.page(undefined, '/');
      const card = page.locator('.district-card').nth(1);
      await card.locator('.district-head').click();
      const form = card.locator('form');
      const fill = async (answers: Readonly<Record<string, string>>): Promise<void> => {
        for (const [field, value] of Object.entries(answers)) await form.locator(`[name="${field}"]`).fill(value);
        await form.locator('button[type=submit]').click();
      };
      await fill({
        code: 'aaaa-bbbb-cccc',
        login: 'first-admin',
        name: '首位管理员',
        password: 'Plum-Rain-Season-2021',
      });
      await form.locator('[role=alert]').waitFor();
      await fill({ code: room.setupCodes[real] ?? '' });
      // An administrator reads no cases: the page of settings is where they begin, of this district and no drill.
      await page.waitForSelector('.settings-bar');
      expect(await page.locator('.settings-bar').textContent()).toContain('首位管理员');
      expect(await page.locator('.drill-tag').count()).toBe(0);
      await page.context().close();

      const guest = await room.page(undefined, '/');
      const closed = guest.locator('.district-card').nth(1);
      await closed.locator('.district-head').click();
      await closed.locator('[name="login"]').fill(LEADER);
      await closed.locator('[name="password"]').fill('drill-in-fa-2021');
      await closed.locator('button[type=submit]').click();
      await closed.locator('[role=alert]').waitFor();
      expect(await guest.locator('.top-bar').count()).toBe(0);
      await guest.context().close();
    },
    LONG,
  );

  it(
    'follows the storm as it is replayed: warning, level, tasks, cases',
    async () => {
      const page = await room.page(LEADER);
      await page.waitForSelector('.link.live');
      room.playStorm(600);
      await page.waitForSelector('.chip.solid-BLUE', { timeout: LONG });
      await page.waitForSelector('.level-badge.solid-IV', { timeout: LONG });
      await expect
        .poll(async () => Number((await page.textContent('[data-figure="tasks"] .value'))?.replace(/\D/g, '')), {
          timeout: LONG,
        })
        .toBeGreaterThan(20);
      await room.send('hq-office.commander.1', 'drill.set-clock', 'drill/clock', { speed: 0 });
      await page.click('.rail-tab >> nth=1');
      await page.waitForSelector('.board .cell');
      await page.context().close();
    },
    2 * LONG,
  );

  it.each([
    '/',
    '/console',
    '/console/responses',
    '/console/notices',
    '/console/sweeps',
    '/console/duty',
    '/console/warnings',
    '/console/log',
    '/wall',
  ])(
    'has no accessibility fault on %s in either theme',
    async (at) => {
      const page = await room.page(at === '/' ? undefined : LEADER, at);
      await page.waitForSelector(at === '/' ? '.district-card' : at === '/wall' ? '.wall-figure' : '.rail-tab');
      if (at !== '/') await page.waitForSelector('.bones', { state: 'detached' });
      for (const theme of ['dark', 'light'] as const) {
        await page.evaluate(`document.documentElement.setAttribute('data-theme', '${theme}')`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(
            (one) =>
              `${theme} ${one.id}: ${one.nodes
                .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`)
                .slice(0, 4)
                .join(' | ')}`,
          ),
        ).toEqual([]);
      }
      await page.context().close();
    },
    LONG,
  );

  async function clockOf(): Promise<{ now: number }> {
    const page = await room.page(LEADER);
    const answer = await page.evaluate(async () => (await (await fetch('/api/v1/clock')).json()) as { now: number });
    await page.context().close();
    return answer;
  }
});
