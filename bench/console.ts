import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { compare, median, percentile, type Result } from './measure.ts';
import { child, ended, message } from './rig/child.ts';
import { benchFolder } from './rig/district.ts';
import { stampReports } from './rig/live-stamps.ts';
import { type Post, raiseStorm, signIn } from './rig/storm.ts';

export const names = ['first-map-ms', 'first-map-warm-ms', 'event-to-pixel-p95'];

const COLD_LIMIT_MS = 2_500;
const WARM_LIMIT_MS = 1_000;
const PIXEL_LIMIT_MS = 100;
const OPENINGS = 5;
/** 10 Mbit/s both ways, and the round trip of a city's network. */
const LINE = { offline: false, latency: 20, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 };
const PATIENCE_MS = 120_000;
const PAGE_CODE = fileURLToPath(new URL('./rig/console-page.js', import.meta.url));
const RATE = 50;
const SECONDS = 12;
/** The first reports of a run are not counted: code paths get warm. */
const WARM_UP = 100;

/** How many open cases the queue counted, and from which real time (ms since 1970) on. */
type Counted = readonly (readonly [count: number, at: number])[];

/**
 * The console of a shift leader at the height of a storm, in Chromium with the software renderer: from the navigation to
 * the first map on which the open cases are drawn, with an empty and with a filled cache; and from an event on the wire
 * to the picture in which the queue counts it, at 50 events/s. Server, renderer and stopwatch share this machine.
 */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: root, stdio: 'ignore' });
  const folder = benchFolder('console');
  const server = child('./serve.ts', [folder]);
  let browser: Browser | undefined;
  try {
    const { url, bodies } = await message<{ url: string; bodies: string[] }>(server);
    await raiseStorm(url, bodies);
    const leader = await signIn(url, 'shift-leader');
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    });
    const cold: number[] = [];
    const warm: number[] = [];
    for (let n = 0; n < OPENINGS; n++) {
      const context = await contextOf(browser, url, leader);
      cold.push(await firstMap(context, url));
      // The code that the engine has compiled is put by when a page is opened for the second time.
      await firstMap(context, url);
      warm.push(await firstMap(context, url));
      await context.close();
      say(`opening ${n + 1}: cold ${Math.round(cold.at(-1) ?? 0)} ms, warm ${Math.round(warm.at(-1) ?? 0)} ms`);
    }
    const waits = await eventToPixel(browser, url, leader, bodies);
    say(`event to pixel: p50 ${median(waits).toFixed(0)} ms, most ${Math.max(...waits).toFixed(0)} ms`);
    const machine = 'Chromium with the software renderer, beside the server on one machine';
    const line = `10 Mbit/s, round trip ${LINE.latency} ms`;
    return {
      'first-map-ms': compare(
        median(cold),
        `ms (median of ${OPENINGS})`,
        'limit in ms',
        COLD_LIMIT_MS,
        '<1',
        `cold cache, ${line}; most ${Math.round(Math.max(...cold))} ms; ${machine}`,
      ),
      'first-map-warm-ms': compare(
        median(warm),
        `ms (median of ${OPENINGS})`,
        'limit in ms',
        WARM_LIMIT_MS,
        '<1',
        `third opening, ${line}; most ${Math.round(Math.max(...warm))} ms; ${machine}`,
      ),
      'event-to-pixel-p95': compare(
        percentile(waits, 0.95),
        'ms (p95)',
        'limit in ms',
        PIXEL_LIMIT_MS,
        '<1',
        `${RATE} events/s; median ${Math.round(median(waits))} ms; the queue's number, not the map's symbol; ${machine}`,
      ),
    };
  } finally {
    await browser?.close();
    if (server.connected) server.disconnect();
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function contextOf(browser: Browser, url: string, post: Post): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const [name = '', value = ''] = (post.headers['cookie'] ?? '').split(/=(.*)/s);
  await context.addCookies([{ name, value, url }]);
  return context;
}

/** From the navigation to the frame in which the map has drawn every open case, in the page's own time. */
async function firstMap(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  try {
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', LINE);
    await page.addInitScript({ path: PAGE_CODE });
    await page.goto(`${url}/console`, { waitUntil: 'commit' });
    await page.waitForFunction(() => performance.getEntriesByName('drawn').length > 0, undefined, {
      timeout: PATIENCE_MS,
    });
    return await page.evaluate(() => performance.getEntriesByName('drawn')[0]?.startTime ?? Number.NaN);
  } finally {
    await page.close();
  }
}

/** Waits of each report from the wire to the picture. */
async function eventToPixel(browser: Browser, url: string, post: Post, bodies: readonly string[]): Promise<number[]> {
  const context = await contextOf(browser, url, post);
  const page = await context.newPage();
  await page.addInitScript({ path: PAGE_CODE });
  await page.goto(`${url}/console`);
  await page.waitForFunction(() => performance.getEntriesByName('drawn').length > 0, undefined, {
    timeout: PATIENCE_MS,
  });
  await sleep(2_000);
  const base = (await counted(page)).at(-1)?.[0] ?? 0;
  const wire = await stampReports(url, post.headers['cookie'] ?? '');
  const sent: Promise<Response>[] = [];
  const begun = performance.now();
  for (let n = 0; n < RATE * SECONDS; n++) {
    await sleep(Math.max(0, begun + (n * 1_000) / RATE - performance.now()));
    const body = (bodies[n % bodies.length] as string).replaceAll('@id@', randomUUID());
    sent.push(fetch(`${url}/api/v1/commands`, { method: 'POST', headers: post.headers, body }));
  }
  const refused = (await Promise.all(sent)).find((answer) => !answer.ok);
  if (refused) throw new Error(`a report was refused: ${await refused.text()}`);
  await page.waitForFunction(
    (all) => ((globalThis as unknown as { counted: Counted }).counted.at(-1)?.[0] ?? 0) >= all,
    base + sent.length,
    { timeout: PATIENCE_MS },
  );
  const shown = await counted(page);
  wire.stop();
  await context.close();
  // Events come in order, so the n-th on the wire is in every picture that counts n more than before.
  return [...wire.at.values()].slice(WARM_UP).map((at, i) => {
    const picture = shown.find(([count]) => count >= base + WARM_UP + i + 1);
    if (!picture) throw new Error(`report ${WARM_UP + i + 1} of ${wire.at.size} was never shown`);
    return picture[1] - at;
  });
}

function counted(page: Page): Promise<Counted> {
  return page.evaluate(() => (globalThis as unknown as { counted: Counted }).counted);
}
