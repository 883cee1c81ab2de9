import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DistrictList } from '../../src/contract/session.ts';
import { Visitor } from '../http/town.ts';
import { photo, said, sendIn } from '../media/phone.ts';
import { dataFolder, Node } from './rig.ts';

let node: Node;
beforeEach(async () => {
  node = new Node(dataFolder(), { program: 'whole.ts' });
  await node.start();
});
afterEach(async () => {
  await node.kill('SIGTERM');
  node.clear();
});

async function commander(): Promise<Visitor> {
  const { districts } = await node.get<DistrictList>('/api/v1/districts');
  const { accounts, password } = districts[0]?.drill ?? { accounts: [], password: '' };
  const login = accounts.find((one) => one.roles.includes('commander'))?.login as string;
  return new Visitor(`http://127.0.0.1:${node.port}`).signIn(login, password, 'test');
}
async function original(who: Visitor, id: string): Promise<Buffer> {
  const answer = await fetch(`${who.base}/api/v1/media/${id}/original`, {
    method: 'POST',
    headers: { cookie: who.cookie, 'x-csrf-token': who.csrf, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: '核对字节' }),
  });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}
const stands = async (who: Visitor, id: string): Promise<number> => {
  const headers = { cookie: who.cookie, 'tus-resumable': '1.0.0' };
  const answer = await fetch(`${who.base}/api/v1/uploads/${id}`, { method: 'HEAD', headers });
  return Number(answer.headers.get('upload-offset') ?? '0');
};

it('kill -9 in the middle of a clip of 30 MB, three times: it goes on where it stood and is the same byte for byte', async () => {
  const head = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypmp42'),
    Buffer.alloc(8),
    Buffer.from('mp42'),
  ]);
  const bytes = Buffer.concat([head, randomBytes(30 * 1024 * 1024)]);
  const metadata = said(bytes, { kind: 'video' });
  const id = metadata['id'] as string;
  const who = await commander();
  let before = 0;
  for (const share of [0.2, 0.5, 0.8]) {
    let killed: Promise<void> | undefined;
    const cut = sendIn(who, bytes, metadata, {
      chunkSize: 1024 * 1024,
      onProgress: (sent) => {
        if (sent >= bytes.length * share) killed ??= node.kill('SIGKILL');
      },
    });
    await expect(cut).rejects.toThrow();
    await killed;
    await node.start();
    const after = await stands(who, id);
    // What was acknowledged is there; what was on the way may be.
    expect(after).toBeGreaterThan(bytes.length * share - 2 * 1024 * 1024);
    expect(after).toBeGreaterThan(before);
    expect(after).toBeLessThan(bytes.length);
    before = after;
  }
  await sendIn(who, bytes, metadata, { chunkSize: 1024 * 1024 });
  expect((await original(who, id)).equals(bytes)).toBe(true);
  expect(readdirSync(join(node.folder, 'uploads', 'test'))).toEqual([]);
});

it('kill -9 about the last byte, eight times: taken in once and whole, or the phone goes on and it is then', async () => {
  const who = await commander();
  for (let kill = 0; kill < 8; kill++) {
    const bytes = await photo({ width: 2400, height: 1800, tint: kill });
    const metadata = said(bytes);
    const sent = sendIn(who, bytes, metadata, { chunkSize: bytes.length }).catch(() => undefined);
    await sleep(20 + kill * 30);
    await node.kill('SIGKILL');
    await node.start();
    await sent;
    await sendIn(who, bytes, metadata);
    expect((await original(who, metadata['id'] as string)).equals(bytes)).toBe(true);
  }
  expect(readdirSync(join(node.folder, 'uploads', 'test'))).toEqual([]);
});
