// The load generator, a process of its own: 64 connections, one request at a time on each, one body per request with a
// fresh id in it, made as the pages make theirs. Plain sockets, because it shares the machine with what it measures: a
// request costs it 60 µs of processor time; autocannon takes 140 µs and undici 200 µs, more than the no-op takes the server.
import { connect } from 'node:net';
import { v7 } from 'uuid';
import { percentile } from '../measure.ts';

interface Order {
  readonly url: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly connections: number;
  readonly seconds: number;
  /** Texts in which @id@ stands for a fresh UUID; taken in turn. */
  readonly bodies: readonly string[];
}

const HEAD_END = '\r\n\r\n';
const LENGTH = 'content-length: ';

process.once('message', (order: Order) => {
  void load(order).then(
    (result) => process.send?.(result),
    (error) => process.send?.({ error: String(error) }),
  );
});

async function load({ url, path, headers, connections, seconds, bodies }: Order) {
  const { host, hostname, port } = new URL(url);
  const fields = Object.entries({ host, 'content-type': 'application/json', ...headers });
  const head = `POST ${path} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}${LENGTH}`;
  const parts = bodies.map((body) => body.split('@id@'));
  let turn = 0;
  const request = () => {
    const body = (parts[turn++ % parts.length] as string[]).join(v7());
    return `${head}${Buffer.byteLength(body)}${HEAD_END}${body}`;
  };
  const times: number[] = [];
  let bad = 0;
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  const talk = () =>
    new Promise<void>((done, failed) => {
      const socket = connect(Number(port), hostname);
      let answer = '';
      let sent = 0;
      const next = () => {
        sent = performance.now();
        if (sent < until) socket.write(request());
        else socket.end(done);
      };
      socket.setNoDelay(true).on('connect', next).on('error', failed);
      socket.on('data', (bytes) => {
        answer += bytes.toString('latin1');
        if (!isWhole(answer)) return;
        if (answer.startsWith('HTTP/1.1 2')) times.push(performance.now() - sent);
        else bad += 1;
        answer = '';
        next();
      });
    });
  await Promise.all(Array.from({ length: connections }, talk));
  return {
    rate: times.length / ((performance.now() - begun) / 1_000),
    total: times.length,
    bad,
    p50: Math.round(percentile(times, 0.5)),
    p99: Math.round(percentile(times, 0.99)),
  };
}

/** Whether an answer with a content-length has come to its end. @throws Error for one without. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf(HEAD_END);
  if (end < 0) return false;
  const at = answer.toLowerCase().lastIndexOf(LENGTH, end);
  if (at < 0) throw new Error(`an answer that does not say how long it is: ${answer.slice(0, 200)}`);
  return answer.length >= end + HEAD_END.length + Number.parseInt(answer.slice(at + LENGTH.length), 10);
}
