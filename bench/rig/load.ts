// The load generator, a process of its own: autocannon, 64 connections, one body per request with a fresh id in it, made as the pages make theirs.
import autocannon from 'autocannon';
import { v7 } from 'uuid';

interface Order {
  readonly url: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly connections: number;
  readonly seconds: number;
  /** Texts in which @id@ stands for a fresh UUID; taken in turn. */
  readonly bodies: readonly string[];
}

process.once('message', (order: Order) => {
  let turn = 0;
  const parts = order.bodies.map((body) => body.split('@id@'));
  autocannon(
    {
      url: order.url,
      connections: order.connections,
      duration: order.seconds,
      timeout: 30,
      requests: [
        {
          method: 'POST',
          path: order.path,
          headers: { 'content-type': 'application/json', ...order.headers },
          setupRequest: (request) => {
            const body = (parts[turn++ % parts.length] as string[]).join(v7());
            return { ...request, body };
          },
        },
      ],
    },
    (error, result) => {
      process.send?.(
        error
          ? { error: String(error) }
          : {
              rate: result.requests.total / result.duration,
              total: result['2xx'],
              bad: result.non2xx + result.errors + result.timeouts,
              p50: result.latency.p50,
              p99: result.latency.p99,
            },
      );
    },
  );
});
