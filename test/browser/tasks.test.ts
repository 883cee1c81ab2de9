import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openRoom, PATIENCE, type Room } from './room.ts';

const LONG = 6 * PATIENCE;
const HOUR = 3_600_000;
const LEADER = 'ops-centre.shift-leader.1';
const OFFICER = 'ops-centre.intake.1';
const COMMANDER = 'hq-office.commander.1';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
}, LONG);
afterAll(() => room?.close(), PATIENCE);
afterEach(() => {
  expect(room.troubles()).toEqual([]);
});

it(
  'a receipt from each person on duty: counted on the board, named in the panel, the last ends the task',
  async () => {
    const page = await room.page(LEADER, '/console/responses');
    const now = await page.evaluate(async () => ((await (await fetch('/api/v1/clock')).json()) as { now: number }).now);
    for (const person of [LEADER, OFFICER]) {
      const id = crypto.randomUUID();
      const shift = { shift: id, role: 'officer', unit: 'ops-centre', person, from: now, to: now + 12 * HOUR };
      await room.send(LEADER, 'duty.plan-shift', 'duty/roster', shift);
      await room.send(person, 'duty.sign-on', 'duty/roster', { shift: id });
    }
    const id = crypto.randomUUID();
    await room.send(COMMANDER, 'response.start', `response/${id}`, {
      kind: 'flood-typhoon',
      level: 'IV',
      reason: '台风蓝色预警',
      scope: 'all',
      expectedMinutes: 600,
      measures: '值守、排查',
    });
    const cell = page.locator('.board .cell', { hasText: '0/2' });
    await cell.waitFor();
    expect(await cell.getAttribute('title')).toContain('受理员 1');
    await cell.click();
    await page.waitForSelector('[data-receipts="0/2"]');
    expect(await page.locator('[data-unconfirmed]').count()).toBe(2);
    await page.click('[data-task="confirm"]');
    await page.waitForSelector('[data-receipts="1/2"]');
    // One who has confirmed is not asked again; whom the desk hears on the telephone it writes down.
    expect(await page.locator('[data-task="confirm"]').count()).toBe(0);
    const { violations } = await new AxeBuilder({ page }).include('.panel').analyze();
    expect(violations.map((one) => one.id)).toEqual([]);
    await page.locator(`[data-unconfirmed="${OFFICER}"] button`).click();
    await page.waitForSelector('[data-task-phase="done"]');
    await page.waitForSelector('[data-receipts="2/2"]');
    await page.context().close();
  },
  LONG,
);
