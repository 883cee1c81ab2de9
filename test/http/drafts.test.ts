import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../../src/contract/index.ts';
import { LIVE_COALESCE_MS } from '../../src/contract/live.ts';
import { aggregates } from '../../src/domain/aggregates.ts';
import type { CaseState } from '../../src/domain/cases/index.ts';
import type { Recorded } from '../../src/domain/kernel/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import { type ScreenState, screen } from '../../src/domain/screen/index.ts';
import { privateTo, visible } from '../../src/server/access/visible/index.ts';
import { caseRow } from '../../src/server/cases/index.ts';
import { createEngine } from '../../src/server/engine/index.ts';
import { Feed } from '../../src/server/live/feed.ts';
import { Reader } from '../../src/server/live/reader.ts';
import { smallDistrict } from '../scenarios/small-district.ts';
import { DRILL, openTown, type Town, Visitor } from './town.ts';

const START = Date.UTC(2021, 6, 20, 1);
let town: Town;
let author: Visitor;
let other: Visitor;
beforeAll(async () => {
  town = await openTown({
    district: smallDistrict,
    clock: { at: START, since: Date.now(), speed: 0 },
    commands,
    engine: (database) =>
      createEngine({
        database,
        aggregates,
        react,
        worldOf: () => smallDistrict,
        projections: [caseRow],
        snapshotter: { ...screen, every: 2 },
        timers: false,
      }),
  });
  author = await new Visitor(town.base).signIn('supervisor');
  other = await new Visitor(town.base).signIn('shift-leader');
});
afterAll(() => town.close());

const picture = (media: string) => ({ media, when: 'before', takenAt: START });
const SECRET = '写了一半的话';
const draft = { source: 'patrol', category: 'ST06', description: SECRET, evidence: [picture('m1')] };
const report = {
  source: 'patrol',
  category: 'ST06',
  description: '树枝悬在半空',
  place: { position: [121.451, 31.221] },
};
async function does(who: Visitor, type: string, id: string, data: object) {
  const { status, json } = await who.call('POST', '/api/v1/commands', {
    id: randomUUID(),
    type,
    stream: `case/${id}`,
    data,
  });
  if (status !== 200) throw new Error(`${type} answered ${status} ${JSON.stringify(json)}`);
  return json.seq as number;
}
const noon = (minutes: number) => town.engine.advance(DRILL, START + minutes * 60_000);

