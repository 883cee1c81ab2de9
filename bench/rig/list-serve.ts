// The whole server with 100,000 cases, and beside it a bare handler with one indexed query on the same table.
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import { startYiping } from '../../src/server/wiring/index.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [folder = '', cases = '100000'] = process.argv.slice(2);
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
});
const { pool } = yiping.database;
await pool.query(
  `INSERT INTO case_row (tenant, id, version, seq, no, stage, phase, category, source, committee, unit, rank, lon, lat, reported_at, due_at, whole_due_at, touched_at, summary)
   SELECT 'drill', gen_random_uuid()::text, 1, i, '20210725-' || i, 'handling', 'working', 'ST' || i % 42, 'patrol', 'committee-' || i % 13, 'unit-' || i % 60, i % 3,
     121.4424 + random() * 0.02, 31.2193 + random() * 0.013, 1627000000000 + i * 1000, 1627100000000 + i, 1627200000000 + i, 1627000000000,
     jsonb_build_object('description', '路边行道树倒伏，压住人行道，需尽快清理（' || i || '）', 'urgency', 'normal', 'since', 1627000000000, 'occurredAt', 1627000000000, 'reporters', 1, 'reworks', 0)
   FROM generate_series(1, $1::int) i`,
  [Number(cases)],
);
await pool.query('VACUUM ANALYZE case_row');

const bare = Fastify();
bare.get('/newest', async () => {
  const { rows } = await pool.query({
    name: 'bare-newest',
    text: `SELECT id, no, stage, phase, category, committee, unit, lon, lat, reported_at, due_at, closed_at, summary FROM case_row WHERE tenant = $1 ORDER BY reported_at DESC, id DESC LIMIT 100`,
    values: ['drill'],
  });
  return {
    type: 'FeatureCollection',
    features: rows.map((row) => ({
      type: 'Feature',
      id: row.id,
      geometry: { type: 'Point', coordinates: [row.lon, row.lat] },
      properties: {
        no: row.no,
        stage: row.stage,
        phase: row.phase,
        category: row.category,
        committee: row.committee,
        unit: row.unit,
        reportedAt: row.reported_at,
        dueAt: row.due_at,
        closedAt: row.closed_at,
        urgency: row.summary.urgency,
        description: row.summary.description,
      },
    })),
  };
});
await bare.listen({ port: 0, host: '127.0.0.1' });

const drill = yiping.doors.drillDoor('drill');
const login = drill?.accounts.find((account) => account.roles.includes('supervisor'))?.login;
const response = await fetch(`${yiping.url}/api/v1/session`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ tenant: 'drill', login, password: drill?.password }),
});
await response.text();
process.send?.({
  ours: `${yiping.url}/api/v1/cases?format=geojson&limit=100`,
  bare: `http://127.0.0.1:${(bare.server.address() as AddressInfo).port}/newest`,
  cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
});
process.once(
  'disconnect',
  () =>
    void bare
      .close()
      .then(() => yiping.stop())
      .then(() => process.exit(0)),
);
