import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { type District, type DistrictIndex, indexed, type ProfileState } from '../../../domain/places/index.ts';
import { call, type Trouble } from '../api.ts';
import type { LiveStore } from './store.ts';

/** A district full of pages hears of new data at the same moment: they ask for it spread over so long (ms). */
const SPREAD = 1_500;
const LONGEST_WAIT = 15_000;

/** Version that the journal says is in force; undefined until the screen is there. */
function adoptedIn(store: LiveStore): string | undefined {
  const { state } = store.current();
  return (state.streams['district']?.['profile'] as ProfileState | undefined)?.adopted?.version;
}

/**
 * The reference data of the district: loaded once, and again whenever another version was adopted. What was there stays
 * until the new one is, so that nobody loses what he is at.
 */
export function useDistrictData(store: LiveStore): {
  readonly district: DistrictIndex | undefined;
  /** Why the first loading failed. */
  readonly trouble: Trouble | undefined;
  readonly retry: () => void;
} {
  const [district, setDistrict] = useState<DistrictIndex>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [attempt, setAttempt] = useState(0);
  const adopted = useSyncExternalStore(
    store.subscribe,
    useCallback(() => adoptedIn(store), [store]),
  );
  const version = district?.district.version;

  useEffect(() => {
    let left = false;
    void load().then((answer) => {
      if (left) return;
      if (answer.ok) setDistrict(answer.value);
      else setTrouble(answer.trouble);
    });
    return () => {
      left = true;
    };
  }, [attempt]);

  useEffect(() => {
    if (version === undefined || adopted === undefined || version === adopted) return;
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    // The node that answers may still be reading the new data: asked again until it has it.
    const ask = async (wait: number): Promise<void> => {
      const answer = await load();
      if (left) return;
      if (answer.ok && answer.value.district.version === adopted) setDistrict(answer.value);
      else timer = setTimeout(() => void ask(Math.min(LONGEST_WAIT, wait * 2)), wait);
    };
    timer = setTimeout(() => void ask(1_000), Math.random() * SPREAD);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [version, adopted]);

  const retry = useCallback(() => {
    setTrouble(undefined);
    setAttempt((n) => n + 1);
  }, []);
  return { district, trouble, retry };
}

async function load() {
  const answer = await call<Omit<District, 'households'> & Partial<District>>('/district');
  if (!answer.ok) return answer;
  const value = indexed({ ...answer.value, households: answer.value.households ?? [] } as District);
  return { ok: true, value } as const;
}
