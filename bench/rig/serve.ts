// The whole server as it is wired for use, pages included where they are built, with one route more: a POST that reads its body and does nothing.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { JSON_TYPE, route, Sent } from '../../src/server/http/route.ts';
import { startYiping } from '../../src/server/wiring/index.ts';
import { reportBodies } from './reports.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [folder = '', batchLimit = '512'] = process.argv.slice(2);

const noop = route({
  method: 'POST',
  url: '/api/v1/noop',
  may: 'command',
  noun: 'bench',
  answer: z.strictObject({}),
  ownBody: { type: 'object' },
  bodyLimit: 256 * 1024,
  words: { zh: '空操作', en: 'Does nothing' },
  handler: () => new Sent('{}', JSON_TYPE),
});

const pages = join(ROOT, 'dist', 'web');
const pack = join(ROOT, 'districts', 'nanjing-west-road');
const yiping = await startYiping({
  folder,
  port: 0,
  host: '127.0.0.1',
  places: [
    { id: 'drill', mode: 'drill', pack, drill: { scenario: 'in-fa-2021', at: Date.UTC(2021, 6, 23), speed: 1 } },
  ],
  version: 'bench',
  say: () => {},
  ...(existsSync(join(pages, 'index.html')) ? { pages } : {}),
  engine: { batchLimit: Number(batchLimit) },
  routes: [noop],
});
const drill = yiping.doors.drillDoor('drill');
const login = drill?.accounts.find((account) => account.roles.includes('supervisor'))?.login;
const response = await fetch(`${yiping.url}/api/v1/session`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ tenant: 'drill', login, password: drill?.password }),
});
const { csrf } = (await response.json()) as { csrf: string };
const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
const district = yiping.doors.districtOf('drill');
process.send?.({
  url: yiping.url,
  headers: { cookie, 'x-csrf-token': csrf },
  bodies: district ? reportBodies(district, 500) : [],
});
process.once('SIGTERM', () => void yiping.stop().then(() => process.exit(0)));
process.once('disconnect', () => void yiping.stop().then(() => process.exit(0)));
