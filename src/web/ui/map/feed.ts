import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { EMPTY, type Fact, LAYERS_OF, type MapFacts } from './style.ts';

/** Cases are drawn as they come; what colours whole streets is drawn at most so often (ms), or the map would do nothing else. */
const CALM: Readonly<Partial<Record<Fact, number>>> = {
  stairwells: 1_500,
  targets: 1_500,
  units: 1_500,
  gauges: 1_500,
  shelters: 1_500,
};

/** However long the map is busy (somebody drags it), what is new is given to it after so long (ms). */
const LONGEST = 1_500;

interface Given {
  readonly data: FeatureCollection;
  readonly at: number;
}

/**
 * Gives the map only what changed, judged by content: a list that was made again with the same rows costs no drawing. The
 * map draws at most half of the time: what is new waits until the last of it is drawn, and as long again, so that on a
 * machine without a graphics card the rest of the page is not kept waiting.
 */
export function useFactData(
  map: { readonly current: MapLibre | undefined },
  styled: boolean,
  facts: Partial<MapFacts>,
) {
  const given = useRef(new Map<Fact, Given>());
  const held = useRef(facts);
  held.current = facts;
  /** Since when the map draws what it was given (0: it does not), and until when it rests. */
  const drawing = useRef({ since: 0, rest: 0 });
  const [again, setAgain] = useState(0);
  useEffect(() => {
    const now = map.current;
    if (!styled || !now) return;
    let timer: ReturnType<typeof setTimeout>;
    const onIdle = (): void => {
      const { since } = drawing.current;
      if (since === 0) return;
      const took = Math.min(LONGEST, performance.now() - since);
      drawing.current = { since: 0, rest: performance.now() + took };
      timer = setTimeout(() => setAgain((n) => n + 1), took);
    };
    now.on('idle', onIdle);
    return () => {
      now.off('idle', onIdle);
      clearTimeout(timer);
      drawing.current = { since: 0, rest: 0 };
    };
  }, [map, styled]);
  useEffect(() => {
    if (!styled) return;
    const now = performance.now();
    const { since, rest } = drawing.current;
    if (now < rest || (since > 0 && now - since < LONGEST)) return;
    let next = Number.POSITIVE_INFINITY;
    for (const fact of Object.keys(LAYERS_OF) as Fact[]) {
      const data = held.current[fact] ?? EMPTY;
      const before = given.current.get(fact);
      if (before?.data === data) continue;
      // What is empty may be filled at once: that is the first picture.
      const wait = before?.data.features.length ? before.at + (CALM[fact] ?? 0) - now : 0;
      if (wait > 0) {
        next = Math.min(next, wait);
        continue;
      }
      given.current.set(fact, { data, at: now });
      if (before && JSON.stringify(before.data.features) === JSON.stringify(data.features)) continue;
      map.current?.getSource<GeoJSONSource>(fact)?.setData(data);
      drawing.current = { since: now, rest: 0 };
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
          given.current.set(fact, { data: held.current[fact] ?? EMPTY, at: performance.now() });
        return held.current;
      },
      things: () => [...given.current.values()].reduce((sum, one) => sum + one.data.features.length, 0),
    }),
    [],
  );
}
