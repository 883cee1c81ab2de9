import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DRILL, openTown, type Town, Visitor } from '../http/town.ts';

let town: Town;
let visitor: Visitor;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiping-pages-'));
  await mkdir(join(folder, 'web', 'assets'), { recursive: true });
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html><title>一屏</title>');
  const script = `export const a = "${'a'.repeat(3_000)}";`;
  await writeFile(join(folder, 'web', 'assets', 'main-Ab12Cd34.js'), script);
  await writeFile(join(folder, 'web', 'assets', 'main-Ab12Cd34.js.br'), brotliCompressSync(script));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  town = await openTown({ server: { pages: join(folder, 'web') } });
  visitor = await new Visitor(town.base).signIn('intake');
  await town.database.pool.query(
    `INSERT INTO case_row (tenant, id, version, seq, no, stage, phase, category, source, committee, unit, rank, lon, lat, reported_at, due_at, touched_at, summary)
     SELECT $1, 'case-' || i, 1, i, 'no-' || i, CASE WHEN i % 2 = 0 THEN 'reported' ELSE 'closed' END, CASE WHEN i % 2 = 0 THEN 'open' ELSE 'closed' END,
       'ST0' || i % 3, 'patrol', 'maobei', 'unit-' || i % 5, i % 3, 121.45 + i * 0.0001, 31.22, 1000 + i / 4, CASE WHEN i % 4 = 0 THEN 5000 - i END, 1000, '{"urgency":"normal","description":"积水"}'
     FROM generate_series(1, 250) i`,
    [DRILL],
  );
});
afterAll(async () => {
  await town.close();
  await rm(folder, { recursive: true, force: true });
});

