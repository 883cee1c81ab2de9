import { createECDH, randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import webpush from 'web-push';
import type { DoorsState } from '../../src/domain/notices/index.ts';
import { type District, indexed } from '../../src/domain/places/index.ts';
import type { Links } from '../../src/server/access/links.ts';
import type { Yiping } from '../../src/server/wiring/index.ts';
import { type Drill, openDrill } from '../http/drill.ts';

/** 25 July 2021, 12:30 in Shanghai. */
const START = Date.UTC(2021, 6, 25, 4, 30);
const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 640 },
  locale: 'zh-CN',
  reducedMotion: 'reduce',
};
const LIMIT = 60 * 1024;

let drill: Drill;
let yiping: Yiping;
let browser: Browser;
let links: Links;
let district: District;
let stairwell: string;
let homes: readonly string[];
let notice: string;
beforeAll(async () => {
  drill = await openDrill(START);
  ({ yiping, district } = drill);
  links = yiping.doors.links;
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  stairwell = district.stairwells[0]?.id ?? '';
  homes = indexed(district)
    .householdsOf(stairwell)
    .map((one) => one.id);
  notice = await issue({
    级: 'Ⅱ',
    起始时间: '25日12时30分',
    主要措施: '公园关闭，室外作业停止',
    电话: '021-6253-0000',
  });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await drill.close();
});

async function send(type: string, stream: string, data: unknown) {
  const leader = await drill.as('shift-leader');
  const answer = await leader.call('POST', '/api/v1/commands', { id: randomUUID(), type, stream, data });
  if (answer.status !== 200) throw new Error(`${type}: ${answer.text}`);
}
async function issue(fields: Record<string, string>): Promise<string> {
  const id = randomUUID();
  const audience = { stairwells: [stairwell] };
  await send('notice.compose', `notice/${id}`, { template: 'raised', fields, level: 'II', audience });
  await send('notice.issue', `notice/${id}`, {});
  return id;
}
const doorOf = async (household: string) =>
  (await yiping.engine.state<DoorsState>('drill', `doors/${notice}:${stairwell}`))?.state.doors[household];
