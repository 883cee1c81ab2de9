import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Door, HERE, NOON, openDoor } from './town.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.drill.close());

const report = (more: Record<string, string> = {}) => ({ api_key: door.key, service_code: 'ST01', ...HERE, ...more });
const posted = async (form: Record<string, string>, headers?: Record<string, string>): Promise<string> => {
  const { status, json } = await door.post(form, { headers });
  expect([status, json]).toMatchObject([200, [{ account_id: null }]]);
  return json[0].service_request_id;
};

test('the district stays shut without a key until the administrator opens it; keys are shown once and die at once', async () => {
  expect((await door.get('services.json')).status).toBe(403);
  const admin = await door.drill.as('admin');
  expect((await admin.call('PUT', '/api/v1/open311', { publicRead: true })).json).toMatchObject({ publicRead: true });
  expect((await door.get('services.json')).status).toBe(200);
  const made = await admin.call('POST', '/api/v1/open311/keys', { name: '随手拍', perMinute: 2 });
  expect(made.json.key).toMatch(/^yp_[\w-]{43}$/);
  const list = await admin.call('GET', '/api/v1/open311');
  expect(list.json.keys.map((one: { name: string }) => one.name)).toContain('随手拍');
  expect(list.text).not.toContain(made.json.key);
  const { rows } = await door.drill.yiping.database.pool.query('SELECT * FROM open311_key');
  expect(JSON.stringify(rows)).not.toContain(made.json.key);
  const asked = { api_key: made.json.key };
  expect((await door.get('services.json', asked)).status).toBe(200);
  expect((await door.get('services.json', asked)).status).toBe(200);
  expect((await door.get('services.json', asked)).json[0]).toMatchObject({ code: 429 });
  expect((await admin.call('DELETE', `/api/v1/open311/keys/${made.json.id}`)).status).toBe(200);
  expect((await door.get('services.json', asked)).json).toMatchObject([{ code: 403 }]);
  expect((await admin.call('DELETE', `/api/v1/open311/keys/${made.json.id}`)).status).toBe(404);
});

test('services and their definitions, in the reader’s language, as JSON and as XML', async () => {
  const services = (await door.get('services.json')).json as { service_code: string }[];
  expect(services.find((one) => one.service_code === 'ST01')).toEqual({
    service_code: 'ST01',
    service_name: '道路积水',
    description: '影响通行；按积水深度分级',
    metadata: true,
    type: 'realtime',
    keywords: '2001-11',
    group: expect.any(String),
  });
  const english = await door.get('services.xml', {}, { 'accept-language': 'en-GB,en;q=0.9' });
  expect(english.type).toBe('text/xml; charset=utf-8');
  expect(english.text).toContain(
    '<services><service><service_code>ST01</service_code><service_name>Road waterlogging</service_name>',
  );
  const definition = await door.get('services/ST01.xml');
  expect(definition.text).toContain(
    '<service_definition><service_code>ST01</service_code><attributes><attribute><variable>true</variable><code>depth</code><datatype>singlevaluelist</datatype>',
  );
  expect(definition.text).toContain('<values><value><key>ankle</key><name>没过脚踝</name></value>');
  expect((await door.get('services/1002-14.json')).json).toMatchObject({ service_code: '1002-14' });
  expect((await door.get('services/NOPE.json')).json).toEqual([
    { code: 404, description: expect.stringMatching(/没有 service_code NOPE.* · service_code NOPE was not found/) },
  ]);
});

