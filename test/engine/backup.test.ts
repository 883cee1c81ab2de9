import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backup, exportJournal, restore, verifyJournal } from '../../src/server/backup/index.ts';
import { hashRow } from '../../src/server/journal/index.ts';
import { MediaFiles } from '../../src/server/media/index.ts';
import { type EngineWorld, testDatabase, withEngine } from './harness.ts';
import { toys } from './toys.ts';

const clerk = { person: 'p-1', roles: ['clerk'] };
const rules = { aggregates: toys, worldOf: () => ({}) };
const put = (stream: string, beans: number) => ({
  id: randomUUID(),
  type: 'jar.put',
  stream,
  data: { beans, note: 'tab\t line\n back\\slash \\. 水' },
});

async function fill({ engine, tenant }: EngineWorld): Promise<void> {
  await engine.submitMany(
    tenant,
    clerk,
    Array.from({ length: 40 }, (_, i) => put(`jar/${i % 5}`, i)),
  );
}

describe('verify', () => {
  it('passes what the engine wrote, tenant by tenant, and says how far it is', async () => {
    await withEngine(rules, async (world) => {
      await fill(world);
      const steps: number[] = [];
      const result = await verifyJournal(world.database.pool, { progress: ({ done }) => steps.push(done) });
      expect(result).toEqual({ ok: true, tenants: [{ tenant: 'test', events: 40, lastSeq: 40 }] });
      expect(steps).toEqual([0, 40]);
    });
  });

  const tampering: [string, string, number, RegExp][] = [
    [
      'a changed word',
      `UPDATE journal SET data = replace(data::text, '"beans":7', '"beans":8')::json WHERE seq = 8`,
      8,
      /content/,
    ],
    [
      'a changed space in the data',
      `UPDATE journal SET data = replace(data::text, '{"beans"', '{ "beans"')::json WHERE seq = 8`,
      8,
      /content/,
    ],
    ['another person', `UPDATE journal SET person = 'p-2' WHERE seq = 3`, 3, /content/],
    ['another time', 'UPDATE journal SET occurred_at = occurred_at - 1 WHERE seq = 40', 40, /content/],
    ['a dropped row', 'DELETE FROM journal WHERE seq = 17', 17, /missing/],
    ['dropped first rows', 'DELETE FROM journal WHERE seq <= 3', 1, /missing/],
    ['dropped last rows', 'DELETE FROM journal WHERE seq > 38', 39, /missing/],
    [
      'two rows swapped',
      'UPDATE journal SET seq = CASE seq WHEN 10 THEN -11 ELSE -10 END WHERE seq IN (10, 11); UPDATE journal SET seq = -seq WHERE seq < 0',
      10,
      /follow/,
    ],
    [
      'an added row',
      `INSERT INTO journal SELECT tenant, 41, stream, version + 100, type, data, person, unit, at, occurred_at, command_id, digest, hash, hash FROM journal WHERE seq = 40`,
      41,
      /beyond the head/,
    ],
    ['a row chained with an unknown digest', `UPDATE journal SET digest = 'md5' WHERE seq = 5`, 5, /md5/],
    ['a head moved back with its rows cut', 'DELETE FROM journal WHERE seq > 38; UPDATE head SET seq = 38', 38, /head/],
  ];
  it.each(tampering)('finds %s', async (_, statement, seq, reason) => {
    await withEngine(rules, async (world) => {
      await fill(world);
      await world.database.pool.query(statement);
      const result = await verifyJournal(world.database.pool);
      expect(result.ok).toBe(false);
      expect(result.bad).toMatchObject({ tenant: 'test', seq });
      expect(result.bad?.reason).toMatch(reason);
    });
  });

  it('follows a chain that changes its digest from SHA-256 to SM3', async () => {
    await withEngine(rules, async (world) => {
      await fill(world);
      const { createEngine } = await import('../../src/server/engine/index.ts');
      const second = createEngine({ ...rules, database: world.database, digest: 'sm3', timers: false });
      await second.submit('test', clerk, put('jar/9', 1));
      await second.stop();
      expect(await verifyJournal(world.database.pool)).toMatchObject({ ok: true, tenants: [{ events: 41 }] });
      const { rows } = await world.database.pool.query('SELECT DISTINCT digest FROM journal ORDER BY 1');
      expect(rows).toEqual([{ digest: 'sha256' }, { digest: 'sm3' }]);
    });
  });
});

describe('the canonical bytes', () => {
  it('are hashed as written down', () => {
    const row = {
      seq: 1,
      stream: 'case/1',
      version: 1,
      type: 'case.reported',
      person: 'p',
      unit: null,
      at: 2,
      occurredAt: 1,
      commandId: 'c',
      data: '{"a":1}',
    };
    // printf 'yiping-journal-1\nsha256\n<64 zeros>\nt\n1\ncase/1\n1\ncase.reported\np\n\n2\n1\nc\n{"a":1}' | sha256sum
    expect(hashRow('t', row, 'sha256', '0'.repeat(64))).toBe(
      '7b5880b8208e4bbd93bf5723074d3f6815a7ad5cab24a021a94006b18fedb539',
    );
    expect(hashRow('t', row, 'sm3', '0'.repeat(64))).toBe(
      '4e0a19eaf2ab171cbf97db674cbd36f7d19ac4dcff24cb5861b4b2fb64cf0ecf',
    );
    expect(() => hashRow('t', row, 'md5', '0'.repeat(64))).toThrow(/no digest named 'md5'/);
  });
});

