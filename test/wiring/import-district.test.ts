import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importZip, loadPack, packFiles } from '../../src/server/district/index.ts';
import { zip } from '../../src/server/district/zip.ts';
import { startYiping, type Yiping } from '../../src/server/wiring/index.ts';
import { Visitor } from '../http/town.ts';
import { writeTown } from '../replay/town.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'yiping-import-'));
chmodSync(folder, 0o755);
const town = path.join(folder, 'town');
let yiping: Yiping;
beforeAll(async () => {
  await writeTown(town);
  yiping = await startYiping({
    folder: path.join(folder, 'data'),
    port: 0,
    host: '127.0.0.1',
    version: 'test',
    say: () => {},
    places: [{ id: 'drill', mode: 'drill', pack: town }],
    engine: { timers: false },
  });
}, 120_000);
afterAll(async () => {
  await yiping.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The town's pack as a zip after a change to the text of one of its files. */
async function zipped(file: string, change: (text: string) => string): Promise<Uint8Array> {
  const files = new Map(packFiles(await loadPack(town), { contacts: true }));
  files.set(file, change(files.get(file) as string));
  return zip(files);
}
const withRole = async (role: string): Promise<Visitor> => {
  const door = yiping.doors.drillDoor('drill');
  const login = door?.accounts.find((one) => one.roles.includes(role))?.login as string;
  return new Visitor(yiping.url).signIn(login, door?.password, 'drill');
};
const ZIP = { 'content-type': 'application/zip' };

test('an administrator puts a new version into force, and it is the one that is handed out', async () => {
  const admin = await withRole('admin');
  const next = await zipped('district.json', (text) => text.replace(/"version":\s*"[^"]+"/, '"version": "9"'));
  const answer = await admin.call('POST', '/api/v1/district', next, ZIP);
  expect([answer.status, answer.json]).toEqual([
    200,
    { version: '9', digest: expect.stringMatching(/^[0-9a-f]{64}$/), seq: expect.any(Number) },
  ]);
  expect(yiping.doors.districtOf('drill')?.version).toBe('9');
  expect((await admin.call('GET', '/api/v1/district')).json.version).toBe('9');
  const history = await yiping.engine.history('drill', 'district/profile');
  expect(history.map((event) => [event.type, (event.data as { version: string }).version]).at(-1)).toEqual([
    'district.adopted',
    '9',
  ]);
  expect((await admin.call('POST', '/api/v1/district', next, ZIP)).json.refusal.code).toBe('district.same');

  const out = await fetch(`${yiping.url}/api/v1/district/pack`, { headers: { cookie: admin.cookie } });
  expect(out.headers.get('content-type')).toBe('application/zip');
  const pack = await importZip(new Uint8Array(await out.arrayBuffer()));
  expect([pack.district.version, pack.contacts.length, pack.district.stairwells.length]).toEqual(['9', 0, 38]);

  const { rows } = await yiping.database.pool.query(
    "SELECT action, target FROM audit WHERE action IN ('district.imported', 'export.made') ORDER BY id",
  );
  expect(rows).toEqual([
    { action: 'district.imported', target: 'district/9' },
    { action: 'export.made', target: 'district/9' },
  ]);
});

test('one wrong row refuses the whole pack and is told by file and row', async () => {
  const admin = await withRole('admin');
  const before = yiping.doors.districtOf('drill');
  const wrong = await zipped('households.csv', (text) =>
    text.replace(/^([^,\n]+),([^,\n]+),(\d+),1,/m, '$1,nowhere,$3,1,'),
  );
  const { status, json } = await admin.call('POST', '/api/v1/district', wrong, ZIP);
  expect([status, json.refusal.code, json.refusal.params]).toEqual([422, 'district.pack', { count: 1 }]);
  expect(json.problems).toEqual([
    {
      file: 'households.csv',
      row: expect.any(Number),
      field: 'stairwell',
      code: 'reference',
      zh: 'stairwell 指向不存在的 nowhere',
      en: 'stairwell names nowhere, which does not exist',
    },
  ]);
  expect(yiping.doors.districtOf('drill')).toBe(before);
  const noZip = await admin.call('POST', '/api/v1/district', new Uint8Array([1, 2, 3]), ZIP);
  expect([noZip.status, noZip.json.problems[0].code]).toEqual([422, 'unreadable']);
  expect((await admin.call('POST', '/api/v1/district', {})).status).toBe(415);
});

test('nobody else brings in or takes out district data', async () => {
  const dispatcher = await withRole('dispatcher');
  expect((await dispatcher.call('POST', '/api/v1/district', new Uint8Array([1]), ZIP)).status).toBe(403);
  expect((await dispatcher.call('GET', '/api/v1/district/pack')).status).toBe(403);
});
