import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTown, type Town, Visitor } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('one signs in, sends a command, reads it in the journal, and a repeat changes nothing', async () => {
  const visitor = await new Visitor(town.base).signIn('intake');
  const id = randomUUID();
  const stream = `case/${randomUUID()}`;
  const command = { id, type: 'case.tell', stream, data: { text: '积水' } };
  const first = await visitor.call('POST', '/api/v1/commands', command);
  expect(first.status).toBe(200);
  expect(first.json).toEqual({ id, seq: 1, stream, version: 1 });
  const again = await visitor.call('POST', '/api/v1/commands', command);
  expect(again.json).toEqual({ id, seq: 1, stream, version: 1, replayed: true });
  const page = await visitor.call('GET', '/api/v1/events?after=0');
  expect(page.json).toMatchObject({
    next: 1,
    head: 1,
    events: [{ seq: 1, stream, type: 'case.told', data: { text: '积水' }, by: { person: 'p-intake', unit: 'unit-1' } }],
  });
  expect(town.faults).toEqual([]);
});

test('a batch answers every command in order; one that is refused does not stop the next', async () => {
  const visitor = await new Visitor(town.base).signIn('intake');
  const good = { id: randomUUID(), type: 'case.tell', stream: `case/${randomUUID()}`, data: { text: 'a' } };
  const { status, json } = await visitor.call('POST', '/api/v1/commands/batch', {
    commands: [good, { ...good, id: randomUUID(), type: 'case.sing' }, { ...good, id: randomUUID() }],
  });
  expect(status).toBe(200);
  expect(
    json.outcomes.map((one: { refusal?: { code: string }; version?: number }) => one.refusal?.code ?? one.version),
  ).toEqual([1, 'command.unknown', 2]);
});

test('the process says that it lives, that it is ready, and what it measures', async () => {
  const visitor = new Visitor(town.base);
  expect((await visitor.call('GET', '/healthz')).json).toEqual({ status: 'ok', version: 'test' });
  expect((await visitor.call('GET', '/readyz')).status).toBe(200);
  expect((await visitor.call('GET', '/metrics')).text).toContain('yiping_live_streams 0');
});
