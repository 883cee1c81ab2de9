import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openRoom, PATIENCE, type Room } from './room.ts';

const LONG = 6 * PATIENCE;
let room: Room;
beforeAll(async () => {
  room = await openRoom();
}, LONG);
afterAll(() => room?.close(), PATIENCE);
afterEach(() => {
  expect(room.troubles()).toEqual([]);
});

it(
  'a round that left blind spots gets a second round by button, for those who may, and once',
  async () => {
    const leader = 'ops-centre.shift-leader.1';
    const id = crypto.randomUUID();
    const targets = { kinds: ['underpass', 'care-home'] };
    await room.send(leader, 'round.open', `round/${id}`, {
      title: { zh: '下立交与养老机构', en: 'Underpasses and care homes' },
      targets,
      by: 'video',
      unit: 'ops-centre',
      level: 'IV',
      dueMinutes: 60,
    });
    const page = await room.page(leader, `/console/sweeps?of=${id}`);
    await page.locator('.target-list li .button').first().click();
    await page.waitForSelector('.target-list .tag.intime');
    expect(await page.locator('[data-second]').count()).toBe(0);
    await room.send(leader, 'round.finish', `round/${id}`, { reason: '探头被雨水遮挡' });

    const observer = await room.page('party-admin.observer.1', `/console/sweeps?of=${id}`);
    await observer.getByText('收轮时还有').waitFor();
    expect(await observer.locator('[data-second]').count()).toBe(0);
    await observer.context().close();

    await page.click('[data-second="ask"]');
    await page.locator('.panel .fields-form button[type=submit]').click();
    await page.getByText('补看轮：看首轮').waitFor();
    expect(await page.locator('.target-list li').count()).toBe(4);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((one) => one.id)).toEqual([]);
    await page.getByText('补看轮：看首轮').click();
    await page.waitForSelector('[data-second="open"]');
    expect(await page.locator('[data-second="ask"]').count()).toBe(0);
    await page.context().close();
  },
  LONG,
);
