import { expect, it } from 'vitest';
import { aggregates } from '../../src/domain/aggregates.ts';
import type { CaseState } from '../../src/domain/cases/index.ts';
import type { Recorded } from '../../src/domain/kernel/index.ts';
import { screen } from '../../src/domain/screen/index.ts';
import {
  holdsPrivate,
  privateTo,
  VISIBLE,
  viewerKey,
  viewerOf,
  visible,
  visibleState,
} from '../../src/server/access/visible/index.ts';

const event = (stream: string, data: unknown): Recorded => ({
  seq: 1,
  stream,
  version: 1,
  type: 'x.happened',
  data,
  by: { person: 'p' },
  at: 0,
  occurredAt: 0,
  commandId: 'c',
});
const committee = viewerOf({ actor: { person: 'p', roles: ['committee'] } });
const wall = viewerOf({ actor: { person: 'p', roles: ['observer'] } });

it('every kind of thing says who may see it, and nothing else does', () => {
  expect(Object.keys(VISIBLE).sort()).toEqual(aggregates.map((aggregate) => aggregate.kind).sort());
});

it('what concerns a household is told without its words to those who may not read personal data', () => {
  const needs = event('doors/n1:s1', {
    households: ['h1', 'h2'],
    note: '透析病人',
    needs: [{ household: 'h1', tags: ['dialysis'], note: '要轮椅' }],
  });
  expect(visible(needs, committee)).toBe(needs);
  expect(visible(needs, wall)?.data).toEqual({
    households: ['h1', 'h2'],
    note: '',
    needs: [{ household: 'h1', tags: [], note: '' }],
  });
  expect(JSON.stringify(visible(needs, wall))).not.toMatch(/透析|轮椅|dialysis/);
});

it('a kind that nobody spoke for is hidden', () => {
  expect(visible(event('secret/1', {}), committee)).toBeUndefined();
});

it('readers who see the same share their frames, others do not', () => {
  const leader = viewerOf({ actor: { person: 'q', roles: ['shift-leader', 'handler'] } });
  expect(viewerKey(leader)).toBe(viewerKey(committee));
  expect(viewerKey(wall)).not.toBe(viewerKey(committee));
});

/** Two cases of 'p' and one of 'q': drafted with a picture, one sent, one thrown away, one never a draft. */
function draftsAndCases(): readonly Recorded[] {
  const picture = (media: string) => ({ media, when: 'before', takenAt: 0 });
  const content = {
    source: 'patrol',
    category: 'ST06',
    urgency: 'normal',
    description: '树枝悬在半空',
    place: null,
    links: {},
  };
  const opened = { ...content, no: '1', storm: false, reporters: [], clocks: { whole: null, step: null } };
  const facts: readonly (readonly [string, string, string, object])[] = [
    ['a', 'p', 'case.drafted', { ...content, description: '写了一半', evidence: [picture('m1')] }],
    ['b', 'q', 'case.reported', { ...opened, evidence: [] }],
    ['c', 'p', 'case.drafted', { ...content, evidence: [] }],
    ['a', 'p', 'case.evidence-added', { evidence: [picture('m2')], draft: true }],
    ['b', 'q', 'case.evidence-added', { evidence: [picture('m3')] }],
    ['c', 'p', 'case.discarded', {}],
    ['a', 'p', 'case.reported', { ...opened, evidence: [picture('m4')], drafted: [picture('m1'), picture('m2')] }],
    ['a', 'q', 'case.noted', { text: '已看' }],
  ];
  const versions: Record<string, number> = {};
  return facts.map(([id, person, type, data], i) => {
    versions[id] = (versions[id] ?? 0) + 1;
    return {
      seq: i + 1,
      stream: `case/${id}`,
      version: versions[id],
      type,
      data,
      by: { person },
      at: i * 1_000,
      occurredAt: i * 1_000,
      commandId: `c${i}`,
    };
  });
}
const shownTo = (person: string, events: readonly Recorded[]) => {
  const viewer = viewerOf({ actor: { person, roles: ['committee'] } });
  return events.filter((one) => visible(one, viewer));
};

it("a draft is its author's alone; the report is for all", () => {
  const events = draftsAndCases();
  expect(shownTo('p', events)).toEqual(events);
  expect(shownTo('q', events).map((one) => one.seq)).toEqual([2, 5, 7, 8]);
  expect(events.map(privateTo)).toEqual(['p', undefined, 'p', 'p', undefined, 'p', undefined, undefined]);
});

it('the screen of each at every moment is the fold of what each may see, and the sent case is the same for both', () => {
  const events = draftsAndCases();
  for (const person of ['p', 'q']) {
    const viewer = viewerOf({ actor: { person, roles: ['committee'] } });
    const [whole, seen] = [screen.empty(), screen.empty()];
    for (const one of events) {
      screen.fold(whole, one);
      if (visible(one, viewer)) screen.fold(seen, one);
      expect(visibleState(whole, viewer).streams, `${person} after ${one.seq}`).toEqual(seen.streams);
      expect(holdsPrivate(whole, viewer)).toBe(person === 'p');
    }
    const sent = seen.streams.case?.a as CaseState;
    expect(sent.evidence.map((row) => row.media)).toEqual(['m1', 'm2', 'm4']);
    expect([sent.stage, sent.description, sent.notes]).toEqual(['reported', '树枝悬在半空', 1]);
    expect(Object.keys(seen.streams.case ?? {})).toEqual(person === 'p' ? ['a', 'b', 'c'] : ['b', 'a']);
  }
});
