import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { aggregates } from '../../src/domain/aggregates.ts';
import { type DoorsState, doorList, doorsId } from '../../src/domain/notices/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import { httpSms } from '../../src/server/channels/http-sms/index.ts';
import { withDefaults } from '../../src/server/channels/settings.ts';
import { openDatabase } from '../../src/server/database/index.ts';
import { DeliveryDesk } from '../../src/server/deliveries/desk.ts';
import { createEngine } from '../../src/server/engine/index.ts';
import { issue, LADDER, leader, manyHouseholds } from '../deliveries/rig.ts';

/**
 * The engine with its delivery desk, for the fault tests to kill: one provider of text messages, whose simulator stands in
 * the test. POST /receipts is the provider's door, POST /issue sends a notice to everybody, GET / tells how all stand.
 */
export interface DeliveriesSettings {
  readonly carrier: string;
  readonly secret: string;
  readonly households: number;
  /** Time on each rung. */
  readonly waitMinutes: number;
  readonly perSecond: number;
  /** Another database than the one in the folder. */
  readonly url: string;
}
const [folder = '', port = '0', text = '{}'] = process.argv.slice(2);
const { carrier, secret, households, waitMinutes, perSecond, url } = JSON.parse(text) as DeliveriesSettings;
const NOTICE = '01985f3e-7c00-7000-8000-000000000001';
const TENANT = 'test';

// One message each; who has not answered in time is on the list of doors.
const ladder = LADDER.filter(({ channel }) => channel !== 'call').map((rung) => ({ ...rung, tries: 1, waitMinutes }));
const small = manyHouseholds(households);
const district = { ...small, ladders: { ...small.ladders, IV: ladder } };
const database = await openDatabase(url ? { url } : { folder, settings: { max_connections: '40' } });
const engine = createEngine({ database, aggregates, react, worldOf: () => district });
await engine.createTenant({ id: TENANT, mode: 'real', name: 'Test' });
const settings = { url: carrier, secret, body: '{"mobile":"{to}","content":"{text}","serial":"{id}"}' };
const sender = httpSms.open(withDefaults(httpSms.card, settings), { now: Date.now, fetch });
const desk = new DeliveryDesk({
  tenant: TENANT,
  engine,
  pool: database.pool,
  config: database.config,
  district: () => district,
  providers: [
    { id: 'gateway', kind: 'sms', card: { ...httpSms.card, limits: { ...httpSms.card.limits, perSecond } }, sender },
  ],
  address: (_kind, claims) =>
    Promise.resolve(
      new Map(
        claims.map((one) => [
          one,
          { to: `199${one.household.slice(2).padStart(8, '0')}`, text: '台风', fields: {}, lang: 'zh' as const },
        ]),
      ),
    ),
  realTime: Date.now,
  say: (message, fields) => console.error(message, JSON.stringify(fields)),
});
desk.start();

async function standing(): Promise<object> {
  const states: Record<string, number> = {};
  let listed = 0;
  const streams = district.stairwells.map(({ id }) => `doors/${doorsId(NOTICE, id)}`);
  for (const { state } of await engine.statesOf<DoorsState>(TENANT, streams)) {
    for (const door of Object.values(state.doors)) states[door.state] = (states[door.state] ?? 0) + 1;
    listed += doorList(state, []).length;
  }
  const { rows } = await database.pool.query<{ state: string; n: number }>(
    'SELECT state, count(*)::int AS n FROM delivery WHERE tenant = $1 GROUP BY state',
    [TENANT],
  );
  return { states, rows: Object.fromEntries(rows.map((row) => [row.state, row.n])), listed, silent: desk.silent() };
}

const server = createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://door');
    if (url.pathname === '/receipts' && sender.receive) {
      const { receipts, answer } = sender.receive({
        method: 'POST',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks),
        now: Date.now(),
      });
      await desk.receive('gateway', receipts);
      response.writeHead(answer.status).end(answer.body);
    } else if (url.pathname === '/issue') {
      await issue({ engine, tenant: TENANT }, NOTICE);
      response.end('{}');
    } else if (url.pathname === '/close') {
      const stream = `notice/${NOTICE}`;
      const close = { id: randomUUID(), type: 'notice.close', stream, data: { reason: '演练结束' } };
      response.end(JSON.stringify(await engine.submit(TENANT, leader, close)));
    } else response.end(JSON.stringify(await standing()));
  })().catch((error: unknown) => response.writeHead(500).end(JSON.stringify({ error: String(error) })));
});
server.listen(Number(port), '127.0.0.1', () => {
  console.log(JSON.stringify({ port: (server.address() as { port: number }).port }));
});

const end = () => {
  server.closeAllConnections();
  server.close();
  void desk
    .stop()
    .then(() => engine.stop())
    .then(() => database.stop())
    .then(() => process.exit(0));
};
process.once('SIGTERM', end);
process.stdin.resume().once('end', end);
