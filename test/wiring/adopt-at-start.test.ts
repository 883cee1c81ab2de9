import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startYiping } from '../../src/server/wiring/index.ts';
import { writeTown } from '../replay/town.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'yiping-adopt-'));
chmodSync(folder, 0o755);
const town = path.join(folder, 'town');
const manifest = path.join(town, 'district.json');
beforeAll(() => writeTown(town));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes version and name into the pack on disk, starts, and tells what is in force. */
async function start(version: string, name: string) {
  const file = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...file, version, name: { zh: name, en: name } }));
  const said: string[] = [];
  const yiping = await startYiping({
    folder: path.join(folder, 'data'),
    port: 0,
    host: '127.0.0.1',
    version: 'test',
    say: (message) => said.push(message),
    places: [{ id: 'here', mode: 'real', pack: town }],
    engine: { timers: false },
  });
  try {
    const district = yiping.doors.districtOf('here');
    const adoptions = (await yiping.engine.history('here', 'district/profile')).map(
      (event) => (event.data as { version: string }).version,
    );
    const home = district?.households.find((row) => row.use === 'owner')?.id as string;
    const contact = await yiping.doors.contacts.find('here', home);
    // The first household asks to be forgotten.
    await yiping.doors.contacts.erase('here', home);
    return { inForce: [district?.version, district?.name.zh], adoptions, contact: contact !== undefined, said };
  } finally {
    await yiping.stop();
  }
}

test('a pack with a new version is adopted at the next start; an old or a falsified one is not', async () => {
  expect(await start('1', '甲')).toMatchObject({ inForce: ['1', '甲'], adoptions: ['1'], contact: true });
  const second = await start('2', '乙');
  expect(second).toMatchObject({ inForce: ['2', '乙'], adoptions: ['1', '2'], contact: false });
  expect(second.said).toContain('here: district data 2 adopted, before 1');
  expect(await start('2', '乙')).toMatchObject({ inForce: ['2', '乙'], adoptions: ['1', '2'] });
  const older = await start('1', '甲');
  expect(older).toMatchObject({ inForce: ['2', '乙'], adoptions: ['1', '2'] });
  expect(older.said).toContain('here: district data 2 is in force; the older 1 on disk is left alone');
  const other = await start('2', '丙');
  expect(other).toMatchObject({ inForce: ['2', '乙'], adoptions: ['1', '2'] });
  expect(other.said.join()).toContain('2 stays in force until the pack gets a new version');
}, 180_000);
