import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/server/database/index.ts';
import { startYiping } from '../../src/server/wiring/index.ts';
import { writeTown } from './town.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'yiping-cli-'));
chmodSync(folder, 0o755);
const data = path.join(folder, 'data');

function yiping(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { DATABASE_URL: _, ...env } = process.env;
  const done = spawnSync(process.execPath, ['--import', 'tsx', path.join(ROOT, 'src/server/cli/yiping.ts'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

describe('the command line', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names its commands and the ways it ends', () => {
    const { code, out } = yiping('--help');
    expect(code).toBe(0);
    for (const name of ['serve', 'replay', 'verify', 'backup', 'restore', 'import', 'export'])
      expect(out).toContain(name);
    expect(out).toContain('退出码');
  });

  it('ends with 2 when it is asked for what does not exist', () => {
    expect(yiping('dance').code).toBe(2);
    expect(yiping('replay', 'in-fa-2021', '--loud').code).toBe(2);
    const scenario = yiping('replay', '../secrets');
    expect([scenario.code, scenario.err]).toEqual([2, expect.stringContaining('no scenario')]);
    expect(yiping('replay', 'in-fa-2021', '--speed', 'fast').code).toBe(2);
    expect(yiping('serve', '--port', '99999').code).toBe(2);
    expect(yiping('restore', path.join(folder, 'nothing')).code).toBe(2);
  });

  it('checks a pack, and says file and row of what is wrong', async () => {
    const town = path.join(folder, 'town');
    await writeTown(town);
    const good = yiping('import', town, '--check');
    expect([good.code, good.out]).toEqual([0, expect.stringContaining('13 committees')]);
    const units = readFileSync(path.join(town, 'units.json'), 'utf8');
    writeFileSync(path.join(town, 'units.json'), '[]');
    const bad = yiping('import', town, '--check');
    expect(bad.code).toBe(3);
    expect(bad.err).toMatch(/points\.geojson:1 unit: unit names sanitation-1/);
    writeFileSync(path.join(town, 'units.json'), units);
  });

  it('keeps, brings back and verifies, and names the first row that was tampered with', async () => {
    const scenario = { scenario: 'in-fa-2021', at: Date.parse('2021-07-23T06:30+08:00'), speed: 0 };
    const server = await startYiping({
      folder: data,
      port: 0,
      host: '127.0.0.1',
      version: 'test',
      say: () => {},
      places: [{ id: 'drill', mode: 'drill', pack: path.join(folder, 'town'), drill: scenario }],
    });
    await server.stop();
    expect(yiping('verify', '--data', data)).toMatchObject({
      code: 0,
      out: expect.stringContaining('the chain holds'),
    });

    const lines = yiping('export', '-', '--data', data).out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(['district.adopted', 'drill.opened']);

    const file = path.join(folder, 'kept.yiping');
    expect(yiping('backup', file, '--data', data).code).toBe(0);
    const other = path.join(folder, 'other');
    expect(yiping('restore', file, '--data', other).code).toBe(0);
    expect(yiping('verify', '--data', other).code).toBe(0);
    expect(yiping('restore', file, '--data', other).code).toBe(3);

    const database = await openDatabase({ folder: other });
    await database.pool.query(`UPDATE journal SET data = '{"scenario":"none","at":1,"speed":0}' WHERE seq = 2`);
    await database.stop();
    expect(yiping('verify', '--data', other)).toMatchObject({ code: 3, out: expect.stringContaining('drill seq 2') });
  });
});
