import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DRILL, REAL, type Town, Visitor } from '../http/town.ts';
import { begin, evidence, look, openHouse, tell } from './house.ts';
import { photo, said, sendIn, sha256 } from './phone.ts';

let town: Town;
let handler: Visitor;
let supervisor: Visitor;
let leader: Visitor;
beforeAll(async () => {
  town = await openHouse();
  handler = await new Visitor(town.base).signIn('handler');
  supervisor = await new Visitor(town.base).signIn('supervisor');
  leader = await new Visitor(town.base).signIn('shift-leader');
});
afterAll(async () => {
  expect(town.faults).toEqual([]);
  await town.close();
});

/** A PNG that says it is so large, with almost nothing in it. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(Math.ceil(width / 8) * 64 + 64));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const ftyp = (brand: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}`),
    Buffer.alloc(8),
    Buffer.from(brand),
    randomBytes(500),
  ]);
const webm = Buffer.concat([
  Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
  randomBytes(2_000),
]);

describe('content that is not what it is said to be', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'.padEnd(400));
  const gif = Buffer.concat([Buffer.from('GIF89a'), randomBytes(300)]);
  const cut = async () => (await photo()).subarray(0, 9_000);
  const cases: [name: string, kind: string, content: Buffer | (() => Promise<Buffer>), code: string][] = [
    ['SVG', 'photo', svg, 'media.wrong-content'],
    ['a page', 'photo', Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(300)), 'media.wrong-content'],
    ['GIF', 'photo', gif, 'media.wrong-content'],
    ['a PDF', 'photo', Buffer.from('%PDF-1.7'.padEnd(300)), 'media.wrong-content'],
    ['a program', 'voice', Buffer.concat([Buffer.from('\x7fELF', 'latin1'), randomBytes(300)]), 'media.wrong-content'],
    ['a photo as a recording', 'voice', () => photo(), 'media.wrong-content'],
    ['a clip as a photo', 'photo', ftyp('isom'), 'media.wrong-content'],
    ['HEIC', 'photo', ftyp('heic'), 'media.heic'],
    ['a bomb of 100,000 × 100,000 pixels', 'photo', bomb(100_000, 100_000), 'media.unreadable'],
    ['a PNG that is cut short', 'photo', bomb(4_000, 4_000), 'media.unreadable'],
    ['a JPEG that is cut short', 'photo', cut, 'media.unreadable'],
    [
      'the beginning of a JPEG and noise',
      'photo',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), randomBytes(3_000)]),
      'media.unreadable',
    ],
    ['nearly nothing', 'photo', Buffer.from([0xff, 0xd8]), 'media.wrong-content'],
  ];
  test.each(cases)('%s (as a %s) is refused for good, and no file is left', async (_, kind, content, code) => {
    const bytes = typeof content === 'function' ? await content() : content;
    const metadata = said(bytes, { kind });
    await expect(sendIn(handler, bytes, metadata)).rejects.toMatchObject({ status: 415, code });
    // The same answer again, without a byte sent.
    expect((await begin(handler, bytes.length, metadata)).json.refusal.code).toBe(code);
    expect(existsSync(town.doors.media.files.original(DRILL, sha256(bytes)))).toBe(false);
    expect(readdirSync(join(town.folder, 'uploads', DRILL))).toEqual([]);
    const at = `of=case/${await tell(handler, [evidence(metadata['id'] as string)])}`;
    expect((await leader.call('GET', `/api/v1/media?${at}`)).json.media).toMatchObject([
      { state: 'refused', refused: code },
    ]);
  });

  test('a JPEG with a page behind it is shown as pixels only, and its original runs nowhere', async () => {
    const bytes = Buffer.concat([
      await photo({ tint: 70 }),
      Buffer.from('<script>alert(document.domain)</script>PK\x03\x04'),
    ]);
    const metadata = said(bytes);
    await sendIn(supervisor, bytes, metadata);
    const at = `of=case/${await tell(supervisor, [evidence(metadata['id'] as string)])}`;
    const shown = await look(leader, `${metadata['id']}/large?${at}`);
    expect(shown.bytes.includes('script')).toBe(false);
    const { headers } = await look(leader, `${metadata['id']}/original?${at}`, { reason: '取证需要' });
    expect([
      headers.get('content-type'),
      headers.get('content-disposition'),
      headers.get('x-content-type-options'),
    ]).toEqual(['image/jpeg', 'attachment', 'nosniff']);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('EXIF that is nonsense spoils nothing', async () => {
    const bytes = await photo({ tint: 71 });
    const at = bytes.indexOf('Exif');
    const broken = Buffer.from(bytes);
    broken.fill(0xff, at + 14, at + 120);
    const metadata = said(broken);
    await sendIn(supervisor, broken, metadata);
    const { rows } = await town.database.pool.query('SELECT lon, lat FROM media WHERE id = $1', [metadata['id']]);
    expect(rows).toEqual([{ lon: null, lat: null }]);
  });

  test('a recording is given as it came, in ranges', async () => {
    for (const [kind, bytes, type] of [
      ['voice', webm, 'audio/webm'],
      ['voice', Buffer.concat([Buffer.from('OggS\0'), randomBytes(900)]), 'audio/ogg'],
      ['video', ftyp('mp42'), 'video/mp4'],
    ] as const) {
      const metadata = said(bytes, { kind });
      const id = metadata['id'] as string;
      await sendIn(supervisor, bytes, metadata);
      const at = `of=case/${await tell(supervisor, [evidence(id)])}`;
      const whole = await look(leader, `${id}/content?${at}`);
      expect([whole.bytes.equals(bytes), whole.headers.get('content-type')]).toEqual([true, type]);
      const part = await look(leader, `${id}/content?${at}`, undefined, { range: 'bytes=100-199' });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${bytes.length}`]);
      expect(part.bytes.equals(bytes.subarray(100, 200))).toBe(true);
      expect((await look(leader, `${id}/thumb?${at}`)).status).toBe(404);
    }
  });
});

describe('requests that lie', () => {
  test('ids that climb, metadata that is huge, unknown, doubled or broken; lengths that are none', async () => {
    const bytes = await photo();
    const good = said(bytes);
    const codes: Record<string, string> = {};
    const ask = async (
      name: string,
      metadata: Record<string, string>,
      length: number | string = bytes.length,
      raw?: string,
    ) => {
      const answer = await begin(handler, length, metadata, raw);
      codes[name] = answer.json?.refusal?.code ?? String(answer.status);
    };
    await ask('climbs', { ...good, id: '../../../etc/passwd' });
    await ask('other tenant', { ...good, id: `../${REAL}/${good['id']}` });
    await ask('upper case', { ...good, id: (good['id'] as string).toUpperCase() });
    await ask('zero byte', { ...good, id: `${good['id']}\0` });
    await ask('unknown key', { ...good, owner: 'p-commander' });
    await ask('unknown kind', { ...good, kind: 'program' });
    await ask('no digest', { ...good, sha256: 'abc' });
    await ask('long hint', { ...good, case: 'x'.repeat(500) });
    await ask('huge', { ...good, case: 'x'.repeat(30_000) });
    await ask('broken', good, bytes.length, 'id !!!');
    await ask('doubled', good, bytes.length, `id ${btoa(good['id'] as string)},id ${btoa(randomUUID())}`);
    await ask('no metadata', good, bytes.length, '');
    await ask('negative', good, -5);
    await ask('no number', good, '1e9x');
    expect(codes).toEqual({
      climbs: 'request.malformed',
      'other tenant': 'request.malformed',
      'upper case': 'request.malformed',
      'zero byte': 'request.malformed',
      'unknown key': 'request.malformed',
      'unknown kind': 'request.malformed',
      'no digest': 'request.malformed',
      'long hint': 'request.malformed',
      huge: 'request.headers',
      broken: 'media.protocol',
      doubled: 'media.protocol',
      'no metadata': 'media.protocol',
      negative: 'media.protocol',
      'no number': 'media.protocol',
    });
    for (const path of [`..%2f${REAL}%2fx`, '%00', `${good['id']}%2f..%2f..`])
      expect(
        (await handler.call('DELETE', `/api/v1/uploads/${path}`, undefined, { 'tus-resumable': '1.0.0' })).status,
      ).toBe(400);
    expect((await look(leader, '..%2f..%2fsecret.key/large')).status).toBe(400);
    expect(existsSync(join(town.folder, 'uploads', REAL))).toBe(false);
  });

  test('nobody sees, continues or ends the upload of somebody else, and a piece goes only where it belongs', async () => {
    const bytes = await photo({ tint: 72 });
    const metadata = said(bytes);
    const id = metadata['id'] as string;
    expect((await begin(supervisor, bytes.length, metadata)).status).toBe(201);
    const piece = (who: Visitor, offset: number, body: Buffer, more: Record<string, string> = {}) =>
      who.call('PATCH', `/api/v1/uploads/${id}`, body, {
        'tus-resumable': '1.0.0',
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
        ...more,
      });
    const verb = (who: Visitor, method: string) =>
      who.call(method, `/api/v1/uploads/${id}`, undefined, { 'tus-resumable': '1.0.0' });
    expect((await piece(handler, 0, bytes)).json.refusal.code).toBe('media.no-upload');
    expect((await verb(handler, 'HEAD')).headers.get('x-refusal')).toBe('media.no-upload');
    expect((await verb(handler, 'DELETE')).json.refusal.code).toBe('media.no-upload');
    expect((await begin(handler, bytes.length, metadata)).json.refusal.code).toBe('media.id-taken');
    expect((await piece(supervisor, 0, bytes, { 'x-csrf-token': 'wrong' })).json.refusal.code).toBe('session.csrf');
    expect((await piece(supervisor, 0, bytes, { 'content-type': 'application/json' })).json.refusal.code).toBe(
      'request.media-type',
    );
    expect((await piece(supervisor, 500, bytes)).json.refusal.code).toBe('media.offset');
    expect((await piece(supervisor, 0, Buffer.concat([bytes, bytes]))).json.refusal.code).toBe('media.protocol');
    expect((await piece(supervisor, 0, bytes, { 'tus-resumable': '0.2.2' })).json.refusal.code).toBe('media.protocol');
    expect((await verb(supervisor, 'HEAD')).headers.get('upload-offset')).toBe('0');
    expect((await piece(supervisor, 0, bytes.subarray(0, 1_000))).status).toBe(204);
    // The same piece again is not taken twice.
    expect((await piece(supervisor, 0, bytes.subarray(0, 1_000))).json.refusal.code).toBe('media.offset');
    expect((await piece(supervisor, 1_000, bytes.subarray(1_000))).status).toBe(204);
    expect((await piece(supervisor, 0, bytes)).json.refusal.code).toBe('media.no-upload');
    expect((await verb(supervisor, 'DELETE')).json.refusal.code).toBe('media.no-upload');
    expect((await verb(supervisor, 'HEAD')).headers.get('upload-offset')).toBe(String(bytes.length));
    expect(await town.doors.media.find(REAL, id)).toBeUndefined();
  });
});
