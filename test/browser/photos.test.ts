import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DRILL_PASSWORD } from '../../src/server/wiring/index.ts';
import { Visitor } from '../http/town.ts';
import { photo, said, sendIn } from '../media/phone.ts';
import { openRoom, PATIENCE, type Room } from './room.ts';

/** Photos in the panel of a case: on their way, in the strip, large, one against the other, and a face covered by hand. */
const LEADER = 'ops-centre.shift-leader.1';
const LONG = 6 * PATIENCE;
const id = randomUUID();
let room: Room;
let leader: Visitor;
let page: Page;
let before: Record<string, string>;
let after: Record<string, string>;
const bytes: Buffer[] = [];
beforeAll(async () => {
  room = await openRoom();
  leader = await new Visitor(room.url).signIn(LEADER, DRILL_PASSWORD, 'drill');
  bytes.push(
    await photo({ width: 1600, height: 1200, tint: 30 }),
    await photo({ width: 1600, height: 1200, tint: 200 }),
  );
  [before, after] = bytes.map((one) => said(one)) as [Record<string, string>, Record<string, string>];
  const now = (await leader.call('GET', '/api/v1/clock')).json.now as number;
  const seen = (metadata: Record<string, string>, when: string, minutes: number) => ({
    media: metadata['id'],
    when,
    takenAt: now - minutes * 60_000,
    sha256: metadata['sha256'],
  });
  await room.send(LEADER, 'case.report', `case/${id}`, {
    source: 'patrol',
    category: 'ST06',
    description: '路口雨水箅被落叶堵住',
    place: { position: [121.4545, 31.2285] },
    evidence: [seen(before, 'before', 9), seen(after, 'after', 2), { media: 'sim:1', when: 'during', takenAt: now }],
  });
  page = await room.page(LEADER, `/console?case=${id}`);
}, LONG);
afterAll(() => room?.close(), PATIENCE);
afterEach(() => {
  expect(room.troubles()).toEqual([]);
});
const tile = (metadata: Record<string, string>) => page.locator(`[data-media="${metadata['id']}"]`);
/** How much the fine pattern of a photo varies about a point of it. */
const sharpAt = async (point: { left: number; top: number }) => {
  const shot = await page.locator('.photo-large').screenshot();
  const { width = 0 } = await sharp(shot).metadata();
  const scaled = (pixels: number) => Math.round((pixels * width) / 1_600);
  const piece = await sharp(shot)
    .extract({ left: scaled(point.left), top: scaled(point.top), width: scaled(100), height: scaled(100) })
    .png()
    .toBuffer();
  return (await sharp(piece).stats()).channels[2]?.stdev ?? 0;
};

test(
  'a photo that is named and has not come is on its way, and appears when it is there',
  async () => {
    await page.waitForSelector('.photos [data-state="coming"]');
    expect(await page.locator('.photos [data-state="coming"]').count()).toBe(2);
    expect(await page.textContent('.photos')).toContain('另有 1 张为模拟照片');
    for (const [n, metadata] of [before, after].entries()) await sendIn(leader, bytes[n] as Buffer, metadata);
    await tile(before).waitFor();
    await tile(after).waitFor();
  },
  LONG,
);

test(
  'before and after are compared by a slider, with the mouse and with the keyboard',
  async () => {
    const slider = page.getByRole('slider', { name: /^对比位置/ });
    await slider.scrollIntoViewIfNeeded();
    const edge = async () => {
      const [box, frame] = await Promise.all([
        page.locator('.compare-edge').boundingBox(),
        page.locator('.compare').boundingBox(),
      ]);
      return box && frame ? (box.x - frame.x) / frame.width : -1;
    };
    expect(await edge()).toBeCloseTo(0.5, 1);
    await slider.focus();
    for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowRight');
    expect(await edge()).toBeCloseTo(0.7, 1);
    expect(await slider.getAttribute('aria-valuetext')).toBe('处置前占 70%');
    const frame = await page.locator('.compare').boundingBox();
    if (!frame) throw new Error('nothing to compare');
    await page.mouse.click(frame.x + frame.width * 0.2, frame.y + frame.height / 2);
    expect(await edge()).toBeCloseTo(0.2, 1);
    // Left of the edge stands the photo from before, right of it the one from after.
    const shot = await page.locator('.compare').screenshot();
    const { width = 0, height = 0 } = await sharp(shot).metadata();
    const green = async (share: number) => {
      const piece = await sharp(shot)
        .extract({ left: Math.round(width * share), top: Math.round(height * 0.6), width: 8, height: 8 })
        .png()
        .toBuffer();
      return (await sharp(piece).stats()).channels[1]?.mean ?? 0;
    };
    expect(await green(0.05)).toBeLessThan(60);
    expect(await green(0.35)).toBeGreaterThan(150);
    const { violations } = await new AxeBuilder({ page }).include('.case-panel').analyze();
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([]);
  },
  LONG,
);

test(
  'opens large, turns with the arrow keys, and a face is covered by hand and by keyboard',
  async () => {
    await tile(before).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('第 1 张，共 2 张').waitFor();
    await page.keyboard.press('ArrowRight');
    await sheet.getByText('第 2 张，共 2 张').waitFor();
    await page.keyboard.press('ArrowRight');
    await sheet.getByText('第 1 张，共 2 张').waitFor();
    await sheet.locator('.photo-large').waitFor();
    expect(await sharpAt({ left: 500, top: 400 })).toBeGreaterThan(15);

    await sheet.getByRole('button', { name: '遮挡人脸' }).click();
    const frame = await sheet.locator('.cover-frame').boundingBox();
    if (!frame) throw new Error('there is nothing to draw on');
    await page.mouse.move(frame.x + frame.width * 0.25, frame.y + frame.height * 0.25);
    await page.mouse.down();
    await page.mouse.move(frame.x + frame.width * 0.5, frame.y + frame.height * 0.6, { steps: 5 });
    await page.mouse.up();
    await sheet.getByRole('button', { name: '加一处' }).click();
    await sheet.getByRole('button', { name: /^第 2 处遮挡/ }).focus();
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowRight');
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([]);
    await page.keyboard.press('Delete');
    expect(await sheet.locator('.cover-area').count()).toBe(1);
    await sheet.getByRole('button', { name: '保存遮挡' }).click();
    await sheet.getByText('人脸已遮挡').waitFor();
    await expect.poll(() => sharpAt({ left: 500, top: 400 }), { timeout: PATIENCE }).toBeLessThan(10);
    expect(await sharpAt({ left: 1_200, top: 900 })).toBeGreaterThan(15);

    // Uncovered only for a reason, and only as long as the photo is looked at.
    await sheet.getByRole('button', { name: '查看原貌' }).click();
    await sheet.getByLabel('理由（记入审计）').fill('核对被困人员');
    await sheet.locator('form button[type=submit]').click();
    await expect.poll(() => sharpAt({ left: 500, top: 400 }), { timeout: PATIENCE }).toBeGreaterThan(15);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await tile(before).click();
    await expect.poll(() => sharpAt({ left: 500, top: 400 }), { timeout: PATIENCE }).toBeLessThan(10);
    await page.keyboard.press('Escape');
  },
  LONG,
);
