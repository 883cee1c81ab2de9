// A carrier that takes so many messages a second and refuses what is above it, in a process of its own: one JSON line each.
import { createServer } from 'node:http';

const perSecond = Number(process.argv[2]);
let second = 0;
let taken = 0;
let total = 0;
let first = 0;
let last = 0;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const now = Date.now();
    if (Math.floor(now / 1_000) !== second) {
      second = Math.floor(now / 1_000);
      taken = 0;
    }
    const messages = JSON.parse(Buffer.concat(chunks).toString()) as string[];
    if (taken + messages.length > perSecond) {
      response.writeHead(429).end('{}');
      return;
    }
    taken += messages.length;
    total += messages.length;
    first ||= now;
    last = now;
    response.end(JSON.stringify(messages));
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('message', () => process.send?.({ total, first, last }));
process.on('disconnect', () => process.exit(0));