test('a report becomes a case; its state is told by stage, unit and limits, its person to nobody', async () => {
  const id = await posted(
    report({
      description: '路口积水，请打 138 1234 5678 找我 <b>&',
      address_string: '延安中路955弄5号201室',
      'attribute[depth]': 'knee',
      'attribute[danger]': 'yes',
      media_url: 'https://example.org/a.jpg',
      first_name: '小明',
      last_name: '王',
      phone: '(021) 1234-5678',
      email: 'wang@example.org',
    }),
  );
  const { doors, engine } = door.drill.yiping;
  const state = (await engine.state<Record<string, never>>('drill', `case/${id}`))?.state as unknown as {
    description: string;
    urgency: string;
    reporters: { ref: string }[];
  };
  expect(state).toMatchObject({ urgency: 'urgent', category: 'ST01', source: 'resident', stage: 'reported' });
  expect(state.description).toContain('水深：没过膝盖\n是否有人遇险：是\n图片：https://example.org/a.jpg');
  expect(await doors.contacts.find('drill', state.reporters[0]?.ref ?? '')).toEqual({
    name: '王小明',
    phone: '021  1234-5678',
    email: 'wang@example.org',
  });
  const journal = JSON.stringify(await engine.history('drill', `case/${id}`));
  expect(journal).not.toMatch(/王小明|wang@example|1234-5678/);

  const open = await door.get(`requests/${id}.json`, { extensions: 'true' });
  expect(open.json).toEqual([
    {
      service_request_id: id,
      status: 'open',
      status_notes: '待受理',
      service_name: '道路积水',
      service_code: 'ST01',
      description: '路口积水，请打 *** 找我 <b>&',
      agency_responsible: null,
      service_notice: '积水退尽，路面清洁',
      requested_datetime: '2021-07-25T12:00:00+08:00',
      updated_datetime: '2021-07-25T12:00:00+08:00',
      expected_datetime: expect.stringMatching(/^2021-07-2\dT\d\d:\d\d:00\+08:00$/),
      address: '延安中路955弄5号',
      address_id: null,
      zipcode: null,
      lat: 31.2262,
      long: 121.453,
      media_url: null,
      extended_attributes: expect.objectContaining({ stage: 'reported', phase: 'open', unit: null, merged_into: null }),
    },
  ]);
  expect((await door.get(`requests/${id}.json`, { api_key: door.key })).json[0].media_url).toBe(
    'https://example.org/a.jpg',
  );
  const xml = (await door.get(`requests/${id}.xml`, { extensions: 'true' })).text;
  expect(xml).toContain('<description>路口积水，请打 *** 找我 &lt;b&gt;&amp;</description>');
  expect(xml).toMatch(/<extended_attributes><no>20210725-\d{4}<\/no><stage>reported<\/stage>/);

  const intake = await door.drill.as('intake');
  const reject = { type: 'case.reject', stream: `case/${id}`, data: { reason: 'not-found' }, id: crypto.randomUUID() };
  expect((await intake.call('POST', '/api/v1/commands', reject)).status).toBe(200);
  expect((await door.get(`requests/${id}.json`)).json[0]).toMatchObject({ status: 'closed', status_notes: '不予立案' });
});

test('what is about a household or a person is seen by the key that handed it in and by nobody else', async () => {
  const id = await posted(report({ service_code: 'ST72', description: '老人要转移' }));
  expect((await door.get(`requests/${id}.json`)).status).toBe(404);
  expect((await door.get(`requests/${id}.json`, { api_key: door.key })).json[0].service_code).toBe('ST72');
  const codes = (await door.get('requests.json')).json.map((one: { service_code: string }) => one.service_code);
  expect(codes).not.toContain('ST72');
  const intake = await door.drill.as('intake');
  const draft = crypto.randomUUID();
  const data = { source: 'patrol', category: 'ST01', description: '草稿' };
  const command = { id: crypto.randomUUID(), type: 'case.draft', stream: `case/${draft}`, data };
  expect((await intake.call('POST', '/api/v1/commands', command)).status).toBe(200);
  expect((await door.get(`requests/${draft}.json`, { api_key: door.key })).status).toBe(404);
  // What the desk wrote down itself may name people.
  const told = { ...data, description: '张三家门口', place: { position: [121.453, 31.2262] } };
  const desk = crypto.randomUUID();
  await intake.call('POST', '/api/v1/commands', {
    ...command,
    id: crypto.randomUUID(),
    type: 'case.report',
    stream: `case/${desk}`,
    data: told,
  });
  expect((await door.get(`requests/${desk}.json`)).json[0].description).toBeNull();
});

