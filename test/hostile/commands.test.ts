import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DRILL, openTown, type Town, Visitor } from '../http/town.ts';

let town: Town;
let visitor: Visitor;
beforeAll(async () => {
  town = await openTown();
  visitor = await new Visitor(town.base).signIn('intake');
});
afterAll(() => town.close());

const tell = (more: object = {}) => ({
  id: randomUUID(),
  type: 'case.tell',
  stream: `case/${randomUUID()}`,
  data: { text: '水深二十厘米' },
  ...more,
});
const events = async () => (await town.engine.lastSeq(DRILL)) as number;

/** Sends bytes as they are and answers what comes back until the line is closed or quiet. */
function raw(bytes: string | Buffer, quietMs = 1_500): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(town.port, '127.0.0.1');
    let text = '';
    const done = () => {
      socket.destroy();
      resolve(text);
    };
    let timer = setTimeout(done, quietMs);
    socket.on('data', (part) => {
      text += part.toString('utf8');
      clearTimeout(timer);
      timer = setTimeout(done, 150);
    });
    socket.on('close', done);
    socket.on('error', done);
    socket.end(bytes);
  });
}

describe('a command that is not one is refused with the field and what is wrong with it', () => {
  const wrong: readonly [string, unknown, string, string, string][] = [
    ['null', null, 'command.malformed', 'body', 'type'],
    ['a list', [], 'command.malformed', 'body', 'type'],
    ['a word', 'x', 'command.malformed', 'body', 'type'],
    ['nothing in it', {}, 'command.malformed', 'id', 'missing'],
    ['id no UUID', tell({ id: '1; DROP TABLE journal' }), 'command.malformed', 'id', 'form'],
    ['id a number', tell({ id: 7 }), 'command.malformed', 'id', 'type'],
    ['type a list', tell({ type: ['case.tell'] }), 'command.malformed', 'type', 'type'],
    ['stream with quotes', tell({ stream: `case/"><script>` }), 'command.malformed', 'stream', 'form'],
    ['stream with a line break', tell({ stream: 'case/a\nb' }), 'command.malformed', 'stream', 'form'],
    ['stream without id', tell({ stream: 'case/' }), 'command.malformed', 'stream', 'form'],
    ['unknown field outside', tell({ tenant: 'real-town' }), 'command.malformed', 'tenant', 'unknown'],
    ['actor smuggled in', tell({ by: { person: 'system', roles: ['system'] } }), 'command.malformed', 'by', 'unknown'],
    ['unknown field inside', tell({ data: { text: 'a', admin: true } }), 'command.malformed', 'data.admin', 'unknown'],
    ['data missing', tell({ data: undefined }), 'command.malformed', 'data', 'missing'],
    ['data null', tell({ data: null }), 'command.malformed', 'data', 'type'],
    ['text a number', tell({ data: { text: 5 } }), 'command.malformed', 'data.text', 'type'],
    ['text empty', tell({ data: { text: '' } }), 'command.malformed', 'data.text', 'small'],
    ['text too long', tell({ data: { text: 'x'.repeat(501) } }), 'command.malformed', 'data.text', 'large'],
    ['occurredAt a date text', tell({ occurredAt: '2021-07-25' }), 'command.malformed', 'occurredAt', 'type'],
    ['occurredAt with a fraction', tell({ occurredAt: 1.5 }), 'command.malformed', 'occurredAt', 'type'],
    ['occurredAt before 1970', tell({ occurredAt: -1 }), 'command.malformed', 'occurredAt', 'small'],
    ['occurredAt beyond all dates', tell({ occurredAt: 9e15 }), 'command.malformed', 'occurredAt', 'large'],
  ];
  it.each(wrong)('%s', async (_name, body, code, field, problem) => {
    const before = await events();
    const { status, json } = await visitor.call('POST', '/api/v1/commands', JSON.stringify(body));
    expect([status, json.refusal.code, json.refusal.params]).toEqual([400, code, { field, problem }]);
    expect(json.refusal.zh).toMatch(/\p{Script=Han}/u);
    expect(json.refusal.en).toMatch(/^[A-Z].*[a-z]$/);
    expect(await events()).toBe(before);
  });

  it('a type that nobody knows, a stream of another kind', async () => {
    expect((await visitor.call('POST', '/api/v1/commands', tell({ type: 'case.explode' }))).json.refusal).toMatchObject(
      { code: 'command.unknown', params: { type: 'case.explode' } },
    );
    expect((await visitor.call('POST', '/api/v1/commands', tell({ type: '__proto__' }))).json.refusal.code).toBe(
      'command.unknown',
    );
    expect((await visitor.call('POST', '/api/v1/commands', tell({ stream: 'warning/1' }))).json.refusal.code).toBe(
      'command.stream-mismatch',
    );
  });

  it('names a hostile field without repeating all of it', async () => {
    const { json } = await visitor.call('POST', '/api/v1/commands', tell({ ['k'.repeat(100_000)]: 1 }));
    expect(json.refusal.params.field.length).toBe(120);
  });
});

