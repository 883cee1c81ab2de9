import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup, restore, verifyMedia } from '../../src/server/backup/index.ts';
import { MediaFiles } from '../../src/server/media/index.ts';
import { testDatabase } from '../engine/harness.ts';
import { DRILL, type Town, Visitor } from '../http/town.ts';
import { evidence, openHouse, tell } from './house.ts';
import { photo, said, sendIn, sha256 } from './phone.ts';

let town: Town;
let supervisor: Visitor;
let folder: string;
const photos: Buffer[] = [];
const ids: string[] = [];
beforeAll(async () => {
  town = await openHouse();
  folder = mkdtempSync(join(tmpdir(), 'yiping-media-'));
  supervisor = await new Visitor(town.base).signIn('supervisor');
  for (const tint of [1, 2]) {
    const bytes = await photo({ width: 1600, height: 1200, tint });
    const metadata = said(bytes);
    photos.push(bytes);
    ids.push(metadata['id'] as string);
    await sendIn(supervisor, bytes, metadata);
    await tell(supervisor, [evidence(metadata['id'] as string)]);
  }
});
afterAll(async () => {
  await town.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a backup holds the originals; a restored server makes what is shown from them again', async () => {
  const { media } = town.doors;
  const file = join(folder, 'a.gz');
  const made = await backup(town.database.config, file, { madeAt: new Date(0), media: media.files });
  expect(made).toMatchObject({ files: 2 });
  const target = await testDatabase();
  const there = new MediaFiles(join(folder, 'there'));
  try {
    expect(await restore(target.config, file, { media: there })).toEqual(made);
    for (const bytes of photos) expect(readFileSync(there.original(DRILL, sha256(bytes))).equals(bytes)).toBe(true);
    expect(await verifyMedia(target.pool, there)).toEqual({ files: 2, bad: [] });
  } finally {
    await target.stop();
  }
  const digest = sha256(photos[0] as Buffer);
  rmSync(media.files.shown(DRILL, digest, 'thumb', []));
  const row = await media.find(DRILL, ids[0] as string);
  if (!row) throw new Error('no row');
  expect(existsSync(await media.shown(row, 'thumb', []))).toBe(true);
});

test('a backup whose photo is damaged, or that lacks one, brings nothing back', async () => {
  const file = join(folder, 'b.gz');
  await backup(town.database.config, file, { madeAt: new Date(0), media: town.doors.media.files });
  const text = gunzipSync(readFileSync(file)).toString('latin1');
  const start = text.indexOf('{"file":');
  const second = text.indexOf('{"file":', start + 1);
  const first = text.indexOf('\n', start) + 1;
  const target = await testDatabase();
  const there = new MediaFiles(join(folder, 'bad'));
  try {
    for (const [damaged, reason] of [
      [`${text.slice(0, first)}AAAA${text.slice(first + 4)}`, /does not match its checksum/],
      [`${text.slice(0, second)}${text.slice(text.indexOf('{"end"'))}`, /files are missing/],
      [text.replace(/"file":"\w{64}"/, '"file":"../../../../etc/passwd"'), /no proper name/],
      [text.slice(0, second + 5_000), /cut short/],
    ] as const) {
      writeFileSync(join(folder, 'bad.gz'), gzipSync(Buffer.from(damaged, 'latin1')));
      await expect(restore(target.config, join(folder, 'bad.gz'), { media: there })).rejects.toThrow(reason);
      for (const bytes of photos) expect(existsSync(there.original(DRILL, sha256(bytes)))).toBe(false);
      expect((await target.pool.query('SELECT FROM media')).rowCount).toBe(0);
    }
  } finally {
    await target.stop();
  }
});

test('verify names the photo whose file is gone or changed, and the event that speaks of it', async () => {
  const { files } = town.doors.media;
  const [first, second] = photos.map((bytes) => files.original(DRILL, sha256(bytes))) as [string, string];
  rmSync(first);
  writeFileSync(second, 'something else');
  const { bad } = await verifyMedia(town.database.pool, files);
  expect(new Map(bad.map(({ id, reason, seq }) => [id, [reason, seq]]))).toEqual(
    new Map([
      [ids[0], ['its file is missing', 1]],
      [ids[1], ['its file is not what was taken in', expect.any(Number)]],
    ]),
  );
  const { files: kept, missing } = await backup(town.database.config, join(folder, 'c.gz'), {
    madeAt: new Date(0),
    media: files,
  });
  expect([kept, missing]).toEqual([1, 1]);
});
