import { request } from 'node:http';
import { XmlDocument } from 'libxml2-wasm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { xmlOf } from '../../src/server/open311/index.ts';
import { type Door, HERE, openDoor } from './town.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.drill.close());
const report = (more: Record<string, string> = {}) => ({ api_key: door.key, service_code: 'ST01', ...HERE, ...more });

/** A path as it stands: fetch would tidy up the dots. */
function asWritten(path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: door.drill.yiping.port, path }, (answer) => {
      let body = '';
      answer.on('data', (part) => (body += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

test('no key, a wrong one, one of another district, one in two places: nobody comes in', async () => {
  const { api_key: _key, ...keyless } = report();
  for (const form of [keyless, { ...keyless, api_key: 'yp_wrong' }, { ...keyless, api_key: door.foreign }])
    expect((await door.post(form)).json).toMatchObject([{ code: 403 }]);
  expect((await door.get('requests.json', { api_key: door.foreign })).json).toMatchObject([{ code: 403 }]);
  expect((await door.get('requests.json', { jurisdiction_id: 'real', api_key: door.key })).status).toBe(403);
  expect((await door.get('requests.json', { jurisdiction_id: 'nowhere' })).json).toMatchObject([{ code: 404 }]);
  const bare = await asWritten(`/open311/v2/services.json?api_key=${door.key}`);
  expect(JSON.parse(bare.body)).toMatchObject([{ code: 400, description: expect.stringContaining('jurisdiction_id') }]);
  expect((await asWritten(`/open311/v2/services.json?jurisdiction_id=drill&jurisdiction_id=real`)).status).toBe(400);
  // What a form lacks is not told to whoever has no key.
  expect((await door.post({ api_key: 'guess' })).json).toMatchObject([{ code: 403 }]);
});

test('who tries keys by the dozen waits', async () => {
  const codes: number[] = [];
  for (let n = 0; n < 30; n++) codes.push((await door.get('services.json', { api_key: `yp_${n}` })).status);
  expect(codes).toContain(429);
  expect((await door.get('services.json', { api_key: door.key })).status).toBe(200);
});

test('every parameter takes no injection and no nonsense, and no answer is a fault', async () => {
  const values = [
    "' OR 1=1 --",
    '$1',
    '%00',
    '\u0000',
    '<x>',
    '-1',
    '1e9',
    'NaN',
    '9'.repeat(400),
    '{"a":1}',
    '2021-13-45',
  ];
  const names = [
    'page',
    'page_size',
    'start_date',
    'end_date',
    'status',
    'lat',
    'long',
    'radius',
    'extensions',
    'service_code',
    'service_request_id',
  ];
  const strange: string[] = [];
  for (const name of names)
    for (const value of values) {
      const { status, json } = await door.get('requests.json', { api_key: door.key, [name]: value });
      const harmless = status === 200 && ['service_code', 'service_request_id'].includes(name) && json.length === 0;
      if (!harmless && (status !== 400 || json[0].code !== 400)) strange.push(`${name}=${value}: ${status}`);
    }
  expect(strange).toEqual([]);
  for (const query of [
    { page_size: '201' },
    { page_size: '100000000' },
    { page: '0' },
    { page: '1001' },
    { lat: '31', long: '121' },
  ] as Record<string, string>[])
    expect((await door.get('requests.json', { api_key: door.key, ...query })).status).toBe(400);
  const many = Array.from({ length: 101 }, (_, n) => `a${n}`).join(',');
  expect((await door.get('requests.json', { api_key: door.key, service_request_id: many })).status).toBe(400);
});

test('bodies that are too large, of another type, broken, doubled or polluted are refused in GeoReport’s form', async () => {
  const huge = await door.post(report({ description: '水'.repeat(40_000) }), { format: 'xml' });
  expect([huge.status, huge.text]).toEqual([
    413,
    expect.stringContaining('<errors><error><code>413</code><description>'),
  ]);
  expect((await door.post(report({ description: '水'.repeat(4_001) }))).json).toMatchObject([{ code: 400 }]);
  const typed = (type: string, body: string) => door.post(body, { headers: { 'content-type': type } });
  expect((await typed('multipart/form-data; boundary=x', '--x--')).json).toMatchObject([{ code: 415 }]);
  expect((await typed('application/xml', '<a/>')).json).toMatchObject([{ code: 415 }]);
  expect((await typed('application/json', '{"api_key":')).json).toMatchObject([{ code: 400 }]);
  const form = new URLSearchParams({ jurisdiction_id: 'drill', ...report() }).toString();
  for (const more of [
    '&lat=1',
    '&description=%ff%fe',
    '&attribute[depth]=ankle&attribute[depth]=knee',
    '&attribute[depth]=ocean',
    '&attribute[happened]=never',
    '&email=nobody',
    '&phone=call',
    '&lat=abc',
  ])
    expect([
      more,
      (await door.post(form.replace(/(?<=&)lat=[^&]*&/, more.startsWith('&lat=abc') ? '' : '$&') + more)).status,
    ]).toEqual([more, 400]);
  const json = (value: unknown) => typed('application/json', JSON.stringify(value));
  const base = { jurisdiction_id: 'drill', ...report() };
  for (const value of [
    [],
    'x',
    7,
    { ...base, description: { a: 1 } },
    { ...base, lat: [1] },
    { ...base, service_code: true },
  ])
    expect([400, 403]).toContain((await json(value)).status);
  const good = await json({
    ...base,
    lat: Number(HERE.lat),
    long: Number(HERE.long),
    attribute: { depth: 'calf' },
    constructor: 'x',
  });
  expect(good.status).toBe(200);
});

test('XML in a field is text; what XML cannot hold does not break the document', async () => {
  const nasty = ']]><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;<script>"\u0001\u000b\ufffe';
  const { json } = await door.post(report({ description: nasty }));
  const { text } = await door.get(`requests/${json[0].service_request_id}.xml`, { api_key: door.key });
  const document = XmlDocument.fromString(text);
  try {
    expect(document.get('request/description')?.content).toBe(
      ']]><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;<script>"\ufffd',
    );
  } finally {
    document.dispose();
  }
  const lone = XmlDocument.fromString(await xmlOf('errors', [{ code: 1, description: 'a\ud800b\u0000' }]));
  expect(lone.get('error/description')?.content).toBe('a\ufffdb\ufffd');
  lone.dispose();
});

test('a picture’s address is text over TLS or nothing, and is never fetched', async () => {
  for (const url of [
    'http://example.org/a.jpg',
    'javascript:alert(1)',
    'https://u:p@example.org/a',
    'file:///etc/passwd',
    '//x',
  ]) {
    const { json, status } = await door.post(report({ description: url, media_url: url }));
    expect([status, json[0].service_notice]).toEqual([200, expect.stringContaining('https')]);
    const { json: shown } = await door.get(`requests/${json[0].service_request_id}.json`, { api_key: door.key });
    expect(shown[0].media_url).toBeNull();
  }
});

test('formats and paths that are none: told in GeoReport’s form, nothing is let out', async () => {
  for (const path of [
    'services.yaml',
    'services',
    'requests.json/..%2f..%2fetc',
    'services/..%2f..%2fpackage.json',
    'services/ST01',
    'services/ST01.xml.json',
    'requests/%00.json',
    'services/.json',
    'REQUESTS.JSON',
    'requests.json%00.xml',
  ]) {
    const { status, body } = await asWritten(`/open311/v2/${path}?jurisdiction_id=drill&api_key=${door.key}`);
    expect([path, [400, 404].includes(status), body.startsWith('[{"code":') || body.includes('<errors>')]).toEqual([
      path,
      true,
      true,
    ]);
  }
  const wrong = await asWritten(`/open311/v2/services/ST%zz.json`);
  expect(wrong.status).toBe(404);
});

test('many at once with the same words make one case', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => door.post(report({ description: '一起发的' }))));
  expect(new Set(answers.map(({ json }) => json[0].service_request_id)).size).toBe(1);
});
