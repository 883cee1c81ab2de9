import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { verifyJournal } from '../../src/server/backup/index.ts';
import { openDatabase } from '../../src/server/database/index.ts';
import { createEngine } from '../../src/server/engine/index.ts';
import { memoryLog } from '../engine/harness.ts';
import { toys } from '../engine/toys.ts';
import { dataFolder, Node } from './rig.ts';

const clerk = { person: 'p-1', roles: ['clerk'] };
const put = (note?: string) => ({ id: randomUUID(), type: 'jar.put', stream: 'jar/a', data: { beans: 1, note } });

describe('the database is away', () => {
  it('is said clearly, nothing is acknowledged, and the same command goes through when it is back', async () => {
    const folder = dataFolder();
    const options = { folder, settings: { fsync: 'off' } };
    let database = await openDatabase(options);
    const log = memoryLog();
    const engine = createEngine({ database, aggregates: toys, worldOf: () => ({}), timers: false, log });
    try {
      await engine.createTenant({ id: 'test', mode: 'real', name: 'Test' });
      expect(await engine.submit('test', clerk, put())).toMatchObject({ ok: true, seq: 1 });
      await database.stop();
      const held = put();
      for (const command of [held, put(), held]) {
        expect(await engine.submit('test', clerk, command)).toEqual({
          ok: false,
          id: command.id,
          refusal: { code: 'engine.storage' },
          replayed: false,
        });
      }
      database = await openDatabase(options);
      expect(await engine.submit('test', clerk, held)).toMatchObject({ ok: true, seq: 2, replayed: false });
      expect(await engine.submit('test', clerk, held)).toMatchObject({ ok: true, seq: 2, replayed: true });
      expect((await verifyJournal(database.pool)).tenants).toEqual([{ tenant: 'test', events: 2, lastSeq: 2 }]);
      expect(log.lines.filter((line) => line.level === 'error').map((line) => line.message)).toEqual(
        Array(3).fill('storage failed; nothing acknowledged'),
      );
    } finally {
      await engine.stop();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the disk is full', () => {
  const SIZE = 192 * 1024 * 1024;
  let node: Node | undefined;
  let mounted = '';
  afterEach(async () => {
    await node?.kill('SIGTERM');
    if (mounted) execFileSync('umount', [mounted]);
    node?.clear();
  });

  /** A disk of its own, small enough to fill: mounted by root, or inside a namespace of its own by anybody else. */
  function smallDisk(folder: string): (line: string[]) => string[] {
    const mount = ['mount', '-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'none', folder];
    if (process.getuid?.() === 0) {
      execFileSync(mount[0] as string, mount.slice(1));
      mounted = folder;
      return (line) => line;
    }
    // Inside it one is root, which PostgreSQL refuses: a second namespace gives an ordinary number back.
    const inner = 'exec unshare --user --map-user=1000 --map-group=1000 "$@"';
    return (line) => [
      'unshare',
      '--user',
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      `${mount.join(' ')} && chmod 777 ${folder} && ${inner}`,
      'sh',
      ...line,
    ];
  }

  it('is said clearly, nothing that was acknowledged is lost, and with room again it goes on', async () => {
    const folder = dataFolder();
    node = new Node(folder, { settings: { max_wal_size: '64MB', min_wal_size: '32MB' }, wrap: smallDisk(folder) });
    await node.start();
    const acknowledged: string[] = [];
    // Noise, which PostgreSQL cannot press together.
    const note = () => randomBytes(48_000).toString('base64');
    const refused = new Set<string>();
    // Fill the rest of the disk, all but a little; the files of the namespace are reached through the process.
    const inside = mounted ? folder : `/proc/${node.pid}/root${folder}`;
    const filler = join(inside, 'filler');
    const { bavail, bsize } = statfsSync(inside);
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 24 * 1024 * 1024));
    let last = put(note());
    for (let i = 0; i < 2_000 && refused.size === 0; i++) {
      last = put(note());
      const { status, body } = await node.post(last);
      if (status === 200) acknowledged.push(last.id);
      else refused.add(`${status} ${body.refusal?.code}`);
    }
    expect([...refused]).toEqual(['503 engine.storage']);
    expect(acknowledged.length).toBeGreaterThan(20);
    rmSync(filler);
    const until = Date.now() + 60_000;
    for (;;) {
      const { status } = await node.post(last);
      if (status === 200) break;
      expect(status).toBe(503);
      if (Date.now() > until) throw new Error('it did not go on');
      await sleep(100);
    }
    acknowledged.push(last.id);
    const events: { commandId: string }[] = [];
    for (;;) {
      const page = await node.get<{ commandId: string }[]>(`/events?after=${events.length}`);
      if (page.length === 0) break;
      events.push(...page);
    }
    expect(events.map((event) => event.commandId)).toEqual(acknowledged);
  });
});
