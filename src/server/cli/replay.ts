import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyJournal } from '../backup/index.ts';
import { openDatabase } from '../database/index.ts';
import { makeBar } from './bar.ts';
import { ended, endPart, startPart } from './child.ts';
import { EXIT, scenarioFolder, Wrong } from './places.ts';
import { readHead } from './scenario-head.ts';

export interface ReplayOptions {
  readonly speed: string;
  readonly json?: string;
  readonly seed?: string;
  readonly data?: string;
  readonly explain?: boolean;
  readonly rss?: string;
}

interface Told {
  outcome?: Record<string, unknown> & { journal: { verified: boolean } };
  left?: readonly string[];
  sums?: readonly string[];
  refused?: Readonly<Record<string, number>>;
  commands?: number;
}

/**
 * Runs a storm from beginning to end on a database of its own, through the same doors as everybody: the server and the
 * outside world are processes of their own. Writes what it came to as one JSON object.
 */
export async function replay(id: string, options: ReplayOptions): Promise<number> {
  const folder = scenarioFolder(id);
  const scenario = readHead(folder);
  const speed = options.speed === 'max' ? undefined : Number(options.speed);
  if (speed !== undefined && !(speed > 0 && speed <= 10_000))
    throw new Wrong('--speed is a number up to 10000, or max · 速度为不大于 10000 的数或 max');
  const own = options.data === undefined;
  const data =
    options.data === undefined ? mkdtempSync(path.join(tmpdir(), 'yiping-replay-')) : path.resolve(options.data);
  // PostgreSQL runs as a user of its own when we are root: it must be able to walk in.
  if (own) chmodSync(data, 0o755);
  try {
    const { told, code, rssMb, cpuS } = await play(data, id, folder, options, speed);
    if (code !== 0 || !told.outcome) throw new Wrong('the simulator broke off · 模拟器中断', EXIT.failed);
    const database = await openDatabase({ folder: data });
    const verified = await verifyJournal(database.pool, { tenant: 'drill' }).finally(() => database.stop());
    told.outcome.journal.verified = verified.ok;
    const text = `${JSON.stringify(told.outcome, null, 2)}\n`;
    if (options.json) writeFileSync(options.json, text);
    else process.stdout.write(text);
    if (options.rss)
      writeFileSync(
        options.rss,
        JSON.stringify({ server_rss_mb: rssMb, server_cpu_s: cpuS, commands: told.commands, refused: told.refused }),
      );
    process.stderr.write(
      `server memory at most ${rssMb.toFixed(0)} MB, ${told.commands ?? 0} commands from outside, refused: ${JSON.stringify(told.refused ?? {})}\n`,
    );
    for (const line of [...(told.sums ?? []), ...(told.left ?? [])].slice(0, 20))
      process.stderr.write(`not well: ${line}\n`);
    if (verified.bad)
      process.stderr.write(`the journal is not sound: seq ${verified.bad.seq}: ${verified.bad.reason}\n`);
    if (!verified.ok) return EXIT.unsound;
    return (told.sums ?? []).length > 0 || (told.left ?? []).length > 0 ? EXIT.unfinished : EXIT.done;
  } finally {
    if (own) rmSync(data, { recursive: true, force: true });
  }

  async function play(data: string, id: string, folder: string, options: ReplayOptions, speed: number | undefined) {
    const serveArgs = ['serve', '--port', '0', '--data', data, '--scenario', id, '--no-play', '--only-drill'];
    const server = startPart('yiping', serveArgs, () => {});
    const bar = makeBar('replay');
    let rssMb = 0;
    let cpuS = 0;
    const measure = (): void => {
      rssMb = Math.max(rssMb, residentMb(server.pid));
      cpuS = Math.max(cpuS, processorS(server.pid));
    };
    const measuring = setInterval(measure, 500);
    try {
      const url = await new Promise<string>((resolve, reject) => {
        server.once('message', (message) => resolve((message as { url: string }).url));
        server.once('exit', (code) =>
          reject(new Wrong(`the server ended with ${code} before it was ready`, EXIT.failed)),
        );
      });
      const told: Told = {};
      const args = ['--url', url, '--tenant', 'drill', '--scenario', folder];
      if (speed === undefined) args.push('--max');
      else args.push('--speed', String(speed), '--until-end');
      if (options.seed) args.push('--seed', options.seed);
      if (options.explain) args.push('--explain');
      const world = startPart('simulator', args, (line) => {
        if (typeof line['at'] === 'number') {
          bar.to(
            Math.min(line['at'], scenario.to) - scenario.from,
            scenario.to - scenario.from,
            `${beijing(line['at'])}  ${String(line['seq'])} events`,
          );
        }
        if (line['outcome']) Object.assign(told, line);
      });
      const gone = (status: number | null, signal: string | null): void => {
        process.stderr.write(`the server ended too early: ${status ?? signal} · 服务提前退出\n`);
        world.kill('SIGTERM');
      };
      server.once('exit', gone);
      const code = await ended(world);
      server.off('exit', gone);
      measure();
      return { told, code, rssMb, cpuS };
    } finally {
      clearInterval(measuring);
      bar.end();
      await endPart(server);
    }
  }
}

/** Highest resident memory of a process so far in MB; 0 where the system does not tell. */
function residentMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

/** Processor time of a process so far in seconds (user and system, in ticks of 1/100 s); 0 where the system does not tell. */
function processorS(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

function beijing(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
}