/** A request with the path as it stands: fetch would tidy up the dots. */
function asWritten(path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: town.port, path }, (answer) => {
      let body = '';
      answer.on('data', (part) => (body += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

const INJECTIONS = [
  "' OR '1'='1",
  "'; DROP TABLE case_row; --",
  '1) UNION SELECT password FROM account --',
  '$1',
  '\\x00',
  '%00',
  '../../etc/passwd',
  '<script>',
  'reported\u0000',
  'ＯＲ',
  '{"$ne":1}',
];

describe('every parameter of every query', () => {
  it('takes no injection: refused by its form, or looked for and not found', async () => {
    const names = ['sort', 'format', 'bbox', 'stage', 'phase', 'category', 'unit', 'committee', 'after', 'limit'];
    const strange: string[] = [];
    for (const value of INJECTIONS) {
      for (const name of names) {
        const { status, json } = await visitor.call('GET', `/api/v1/cases?${name}=${encodeURIComponent(value)}`);
        if (status !== 400 || json.refusal.code !== 'request.malformed')
          strange.push(`cases ${name}=${value}: ${status}`);
      }
      for (const path of [
        '/api/v1/events?after=',
        '/api/v1/events?limit=',
        '/api/v1/live?after=',
        '/api/v1/screen?at=',
        '/api/v1/households?stairwell=',
        '/api/v1/observations?from=0&to=1&series=',
        '/api/v1/observations?series=a&to=1&from=',
      ]) {
        const { status, json } = await visitor.call('GET', path + encodeURIComponent(value));
        if (status !== 400 || json.refusal.code !== 'request.malformed') strange.push(`${path}${value}: ${status}`);
      }
      for (const path of [
        `/api/v1/cases/${encodeURIComponent(value)}`,
        `/api/v1/cases/${encodeURIComponent(value)}/suggestions`,
      ]) {
        const { status } = await visitor.call('GET', path);
        if (status !== 400 && status !== 404) strange.push(`${path}: ${status}`);
      }
    }
    expect(strange).toEqual([]);
    expect((await town.database.pool.query('SELECT count(*)::int AS n FROM case_row')).rows[0].n).toBe(250);
  });

  it('unknown and repeated parameters are refused, not dropped', async () => {
    expect((await visitor.call('GET', '/api/v1/cases?stge=open')).json.refusal.params).toEqual({
      field: 'stge',
      problem: 'unknown',
    });
    expect((await visitor.call('GET', '/api/v1/cases?limit=1&limit=2')).json.refusal.params).toEqual({
      field: 'limit',
      problem: 'type',
    });
    expect((await visitor.call('GET', '/api/v1/cases?__proto__=1')).status).toBe(400);
    expect((await visitor.call('GET', '/api/v1/cases?constructor=1')).status).toBe(400);
  });

  it('pages are as large as they may be and no larger', async () => {
    for (const [limit, status] of [
      ['500', 200],
      ['501', 400],
      ['0', 400],
      ['-1', 400],
      ['1e9', 400],
      ['99999999999999999999', 400],
      ['10.5', 400],
      ['', 400],
    ] as const) {
      expect([limit, (await visitor.call('GET', `/api/v1/cases?limit=${limit}`)).status]).toEqual([limit, status]);
    }
    expect((await visitor.call('GET', '/api/v1/events?limit=5001')).status).toBe(400);
    expect((await visitor.call('GET', '/api/v1/events?after=9007199254740993')).status).toBe(400);
  });

  it('boxes have four edges in order on the earth', async () => {
    for (const box of [
      '121,31,122',
      '121,31,122,32,5',
      '122,31,121,32',
      '121,32,122,31',
      '-181,0,0,1',
      '0,-91,1,0',
      'NaN,0,1,1',
      '1e2,0,101,1',
      '121,31,122,',
      ' 121,31,122,32',
    ]) {
      expect([box, (await visitor.call('GET', `/api/v1/cases?bbox=${encodeURIComponent(box)}`)).status]).toEqual([
        box,
        400,
      ]);
    }
    const { json } = await visitor.call('GET', '/api/v1/cases?bbox=121.45005,31.21,121.45055,31.23&limit=10');
    expect(json.cases.map((one: { id: string }) => one.id)).toEqual(['case-5', 'case-4', 'case-3', 'case-2', 'case-1']);
  });
});

describe('cursors', () => {
  it('walk over all rows once, newest first, also where many share a time', async () => {
    const seen: string[] = [];
    let next: string | undefined = '';
    for (let page = 0; next !== undefined && page < 100; page++) {
      const { json } = await visitor.call('GET', `/api/v1/cases?limit=7${next ? `&after=${next}` : ''}`);
      seen.push(...json.cases.map((one: { id: string }) => one.id));
      next = json.next;
    }
    expect(seen.length).toBe(250);
    expect(new Set(seen).size).toBe(250);
    expect(seen.slice(0, 3)).toEqual(['case-250', 'case-249', 'case-248']);
  });

  it('walk the queue by urgency and deadline, those without a deadline last', async () => {
    const seen: { id: string; dueAt: number | null }[] = [];
    let next: string | undefined = '';
    for (let page = 0; next !== undefined && page < 100; page++) {
      const { json } = await visitor.call('GET', `/api/v1/cases?sort=due&limit=9${next ? `&after=${next}` : ''}`);
      seen.push(...json.cases);
      next = json.next;
    }
    expect(seen.length).toBe(125);
    expect(new Set(seen.map((one) => one.id)).size).toBe(125);
    expect(seen.slice(0, 2).map((one) => [one.id, one.dueAt])).toEqual([
      ['case-240', 4_760],
      ['case-228', 4_772],
    ]);
  });

  it('that were not made here are refused', async () => {
    const of = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const after of [
      of([1]),
      of(['1', 'a']),
      of([1, 2]),
      of([1.5, 'a']),
      of({ 0: 1, 1: 'a', length: 2 }),
      of([1, 'a', 2]),
      of([1, 'x'.repeat(201)]),
      'bm90anNvbg',
    ]) {
      expect((await visitor.call('GET', `/api/v1/cases?after=${after}`)).json.refusal.code).toBe('cursor.invalid');
    }
    expect((await visitor.call('GET', `/api/v1/cases?after=${of([1, "' OR 1=1 --"])}`)).json).toEqual({ cases: [] });
  });
});

describe('addresses', () => {
  it('that do not exist, or take another method, say so in both languages', async () => {
    const { status, json } = await visitor.call('GET', '/api/v1/nothing');
    expect([status, json.refusal.code, json.refusal.zh]).toEqual([404, 'request.not-found', '没有这个地址或对象']);
    const patched = await visitor.call('PATCH', '/api/v1/commands', '{}');
    expect([patched.status, patched.json.refusal.code, patched.headers.get('allow')]).toEqual([
      405,
      'request.method',
      'POST',
    ]);
    expect((await visitor.call('DELETE', '/api/v1/cases/1')).headers.get('allow')).toBe('GET');
  });

  it('outside the folder of the pages do not exist, however they are written', async () => {
    expect((await asWritten('/console')).body).toContain('一屏');
    const paths = [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/../../secret.txt',
      '/assets/..%5c..%5csecret.txt',
      '/%252e%252e/secret.txt',
      '//secret.txt',
      '/.%00/secret.txt',
      '/assets/%c0%ae%c0%ae/secret.txt',
      `/${folder}/secret.txt`,
      '/console/../../secret.txt',
      '/console/%2e%2e/x',
    ];
    for (const path of paths) {
      const { status, body } = await asWritten(path);
      expect(body).not.toContain('secret');
      if (!path.startsWith('/console')) expect([path, status]).toEqual([path, 404]);
    }
    expect((await asWritten('/%zz')).status).toBe(404);
  });

  it('pages come with their policy, hashed files for good and compressed', async () => {
    const page = await fetch(`${town.base}/`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self';script-src 'self';");
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(
      (await town.app.inject({ url: '/', headers: { 'if-none-match': page.headers.get('etag') ?? '' } })).statusCode,
    ).toBe(304);
    const script = await fetch(`${town.base}/assets/main-Ab12Cd34.js`, { headers: { 'accept-encoding': 'br, gzip' } });
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-encoding')).toBe('br');
    expect((await script.text()).length).toBe(3_020);
    const data = await visitor.call('GET', '/api/v1/clock');
    expect(data.headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(data.headers.get('x-content-type-options')).toBe('nosniff');
    expect(data.headers.get('cache-control')).toBe('no-store');
    expect(data.headers.get('strict-transport-security')).toBeNull();
  });
});

describe('readings of gauges', () => {
  it('are stored once, refused when they lie ahead, and gathered by steps', async () => {
    const gateway = await new Visitor(town.base).signIn('gateway');
    const now = await town.engine.now(DRILL);
    const start = Math.floor(now / 3_600_000) * 3_600_000 - 7_200_000;
    const batch = {
      observations: [0, 600_000, 3_600_000].map((after, i) => ({
        series: 'gauge-1',
        at: start + after,
        value: i * 10,
      })),
    };
    expect((await gateway.call('POST', '/api/v1/observations', batch)).json).toEqual({ stored: 3 });
    expect((await gateway.call('POST', '/api/v1/observations', batch)).json).toEqual({ stored: 0 });
    const { json } = await visitor.call(
      'GET',
      `/api/v1/observations?series=gauge-1&from=${start}&to=${start + 7_200_000}&step=3600000`,
    );
    expect(json.points).toEqual([
      [start, 0, 10, 5, 2],
      [start + 3_600_000, 20, 20, 20, 1],
    ]);
    expect(
      (
        await gateway.call('POST', '/api/v1/observations', {
          observations: [{ series: 'g', at: now + 3_600_000, value: 1 }],
        })
      ).json.refusal.code,
    ).toBe('clock.ahead');
    for (const value of [null, '1', true, [1]]) {
      expect(
        (await gateway.call('POST', '/api/v1/observations', { observations: [{ series: 'g', at: now, value }] }))
          .status,
      ).toBe(400);
    }
    expect(
      (await gateway.call('POST', '/api/v1/observations', '{"observations":[{"series":"g","at":1,"value":1e999}]}'))
        .status,
    ).toBe(400);
    const wide = await visitor.call('GET', `/api/v1/observations?series=gauge-1&from=0&to=${now}&step=1000`);
    expect(wide.json.refusal.code).toBe('observation.span');
  });
});

describe('the public door', () => {
  const report = (more: object = {}) => ({
    tenant: DRILL,
    id: randomUUID(),
    category: 'ST01',
    description: '积水',
    place: { position: [121.45, 31.22] },
    ...more,
  });
  it('takes no more than a report holds, and keeps no number of what was refused', async () => {
    const anyone = new Visitor(town.base);
    for (const bad of [
      { roles: ['system'] },
      { id: 'x' },
      { place: { position: [500, 0] } },
      { description: '' },
      { category: '../x' },
      { contact: { phone: 'javascript:alert(1)' } },
    ]) {
      expect((await anyone.call('POST', '/api/v1/public/reports', report(bad))).status).toBe(400);
    }
    expect((await anyone.call('POST', '/api/v1/public/reports', report({ tenant: 'nowhere' }))).json.refusal.code).toBe(
      'district.unknown',
    );
    expect((await town.database.pool.query('SELECT count(*)::int AS n FROM contact')).rows[0].n).toBe(0);
  });
});

it('nothing failed inside', () => {
  // The town's case knows only how to be told, so a public report meets a fault of the rules and no other.
  expect(town.faults).toEqual([]);
});
