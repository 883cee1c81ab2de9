import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { RollImport, RollProblems } from '../../src/contract/roll.ts';
import { startYiping, type Yiping } from '../../src/server/wiring/index.ts';
import { type TestDatabase, testDatabase } from '../engine/harness.ts';
import { Visitor } from '../http/town.ts';
import { writeTown } from '../replay/town.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const PATIENCE = 120_000;

/** A subdistrict office: a whole server on a database of its own, with a twentieth of the real street's stairwells. */
export interface Office {
  readonly yiping: Yiping;
  readonly database: TestDatabase;
  readonly said: string[];
  node(name: string): Promise<Yiping>;
  close(): Promise<void>;
}
export async function openOffice(): Promise<Office> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yiping-roll-'));
  const town = path.join(folder, 'town');
  await writeTown(town);
  const database = await testDatabase();
  const said: string[] = [];
  const { user, host, port } = database.config;
  const nodes: Yiping[] = [];
  const node = async (name: string): Promise<Yiping> => {
    const started = await startYiping({
      folder: path.join(folder, name),
      databaseUrl: `postgres://${user}@${encodeURIComponent(String(host))}:${port}/${database.name}`,
      port: 0,
      host: '127.0.0.1',
      version: 'test',
      say: (message) => {
        said.push(`${name}: ${message}`);
        if (process.env['ROLL_SAY']) console.log(message);
      },
      places: [{ id: 'drill', mode: 'drill', pack: town }],
      engine: { timers: false },
    });
    nodes.push(started);
    return started;
  };
  const yiping = await node('here');
  return {
    yiping,
    database,
    said,
    node,
    async close() {
      for (const one of nodes) await one.stop();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function signedIn(yiping: Yiping, role: string, area?: string): Promise<Visitor> {
  const door = yiping.doors.drillDoor('drill');
  const account = door?.accounts.find((one) => one.roles.includes(role) && (area === undefined || one.area === area));
  return new Visitor(yiping.url).signIn(account?.login as string, door?.password, 'drill');
}

export async function upload(visitor: Visitor, name: string, bytes: Uint8Array): Promise<string> {
  const answer = await visitor.call('POST', `/api/v1/roll/imports?name=${encodeURIComponent(name)}`, bytes, {
    'content-type': name.endsWith('.csv') ? 'text/csv' : XLSX,
  });
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"id"')]);
  return answer.json.id;
}

/** The preview once the list has been read. */
export async function preview(visitor: Visitor, id: string): Promise<RollImport> {
  let found: RollImport | undefined;
  await expect
    .poll(
      async () => {
        found = (await visitor.call('GET', `/api/v1/roll/imports/${id}`)).json;
        return found?.state;
      },
      { timeout: PATIENCE, interval: 50 },
    )
    .not.toBe('reading');
  return found as RollImport;
}
export async function problems(visitor: Visitor, id: string): Promise<RollProblems['problems']> {
  return (await visitor.call('GET', `/api/v1/roll/imports/${id}/problems?limit=500`)).json.problems;
}
export const adopt = (visitor: Visitor, id: string, remove = false) =>
  visitor.call('POST', `/api/v1/roll/imports/${id}/commit`, { remove });
