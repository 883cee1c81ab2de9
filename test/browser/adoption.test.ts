import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPack, packFiles } from '../../src/server/district/index.ts';
import { zip } from '../../src/server/district/zip.ts';
import { openRoom, PATIENCE, type Room } from './room.ts';

const PACK = path.resolve(import.meta.dirname, '../../districts/nanjing-west-road');
let room: Room;
beforeAll(async () => {
  room = await openRoom();
}, 3 * PATIENCE);
afterAll(() => room?.close(), PATIENCE);

/** The district's pack as a new version, under another name. */
async function renamed(): Promise<string> {
  const files = new Map(packFiles(await loadPack(PACK), { contacts: false }));
  const edit = (file: string, change: (content: never) => unknown): void => {
    files.set(file, JSON.stringify(change(JSON.parse(files.get(file) as string) as never)));
  };
  edit('district.json', (manifest: object) => ({
    ...manifest,
    version: 'renamed',
    name: { zh: '改名街道', en: 'Renamed' },
  }));
  return Buffer.from(await zip(files)).toString('base64');
}

it(
  'an open page takes over new district data, and what somebody is writing stays',
  async () => {
    const page = await room.page('ops-centre.shift-leader.1');
    await page.waitForSelector('.city-map[data-ready="true"]');
    expect(await page.textContent('.home')).toBe('南京西路街道');
    await page.click('.rail-tab.report');
    await page.click('[data-category="ST06"]');
    await page.fill('.report-form [name="description"]', '写到一半');
    const layers: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/district/map/')) layers.push(request.url());
    });

    const district = (await (await fetch(`${room.url}/api/v1/districts`)).json()) as {
      districts: { id: string; drill?: { accounts: { login: string; roles: string[] }[] } }[];
    };
    const accounts = district.districts.find((one) => one.id === 'drill')?.drill?.accounts ?? [];
    const admin = await room.page(accounts.find((one) => one.roles.includes('admin'))?.login, '/');
    const status = await admin.evaluate(
      async (packed) => {
        const { csrf } = (await (await fetch('/api/v1/session')).json()) as { csrf: string };
        const answer = await fetch('/api/v1/district', {
          method: 'POST',
          headers: { 'content-type': 'application/zip', 'x-csrf-token': csrf },
          body: Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)),
        });
        return `${answer.status} ${await answer.text()}`;
      },
      await renamed(),
    );
    expect(status).toMatch(/^200 .*"version":"renamed"/);

    await expect.poll(() => page.textContent('.home'), { timeout: PATIENCE }).toBe('改名街道');
    await page.waitForSelector('.city-map[data-ready="true"]');
    expect(await page.inputValue('.report-form [name="description"]')).toBe('写到一半');
    expect(layers.length).toBeGreaterThanOrEqual(4);
    expect(room.troubles()).toEqual([]);
    await admin.context().close();
    await page.context().close();
  },
  6 * PATIENCE,
);