test('a repeat counts once: by content within minutes, or by Idempotency-Key; a token leads to the request', async () => {
  const form = report({ description: '井盖旁又积水了' });
  const first = await door.post(form);
  const again = await door.post(form);
  expect(again.json).toEqual(first.json);
  expect(await posted({ ...form, description: '另一处积水' })).not.toBe(first.json[0].service_request_id);
  const header = { 'idempotency-key': 'abc' };
  const one = await posted(report({ description: '一' }), header);
  expect(await posted(report({ description: '一' }), header)).toBe(one);
  expect(await posted(report({ description: '一' }))).not.toBe(one);
  // The same key over other words is a mistake of the sender, and is told so.
  expect((await door.post(report({ description: '一，已更正' }), { headers: header })).json).toMatchObject([
    { code: 409 },
  ]);
  const { token, service_request_id } = first.json[0];
  expect((await door.get(`tokens/${token}.json`)).json).toEqual([{ service_request_id, token }]);
  expect((await door.get(`tokens/${token}.xml`)).text).toContain(
    `<service_requests><request><service_request_id>${service_request_id}</service_request_id><token>${token}</token></request></service_requests>`,
  );
  expect((await door.get('tokens/none.json')).status).toBe(404);
});

test('every parameter of the query narrows', async () => {
  const ids = async (query: Record<string, string>): Promise<string[]> =>
    (await door.get('requests.json', query)).json.map((one: { service_request_id: string }) => one.service_request_id);
  const tree = await posted(report({ service_code: 'ST10', lat: '31.2290', long: '121.4600', description: '树' }));
  expect(await ids({ service_code: 'ST10,ST11' })).toEqual([tree]);
  expect(await ids({ service_code: 'ST10', status: 'closed' })).toEqual([]);
  expect(await ids({ lat: '31.229', long: '121.46', radius: '50' })).toEqual([tree]);
  const all = await ids({});
  expect(all).toContain(tree);
  expect([...(await ids({ page_size: '2' })), ...(await ids({ page_size: '2', page: '2' }))]).toEqual(all.slice(0, 4));
  expect(await ids({ service_request_id: `${tree}, ${all[0]}`, status: 'closed' })).toEqual(
    expect.arrayContaining([tree]),
  );
  const day = (n: number) => new Date(NOON + n * 86_400_000).toISOString();
  expect(await ids({ start_date: day(-1), end_date: day(1) })).toEqual(all);
  expect(await ids({ start_date: day(1) })).toEqual([]);
  expect(await ids({ end_date: '2021-07-25' })).toEqual([]);
  for (const query of [
    { start_date: day(-91), end_date: day(0) },
    { start_date: day(1), end_date: day(0) },
  ])
    expect((await door.get('requests.json', query)).json).toMatchObject([{ code: 400 }]);
});

test('without a position: by a known address, or by an id of the district', async () => {
  const { compounds, stairwells } = door.drill.district;
  const compound = compounds[0];
  const base = { api_key: door.key, service_code: 'ST01' };
  const byAddress = await posted({ ...base, address_string: `${compound?.address} 3号门口` });
  const byId = await posted({ ...base, address_id: stairwells[5]?.id ?? '' });
  const [a, b] = await Promise.all(
    [byAddress, byId].map(async (id) => (await door.get(`requests/${id}.json`)).json[0]),
  );
  expect(a.address).toBe(`${compound?.address} 3号门口`);
  expect([b.long, b.lat]).toEqual(stairwells[5]?.position);
  expect((await door.post({ ...base, address_string: '别处路1号' })).json).toMatchObject([{ code: 400 }]);
  expect((await door.post({ ...base, address_id: 'nowhere' })).json).toMatchObject([{ code: 400 }]);
  expect((await door.post(base)).json).toMatchObject([{ code: 400 }]);
  expect((await door.post({ ...base, lat: HERE.long, long: HERE.lat })).status).toBe(400);
  expect((await door.post({ ...base, lat: '40.7', long: '-73.9' })).json).toMatchObject([{ code: 400 }]);
});
