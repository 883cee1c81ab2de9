// The yardstick: a bare server that pushes the given texts to all readers, gathered for as long as ours, and does nothing else.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIVE_COALESCE_MS } from '../../src/contract/live.ts';
import { paced } from './paced.ts';

const readers = new Set<ServerResponse>();
const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('event: clock\ndata: {}\n\n');
  readers.add(response);
  request.socket.on('close', () => readers.delete(response));
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port, path: '/live', cookie: '' }),
);
process.on('message', async (order: { seconds: number; rate: number; texts: string[] }) => {
  const committed: [number, number][] = [];
  let seq = 0;
  let pending: string[] = [];
  let gathering = false;
  const flush = () => {
    gathering = false;
    const frame = Buffer.from(`id: ${seq}\nevent: events\ndata: [${pending.join(',')}]\n\n`);
    pending = [];
    for (const reader of readers) reader.write(frame);
  };
  const cpu = process.cpuUsage();
  await paced(order.rate, order.seconds, () => {
    pending.push(order.texts[seq % order.texts.length] as string);
    committed.push([++seq, Number(process.hrtime.bigint())]);
    if (gathering) return;
    gathering = true;
    setTimeout(flush, LIVE_COALESCE_MS);
  });
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ cpu: (user + system) / 1e6 / order.seconds, committed, texts: [] });
});
process.once('disconnect', () => process.exit(0));
