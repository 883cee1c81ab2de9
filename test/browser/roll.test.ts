import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workbook } from '../roll/sheets.ts';
import { openRoom, PATIENCE, type Room } from './room.ts';

const PACK = path.resolve(import.meta.dirname, '../../districts/nanjing-west-road');
let room: Room;
beforeAll(async () => {
  room = await openRoom();
}, 3 * PATIENCE);
afterAll(() => room?.close(), PATIENCE);

it(
  'an administrator hands in a list, sees what is wrong, hands in a corrected one and adopts it',
  async () => {
    const listed = (await (await fetch(`${room.url}/api/v1/districts`)).json()) as {
      districts: { id: string; drill?: { accounts: { login: string; roles: string[] }[] } }[];
    };
    const accounts = listed.districts.find((one) => one.id === 'drill')?.drill?.accounts ?? [];
    const login = accounts.find((one) => one.roles.includes('admin'))?.login as string;
    const homes = (
      parse(readFileSync(path.join(PACK, 'households.csv')), { columns: true }) as Record<string, string>[]
    )
      .filter((row) => row['stairwell'] === 'c001-s01')
      .slice(0, 4);
    const compound = (
      JSON.parse(readFileSync(path.join(PACK, 'compounds.geojson'), 'utf8')) as {
        features: { id: string; properties: { name: { zh: string } } }[];
      }
    ).features.find((one) => one.id === 'c001')?.properties.name.zh;
    const list = (door: string) =>
      workbook({
        name: '名册',
        rows: [
          ['小区', '号', '室', '户主', '电话', '人数'],
          ...homes.map((row, n) => [compound, n === 0 ? door : '1号', row['room'], '甲某', `1380000000${n}`, 3]),
        ],
      });
    const file = async (name: string, door: string) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: await list(door),
    });

    const page = await room.page(login, '/roll');
    await page.setInputFiles('input[type=file]', await file('错.xlsx', '77号'));
    await page.waitForSelector('.roll-problems');
    expect(await page.textContent('.roll-problems tbody')).toMatch(/名册2B 号错误.*没有 77号/);
    expect(await page.isDisabled('.roll-go')).toBe(true);
    expect(await page.textContent('.roll-mapping')).not.toMatch(/甲某|13800000/);

    await page.click('.roll-adopt .button.quiet');
    await page.setInputFiles('input[type=file]', await file('对.xlsx', '1号'));
    await page.waitForSelector('.roll-go:not([disabled])');
    expect(await page.textContent('.roll-counts .listed dd')).toBe('4');
    await page.click('.roll-go');
    await page.waitForSelector('.roll-history li');
    expect(await page.textContent('.roll-history')).toContain('对.xlsx');
    expect(room.troubles()).toEqual([]);
    await page.context().close();
  },
  6 * PATIENCE,
);
