import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossing, smallDistrict } from '../../../test/scenarios/small-district.ts';
import { distance, type Position } from '../kernel/index.ts';
import { buildStreetGraph, streetGraph } from './street-graph.ts';

const graph = streetGraph(smallDistrict);
const metres = (from: Position, to: Position) => Math.round(graph.reach(from)(to) ?? -1);

test('walking distance follows the streets: 200 m eastward, 189 m northward', () => {
  expect(metres(crossing(0, 0), crossing(2, 2))).toBe(778);
  expect(metres(crossing(0.5, 0), crossing(0.25, 0))).toBe(50);
  expect(metres(crossing(0.5, 0), crossing(0.5, 1))).toBe(389); // round the block: 100 + 189 + 100
  expect(metres(crossing(1, 1), crossing(1, 1))).toBe(0);
});

test('a place off the street is brought to it, and the way to the street counts', () => {
  const courtyard: Position = [crossing(0.5, 0)[0], crossing(0, 0.1)[1]]; // 19 m north of the southern street
  const snap = graph.snap(courtyard);
  expect(snap?.road.id).toBe('east-0-0');
  expect(Math.round(snap?.off ?? -1)).toBe(19);
  expect(Math.round(snap?.along ?? -1)).toBe(100);
  expect(metres(courtyard, crossing(1, 0))).toBe(119);
  expect(graph.snap(crossing(40, 40))?.road.id).toBe('north-1-2'); // far outside: the nearest corner still
});

test('two places in one courtyard are walked between directly', () => {
  const [a, b]: Position[] = [crossing(0.5, 0.4), crossing(0.52, 0.4)] as [Position, Position];
  expect(metres(a as Position, b as Position)).toBe(Math.round(distance(a as Position, b as Position)));
});

test('the line of a walk is as long as it says, and starts and ends where it should', () => {
  const walk = graph.walk(crossing(0.5, 0), crossing(1, 1.5));
  expect(walk?.metres).toBeCloseTo(383.5, 0); // 100 + 189 + 94.5
  const line = walk?.line ?? [];
  expect([line[0], line.at(-1)]).toEqual([crossing(0.5, 0), crossing(1, 1.5)]);
  const length = line.slice(1).reduce((sum, point, i) => sum + distance(line[i] as Position, point), 0);
  expect(Math.abs(length - 383.5)).toBeLessThan(3);
});

test('no street leads there: no distance, rather than a wrong one', () => {
  const island = buildStreetGraph({
    nodes: [...smallDistrict.nodes, { id: 90, position: [121.5, 31.3] }, { id: 91, position: [121.501, 31.3] }],
    roads: [
      ...smallDistrict.roads,
      {
        id: 'island',
        name: { zh: '岛', en: 'island' },
        from: 90,
        to: 91,
        metres: 95,
        line: [
          [121.5, 31.3],
          [121.501, 31.3],
        ],
        highway: 'residential',
      },
    ],
  });
  expect(island.reach(crossing(0, 0))([121.5005, 31.3])).toBeUndefined();
  expect(island.walk(crossing(0, 0), [121.5005, 31.3])).toBeUndefined();
  expect(buildStreetGraph({ nodes: [], roads: [] }).snap([0, 0])).toBeUndefined();
});

test('metres are the same there and back, and never shorter than the crow flies', () => {
  const place = fc
    .tuple(fc.double({ min: -0.4, max: 2.4, noNaN: true }), fc.double({ min: -0.4, max: 2.4, noNaN: true }))
    .map(([x, y]) => crossing(x, y));
  fc.assert(
    fc.property(place, place, (a, b) => {
      const [ab, ba] = [graph.reach(a)(b), graph.reach(b)(a)];
      expect(Math.abs((ab as number) - (ba as number))).toBeLessThan(0.01);
      expect(ab).toBeGreaterThanOrEqual(distance(a, b) * 0.99);
      expect(graph.walk(a, b)?.metres).toBeCloseTo(ab as number, 6);
    }),
    { numRuns: 300 },
  );
});
