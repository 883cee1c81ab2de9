import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DRILL, type Town, Visitor } from '../http/town.ts';
import { evidence, look, openHouse, tell } from './house.ts';
import { photo, said, sendIn, sha256 } from './phone.ts';

const WHY = { reason: '核对伤者身份' };
let town: Town;
const who: Record<string, Visitor> = {};
beforeAll(async () => {
  town = await openHouse();
  for (const role of ['supervisor', 'shift-leader', 'dispatcher', 'intake', 'observer', 'auditor'])
    who[role] = await new Visitor(town.base).signIn(role);
});
afterAll(async () => {
  expect(town.faults).toEqual([]);
  await town.close();
});
const of = (role: string): Visitor => who[role] as Visitor;

/** A photo of a case that has arrived. */
async function shown(bytes: Buffer, more: Record<string, string> = {}) {
  const metadata = said(bytes, more);
  const id = metadata['id'] as string;
  await sendIn(of('supervisor'), bytes, metadata);
  return { id, at: `of=case/${await tell(of('supervisor'), [evidence(id)])}` };
}
const lines = async (target: string) =>
  (await of('auditor').call('GET', '/api/v1/audit')).json.lines.filter(
    (line: { target?: string }) => line.target === target,
  );

describe('who sees what', () => {
  test('of a draft its author alone; of a case whoever may see it; without the case who sent it in', async () => {
    const bytes = await photo({ tint: 60 });
    const metadata = said(bytes);
    const id = metadata['id'] as string;
    await sendIn(of('supervisor'), bytes, metadata);
    const draft = `of=case/${await tell(of('supervisor'), [evidence(id)], 'case.draft')}`;
    expect((await look(of('supervisor'), `${id}/large?${draft}`)).status).toBe(200);
    expect((await look(of('shift-leader'), `${id}/large?${draft}`)).code).toBe('request.not-found');
    expect((await of('shift-leader').call('GET', `/api/v1/media?${draft}`)).status).toBe(404);
    expect((await look(of('shift-leader'), `${id}/original?${draft}`, WHY)).code).toBe('request.not-found');
    expect((await look(of('supervisor'), `${id}/large`)).status).toBe(200);
    expect((await look(of('observer'), `${id}/large`)).code).toBe('request.not-found');
    // Another case names another photo.
    const { at } = await shown(await photo({ tint: 61 }));
    expect((await look(of('observer'), `${id}/large?${at}`)).code).toBe('request.not-found');
    const told = `of=case/${await tell(of('supervisor'), [evidence(id)])}`;
    expect((await look(of('observer'), `${id}/large?${told}`)).status).toBe(200);
    expect((await look(of('auditor'), `${id}/large?${told}`)).code).toBe('access.forbidden');
  });

  test('what is not what the journal has the digest of is not shown', async () => {
    const bytes = await photo({ tint: 62 });
    const metadata = said(bytes);
    const id = metadata['id'] as string;
    await sendIn(of('supervisor'), bytes, metadata);
    const told = `of=case/${await tell(of('supervisor'), [evidence(id, { sha256: sha256(await photo({ tint: 63 })) })])}`;
    expect((await of('observer').call('GET', `/api/v1/media?${told}`)).json.media).toMatchObject([
      { id, state: 'unlike' },
    ]);
    expect((await look(of('observer'), `${id}/thumb?${told}`)).code).toBe('request.not-found');
  });
});

