// The whole server with readers on its live stream; told to, it puts 100 events a second into its journal.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { v7 } from 'uuid';
import { visible } from '../../src/server/access/visible/index.ts';
import { LiveHub } from '../../src/server/live/hub.ts';
import { startYiping } from '../../src/server/wiring/index.ts';
import { paced } from './paced.ts';
import { reportData } from './reports.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [folder = ''] = process.argv.slice(2);
const yiping = await startYiping({
  folder,
  port: 0,
  host: '127.0.0.1',
  version: 'bench',
  say: () => {},
  places: [
    {
      id: 'drill',
      mode: 'drill',
      pack: join(ROOT, 'districts', 'nanjing-west-road'),
      drill: { scenario: 'in-fa-2021', at: Date.UTC(2021, 6, 23), speed: 1 },
    },
  ],
  live: (parts) => new LiveHub({ ...parts, visible, perSession: 10_000 }),
});
const drill = yiping.doors.drillDoor('drill');
const district = yiping.doors.districtOf('drill');
if (!drill || !district) throw new Error('the drill has no door');
const account = drill.accounts.find((one) => one.roles.includes('supervisor'));
const response = await fetch(`${yiping.url}/api/v1/session`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ tenant: 'drill', login: account?.login, password: drill.password }),
});
await response.text();
const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
const committed: [number, number][] = [];
let texts: string[] = [];
yiping.engine.subscribe('drill', (events) => {
  const now = Number(process.hrtime.bigint());
  for (const event of events) {
    committed.push([event.seq, now]);
    texts.push(JSON.stringify(event));
  }
});
process.send?.({ port: yiping.port, path: '/api/v1/live', cookie });
let i = 0;
process.on('message', async (order: { seconds: number; rate: number }) => {
  committed.length = 0;
  texts = [];
  const actor = { person: 'bench', unit: account?.unit, roles: ['supervisor'] };
  const cpu = process.cpuUsage();
  await paced(order.rate, order.seconds, () => {
    void yiping.engine.submit('drill', actor, {
      id: v7(),
      type: 'case.report',
      stream: `case/${v7()}`,
      data: reportData(district, i++),
    });
  });
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ cpu: (user + system) / 1e6 / order.seconds, committed, texts });
});
process.once('disconnect', () => void yiping.stop().then(() => process.exit(0)));
