import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { verifyJournal } from '../../src/server/backup/index.ts';
import { backendsOf, dataFolder, jarClients, Load, Node, Reader } from './rig.ts';

const KILLS = 20;
const CLIENTS = 16;

let node: Node;
afterEach(async () => {
  await node.kill('SIGTERM');
  node.clear();
});

/** What must hold whatever was killed: acknowledged means recorded once, and readers saw it all. */
async function settle(load: Load, reader: Reader): Promise<void> {
  await load.stop();
  await reader.stop();
  expect(load.surprises).toEqual([]);
  const database = await node.reopen();
  try {
    const { rows } = await database.pool.query<{ seq: number; command: string }>(
      `SELECT seq, command_id::text AS command FROM journal WHERE tenant = 'test' ORDER BY seq`,
    );
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, i) => i + 1));
    const places = new Map(rows.map((row) => [row.command, row.seq]));
    expect(places.size).toBe(rows.length);
    const lost = [...load.acknowledged].filter(([id, seq]) => places.get(id) !== seq);
    expect(lost).toEqual([]);
    // Every client went on until its last command was acknowledged, so nothing else may be there.
    expect(rows.length).toBe(load.acknowledged.size);
    expect(reader.events.map((event) => event.seq)).toEqual(rows.map((row) => row.seq));
    expect(reader.events.map((event) => event.commandId)).toEqual(rows.map((row) => row.command));
    const { rows: jars } = await database.pool.query<{ beans: number }>(
      `SELECT sum((state->>'beans')::int)::int AS beans FROM stream WHERE tenant = 'test'`,
    );
    expect(jars[0]?.beans).toBe(rows.length);
    expect(await verifyJournal(database.pool)).toMatchObject({ ok: true });
  } finally {
    await database.stop();
  }
}

describe('kill -9 in the middle of a load of commands', () => {
  it(`of the server, ${KILLS} times`, async () => {
    node = new Node(dataFolder());
    await node.start();
    const load = new Load(jarClients(node, CLIENTS));
    const reader = new Reader(node);
    for (let kill = 0; kill < KILLS; kill++) {
      await load.more(50 + kill * 7);
      await node.kill('SIGKILL');
      await node.start();
    }
    await load.more(100);
    expect(load.trouble.unreachable).toBeGreaterThan(KILLS);
    await settle(load, reader);
  });

  it(`of PostgreSQL, ${KILLS} times: in turn the whole of it and one that serves`, async () => {
    node = new Node(dataFolder());
    await node.start();
    const load = new Load(jarClients(node, CLIENTS));
    const reader = new Reader(node);
    let backends = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      await load.more(50 + kill * 7);
      const { postgres } = node;
      const serving = kill % 2 === 1 ? backendsOf(postgres).at(-1) : undefined;
      if (serving) backends += 1;
      process.kill(serving ?? postgres, 'SIGKILL');
      await sleep(20);
    }
    await load.more(100);
    expect(backends).toBe(KILLS / 2);
    expect(load.trouble.refused).toBeGreaterThan(0);
    await settle(load, reader);
  });
});