describe('a face', () => {
  test('that the sender saw is shown for a reason only, to whom it may concern, and each look is written down', async () => {
    const { id, at } = await shown(await photo({ tint: 64 }), { face: '1' });
    expect((await look(of('shift-leader'), `${id}/thumb?${at}`)).code).toBe('media.reason-needed');
    expect((await look(of('supervisor'), `${id}/large`)).code).toBe('media.reason-needed');
    expect((await look(of('dispatcher'), `${id}/unmask?${at}`, WHY)).code).toBe('access.forbidden');
    expect((await look(of('intake'), `${id}/unmask?${at}`, { reason: '看' })).status).toBe(400);
    expect(await lines(`media/${id}`)).toEqual([]);
    for (let n = 0; n < 2; n++) {
      const answer = await look(of('intake'), `${id}/unmask?${at}`, WHY);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    }
    expect(await lines(`media/${id}`)).toMatchObject([
      { action: 'personal.unmasked', detail: { reason: WHY.reason, form: 'large' } },
      { action: 'personal.unmasked' },
    ]);
  });

  test('is covered by hand: the shown forms lose it, the original stays, and only few may uncover it', async () => {
    const bytes = await photo({ width: 1600, height: 1200, tint: 65 });
    const { id, at } = await shown(bytes);
    const mark = (role: string, body: object) => of(role).call('PUT', `/api/v1/media/${id}/faces?${at}`, body);
    const areas = [{ x: 0.25, y: 0.25, w: 0.25, h: 0.25 }];
    const before = await look(of('observer'), `${id}/large?${at}`);
    expect((await mark('observer', { face: true, areas })).status).toBe(403);
    expect((await mark('dispatcher', { face: true, areas: [{ x: 2, y: 0, w: 1, h: 1 }] })).status).toBe(400);
    expect((await mark('dispatcher', { face: true, areas })).json).toMatchObject({ id, face: true, areas });
    const after = await look(of('observer'), `${id}/large?${at}`);
    // Inside nothing of the fine pattern is left; outside it is as it was.
    const spread = async (picture: Buffer, left: number, top: number) => {
      // Statistics are of what is opened, not of what is cut out of it.
      const piece = await sharp(picture).extract({ left, top, width: 40, height: 40 }).png().toBuffer();
      return (await sharp(piece).stats()).channels[2]?.stdev ?? 0;
    };
    expect(await spread(before.bytes, 500, 400)).toBeGreaterThan(20);
    expect(await spread(after.bytes, 500, 400)).toBeLessThan(6);
    expect(await spread(after.bytes, 1200, 900)).toBeGreaterThan(20);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect((await look(of('intake'), `${id}/unmask?${at}`, WHY)).bytes.equals(before.bytes)).toBe(true);
    expect((await look(of('shift-leader'), `${id}/original?${at}`, WHY)).bytes.equals(bytes)).toBe(true);
    expect((await mark('dispatcher', { face: false, areas: [] })).json.refusal.code).toBe('media.uncover');
    expect((await mark('intake', { face: false, areas: [] })).json).toMatchObject({ face: false, areas: [] });
    expect(await lines(`media/${id}`)).toMatchObject([
      { action: 'media.marked', detail: { face: false, areas: 0 } },
      { action: 'personal.unmasked', detail: { form: 'original' } },
      { action: 'personal.unmasked', detail: { form: 'large' } },
      { action: 'media.marked', detail: { face: true, areas: 1 } },
    ]);
    const place = join(town.folder, 'media', DRILL, sha256(bytes).slice(0, 2));
    expect(readdirSync(place).filter((name) => name.startsWith(sha256(bytes).slice(2)))).toHaveLength(3);
  });
});

describe('what is no longer kept', () => {
  test('is erased for a reason: no file is left, the case says so, and the id stands for nothing else', async () => {
    const bytes = await photo({ tint: 66 });
    const { id, at } = await shown(bytes);
    expect((await of('dispatcher').call('POST', `/api/v1/media/${id}/erase?${at}`, WHY)).status).toBe(403);
    expect((await of('intake').call('POST', `/api/v1/media/${id}/erase?${at}`, WHY)).json).toMatchObject({
      state: 'erased',
    });
    expect((await look(of('observer'), `${id}/thumb?${at}`)).code).toBe('media.erased');
    expect((await of('observer').call('GET', `/api/v1/media?${at}`)).json.media).toEqual([
      { id, state: 'erased', kind: 'photo', bytes: bytes.length },
    ]);
    expect(existsSync(town.doors.media.files.original(DRILL, sha256(bytes)))).toBe(false);
    await expect(sendIn(of('supervisor'), bytes, said(bytes, { id }), { uploadUrl: null })).rejects.toMatchObject({
      code: 'media.erased',
    });
    expect(await lines(`media/${id}`)).toMatchObject([{ action: 'personal.erased', detail: WHY }]);
  });

  test('content that came twice stays for the other; all of a sender goes when the sender is forgotten', async () => {
    const bytes = await photo({ tint: 67 });
    const file = town.doors.media.files.original(DRILL, sha256(bytes));
    const first = await shown(bytes);
    const other = said(bytes);
    await sendIn(of('intake'), bytes, other);
    await of('intake').call('POST', `/api/v1/media/${first.id}/erase?${first.at}`, WHY);
    expect(existsSync(file)).toBe(true);
    expect((await of('intake').call('POST', '/api/v1/contacts/p-intake/erase', WHY)).status).toBe(200);
    expect(existsSync(file)).toBe(false);
  });

  test('goes after a year, and how much is written down', async () => {
    const { id, at } = await shown(await photo({ tint: 68 }));
    expect(await town.doors.media.expire(DRILL, town.doors.audit)).toBe(0);
    town.later(367 * 86_400_000);
    const count = await town.doors.media.expire(DRILL, town.doors.audit);
    town.later(-367 * 86_400_000);
    expect(count).toBeGreaterThan(0);
    expect((await of('observer').call('GET', `/api/v1/media?${at}`)).json.media[0]).toMatchObject({
      id,
      state: 'erased',
    });
    expect((await lines('media'))[0]).toMatchObject({ action: 'personal.expired', detail: { media: count } });
  });
});
