import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { call, inTurns, waitOf } from '../../src/server/channels/call.ts';
import { jsonBytesOf, pieces } from '../../src/server/channels/pieces.ts';
import { timeOf } from '../../src/server/channels/time.ts';
import { world } from './desk.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});
async function server(act: RequestListener): Promise<string> {
  const one = createServer(act);
  await new Promise<void>((ready) => one.listen(0, '127.0.0.1', ready));
  open.push(one);
  return `http://127.0.0.1:${(one.address() as AddressInfo).port}/`;
}
const ask = (url: string) => call(world(), url, { method: 'POST', body: '{}' });

describe('what an answer means', () => {
  it.each([
    [408, {}, { state: 'doubt', code: 'http-408' }],
    [500, {}, { state: 'doubt', code: 'http-500' }],
    [502, {}, { state: 'doubt', code: 'http-502' }],
    [503, {}, { state: 'doubt', code: 'http-503' }],
    [503, { 'retry-after': '7' }, { state: 'refused', code: 'http-503', again: true, waitMs: 7_000 }],
    [504, { 'retry-after': '7' }, { state: 'doubt', code: 'http-504' }],
    [429, {}, { state: 'refused', code: 'http-429', again: true, waitMs: 2_000 }],
    [400, {}, { state: 'refused', code: 'http-400', again: false }],
    [404, {}, { state: 'refused', code: 'http-404', again: false }],
  ])('%i with %j', async (status, headers: Record<string, string>, fate) => {
    const url = await server((_, response) => response.writeHead(status, headers).end());
    expect(await ask(url)).toEqual({ ok: false, fate });
  });
  it('follows no redirect, so that no secret goes to another host', async () => {
    let reached = 0;
    const other = await server((_, response) => response.end(String(++reached)));
    const url = await server((_, response) => response.writeHead(307, { location: other }).end());
    expect(await ask(url)).toEqual({ ok: false, fate: { state: 'refused', code: 'http-307', again: false } });
    expect(reached).toBe(0);
  });
  it('is a doubt when the connection is cut, or the answer has no end', async () => {
    const cut = await server((request) => request.socket.destroy());
    expect(await ask(cut)).toMatchObject({ ok: false, fate: { state: 'doubt' } });
    const half = await server((_, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('{');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await ask(half)).toMatchObject({ ok: false, fate: { state: 'doubt' } });
    const endless = await server((_, response) => response.end(Buffer.alloc(1_100_000)));
    expect(await ask(endless)).toEqual({ ok: false, fate: { state: 'doubt', code: 'answer-too-large' } });
  });
  it('may be tried again where no such host is', async () => {
    expect(await ask('http://no-such-host.invalid/')).toMatchObject({
      ok: false,
      fate: { state: 'refused', again: true },
    });
  });
  it('reads Retry-After as seconds and as a date, an hour at most', () => {
    const now = Date.UTC(2021, 6, 25);
    expect([waitOf('3', now), waitOf('Sun, 25 Jul 2021 00:01:00 GMT', now), waitOf('999999', now)]).toEqual([
      3_000, 60_000, 3_600_000,
    ]);
    expect([waitOf('soon', now), waitOf(null, now), waitOf('Sat, 24 Jul 2021 00:00:00 GMT', now)]).toEqual([
      undefined,
      undefined,
      0,
    ]);
  });
});

it('answers in the order of the batch, with no more at once than said', async () => {
  let now = 0;
  let most = 0;
  const answers = await inTurns([30, 5, 20, 1, 10], 2, async (ms) => {
    most = Math.max(most, ++now);
    await new Promise((later) => setTimeout(later, ms));
    now--;
    return ms;
  });
  expect(answers).toEqual([30, 5, 20, 1, 10]);
  expect(most).toBe(2);
});

it('reads the times of providers', () => {
  const at = Date.UTC(2021, 6, 25, 4, 30);
  expect(['2021-07-25 12:30:00', '2021-07-25T04:30:00Z', String(at), at / 1000].map((text) => timeOf(text, 7))).toEqual(
    [at, at, at, at],
  );
  expect([timeOf('yesterday', 7), timeOf(undefined, 7), timeOf('', 7)]).toEqual([7, 7, 7]);
});

it('cuts texts so that nothing is lost, no piece is too long, and no character is parted', () => {
  const unit = fc.constantFrom('a', '"', '\n', '汛', '。', '👨‍👩‍👧', 'é');
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 300 }), fc.integer({ min: 30, max: 200 }), (text, most) => {
      const cut = pieces(text, most, jsonBytesOf);
      expect(cut.join('')).toBe(text);
      for (const piece of cut) expect(jsonBytesOf(piece)).toBeLessThanOrEqual(most);
      for (const piece of cut) expect(piece.startsWith('\u200d') || piece.endsWith('\u200d')).toBe(false);
    }),
    { seed: 20210725, numRuns: 300 },
  );
});
