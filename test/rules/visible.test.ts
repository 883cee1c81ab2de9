import { expect, it } from 'vitest';
import { aggregates } from '../../src/domain/aggregates.ts';
import type { Recorded } from '../../src/domain/kernel/index.ts';
import { VISIBLE, viewerKey, viewerOf, visible } from '../../src/server/access/visible/index.ts';

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
