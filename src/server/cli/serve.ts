import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type PlaceOptions, startYiping, type Yiping } from '../wiring/index.ts';
import { endPart, startPart } from './child.ts';
import { forgetTenant } from './forget.ts';
import { dataFolder, drillPack, EXIT, ROOT, realPack, scenarioFolder, versionOf, Wrong } from './places.ts';
import { readHead } from './scenario-head.ts';

export interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly scenario: string;
  readonly speed?: string;
  readonly seed?: string;
  readonly leave?: string;
  readonly play: boolean;
  readonly freshDrill?: boolean;
  readonly onlyDrill?: boolean;
}

const DRILL = 'drill';

/** Runs the server until it is told to stop; with the drill's outside world beside it unless `play` is false. */
export async function serve(options: ServeOptions): Promise<number> {
  const data = dataFolder(options.data);
  const port = portOf(options.port ?? process.env['PORT'] ?? '8080');
  const scenario = readHead(scenarioFolder(options.scenario));
  const speed = options.speed === undefined ? scenario.speed : Number(options.speed);
  if (!Number.isFinite(speed) || speed < 0 || speed > 10_000)
    throw new Wrong('--speed must be a number from 0 to 10000 · 速度须在 0 至 10000 之间');
  mkdirSync(data, { recursive: true });
  const databaseUrl = process.env['DATABASE_URL'];
  if (options.freshDrill) await forgetTenant({ folder: data, url: databaseUrl }, DRILL);
  // The clock stands until the outside world is ready; then it starts by itself.
  const drill: PlaceOptions = {
    id: DRILL,
    mode: 'drill',
    pack: drillPack(scenario.district),
    drill: { scenario: scenario.id, at: scenario.from, speed: 0 },
  };
  const real: PlaceOptions = { id: scenario.district, mode: 'real', pack: realPack(data, scenario.district) };
  const pages = path.join(ROOT, 'dist', 'web');
  const yiping = await startYiping({
    folder: data,
    databaseUrl,
    port,
    host: options.host ?? process.env['HOST'] ?? '127.0.0.1',
    places: options.onlyDrill ? [drill] : [drill, real],
    pages: existsSync(path.join(pages, 'index.html')) ? pages : undefined,
    trustProxy: process.env['YIPING_TRUST_PROXY'],
    origins: process.env['YIPING_ORIGINS']?.split(',').map((origin) => origin.trim()),
    monitoringToken: process.env['YIPING_MONITORING_TOKEN'],
    publicUrl: process.env['YIPING_PUBLIC_URL']?.replace(/\/+$/, ''),
    secretKey: process.env['YIPING_SECRET_KEY'],
    version: versionOf(),
    say: (message) => process.stderr.write(`${message}\n`),
  });
  if (process.send)
    process.send({ url: yiping.url, pid: process.pid, setupCodes: Object.fromEntries(yiping.setupCodes) });
  else greet(yiping, scenario.name.zh);
  const world = options.play ? playBeside(yiping, options, speed) : undefined;
  await untilTold();
  if (world) await endPart(world, 5_000);
  await rest(yiping);
  await yiping.stop();
  return EXIT.done;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Wrong(`'${text}' is not a port · 端口须为 0 至 65535 的整数`);
  return port;
}

function greet(yiping: Yiping, storm: string): void {
  process.stdout.write(`\n  Yiping 一屏  ${yiping.url}\n  演练 Drill: ${storm}\n`);
  for (const [tenant, code] of yiping.setupCodes)
    process.stdout.write(`  ${tenant}: 首位管理员设置码 setup code for the first administrator: ${code}\n`);
  process.stdout.write('\n');
}

/** The outside world as a process of its own; when it breaks, the server goes on and says so. */
function playBeside(yiping: Yiping, options: ServeOptions, speed: number): ChildProcess {
  const args = [
    '--url',
    `http://127.0.0.1:${yiping.port}`,
    '--tenant',
    DRILL,
    '--scenario',
    scenarioFolder(options.scenario),
    '--speed',
    String(speed),
  ];
  if (options.seed) args.push('--seed', options.seed);
  if (options.leave) args.push('--leave', options.leave);
  const child = startPart('simulator', args, () => {});
  child.once('exit', (code) => {
    if (code)
      process.stderr.write(
        `the simulator ended with ${code}; the drill stands still from here · 模拟器已退出，演练不再有外部活动\n`,
      );
  });
  return child;
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    process.once('disconnect', () => resolve());
  });
}

/** The drill's clock stands while the server is down: nobody could answer anything. */
async function rest(yiping: Yiping): Promise<void> {
  const now = await yiping.engine.now(DRILL);
  await yiping.engine.setClock(DRILL, { at: now, since: Date.now(), speed: 0 });
}
