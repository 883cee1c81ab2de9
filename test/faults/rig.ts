import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Recorded } from '../../src/domain/kernel/index.ts';
import { databaseAccount } from '../../src/server/database/account.ts';
import { clusterFolders, livePostmaster } from '../../src/server/database/cluster.ts';
import { type Database, openDatabase } from '../../src/server/database/index.ts';

export interface NodeOptions {
  /** Program of the server; node.ts is the engine with two doors. */
  readonly program?: 'node.ts' | 'whole.ts' | 'deliveries.ts';
  readonly settings?: Record<string, string>;
  /** Turns the command line into that of a process around it. */
  readonly wrap?: (line: string[]) => string[];
}

export interface Reply {
  readonly status: number;
  readonly body: { ok?: boolean; seq?: number; refusal?: { code: string } };
}

/** A folder that the database account can reach. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yiping-fault-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** The server process under test. */
export class Node {
  readonly folder: string;
  port = 0;
  private readonly options: NodeOptions;
  private child: ChildProcess | undefined;
  private said = '';

  constructor(folder: string, options: NodeOptions = {}) {
    this.folder = folder;
    this.options = options;
  }

  async start(): Promise<void> {
    const { program: file = 'node.ts', settings = {}, wrap = (line) => line } = this.options;
    const [program = '', ...rest] = wrap([
      process.execPath,
      '--import',
      'tsx',
      fileURLToPath(new URL(file, import.meta.url)),
      this.folder,
      String(this.port),
      JSON.stringify(settings),
    ]);
    const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child = child;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.said = (this.said + chunk.toString()).slice(-20_000);
    });
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      this.port = (JSON.parse(line) as { port: number }).port;
      return;
    }
    throw new Error(`the server did not come up:\n${this.said}`);
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Process id of the PostgreSQL that serves now. */
  get postgres(): number {
    const running = livePostmaster(clusterFolders(join(this.folder, 'postgres'), databaseAccount()));
    if (!running) throw new Error('no PostgreSQL runs');
    return running.pid;
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, { signal: AbortSignal.timeout(20_000) });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as T;
  }

  async post(command: unknown, path = '/', headers: Record<string, string> = {}): Promise<Reply> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(command),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: response.status, body: (await response.json()) as Reply['body'] };
  }

  /** Everything is stopped, PostgreSQL as well; what was written is read from the files. */
  async reopen(): Promise<Database> {
    await this.kill('SIGTERM');
    return openDatabase({ folder: this.folder });
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One that sends commands. */
export interface Client {
  command(n: number): { readonly id: string };
  post(command: unknown): Promise<Reply>;
}

/** Clients of node.ts: each puts beans into its own jars. */
export function jarClients(node: Node, count: number): Client[] {
  return Array.from({ length: count }, (_, client) => ({
    command: (n) => ({ id: randomUUID(), type: 'jar.put', stream: `jar/${client}-${n % 3}`, data: { beans: 1 } }),
    post: (command) => node.post(command),
  }));
}

/** Clients that each send one command after the other, every one again and again under its id until it is answered. */
export class Load {
  readonly acknowledged = new Map<string, number>();
  readonly trouble = { unreachable: 0, refused: 0 };
  /** Answers that no fault excuses. */
  readonly surprises: string[] = [];
  private running = true;
  private readonly sending: Promise<void>[];

  constructor(clients: readonly Client[]) {
    this.sending = clients.map((client) => this.run(client));
  }

  /** Waits until so many more commands were acknowledged. */
  async more(count: number, patience = 60_000): Promise<void> {
    const wanted = this.acknowledged.size + count;
    const until = Date.now() + patience;
    while (this.acknowledged.size < wanted) {
      if (Date.now() > until)
        throw new Error(`only ${this.acknowledged.size} of ${wanted} commands were acknowledged in time`);
      await sleep(5);
    }
  }

  async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.sending);
  }

  private async run(client: Client): Promise<void> {
    for (let n = 0; this.running; n++) {
      const command = client.command(n);
      for (;;) {
        try {
          const { status, body } = await client.post(command);
          if (status === 200) {
            this.acknowledged.set(command.id, body.seq as number);
            break;
          }
          if (status === 503) this.trouble.refused += 1;
          else this.surprises.push(`${status} ${JSON.stringify(body)}`);
        } catch {
          this.trouble.unreachable += 1;
        }
        await sleep(20);
      }
    }
  }
}

/** A reader that follows the journal through every break, by the seq it has got. */
export class Reader {
  readonly events: Recorded[] = [];
  private running = true;
  private readonly loop: Promise<void>;

  constructor(node: Node) {
    this.loop = this.run(node);
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.loop;
  }

  private async run(node: Node): Promise<void> {
    for (let idle = false; this.running || !idle; ) {
      try {
        const events = await node.get<Recorded[]>(`/events?after=${this.events.at(-1)?.seq ?? 0}`);
        this.events.push(...events);
        idle = events.length === 0;
      } catch {
        idle = false;
      }
      await sleep(10);
    }
  }
}

/** Process ids of PostgreSQL's own children that serve clients. */
export function backendsOf(postmaster: number): number[] {
  return readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('yiping yiping');
      } catch {
        return false;
      }
    });
}
