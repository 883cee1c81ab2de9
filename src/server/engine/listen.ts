import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from './types.ts';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** One LISTEN connection, kept up. `again` is called after each (re)connect: notices may have been missed. */
export class Ear {
  private readonly config: pg.ClientConfig;
  private readonly channels: Readonly<Record<string, (payload: string) => void>>;
  private readonly again: () => void;
  private readonly log: Log;
  private client: pg.Client | undefined;
  private stopped = false;
  private readonly loop: Promise<void>;

  constructor(
    config: pg.ClientConfig,
    channels: Readonly<Record<string, (payload: string) => void>>,
    again: () => void,
    log: Log,
  ) {
    this.config = config;
    this.channels = channels;
    this.again = again;
    this.log = log;
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => {});
    await this.loop;
  }

  private async run(): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!this.stopped) {
      const client = new pg.Client({ ...this.config, keepAlive: true, connectionTimeoutMillis: 5_000 });
      this.client = client;
      const gone = new Promise<void>((resolve) => {
        client.once('end', resolve);
        client.once('error', () => resolve());
      });
      client.on('error', () => {});
      client.on('notification', ({ channel, payload }) => this.channels[channel]?.(payload ?? ''));
      try {
        await client.connect();
        for (const channel of Object.keys(this.channels))
          await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
        wait = FIRST_WAIT_MS;
        this.again();
        await gone;
      } catch (error) {
        this.log.warn({ error: String(error) }, 'no notices from the database');
      }
      await client.end().catch(() => {});
      if (this.stopped) return;
      await sleep(wait, undefined, { ref: false });
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    }
  }
}
