import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DistrictList } from '../../src/contract/session.ts';
import { verifyJournal } from '../../src/server/backup/index.ts';
import { Caller } from './callers.ts';
import { backendsOf, dataFolder, Load, Node } from './rig.ts';

const KILLS = 5;
const CALLERS = 8;
/** They see every case, so that their streams can be held against the journal as it is. */
const SEE_ALL = ['shift-leader', 'intake', 'dispatcher', 'supervisor'];

let node: Node;
let callers: Caller[];
let load: Load;
beforeEach(async () => {
  node = new Node(dataFolder(), { program: 'whole.ts' });
  await node.start();
  const { districts } = await node.get<DistrictList>('/api/v1/districts');
  const logins = (districts[0]?.drill?.accounts ?? [])
    .filter((account) => account.roles.some((role) => SEE_ALL.includes(role)))
    .map((account) => account.login);
  callers = await Promise.all(
    Array.from({ length: CALLERS }, (_, i) => Caller.signIn(node, logins[i % logins.length] as string)),
  );
  load = new Load(callers);
});
afterEach(async () => {
  await node.kill('SIGTERM');
  node.clear();
});

interface Row {
  readonly seq: number;
  readonly stream: string;
  readonly type: string;
  readonly command: string;
}

/** What must hold whatever was killed: each acknowledged report is there once in all its forms, and every stream is whole. */
async function settle(): Promise<void> {
  await load.stop();
  expect(load.surprises).toEqual([]);
  const acknowledged = [...load.acknowledged].sort((a, b) => a[1] - b[1]);
  const head = acknowledged.at(-1)?.[1] ?? 0;
  await Promise.all(callers.map((caller) => caller.stop(head)));
  const database = await node.reopen();
  try {
    const { pool } = database;
    const journal = await pool.query<Row>(
      `SELECT seq, stream, type, command_id::text AS command FROM journal WHERE tenant = 'test' ORDER BY seq`,
    );
    expect(journal.rows.map((row) => row.seq)).toEqual(journal.rows.map((_, i) => i + 1));
    const reported = journal.rows.filter((row) => row.type === 'case.reported');
    // Every caller went on until its last report was acknowledged, so no others may be there.
    expect(reported.map((row) => [row.command, row.seq])).toEqual(acknowledged);
    const outcomes = await pool.query<{ id: string; seq: number }>(
      `SELECT id::text, seq FROM outcome WHERE tenant = 'test' AND stream LIKE 'case/%' AND refusal IS NULL AND id = ANY($1::uuid[])
       ORDER BY seq`,
      [acknowledged.map(([id]) => id)],
    );
    expect(outcomes.rows.map((row) => [row.id, row.seq])).toEqual(acknowledged);
    const cases = await pool.query<{ stream: string }>(
      `SELECT 'case/' || id AS stream FROM case_row WHERE tenant = 'test' ORDER BY id`,
    );
    expect(cases.rows.map((row) => row.stream)).toEqual(reported.map((row) => row.stream).sort());
    expect(await verifyJournal(pool)).toMatchObject({ ok: true });

    const ofCases = journal.rows.filter((row) => row.stream.startsWith('case/') && row.seq <= head);
    for (const caller of callers) {
      const heard = caller.events.filter((event) => event.stream.startsWith('case/') && event.seq <= head);
      expect(heard.map((event) => event.seq)).toEqual(ofCases.map((row) => row.seq));
      expect(heard.map((event) => event.commandId)).toEqual(ofCases.map((row) => row.command));
    }
  } finally {
    await database.stop();
  }
}

describe('kill -9 in the middle of reports to the whole server, from callers who hold a live stream', () => {
  it(`of the server, ${KILLS} times`, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      await load.more(60 + kill * 7);
      await node.kill('SIGKILL');
      await node.start();
    }
    await load.more(60);
    expect(load.trouble.unreachable).toBeGreaterThan(KILLS);
    expect(Math.min(...callers.map((caller) => caller.breaks))).toBeGreaterThanOrEqual(KILLS);
    await settle();
  });

  it(`of PostgreSQL, ${KILLS} times: in turn the whole of it and one that serves`, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      await load.more(60 + kill * 7);
      const { postgres } = node;
      const serving = kill % 2 === 1 ? backendsOf(postgres).at(-1) : undefined;
      process.kill(serving ?? postgres, 'SIGKILL');
      await sleep(20);
    }
    await load.more(60);
    expect(load.trouble.refused + load.trouble.unreachable).toBeGreaterThan(0);
    await settle();
  });
});