describe('ids and clocks', () => {
  it('an id replayed with other content is refused and nothing is done', async () => {
    const first = tell();
    expect((await visitor.call('POST', '/api/v1/commands', first)).status).toBe(200);
    const before = await events();
    for (const other of [
      { ...first, data: { text: 'other' } },
      { ...first, stream: `case/${randomUUID()}` },
      { ...first, occurredAt: 1_000 },
    ]) {
      const { status, json } = await visitor.call('POST', '/api/v1/commands', other);
      expect([status, json.refusal.code]).toEqual([409, 'command.id-reused']);
    }
    expect(await events()).toBe(before);
  });

  it('an id in capitals is the same id', async () => {
    const first = tell();
    await visitor.call('POST', '/api/v1/commands', first);
    const again = await visitor.call('POST', '/api/v1/commands', { ...first, id: first.id.toUpperCase() });
    expect(again.json).toMatchObject({ id: first.id, replayed: true });
  });

  it('a clock a minute ahead is borne with, one an hour ahead is refused, one an hour behind is taken as told', async () => {
    const now = await town.engine.now(DRILL);
    expect((await visitor.call('POST', '/api/v1/commands', tell({ occurredAt: now + 60_000 }))).status).toBe(200);
    const ahead = await visitor.call('POST', '/api/v1/commands', tell({ occurredAt: now + 3_600_000 }));
    expect([ahead.status, ahead.json.refusal.code, ahead.json.refusal.params]).toEqual([
      422,
      'clock.ahead',
      { minutes: 60 },
    ]);
    const behind = tell({ occurredAt: now - 3_600_000 });
    const { json } = await visitor.call('POST', '/api/v1/commands', behind);
    const [event] = await town.engine.readEvents(DRILL, json.seq - 1, 1);
    expect(event).toMatchObject({ stream: behind.stream, occurredAt: now - 3_600_000 });
  });
});

describe('batches', () => {
  it('more than a thousand, none, or something else than a list is refused as a whole', async () => {
    const before = await events();
    for (const commands of [Array.from({ length: 1_001 }, () => tell()), [], 'all', { 0: tell() }]) {
      expect((await visitor.call('POST', '/api/v1/commands/batch', { commands })).json.refusal.code).toBe(
        'request.malformed',
      );
    }
    expect(await events()).toBe(before);
  });

  it('a thousand are taken, and each bad one gets its own answer under its own id', async () => {
    const commands: unknown[] = Array.from({ length: 998 }, () => tell());
    const bad = tell({ data: { text: 1 } });
    commands.splice(10, 0, bad, null);
    const { status, json } = await visitor.call('POST', '/api/v1/commands/batch', { commands });
    expect(status).toBe(200);
    expect(json.outcomes.length).toBe(1_000);
    expect(json.outcomes[10]).toMatchObject({
      id: bad.id,
      refusal: { code: 'command.malformed', params: { field: 'data.text', problem: 'type' } },
    });
    expect(json.outcomes[11].refusal.code).toBe('command.malformed');
    expect(json.outcomes.filter((one: { seq?: number }) => one.seq).length).toBe(998);
  });

  it('the same id twice in one batch is done once', async () => {
    const one = tell();
    const { json } = await visitor.call('POST', '/api/v1/commands/batch', {
      commands: [one, one, { ...one, data: { text: 'other' } }],
    });
    expect(json.outcomes[0].seq).toBe(json.outcomes[1].seq);
    expect(json.outcomes[1].replayed).toBe(true);
    expect(json.outcomes[2].refusal.code).toBe('command.id-reused');
  });
});

