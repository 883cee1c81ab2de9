import { createServer } from 'node:http';
import { openDatabase } from '../../src/server/database/index.ts';
import { createEngine, Fault } from '../../src/server/engine/index.ts';
import { toys } from '../engine/toys.ts';

/**
 * The server that the fault tests kill: embedded PostgreSQL, engine, and two doors. Nothing else, so that what breaks is
 * what is tested. Prints one line of JSON when it is up.
 */
const [folder = '', port = '0', settings = '{}'] = process.argv.slice(2);
const database = await openDatabase({
  folder,
  settings: JSON.parse(settings),
  say: (message) => console.error(message),
});
const engine = createEngine({
  database,
  aggregates: toys,
  worldOf: () => ({}),
  batchLimit: 64,
  log: {
    info() {},
    warn: (fields, message) => console.error(message, fields),
    error: (fields, message) => console.error(message, fields),
  },
});
await engine.createTenant({ id: 'test', mode: 'real', name: 'Test' });
const clerk = { person: 'p-1', roles: ['clerk'] };

const server = createServer((request, response) => {
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const failed = (error: unknown) => answer(error instanceof Fault ? 500 : 503, { error: String(error) });
  const url = new URL(request.url ?? '/', 'http://node');
  if (url.pathname === '/events') {
    engine
      .readEvents('test', Number(url.searchParams.get('after')), 2_000)
      .then((events) => answer(200, events), failed);
    return;
  }
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (piece: string) => {
    body += piece;
  });
  request.on('end', () => {
    engine
      .submit('test', clerk, JSON.parse(body))
      .then(
        (outcome) => answer(outcome.ok ? 200 : outcome.refusal.code.startsWith('engine.') ? 503 : 409, outcome),
        failed,
      );
  });
});
server.listen(Number(port), '127.0.0.1', () => {
  const { port: listening } = server.address() as { port: number };
  console.log(JSON.stringify({ port: listening }));
});

const end = () => {
  server.close();
  server.closeAllConnections();
  void engine
    .stop()
    .then(() => database.stop())
    .then(() => process.exit(0));
};
process.once('SIGTERM', end);
// A test that was killed itself must not leave its servers behind.
process.stdin.resume().once('end', end);
