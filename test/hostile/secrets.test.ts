import { readFileSync, renameSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeKey } from '../../src/server/access/secret-box.ts';
import { backup } from '../../src/server/backup/index.ts';
import { MediaFiles } from '../../src/server/media/index.ts';
import { DRILL_PASSWORD, startYiping, type Yiping } from '../../src/server/wiring/index.ts';
import { type TestDatabase, testDatabase } from '../engine/harness.ts';
import { Visitor } from '../http/town.ts';
import { writeTown } from '../replay/town.ts';

/** Secrets of providers on a whole server: what lies on the disk, in a backup and in every answer. */
const SECRET = 'a-secret-of-the-gateway-1f0c';
let folder: string;
let database: TestDatabase;
let yiping: Yiping;
let admin: Visitor;
const said: string[] = [];

async function start(): Promise<void> {
  const { user, host, port } = database.config;
  yiping = await startYiping({
    folder,
    databaseUrl: `postgres://${user}@${encodeURIComponent(String(host))}:${port}/${database.name}`,
    port: 0,
    host: '127.0.0.1',
    version: 'test',
    say: (message) => said.push(message),
    places: [{ id: 'drill', mode: 'drill', pack: path.join(folder, 'town') }],
    engine: { timers: false },
  });
  const login = yiping.doors.drillDoor('drill')?.accounts.find((one) => one.roles.includes('admin'))?.login ?? '';
  admin = await new Visitor(yiping.url).signIn(login, DRILL_PASSWORD, 'drill');
}
async function again(): Promise<void> {
  await yiping.stop();
  await start();
}
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yiping-secrets-'));
  await writeTown(path.join(folder, 'town'));
  database = await testDatabase();
  await start();
}, 120_000);
afterAll(async () => {
  await yiping.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

const settings = { url: 'http://127.0.0.1:9/', body: '{"t":"{text}"}', secret: SECRET };
const put = (more: object = {}) =>
  admin.call('PUT', '/api/v1/providers/gateway', {
    channel: 'http-sms',
    name: '市平台',
    settings,
    place: 1,
    enabled: true,
    ...more,
  });
const stored = async () =>
  (await database.pool.query<{ text: string }>('SELECT settings::text AS text FROM provider')).rows[0]?.text ?? '';
const secretNow = async () => (await yiping.doors.providers.list('drill'))[0]?.settings['secret'];

it('lie in no table, no backup and no answer in the clear', async () => {
  expect((await put()).status).toBe(200);
  expect(await stored()).toContain('sealed:1:');
  expect(await stored()).not.toContain(SECRET);
  expect(await secretNow()).toBe(SECRET);
  const file = path.join(folder, 'copy.gz');
  await backup(database.config, file, { madeAt: new Date(), media: new MediaFiles(folder) });
  const copy = gunzipSync(readFileSync(file)).toString('utf8');
  const key = readFileSync(path.join(folder, 'secret.key'), 'utf8').trim();
  expect(copy).toContain('sealed:1:');
  expect(copy).not.toContain(SECRET);
  expect(copy).not.toContain(key);
  for (const answer of [
    await admin.call('GET', '/api/v1/providers'),
    await put(),
    await put({ settings: { ...settings, url: 'no address' } }),
    await admin.call('POST', '/api/v1/providers/gateway/test', { to: '19900000001' }),
  ]) {
    expect(answer.text).not.toContain(SECRET);
    expect(answer.text).not.toContain('sealed:');
  }
});

it('that lay in the clear before, or under an older key, are sealed anew at the next start', async () => {
  await database.pool.query(`UPDATE provider SET settings = settings || jsonb_build_object('secret', $1::text)`, [
    SECRET,
  ]);
  expect(await secretNow()).toBe(SECRET);
  await again();
  expect(await stored()).not.toContain(SECRET);
  const before = await stored();
  changeKey(folder);
  expect(await secretNow()).toBe(SECRET);
  await again();
  expect(await stored()).not.toBe(before);
  expect(await secretNow()).toBe(SECRET);
});

it('taken from one provider into another do not open there', async () => {
  await database.pool.query(
    `INSERT INTO provider SELECT tenant, 'thief', channel, name, settings, 2, true, 0 FROM provider WHERE id = 'gateway'`,
  );
  const thief = (await yiping.doors.providers.list('drill')).find(({ id }) => id === 'thief');
  expect(thief?.lost).toEqual(['secret']);
  await database.pool.query(`DELETE FROM provider WHERE id = 'thief'`);
});

it('whose key is lost stand still and say so; they come back with the key, or by being entered anew', async () => {
  const file = path.join(folder, 'secret.key');
  renameSync(file, `${file}.away`);
  said.length = 0;
  await again();
  expect(said.filter((one) => one.includes('the key of its secrets is missing'))).toHaveLength(1);
  expect(yiping.doors.desks.providers('drill')).toEqual([]);
  const { providers } = (await admin.call('GET', '/api/v1/providers')).json;
  expect(providers).toMatchObject([{ id: 'gateway', keyLost: true }]);
  const refused = await put({ settings: { url: settings.url, body: settings.body } });
  expect([refused.status, refused.json.refusal.code]).toEqual([409, 'provider.key-lost']);
  expect((await admin.call('POST', '/api/v1/providers/gateway/test', { to: '1' })).json.refusal.code).toBe(
    'provider.key-lost',
  );
  const lost = await stored();
  renameSync(`${file}.away`, file);
  await again();
  expect(await stored()).toBe(lost);
  expect(await secretNow()).toBe(SECRET);
  renameSync(file, `${file}.away`);
  await again();
  expect((await put()).status).toBe(200);
  expect((await admin.call('GET', '/api/v1/providers')).json.providers[0]).not.toHaveProperty('keyLost');
  expect(yiping.doors.desks.providers('drill').map(({ id }) => id)).toEqual(['gateway']);
});
