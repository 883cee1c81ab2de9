import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DRILL, type Town, Visitor } from '../http/town.ts';
import { begin, evidence, look, openHouse, tell } from './house.ts';
import { asMetadata, photo, said, sendIn, sha256 } from './phone.ts';

const WHY = { reason: '核对伤者身份' };
let free = 1e12;
let town: Town;
let handler: Visitor;
let supervisor: Visitor;
let leader: Visitor;
let dispatcher: Visitor;
beforeAll(async () => {
  town = await openHouse({ free: async () => free });
  handler = await new Visitor(town.base).signIn('handler');
  supervisor = await new Visitor(town.base).signIn('supervisor');
  leader = await new Visitor(town.base).signIn('shift-leader');
  dispatcher = await new Visitor(town.base).signIn('dispatcher');
});
afterAll(async () => {
  expect(town.faults).toEqual([]);
  await town.close();
});

describe('a photo arrives', () => {
  test('in pieces, is named by a report before, and is shown without what the camera wrote', async () => {
    const bytes = await photo({ width: 2400, height: 1800, orientation: 6 });
    const metadata = said(bytes);
    const id = metadata['id'] as string;
    const of = `of=case/${await tell(supervisor, [evidence(id, { sha256: sha256(bytes) })])}`;
    const list = async () => (await leader.call('GET', `/api/v1/media?${of}`)).json.media;
    expect(await list()).toEqual([{ id, state: 'coming' }]);
    expect((await look(leader, `${id}/thumb?${of}`)).status).toBe(404);

    const { requests } = await sendIn(supervisor, bytes, metadata);
    expect(requests).toBeGreaterThan(3);
    expect(await list()).toMatchObject([
      {
        id,
        state: 'ready',
        kind: 'photo',
        type: 'image/jpeg',
        bytes: bytes.length,
        width: 1800,
        height: 2400,
        by: 'p-supervisor',
        face: false,
      },
    ]);
    const thumb = await look(leader, `${id}/thumb?${of}`);
    expect(thumb.status).toBe(200);
    expect(thumb.headers.get('content-type')).toBe('image/webp');
    expect(thumb.headers.get('x-content-type-options')).toBe('nosniff');
    expect(thumb.headers.get('content-disposition')).toBe('attachment');
    expect(thumb.headers.get('cache-control')).toBe('private, no-cache');
    const large = await look(leader, `${id}/large?${of}`);
    for (const [form, width, height] of [
      [thumb.bytes, 240, 320],
      [large.bytes, 1200, 1600],
    ] as const) {
      const found = await sharp(form).metadata();
      expect(found).toMatchObject({ format: 'webp', width, height });
      expect(found.exif ?? found.xmp ?? found.icc ?? found.orientation).toBeUndefined();
    }
    // Turned upright: what was the left half of the sensor is the upper half now.
    const { data } = await sharp(large.bytes)
      .extract({ left: 600, top: 100, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(150);
    expect(
      (
        await look(leader, `${id}/thumb?${of}`, undefined, {
          'if-none-match': thumb.headers.get('etag') as string,
          'cache-control': 'max-age=0',
        })
      ).status,
    ).toBe(304);

    const { rows } = await town.database.pool.query(
      'SELECT lon, lat, exif_at, hint, until > uploaded_at AS kept FROM media WHERE id = $1',
      [id],
    );
    expect(rows[0]).toEqual({
      lon: 121.45,
      lat: 31.23,
      exif_at: Date.UTC(2021, 6, 24, 18, 40),
      hint: null,
      kept: true,
    });
    const original = await look(leader, `${id}/original?${of}`, WHY);
    expect(original.bytes.equals(bytes)).toBe(true);
    expect(original.headers.get('content-type')).toBe('image/jpeg');
    expect((await look(dispatcher, `${id}/original?${of}`, WHY)).status).toBe(403);
    expect((await look(leader, `${id}/original?${of}`, { reason: '' })).status).toBe(400);
    const auditor = await new Visitor(town.base).signIn('auditor');
    const { json } = await auditor.call('GET', '/api/v1/audit?action=personal.unmasked');
    expect(json.lines.filter((line: { target: string }) => line.target === `media/${id}`)).toMatchObject([
      { detail: { reason: '核对伤者身份', form: 'original' } },
    ]);
  });

  test('cut at every piece, it goes on and is the same byte for byte; a repeat gets the first answer', async () => {
    const bytes = await photo({ tint: 41, width: 1600, height: 1200 });
    const metadata = said(bytes);
    const id = metadata['id'] as string;
    for (let cut = 1; cut < 4; cut++)
      await expect(sendIn(supervisor, bytes, metadata, { cutAt: cut * 60_000 })).rejects.toThrow('cut');
    const head = () =>
      fetch(`${town.base}/api/v1/uploads/${id}`, {
        method: 'HEAD',
        headers: { cookie: supervisor.cookie, 'tus-resumable': '1.0.0' },
      });
    const stands = Number((await head()).headers.get('upload-offset'));
    expect(stands).toBeGreaterThan(100_000);
    expect(stands).toBeLessThan(bytes.length);
    await sendIn(supervisor, bytes, metadata);
    expect(
      (await look(leader, `${id}/original?of=case/${await tell(supervisor, [evidence(id)])}`, WHY)).bytes.equals(bytes),
    ).toBe(true);

    // Sent again from the beginning: it is known to be there, and not a byte travels.
    expect((await sendIn(supervisor, bytes, metadata)).requests).toBe(1);
    const again = await supervisor.call('POST', '/api/v1/uploads', undefined, {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes.length),
      'upload-metadata': asMetadata(metadata),
    });
    expect([again.status, again.headers.get('location')]).toEqual([201, `/api/v1/uploads/${id}`]);
    expect((await head()).headers.get('upload-offset')).toBe(String(bytes.length));
    // The same id for something else, and for somebody else.
    const other = await photo({ tint: 90 });
    const taken = { status: 422, code: 'media.id-taken' };
    await expect(sendIn(supervisor, other, said(other, { id }), { uploadUrl: null })).rejects.toMatchObject(taken);
    await expect(sendIn(handler, bytes, metadata)).rejects.toMatchObject(taken);
  });

  test('what does not have the announced checksum is thrown away, and may be sent again', async () => {
    const bytes = await photo({ tint: 42 });
    const metadata = said(bytes);
    const broken = Buffer.from(bytes);
    broken[1_000] = (broken[1_000] as number) ^ 1;
    await expect(sendIn(handler, broken, metadata)).rejects.toMatchObject({ status: 422, code: 'media.checksum' });
    expect(readdirSync(join(town.folder, 'uploads', DRILL))).toEqual([]);
    await sendIn(handler, bytes, metadata);
  });

  test('limits: too large, too many unfinished, no room; nothing is left of what was refused', async () => {
    const some = () => said(Buffer.from(randomUUID()));
    expect((await begin(handler, 26 * 1024 * 1024, some())).json.refusal).toMatchObject({
      code: 'media.too-large',
      params: { megabytes: 25 },
    });
    expect((await begin(handler, 0, some())).json.refusal.code).toBe('media.protocol');
    free = 500 * 1024 * 1024;
    const full = await begin(handler, 1_000, some());
    expect([full.status, full.json.refusal.code, full.headers.get('retry-after')]).toEqual([
      507,
      'media.disk-full',
      '600',
    ]);
    free = 1e12;
    const begun = [];
    for (let n = 0; n < 30; n++) {
      const one = some();
      begun.push(one['id']);
      expect((await begin(handler, 1_000, one)).status).toBe(201);
    }
    expect((await begin(handler, 1_000, some())).json.refusal.code).toBe('media.too-many-unfinished');
    expect((await begin(supervisor, 1_000, some())).status).toBe(201);
    expect(
      (await handler.call('DELETE', `/api/v1/uploads/${begun[0]}`, undefined, { 'tus-resumable': '1.0.0' })).status,
    ).toBe(204);
    expect((await begin(handler, 1_000, some())).status).toBe(201);
    expect(readdirSync(join(town.folder, 'uploads', DRILL))).toHaveLength(31);

    town.later(73 * 3_600_000);
    await town.doors.uploads.expire();
    expect(readdirSync(join(town.folder, 'uploads', DRILL))).toEqual([]);
    town.later(-73 * 3_600_000);
    expect((await begin(handler, 1_000, some())).status).toBe(201);
  });
});

test('a disk that is full in the middle is said clearly; with room again the upload goes on', async () => {
  const bytes = await photo({ tint: 44 });
  const metadata = said(bytes);
  const id = metadata['id'] as string;
  expect((await begin(supervisor, bytes.length, metadata)).status).toBe(201);
  // A device on which every write says that there is no space.
  const file = join(town.folder, 'uploads', DRILL, id);
  rmSync(file);
  symlinkSync('/dev/full', file);
  await expect(sendIn(supervisor, bytes, metadata)).rejects.toMatchObject({ status: 507, code: 'media.disk-full' });
  expect(await town.doors.media.find(DRILL, id)).toBeUndefined();
  rmSync(file);
  await sendIn(supervisor, bytes, metadata);
  expect(await town.doors.media.find(DRILL, id)).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length });
});

test('content lies under what it is, once, however often it comes', async () => {
  const bytes = await photo({ tint: 43 });
  await sendIn(handler, bytes, said(bytes));
  await sendIn(supervisor, bytes, said(bytes));
  const digest = sha256(bytes);
  const place = join(town.folder, 'media', DRILL, digest.slice(0, 2));
  expect(readdirSync(place).sort()).toEqual([
    digest.slice(2),
    `${digest.slice(2)}.large.webp`,
    `${digest.slice(2)}.thumb.webp`,
  ]);
  expect(readFileSync(join(place, digest.slice(2))).equals(bytes)).toBe(true);
});
