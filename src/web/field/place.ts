import { useEffect, useState } from 'react';
import { distance, type Position } from '../../domain/kernel/index.ts';

/** A position older than this says nothing about where one stands (ms). */
const FRESH = 60_000;
const PATIENCE = 8_000;

/** Where the phone is, asked once; undefined when it does not know or may not say. */
export function locate(): Promise<Position | undefined> {
  if (!('geolocation' in navigator)) return Promise.resolve(undefined);
  return new Promise((resolve) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.longitude, coords.latitude]),
      () => resolve(undefined),
      { enableHighAccuracy: true, maximumAge: FRESH, timeout: PATIENCE },
    ),
  );
}

let last: { readonly at: Position; readonly when: number } | undefined;
let asked: Promise<Position | undefined> | undefined;

/** Metres from here as the crow flies, in tens. Only where the position was allowed before: no card asks by itself. */
export function useAway(to: Position | undefined): number | undefined {
  const [here, setHere] = useState(last?.at);
  useEffect(() => {
    let left = false;
    void lately().then((at) => {
      if (!left && at) setHere(at);
    });
    return () => {
      left = true;
    };
  }, []);
  return here && to ? Math.round(distance(here, to) / 10) * 10 : undefined;
}

async function lately(): Promise<Position | undefined> {
  if (last && Date.now() - last.when < FRESH) return last.at;
  const granted = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => undefined);
  if (granted?.state !== 'granted') return undefined;
  asked ??= locate().finally(() => {
    asked = undefined;
  });
  const at = await asked;
  if (at) last = { at, when: Date.now() };
  return at;
}
