import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { standardPlaces, startYiping, type Yiping, type YipingOptions } from './wiring/index.ts';

/** Root of the checkout, from the source as well as from the bundle in dist/server. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      if (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name === 'yiping') return folder;
    } catch {
      // Not here: one folder up.
    }
  }
  return from;
}

const IN_FA = { scenario: 'in-fa-2021', at: Date.UTC(2021, 6, 22, 22, 30), speed: 0 } as const;

/** Starts the server as the environment says: PORT, HOST, YIPING_DATA, DATABASE_URL, TRUST_PROXY, MONITORING_TOKEN. */
export function serve(overrides: Partial<YipingOptions> = {}): Promise<Yiping> {
  const { env } = process;
  const port = Number(env['PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is not a port: ${env['PORT']}`);
  return startYiping({
    folder: resolve(env['YIPING_DATA'] ?? './var'),
    databaseUrl: env['DATABASE_URL'] || undefined,
    port,
    host: env['HOST'] ?? '0.0.0.0',
    places: standardPlaces(join(ROOT, 'districts'), IN_FA),
    pages: join(ROOT, 'dist', 'web'),
    trustProxy: env['TRUST_PROXY'] || undefined,
    origins: env['ORIGINS']?.split(',').filter(Boolean),
    monitoringToken: env['MONITORING_TOKEN'] || undefined,
    version: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
    say: (message) => console.error(message),
    ...overrides,
  });
}

if (process.argv[1] && fileURLToPath(import.meta.url) === resolve(process.argv[1])) {
  const yiping = await serve();
  console.log(`Yiping · 一屏  ${yiping.url}`);
  for (const [tenant, code] of yiping.setupCodes) console.log(`Setup code · 初始设置码  ${tenant}: ${code}   ${yiping.url}/setup`);
  const end = () => yiping.stop().then(() => process.exit(0), () => process.exit(1));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