/** A stream that is read until it stands at a seq. */
class Follower {
  readonly events: Recorded[] = [];
  last = 0;
  text = '';
  private readonly abort = new AbortController();
  private readonly reading: Promise<void>;
  constructor(who: Visitor, after: number, headers: Record<string, string> = {}) {
    this.reading = this.read(`${town.base}/api/v1/live?after=${after}`, { cookie: who.cookie, ...headers });
    this.reading.catch(() => {});
  }
  private async read(url: string, headers: Record<string, string>): Promise<void> {
    const answer = await fetch(url, { headers, signal: this.abort.signal });
    let rest = '';
    for await (const part of (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
      this.text += part;
      rest += part;
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const [, id, event, data] = /^(?:id: (\d+)\n)?event: (\w+)\ndata: (.*)$/.exec(rest.slice(0, end)) ?? [];
        rest = rest.slice(end + 2);
        if (event === 'events') this.events.push(...JSON.parse(data as string));
        if (id) this.last = Number(id);
      }
    }
  }
  async at(seq: number): Promise<this> {
    for (let i = 0; this.last < seq; i++) {
      if (i > 400) throw new Error(`stands at ${this.last}, not at ${seq}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return this;
  }
  close(): void {
    this.abort.abort();
  }
}
const casesOf = (state: ScreenState) => (state.streams.case ?? {}) as Readonly<Record<string, CaseState>>;
const screenOf = async (who: Visitor, at?: number) => {
  const { status, json } = await who.call('GET', `/api/v1/screen${at === undefined ? '' : `?at=${at}`}`);
  if (status !== 200) throw new Error(`the screen answered ${status}`);
  return json as { seq: number; state: ScreenState };
};
const typesOf = (events: readonly Recorded[]) => events.map((event) => event.type);

test('a draft is seen by its author alone until it is reported, and then by all as the same case: live, journal, screen, looking back, its page', async () => {
  const before = await does(other, 'case.report', randomUUID(), report);
  const [mine, theirs] = [new Follower(author, before), new Follower(other, before)];
  // A page that was open before, and folds what it hears onto what it has.
  const { state: open } = await screenOf(other);
  const id = randomUUID();
  await noon(1);
  await does(author, 'case.draft', id, draft);
  await does(author, 'case.add-evidence', id, { evidence: [picture('m2')] });
  const drafted = await does(author, 'case.draft', id, { source: 'patrol', evidence: [picture('m3')] });
  const thrown = randomUUID();
  await does(author, 'case.draft', thrown, draft);
  const discarded = await does(author, 'case.discard', thrown, {});
  await mine.at(discarded);
  expect(typesOf(mine.events)).toEqual([
    'case.drafted',
    'case.evidence-added',
    'case.drafted',
    'case.drafted',
    'case.discarded',
  ]);
  expect(theirs.events).toEqual([]);

  expect((await author.call('GET', `/api/v1/events?after=${before}`)).json.events).toHaveLength(5);
  expect((await other.call('GET', `/api/v1/events?after=${before}`)).json).toEqual({
    events: [],
    next: discarded,
    head: discarded,
  });
  for (const one of [id, thrown]) {
    expect((await author.call('GET', `/api/v1/cases/${one}`)).status).toBe(200);
    for (const page of ['', '/suggestions'])
      expect((await other.call('GET', `/api/v1/cases/${one}${page}`)).status).toBe(404);
    expect(Object.keys(casesOf((await screenOf(author)).state))).toContain(one);
    expect(Object.keys(casesOf((await screenOf(other)).state))).not.toContain(one);
  }
  // Not the text made for the author, nor the other way round, whoever asks first.
  expect(JSON.stringify((await screenOf(author)).state)).toContain(SECRET);
  expect(JSON.stringify((await screenOf(other)).state)).not.toContain(SECRET);

  await noon(10);
  const reported = await does(author, 'case.report', id, report);
  const last = await does(other, 'case.note', id, { text: '已看' });
  await Promise.all([mine.at(last), theirs.at(last)]);
  expect(theirs.events.map((event) => [event.seq, event.type])).toEqual([
    [reported, 'case.reported'],
    [last, 'case.noted'],
  ]);
  for (const event of theirs.events) screen.fold(open, event);
  const [forAuthor, forOther] = [await screenOf(author), await screenOf(other)];
  expect(casesOf(open)).toEqual(casesOf(forOther.state));
  expect(casesOf(forOther.state)[id]).toEqual(casesOf(forAuthor.state)[id]);
  expect(casesOf(open)[id]).toMatchObject({
    stage: 'reported',
    notes: 1,
    evidence: [picture('m1'), picture('m2'), picture('m3')],
  });
  const { json: page } = await other.call('GET', `/api/v1/cases/${id}`);
  expect(page.state).toEqual(casesOf(open)[id]);
  expect(typesOf(page.events)).toEqual(['case.reported', 'case.noted']);
  expect(typesOf((await author.call('GET', `/api/v1/cases/${id}`)).json.events)).toHaveLength(5);

  // Looking back to when it was a draft, and playing on from there.
  const then = START + 5 * 60_000;
  const [backAuthor, backOther] = [await screenOf(author, then), await screenOf(other, then)];
  expect(casesOf(backAuthor.state)[id]).toMatchObject({ stage: 'draft', description: SECRET });
  expect(casesOf(backOther.state)[id]).toBeUndefined();
  expect(backOther.seq).toBe(discarded);
  const { json: on } = await other.call('GET', `/api/v1/events?after=${backOther.seq}`);
  for (const event of on.events) screen.fold(backOther.state, event);
  expect(casesOf(backOther.state)).toEqual(casesOf(forOther.state));

  // Whoever comes back after a break: in the middle of the draft, or by the browser's own mark.
  const again = [
    new Follower(other, before),
    new Follower(other, drafted),
    new Follower(other, 0, { 'last-event-id': String(reported - 1) }),
  ];
  for (const one of again) {
    await one.at(last);
    expect(typesOf(one.events)).toEqual(['case.reported', 'case.noted']);
  }
  for (const one of [theirs, ...again]) expect(one.text).not.toContain(SECRET);
  for (const one of [mine, theirs, ...again]) one.close();
  expect(town.faults).toEqual([]);
}, 60_000);

test('a frame is made once for all, and once more only for the author of a draft in it', async () => {
  let publish: (events: readonly Recorded[]) => void = () => {};
  const feed = new Feed({
    tenant: DRILL,
    engine: {
      subscribe: (_, listener) => {
        publish = listener;
        return () => {};
      },
      lastSeq: async () => 0,
      readEvents: async () => [],
    },
    show: (event, _, person) => visible(event, { personal: false, person }),
    privateTo,
  });
  await feed.ready;
  const took = ['ann', 'ann', 'bo', 'cy', 'dan'].map((person) => {
    const frames: Buffer[] = [];
    const socket = { on: () => {}, write: (frame: Buffer) => frames.push(frame) > 0, writableNeedDrain: false };
    const who = { session: person, group: 'plain', person };
    void feed.join(new Reader(socket as unknown as Socket, who, 0, Date.now));
    return frames;
  });
  const event = (seq: number, type: string, person: string): Recorded => ({
    seq,
    stream: 'case/1',
    version: seq,
    type,
    data: {},
    by: { person },
    at: 0,
    occurredAt: 0,
    commandId: `c${seq}`,
  });
  const flushed = () => new Promise((resolve) => setTimeout(resolve, 3 * LIVE_COALESCE_MS));
  publish([event(1, 'case.noted', 'ann')]);
  await flushed();
  expect(new Set(took.flat()).size).toBe(1);
  publish([event(2, 'case.noted', 'bo'), event(3, 'case.drafted', 'ann')]);
  await flushed();
  const seconds = took.map((frames) => frames[1]);
  expect(seconds[0]).toBe(seconds[1]);
  expect(new Set(seconds.slice(2)).size).toBe(1);
  expect([...new Set(seconds)].map((frame) => frame?.toString().match(/^id: 3|case\.\w+/gm))).toEqual([
    ['id: 3', 'case.noted', 'case.drafted'],
    ['id: 3', 'case.noted'],
  ]);
  feed.stop();
});