describe('backup and restore', () => {
  let folder: string;
  let media: MediaFiles;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'yiping-backup-'));
    media = new MediaFiles(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('carry everything over, and the engine goes on where it was', async () => {
    await withEngine(rules, async (world) => {
      await fill(world);
      await world.database.pool.query(
        `CREATE TABLE observation_w7 PARTITION OF observation FOR VALUES FROM (7000) TO (8000); INSERT INTO observation VALUES ('test', 'rain', 7001, 0.1)`,
      );
      const file = join(folder, 'a.gz');
      const made = await backup(world.database.config, file, { madeAt: new Date(0), media });
      expect(made.tables.find((table) => table.name === 'journal')?.rows).toBe(40);
      const target = await testDatabase();
      try {
        expect(await restore(target.config, file, { media })).toEqual(made);
        const { createEngine } = await import('../../src/server/engine/index.ts');
        const engine = createEngine({ ...rules, database: target, timers: false });
        expect(await engine.readEvents('test', 0, 100)).toEqual(await world.engine.readEvents('test', 0, 100));
        expect(await engine.submit('test', clerk, put('jar/0', 1))).toMatchObject({ ok: true, seq: 41, version: 9 });
        await engine.stop();
        expect((await verifyJournal(target.pool)).ok).toBe(true);
        expect((await target.pool.query('SELECT * FROM observation_w7')).rows).toEqual([
          { tenant: 'test', series: 'rain', at: 7001, value: 0.1 },
        ]);
        await expect(restore(target.config, file, { media })).rejects.toThrow(/not empty/);
      } finally {
        await target.stop();
      }
    });
  });

  it('take one moment of a journal that others go on writing', async () => {
    await withEngine(rules, async (world) => {
      let writing = true;
      const load = (async () => {
        while (writing) await fill(world);
      })();
      const file = join(folder, 'busy.gz');
      await backup(world.database.config, file, { madeAt: new Date(0), media });
      writing = false;
      await load;
      const target = await testDatabase();
      try {
        await restore(target.config, file, { media });
        expect((await verifyJournal(target.pool)).ok).toBe(true);
      } finally {
        await target.stop();
      }
    });
  });

  it('refuse a file that is cut, damaged, tampered with or something else, and leave the database empty', async () => {
    await withEngine(rules, async (world) => {
      await fill(world);
      const file = join(folder, 'b.gz');
      await backup(world.database.config, file, { madeAt: new Date(0), media });
      const whole = readFileSync(file);
      const text = gunzipSync(whole).toString('utf8');
      const flipped = Buffer.from(whole);
      flipped[Math.floor(whole.length / 2)] = (flipped[Math.floor(whole.length / 2)] as number) ^ 0xff;
      const cases: [Buffer, RegExp][] = [
        [whole.subarray(0, whole.length - 200), /unexpected end|cut short/],
        [flipped, /.+/],
        [gzipSync(text.replace('"beans":7', '"beans":8')), /checksum/],
        [gzipSync(text.split('\n').slice(0, 3).join('\n')), /cut short/],
        [gzipSync('{"format":"other"}\n'), /not a backup/],
        [Buffer.from('hello'), /incorrect header/],
        [gzipSync(text.replace('"0001-journal"', '"0001-journal","9999-future"')), /newer version/],
      ];
      const target = await testDatabase();
      try {
        for (const [bytes, reason] of cases) {
          writeFileSync(join(folder, 'bad.gz'), bytes);
          await expect(restore(target.config, join(folder, 'bad.gz'), { media })).rejects.toThrow(reason);
        }
        expect((await target.pool.query('SELECT FROM tenant')).rowCount).toBe(0);
      } finally {
        await target.stop();
      }
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    });
  });
});

describe('export', () => {
  it('writes lines that chain by themselves', async () => {
    await withEngine(rules, async (world) => {
      await fill(world);
      let text = '';
      const out = new Writable({
        write(chunk, _, done) {
          text += chunk;
          done();
        },
      });
      expect(await exportJournal(world.database.pool, 'test', out)).toBe(40);
      let hash = '0'.repeat(64);
      for (const line of text.trimEnd().split('\n')) {
        const row = JSON.parse(line);
        expect(row.prev_hash).toBe(hash);
        hash = hashRow(
          row.tenant,
          { ...row, occurredAt: row.occurred_at, commandId: row.command_id },
          row.digest,
          hash,
        );
        expect(row.hash).toBe(hash);
      }
    });
  });
});
