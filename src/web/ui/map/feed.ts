import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { EMPTY, type Fact, LAYERS_OF, type MapFacts } from './style.ts';

/** Cases are drawn as they come; what colours whole streets is drawn at most so often (ms), or the map would do nothing else. */
const CALM: Readonly<Partial<Record<Fact, number>>> = {
  stairwells: 1_500,
  targets: 1_500,
  units: 1_500,
  gauges: 1_500,
};

interface Given {
  readonly text: string;
  readonly at: number;
  readonly things: number;
}

/** Gives the map only what changed, judged by content: a list that was made again with the same rows costs no drawing. */
export function useFactData(
  map: { readonly current: MapLibre | undefined },
  styled: boolean,
  facts: Partial<MapFacts>,
) {
  const given = useRef(new Map<Fact, Given>());
  const held = useRef(facts);
  held.current = facts;
  const [again, setAgain] = useState(0);
  useEffect(() => {
    if (!styled) return;
    let next = Number.POSITIVE_INFINITY;
    for (const fact of Object.keys(LAYERS_OF) as Fact[]) {
      const before = given.current.get(fact);
      // What stands still for a while was empty at first: the first of it is drawn at once.
      const wait = before?.things ? before.at + (CALM[fact] ?? 0) - performance.now() : 0;
      if (wait > 0) {
        next = Math.min(next, wait);
        continue;
      }
      const data = held.current[fact] ?? EMPTY;
      const now = givenOf(data);
      if (before?.text === now.text) continue;
      map.current?.getSource<GeoJSONSource>(fact)?.setData(data);
      given.current.set(fact, now);
    }
    if (next === Number.POSITIVE_INFINITY) return;
    const timer = setTimeout(() => setAgain((n) => n + 1), next);
    return () => clearTimeout(timer);
  }, [map, styled, facts, again]);
  return useMemo(
    () => ({
      /** What a new map is made with. */
      first(): Partial<MapFacts> {
        for (const fact of Object.keys(LAYERS_OF) as Fact[])
          given.current.set(fact, givenOf(held.current[fact] ?? EMPTY));
        return held.current;
      },
      things: () => [...given.current.values()].reduce((sum, one) => sum + one.things, 0),
    }),
    [],
  );
}

function givenOf(data: MapFacts[Fact]): Given {
  return { text: JSON.stringify(data.features), at: performance.now(), things: data.features.length };
}