describe('bodies', () => {
  const post = (body: string | Uint8Array, type = 'application/json') =>
    visitor.call('POST', '/api/v1/commands', body, { 'content-type': type });

  it('broken JSON, prototypes, broken UTF-8, other charsets and other types get their own answers', async () => {
    expect((await post('{"id":')).json.refusal.code).toBe('request.not-json');
    expect((await post('{"__proto__":{"roles":["system"]}}')).json.refusal.code).toBe('request.not-json');
    expect((await post('{"\\u005f_proto__":{"roles":["system"]}}')).json.refusal.code).toBe('request.not-json');
    expect((await post('{"constructor":{"prototype":{"x":1}}}')).json.refusal.code).toBe('request.not-json');
    expect((await post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]))).json.refusal.code).toBe(
      'request.not-utf8',
    );
    expect((await post(JSON.stringify(tell()), 'application/json; charset=gbk')).json.refusal.code).toBe(
      'request.media-type',
    );
    expect((await post('a=1', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await post(JSON.stringify(tell()), 'text/plain')).status).toBe(415);
    expect((await post('<a/>', 'application/xml')).status).toBe(415);
    expect((await post('')).json.refusal).toMatchObject({ code: 'command.malformed' });
    expect(({} as Record<string, unknown>).roles).toBeUndefined();
  });

  it('a hundred thousand brackets are neither a crash nor a fault', async () => {
    const deep = `{"id":"${randomUUID()}","type":"case.tell","stream":"case/1","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { status, json } = await post(deep);
    expect([status, json.refusal.code]).toEqual([400, 'command.malformed']);
    const nested = `{"id":"${randomUUID()}","type":"case.tell","stream":"case/1","data":{"text":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}}`;
    expect((await post(nested)).status).toBe(400);
  });

  it('ten megabytes are refused before they are read', async () => {
    const { status, json } = await visitor
      .call('POST', '/api/v1/commands', 'x'.repeat(10_000_000))
      .catch(() => ({ status: 413, json: undefined }));
    expect(status).toBe(413);
    if (json) expect(json.refusal.params).toEqual({ kilobytes: 256 });
    expect((await visitor.call('POST', '/api/v1/session', `{"tenant":"${'x'.repeat(5_000)}"}`)).json.refusal.code).toBe(
      'request.too-large',
    );
  });
});

describe('smuggling and half requests', () => {
  it('two lengths, a length and chunks, or no HTTP at all end with one clear answer', async () => {
    const both = await raw(
      'POST /api/v1/commands HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
    );
    expect(both).toMatch(/^HTTP\/1\.1 400 /);
    expect(both.match(/HTTP\/1\.1/g)?.length).toBe(1);
    const twice = await raw(
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    );
    expect(twice).toMatch(/^HTTP\/1\.1 400 /);
    const noise = await raw(Buffer.from('\u0016\u0003\u0001 hello\r\n\r\n'));
    expect(noise).toContain('"code":"request.malformed"');
    expect(noise).toContain('请求格式不对');
    const large = await raw(`GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 /);
    expect(large).toContain('request.headers');
    const folded = await raw('GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: a\r\n b\r\nBad Header: 1\r\n\r\n');
    expect(folded).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('who sends a request drop by drop is cut off with a word, and holds up nobody', async () => {
    const half = await new Promise<string>((resolve) => {
      const socket = connect(town.port, '127.0.0.1');
      let text = '';
      const drip = setInterval(() => socket.write('X-Drop: 1\r\n'), 1_000);
      socket.on('data', (part) => {
        text += part.toString('utf8');
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(drip);
        resolve(text);
      });
      socket.write('POST /api/v1/session HTTP/1.1\r\nHost: x\r\n');
    });
    expect(half).toMatch(/^HTTP\/1\.1 408 /);
    expect(half).toContain('request.too-slow');
  });

  it('after all of this nothing was recorded that was not asked for, and nothing failed inside', async () => {
    expect(town.faults).toEqual([]);
    expect((await visitor.call('GET', '/readyz')).status).toBe(200);
  });
});