const link = async (n: number) => `${yiping.url}/r/${await links.linkFor('drill', notice, homes[n] as string)}`;
async function opened(url: string, how: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ ...PHONE, ...how })).newPage();
  await page.goto(url);
  return page;
}
/** Every text at 7:1 (axe's enhanced rule), and everything else that axe knows. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
    .analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
}
/** Nothing is wider than the screen, and what is pressed is large enough for a wet thumb. */
async function misfits(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ['wider than the screen'] : [];
    const small = [...document.querySelectorAll('a, button, summary, fieldset label, input[type=text]')].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.height > 0 && (box.height < 48 || box.width < 48);
    });
    return [...wide, ...small.map((one) => 'small: ' + one.textContent)];
  })()`);
}

describe('the page behind a link, on a phone of 360 × 640', () => {
  it('is under 60 kB in all, whole, without findings, in both colours, languages and the largest type', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const query of ['', '?lang=en&size=1', '?size=2', '?lang=ja&size=2']) {
        const context = await browser.newContext({ ...PHONE, colorScheme });
        const page = await context.newPage();
        const loaded: Promise<number>[] = [];
        page.on('response', (answer) =>
          loaded.push(answer.body().then((body) => body.length + JSON.stringify(answer.headers()).length)),
        );
        const failed: string[] = [];
        page.on('console', (message) => message.type() === 'error' && failed.push(message.text()));
        page.on('requestfailed', (asked) => failed.push(asked.url()));
        await page.goto((await link(0)) + query, { waitUntil: 'networkidle' });
        const bytes = (await Promise.all(loaded)).reduce((a, b) => a + b, 0);
        expect(loaded.length).toBeGreaterThanOrEqual(3);
        expect(bytes).toBeGreaterThan(5_000);
        expect(bytes).toBeLessThan(LIMIT);
        expect(failed).toEqual([]);
        expect(await page.evaluate('Number.parseFloat(getComputedStyle(document.documentElement).fontSize)')).toBe(
          query.includes('size=2') ? 36 : query.includes('size=1') ? 27 : 18,
        );
        await page.click('summary');
        expect(await findings(page)).toEqual([]);
        expect(await misfits(page)).toEqual([]);
        await context.close();
      }
  });

  it('is Japanese for who reads Japanese, and so is the answer', async () => {
    const page = await opened(await link(6), { locale: 'ja-JP' });
    expect(await page.getAttribute('html', 'lang')).toBe('ja');
    expect(await page.textContent('.notice')).toContain('から防災対応をⅡ級に引き上げます。');
    await page.click('summary');
    await page.getByText('家が浸水している').waitFor();
    await page.click('button[value=know]');
    expect(await page.textContent('[role=status]')).toContain('ありがとうございます。');
    await page.getByText('お知らせに戻る').click();
    await page.getByText('中文').click();
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    await page.context().close();
  });

  it('by keyboard alone: I know, and back', async () => {
    const page = await opened(await link(1));
    for (let n = 0; n < 12 && !(await page.evaluate(`document.activeElement?.getAttribute('value') === 'know'`)); n++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    expect(await page.textContent('[role=status]')).toContain('谢谢，已记下您知道了。');
    expect(await findings(page)).toEqual([]);
    expect(await doorOf(homes[1] as string)).toMatchObject({ state: 'confirmed', by: 'self', way: 'link' });
    await page.goBack();
    await page.locator('button[value=know]').waitFor();
    await page.context().close();
  });

  it('without JavaScript: the type grows, help is asked for by tap and words, nothing is read aloud', async () => {
    const page = await opened(await link(2), { javaScriptEnabled: false });
    expect(await page.isVisible('#speak')).toBe(false);
    await page.click('nav a:nth-child(3)');
    expect(page.url()).toContain('size=2');
    await page.click('summary');
    await page.check('text=家里进水');
    await page.fill('textarea', '老人走不动');
    await page.click('button[value=help]');
    expect(await page.textContent('[role=status]')).toContain('求助已收到');
    expect(page.url()).toContain('size=2');
    expect(await page.getAttribute('a[href^="tel:"]', 'href')).toBe('tel:110');
    expect(await doorOf(homes[2] as string)).toMatchObject({ state: 'needs-help', need: 'ST03', way: 'link' });
    await page.context().close();
  });

  it('is read aloud sentence by sentence where the browser can, and has no such button where it cannot', async () => {
    const context = await browser.newContext(PHONE);
    await context.addInitScript(`
      window.said = [];
      window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
      const voice = { speak: (one) => said.push(one.text), cancel: () => said.push('-') };
      Object.defineProperty(window, 'speechSynthesis', { value: voice });
    `);
    const page = await context.newPage();
    await page.goto(await link(0));
    await page.click('#speak');
    const said = await page.evaluate<string[]>('said');
    expect(said[0]).toContain('防汛响应升至Ⅱ级');
    expect(said.length).toBeGreaterThanOrEqual(3);
    expect(await page.getAttribute('#speak', 'aria-pressed')).toBe('true');
    await page.click('#speak');
    expect(await page.evaluate('said.at(-1)')).toBe('-');
    await context.close();
    const mute = await browser.newContext(PHONE);
    await mute.addInitScript('delete window.speechSynthesis');
    const quiet = await mute.newPage();
    await quiet.goto(await link(0));
    expect(await quiet.isVisible('#speak')).toBe(false);
    await mute.close();
  });

  it('where the office pushes, one press has the notices told in this browser, and another ends it; nothing is asked before', async () => {
    const keys = webpush.generateVAPIDKeys();
    const admin = await drill.as('admin');
    const settings = { ...keys, contact: 'mailto:duty@street.example', hosts: '127.0.0.1' };
    const row = { channel: 'web-push', name: '推送', settings, place: 1, enabled: true };
    expect((await admin.call('PUT', '/api/v1/providers/push', row)).status).toBe(200);
    const p256dh = createECDH('prime256v1').generateKeys().toString('base64url');
    const subscription = { endpoint: 'http://127.0.0.1:9/push/1', keys: { p256dh, auth: 'A'.repeat(22) } };
    const context = await browser.newContext({ ...PHONE, permissions: ['notifications'] });
    // A push service of the world is out of reach here: what it would give the browser is put in its place.
    await context.addInitScript(`
      window.asked = [];
      const given = { endpoint: '${subscription.endpoint}', toJSON: () => (${JSON.stringify(subscription)}), unsubscribe: async () => true };
      PushManager.prototype.subscribe = async (how) => { asked.push([how.userVisibleOnly, how.applicationServerKey.length]); return given; };
      PushManager.prototype.getSubscription = async () => given;
    `);
    const page = await context.newPage();
    await page.goto(`${await link(7)}?lang=ja&size=1`);
    const kept = async () =>
      (await yiping.database.pool.query('SELECT household, language FROM push_subscription')).rows;
    expect(await page.evaluate('asked')).toEqual([]);
    expect(await kept()).toEqual([]);
    expect(await page.textContent('#bell')).toBe('この電話で知らせを受け取る');
    expect(await misfits(page)).toEqual([]);
    await page.click('#bell');
    await page.waitForSelector('#bell[aria-pressed=true]:not([disabled])');
    expect(await page.evaluate('asked')).toEqual([[true, 65]]);
    expect(await kept()).toEqual([{ household: homes[7], language: 'ja' }]);
    expect(await page.textContent('#bell')).toContain('受け取ります。');
    expect(await findings(page)).toEqual([]);
    expect(await misfits(page)).toEqual([]);
    await page.click('#bell');
    await page.waitForSelector('#bell[aria-pressed=false]:not([disabled])');
    expect(await kept()).toEqual([]);
    // Whoever stands before a poster is nobody's household.
    await page.goto(`${yiping.url}/r/${await links.posterFor('drill', notice, stairwell)}`);
    expect(await page.locator('#bell').count()).toBe(0);
    await context.close();
  });

  it('from a poster: asks for the room, says when there is none such, and keeps what was written', async () => {
    const page = await opened(`${yiping.url}/r/${await links.posterFor('drill', notice, stairwell)}`);
    await page.fill('#room', '9999');
    await page.click('button[value=know]');
    expect(await page.textContent('[role=alert]')).toContain('没有找到这个房号');
    expect(await page.inputValue('#room')).toBe('9999');
    expect(await findings(page)).toEqual([]);
    const plain = indexed(district)
      .householdsOf(stairwell)
      .find((one) => one.tags.length === 0 && one.id !== homes[0] && one.id !== homes[1] && one.id !== homes[2]);
    await page.fill('#room', plain?.room ?? '');
    await page.click('button[value=know]');
    expect(await page.textContent('[role=status]')).toContain('谢谢');
    expect(await doorOf(plain?.id ?? '')).toMatchObject({ state: 'confirmed', by: 'neighbour', way: 'qr' });
    await page.context().close();
  });

  it('a link that opens nothing says so in both languages, without findings', async () => {
    const page = await opened(`${yiping.url}/r/${'A'.repeat(24)}`);
    expect(await page.textContent('main')).toContain('这个链接打不开');
    expect(await page.textContent('main')).toContain('This link does not open');
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });
});
