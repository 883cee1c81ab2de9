// One list of 100,000 households read into the preview's table, and COPY of the rows that came of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { indexed } from '../../src/domain/places/index.ts';
import { openDatabase } from '../../src/server/database/index.ts';
import { Roll } from '../../src/server/roll/index.ts';
import { loadDistrict } from './district.ts';
import { writeList } from './roll-list.ts';

const [folder = '', count = '100000'] = process.argv.slice(2);
const file = join(folder, 'list.xlsx');
await writeList(file, Number(count));
const database = await openDatabase({ folder });
const { pool } = database;
await pool.query(
  `INSERT INTO tenant (id, mode, name, clock_at, clock_since, clock_speed) VALUES ('drill', 'drill', 'Drill', 0, 0, 1)`,
);
const district = await loadDistrict();
indexed(district);
const roll = new Roll({
  sql: pool,
  engine: { submit: () => Promise.reject(new Error('nothing is adopted here')), state: async () => undefined },
  realTime: Date.now,
  districtOf: () => district,
  seedOf: () => ({ digest: 'bench', households: [] }),
  learned: async () => {},
  say: (message) => console.error(message),
});
let rss = 0;
const watching = setInterval(() => {
  rss = Math.max(rss, process.memoryUsage.rss());
}, 50);
const bytes = readFileSync(file);
const began = performance.now();
const who = { tenant: 'drill', account: 'bench', actor: { person: 'bench', roles: ['admin'] } };
const { id, done } = await roll.begin(who, 'list.xlsx', bytes, { layouts: {}, purpose: 'standing', until: null });
await done;
const seconds = (performance.now() - began) / 1_000;
clearInterval(watching);
const found = await roll.own(who, id);
if (found.report?.counts.listed !== Number(count) || found.report.errors > 0)
  throw new Error(
    `${found.report?.counts.listed} households, ${found.report?.errors} errors, ${JSON.stringify(found.refusal)}`,
  );

const client = await pool.connect();
const out: Buffer[] = [];
for await (const chunk of client.query(copyTo('COPY roll_import_row TO STDOUT'))) out.push(chunk as Buffer);
const rows = Buffer.concat(out);
await client.query('CREATE TABLE bare (LIKE roll_import_row INCLUDING INDEXES)');
let copySeconds = Number.POSITIVE_INFINITY;
for (let round = 0; round < 3; round++) {
  await client.query('TRUNCATE bare');
  const start = performance.now();
  await pipeline(Readable.from([rows]), client.query(copyFrom('COPY bare FROM STDIN')));
  copySeconds = Math.min(copySeconds, (performance.now() - start) / 1_000);
}
client.release();
await database.stop();
process.send?.({ seconds, copySeconds, rss: Math.round(rss / 1_048_576), megabytes: bytes.length / 1_048_576 });
process.disconnect?.();
