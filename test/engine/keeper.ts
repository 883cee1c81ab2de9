import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { supervise } from '../../src/server/database/supervisor.ts';
import { FOLDER, KEEPER, LEASES, processAlive, READY } from './cluster.ts';

/** Long enough that one test file after the other finds it running. */
const IDLE_MS = 30_000;

// Nothing of a test outlives its database, so nothing has to reach the disk. What must is tested on clusters of their own.
const supervisor = await supervise({
  folder: join(FOLDER, 'postgres'),
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  say: console.log,
});
writeFileSync(`${READY}.new`, JSON.stringify({ host: supervisor.host, port: supervisor.port, user: supervisor.user }));
renameSync(`${READY}.new`, READY);

for (let idleSince = Date.now(); Date.now() - idleSince < IDLE_MS; await sleep(1_000)) {
  for (const lease of readdirSync(LEASES)) {
    if (processAlive(Number(lease))) idleSince = Date.now();
    else rmSync(join(LEASES, lease), { force: true });
  }
}
rmSync(READY, { force: true });
await supervisor.stop();
rmSync(KEEPER, { force: true });
rmSync(join(FOLDER, 'postgres'), { recursive: true, force: true });
