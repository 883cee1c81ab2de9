import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startYiping } from '../../src/server/wiring/index.ts';
import { writeTown } from '../replay/town.ts';

/**
 * The whole server as it is wired for use, for the fault tests to kill: its clock runs sixty times as fast, so that timers of the
 * cases fall due meanwhile. Prints one line of JSON when it is up.
 */
const [folder = '', port = '0'] = process.argv.slice(2);
const pack = join(folder, 'town');
if (!existsSync(pack)) {
  mkdirSync(pack);
  await writeTown(pack);
}
const yiping = await startYiping({
  folder,
  port: Number(port),
  host: '127.0.0.1',
  version: 'test',
  say: (message) => console.error(message),
  places: [
    { id: 'test', mode: 'drill', pack, drill: { scenario: 'in-fa-2021', at: Date.UTC(2021, 6, 24), speed: 60 } },
  ],
});
console.log(JSON.stringify({ port: yiping.port }));

const end = () => void yiping.stop().then(() => process.exit(0));
process.once('SIGTERM', end);
// A test that was killed itself must not leave its servers behind.
process.stdin.resume().once('end', end);
