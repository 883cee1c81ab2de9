import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openRoom, PATIENCE, type Room } from './room.ts';

/** Choosing whom a notice goes to, on real pages: by list, by mouse on the map, by keyboard, by an earlier notice. */
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

const heads = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-households]').getAttribute('data-households', { timeout: PATIENCE }));
/** Households by committee add up to the whole; says how many committees there are. */
async function parts(page: Page): Promise<number> {
  const whole = await heads(page);
  const rows = await page.locator('.head-count tbody td:nth-child(2)').allTextContents();
  expect(rows.map((text) => Number(text.replace(/\D/g, ''))).reduce((a, b) => a + b, 0)).toBe(whole);
  return rows.length;
}
const compose = async (): Promise<Page> => {
  const page = await room.page(LEADER, '/console/notices?of=new');
  await page.waitForSelector('[data-households]');
  return page;
};

describe('the audience of a notice', () => {
  it(
    'is a compound or a stairwell found by name, counted by committee before it is sent',
    async () => {
      const page = await compose();
      const all = await heads(page);
      expect(await parts(page)).toBe(13);
      const [compound] = await page.locator('[data-compound]').all();
      await compound?.check();
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBeLessThan(all);
      expect(await parts(page)).toBe(1);
      const one = await heads(page);
      await page.fill('[name=places]', '延安中路 3号');
      await page.locator('[data-stairwell]:not(:checked)').last().check();
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBeGreaterThan(one);
      await page.locator('.taken-places button').last().click();
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBe(all);
      await page.context().close();
    },
    LONG,
  );

  it(
    'is drawn on the map: a circle by two clicks, a polygon by its corners; an outline that crosses itself is not sent',
    async () => {
      const page = await compose();
      const all = await heads(page);
      await page.click('[data-audience="map"]');
      await page.waitForSelector('.draw-map .city-map[data-ready="true"]');
      await page.locator('.draw-map').scrollIntoViewIfNeeded();
      const map = await page.locator('.draw-map canvas').boundingBox();
      if (!map) throw new Error('there is no map');
      const click = (x: number, y: number) => page.mouse.click(map.x + map.width * x, map.y + map.height * y);
      await click(0.5, 0.5);
      await click(0.6, 0.5);
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBeLessThan(all);
      const circle = await heads(page);
      expect(circle).toBeGreaterThan(0);
      const metres = Number(await page.inputValue('[name=metres]'));
      expect(metres).toBeGreaterThan(50);
      await page.fill('[name=metres]', String(metres * 2));
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBeGreaterThan(circle);
      await page.getByText('去掉圆').click();
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBe(all);
      await page.click('[data-tool="polygon"]');
      await click(0.3, 0.4);
      await click(0.5, 0.4);
      await page.getByText('至少三个角').waitFor();
      await click(0.5, 0.6);
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBeLessThan(all);
      await click(0.4, 0.3);
      await page.getByText('边线相交').waitFor();
      await page.getByText('撤销一角').click();
      await page.getByText('围成一块').click();
      const ring = await heads(page);
      expect(ring).toBeGreaterThan(0);
      expect(ring).toBeLessThan(all);
      const { violations } = await new AxeBuilder({ page }).include('.compose').analyze();
      expect(
        violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`),
      ).toEqual([]);
      await page.context().close();
    },
    LONG,
  );

  it(
    'is drawn without a mouse: the name of a stairwell and a radius; and only those an earlier notice left open',
    async () => {
      const page = await compose();
      const all = await heads(page);
      await page.locator('[data-audience="map"]').focus();
      await page.keyboard.press('Enter');
      await page.locator('[name=centre]').focus();
      const name = await page.locator('.circle-form datalist option').last().getAttribute('value');
      await page.keyboard.type(name ?? '');
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBeLessThan(all);
      await page.locator('[name=metres]').focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('60');
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBeLessThan(500);
      const few = await heads(page);
      expect(few).toBeGreaterThan(0);
      for (const input of await page.locator('.compose .pair input').all()) await input.fill('如实');
      await page.locator('.compose button[type=submit]').focus();
      await page.keyboard.press('Enter');
      await page.click('[data-notice="issue"]');
      await page.click('[data-notice="remind"]');
      await page.waitForSelector('.compose');
      await expect.poll(() => heads(page), { timeout: PATIENCE }).toBe(few);
      expect(await page.inputValue('[name=earlier]')).not.toBe('');
      await page.context().close();
    },
    LONG,
  );
});
