import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openRoom, PATIENCE, type Room } from './room.ts';

const LONG = 6 * PATIENCE;
const LEADER = 'ops-centre.shift-leader.1';
let room: Room;
let committee: { readonly login: string; readonly unit: string; readonly area: string };
let stairwell: string;
let shots = 0;
const round = crypto.randomUUID();

beforeAll(async () => {
  room = await openRoom();
  const { districts } = (await (await fetch(`${room.url}/api/v1/districts`)).json()) as {
    districts: { id: string; drill?: { accounts: { login: string; roles: string[]; unit: string; area: string }[] } }[];
  };
  const accounts = districts.find((one) => one.id === 'drill')?.drill?.accounts ?? [];
  committee = accounts.find((one) => one.roles.includes('committee')) as typeof committee;
  const page = await room.page(LEADER, '/field');
  const district = (await page.evaluate(async () => (await fetch('/api/v1/district')).json())) as {
    compounds: { id: string; committee: string }[];
    stairwells: { id: string; compound: string }[];
  };
  await page.context().close();
  const own = new Set(district.compounds.filter((one) => one.committee === committee.area).map((one) => one.id));
  stairwell = district.stairwells.find((one) => own.has(one.compound))?.id ?? '';
  await room.send(LEADER, 'round.open', `round/${round}`, {
    title: { zh: '楼道排查', en: 'Stairwells' },
    targets: { kinds: ['stairwell'], committees: [committee.area] },
    by: 'foot',
    unit: committee.unit,
    level: 'IV',
    dueMinutes: 240,
    absenceMinutes: 30,
  });
  const notice = crypto.randomUUID();
  await room.send(LEADER, 'notice.compose', `notice/${notice}`, {
    template: 'raised',
    fields: { 级: 'Ⅱ', 起始时间: '25日12时30分', 主要措施: '公园关闭', 电话: '021-6253-0000' },
    level: 'II',
    audience: { stairwells: [stairwell] },
  });
  await room.send(LEADER, 'notice.issue', `notice/${notice}`, {});
}, LONG);
afterAll(() => room?.close(), PATIENCE);
afterEach(() => {
  // What the browser writes when the network is cut on purpose is no trouble of the page.
  expect(room.troubles().filter((line) => !/ERR_INTERNET_DISCONNECTED/.test(line))).toEqual([]);
});

async function phone(): Promise<Page> {
  const page = await room.page(committee.login, '/field');
  await page.setViewportSize({ width: 360, height: 640 });
  await page.waitForSelector('.field-tabs');
  return page;
}
async function sound(page: Page): Promise<void> {
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${shots++}.png` });
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
    .analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)).toEqual(
    [],
  );
  const misfits = await page.evaluate(`(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ['wider than the screen'] : [];
    const small = [...document.querySelectorAll('.phone button, .phone a, .phone select, .phone textarea')].filter(
      (one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 48,
    );
    return [...wide, ...small.map((one) => one.className + ' ' + one.textContent.slice(0, 20))];
  })()`);
  expect(misfits).toEqual([]);
}
const counts = async (page: Page) => ({
  kept: await page.locator('.box-kept').count(),
  agreed: await page.locator('.box-agreed').count(),
  refused: await page.locator('.box-refused').count(),
});

it(
  'works on without a network, starts without one, and sends everything in order when it is back',
  async () => {
    const page = await phone();
    await sound(page);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.context().setOffline(true);

    await page.locator('.field-tabs').getByRole('button', { name: /排查/ }).click();
    await page.getByRole('button', { name: /楼道排查/ }).click();
    await sound(page);
    const left = page.locator('[role=status].field-big');
    const before = await left.textContent();
    await page.getByRole('button', { name: '正常' }).first().click();
    await expect.poll(() => left.textContent(), { timeout: PATIENCE }).not.toBe(before);

    await page.goto(`${room.url}/field/doors`);
    await page.locator('.job').first().click();
    await sound(page);
    await page.locator('.field-ticks .main').first().click();
    // Until the phone says that it is kept, nothing was promised.
    await page.locator('.toast').waitFor();

    await page.goto(`${room.url}/field/report`);
    await page.locator('[data-category]').first().click();
    await page.locator('select').selectOption({ index: 1 });
    await sound(page);
    await page.locator('.field-send').click();

    await page.waitForURL('**/field/outbox');
    await expect.poll(() => counts(page), { timeout: PATIENCE }).toEqual({ kept: 3, agreed: 0, refused: 0 });
    await sound(page);
    await page.reload();
    await expect.poll(() => counts(page), { timeout: PATIENCE }).toEqual({ kept: 3, agreed: 0, refused: 0 });
    expect(await page.locator('.line-chip').textContent()).toContain('没有网络');

    await page.context().setOffline(false);
    await expect.poll(() => counts(page), { timeout: PATIENCE }).toEqual({ kept: 0, agreed: 3, refused: 0 });
    const held = (await page.evaluate(async () => (await fetch('/api/v1/shift')).json())) as {
      streams: Record<
        string,
        { state: { looks?: Record<string, unknown>; doors?: Record<string, { state: string }> } }
      >;
    };
    expect(Object.keys(held.streams[`round/${round}`]?.state.looks ?? {})).toHaveLength(1);
    expect(Object.keys(held.streams).filter((name) => name.startsWith('case/'))).toHaveLength(1);
    const doors = Object.entries(held.streams).find(([name]) => name.startsWith('doors/'))?.[1].state.doors ?? {};
    expect(Object.values(doors).filter((door) => door.state === 'seen')).toHaveLength(1);
    await page.context().close();
  },
  LONG,
);

it(
  'hears at once what the rules do not allow; what the server refused stays with its words until it is put aside',
  async () => {
    const id = crypto.randomUUID();
    const stream = `case/${id}`;
    const tell = (type: string, data: unknown) => room.send(LEADER, type, stream, data);
    await tell('case.report', {
      source: 'patrol',
      category: 'ST01',
      description: '行道树倾斜',
      place: { position: [121.4504885, 31.2260885], committee: committee.area, address: '威海路1号' },
    });
    await tell('case.accept', {});
    await tell('case.dispatch', { unit: committee.unit });
    const page = await phone();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.locator('.job.large').click();
    await sound(page);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: '接单' }).click();
    await page.getByRole('button', { name: '到达' }).waitFor();
    // Taken twice is against the rules, and the phone knows it without asking anybody.
    expect(await page.getByRole('button', { name: '接单' }).count()).toBe(0);

    await tell('case.dispatch', { unit: 'ops-centre' });
    await page.context().setOffline(false);
    await page.getByRole('button', { name: /发件箱/ }).click();
    await expect.poll(() => counts(page), { timeout: PATIENCE }).toMatchObject({ kept: 0, refused: 1 });
    await sound(page);
    const refused = page.locator('.box-refused');
    expect(await refused.locator('.late-ink').textContent()).toMatch(/\p{Script=Han}/u);
    await page.reload();
    await refused.waitFor();
    await refused.getByRole('button', { name: '再发一次' }).click();
    // What this phone no longer holds only the server can judge: it says no again, and nothing is lost.
    await expect.poll(() => counts(page), { timeout: PATIENCE }).toMatchObject({ kept: 0, refused: 1 });
    page.on('dialog', (dialog) => void dialog.accept());
    await refused.getByRole('button', { name: '放弃' }).click();
    await expect.poll(() => counts(page), { timeout: PATIENCE }).toMatchObject({ refused: 0 });
    await page.context().close();
  },
  LONG,
);
