import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPack, packFiles } from '../../src/server/district/index.ts';
import { zip } from '../../src/server/district/zip.ts';
import { startYiping, type Yiping } from '../../src/server/wiring/index.ts';
import { type TestDatabase, testDatabase } from '../engine/harness.ts';
import { Visitor } from '../http/town.ts';
import { writeTown } from '../replay/town.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'yiping-two-'));
const town = path.join(folder, 'town');
const said: string[] = [];
let database: TestDatabase;
let here: Yiping;
let there: Yiping;
beforeAll(async () => {
  await writeTown(town);
  database = await testDatabase();
  const { user, host, port } = database.config;
  const start = (name: string) =>
    startYiping({
      folder: path.join(folder, name),
      databaseUrl: `postgres://${user}@${encodeURIComponent(String(host))}:${port}/${database.name}`,
      port: 0,
      host: '127.0.0.1',
      version: 'test',
      say: (message) => said.push(`${name}: ${message}`),
      places: [{ id: 'drill', mode: 'drill', pack: town }],
      engine: { timers: false },
    });
  here = await start('here');
  there = await start('there');
}, 120_000);
afterAll(async () => {
  await there?.stop();
  await here?.stop();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The town's pack with another version, and a unit of that name. */
async function packed(version: string): Promise<Uint8Array> {
  const files = new Map(packFiles(await loadPack(town), { contacts: false }));
  const manifest = JSON.parse(files.get('district.json') as string);
  files.set('district.json', JSON.stringify({ ...manifest, version }));
  const units = JSON.parse(files.get('units.json') as string);
  files.set('units.json', JSON.stringify([...units, { ...units[0], id: `unit-of-${version}` }]));
  return zip(files);
}
const signedIn = async (yiping: Yiping, role: string) => {
  const door = yiping.doors.drillDoor('drill');
  const login = door?.accounts.find((one) => one.roles.includes(role))?.login as string;
  return new Visitor(yiping.url).signIn(login, door?.password, 'drill');
};
const knows = (yiping: Yiping, unit: string) =>
  yiping.doors.districtOf('drill')?.units.some((row) => row.id === unit) ?? false;

test('a pack put into force on one node is taken over by the other without a start', async () => {
  const admin = await signedIn(here, 'admin');
  const elsewhere = await signedIn(there, 'admin');
  const before = (await elsewhere.call('GET', '/api/v1/district')).headers.get('etag') as string;
  const types = { 'content-type': 'application/zip' };
  for (const [node, other, visitor, version] of [
    [here, there, admin, '8'],
    [there, here, elsewhere, '9'],
  ] as const) {
    expect((await visitor.call('POST', '/api/v1/district', await packed(version), types)).status).toBe(200);
    // The node that was asked works with it when it answers.
    expect(knows(node, `unit-of-${version}`)).toBe(true);
    await expect.poll(() => other.doors.districtOf('drill')?.version, { timeout: 20_000 }).toBe(version);
    expect(knows(other, `unit-of-${version}`)).toBe(true);
  }
  const answer = await elsewhere.call('GET', '/api/v1/district', undefined, { 'if-none-match': before });
  expect([answer.status, answer.json.version]).toEqual([200, '9']);
  // A reader of the other node hears of it, and is told what to load.
  const reader = await signedIn(there, 'dispatcher');
  const { json } = await reader.call('GET', '/api/v1/events');
  const adoptions = json.events.filter((event: { type: string }) => event.type === 'district.adopted');
  expect(adoptions.map((event: { data: { version: string } }) => event.data.version).slice(-2)).toEqual(['8', '9']);
  expect(said.filter((line) => line.includes('adopted elsewhere'))).toEqual([
    'there: drill: district data 8 is in force, adopted elsewhere',
    'here: drill: district data 9 is in force, adopted elsewhere',
  ]);
}, 60_000);

test('content that was lost leaves what is in force, and is told', async () => {
  const admin = await signedIn(here, 'admin');
  // The other node finds nothing under the digest that it hears of.
  await database.pool.query(
    `CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
     CREATE TRIGGER lose BEFORE INSERT ON district_pack FOR EACH ROW EXECUTE FUNCTION lose()`,
  );
  const types = { 'content-type': 'application/zip' };
  expect((await admin.call('POST', '/api/v1/district', await packed('10'), types)).status).toBe(200);
  await expect
    .poll(() => said.at(-1), { timeout: 20_000 })
    .toBe('there: drill: adopted district data was not taken over: Error: the content of 10 is lost');
  expect(there.doors.districtOf('drill')?.version).toBe('9');
}, 60_000);
