import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { z } from 'zod';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { type Route, route, Sent } from './route.ts';

/** Measurements of this process in the form of Prometheus. */
export class Metrics {
  readonly registry = new Registry();
  private readonly took: Histogram<'route' | 'method' | 'status'>;
  private readonly children = new Map<string, ReturnType<Histogram<'route' | 'method' | 'status'>['labels']>>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.took = new Histogram({
      name: 'yiping_http_seconds',
      help: 'Time from request to answer',
      labelNames: ['route', 'method', 'status'],
      registers: [this.registry],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    });
  }

  /** One answer went out. The child of each label set is kept: looking it up by labels costs more than the counting. */
  answered(url: string, method: string, status: number, milliseconds: number): void {
    const key = `${method} ${url} ${status}`;
    let child = this.children.get(key);
    if (!child) {
      child = this.took.labels(url, method, String(status));
      this.children.set(key, child);
    }
    child.observe(milliseconds / 1_000);
  }

  watch(doors: Doors): void {
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers: [this.registry],
        collect() {
          this.set(read());
        },
      });
    gauge('yiping_live_streams', 'Open live streams', () => doors.live.open);
    gauge('yiping_commands_waiting', 'Commands waiting to be decided', () => doors.engine.figures().waiting);
    gauge('yiping_events_written', 'Events written since start', () => doors.engine.figures().events);
    gauge('yiping_batches_written', 'Transactions written since start', () => doors.engine.figures().batches);
    gauge('yiping_commands_refused', 'Commands refused since start', () => doors.engine.figures().refused);
    gauge('yiping_faults', 'Commands that failed by a fault since start', () => doors.engine.figures().faults);
    for (const reason of Object.keys(doors.live.dropped) as (keyof typeof doors.live.dropped)[]) {
      gauge(
        `yiping_live_goodbye_${reason.replace('-', '_')}`,
        `Live streams ended: ${reason}`,
        () => doors.live.dropped[reason],
      );
    }
  }
}

const status = z.strictObject({ status: z.literal('ok'), version: z.string() });

export function healthRoutes(doors: Doors, metrics: Metrics): Route[] {
  return [
    route({
      method: 'GET',
      url: '/healthz',
      may: 'public',
      noun: 'health',
      answer: status,
      words: { zh: '进程在运行', en: 'The process runs' },
      handler: () => ({ status: 'ok', version: doors.version }),
    }),
    route({
      method: 'GET',
      url: '/readyz',
      may: 'public',
      noun: 'health',
      answer: status,
      rate: { perMinute: 600, by: 'ip' },
      words: { zh: '数据库可用，可以受理', en: 'The database answers and commands are taken' },
      async handler() {
        try {
          await Promise.race([
            doors.sql.query('SELECT 1'),
            new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), 3_000).unref()),
          ]);
        } catch {
          throw new Refused('engine.storage', undefined, { 'retry-after': '5' });
        }
        return { status: 'ok', version: doors.version };
      },
    }),
    route({
      method: 'GET',
      url: '/metrics',
      may: 'monitoring',
      noun: 'health',
      answer: 'text/plain',
      words: { zh: 'Prometheus 监控数据（本机或令牌）', en: 'Measurements for Prometheus (this machine or a token)' },
      handler: async () => new Sent(await metrics.registry.metrics(), metrics.registry.contentType),
    }),
  ];
}
