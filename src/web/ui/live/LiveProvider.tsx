import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { SessionAnswer } from '../../../contract/session.ts';
import type { Actor, Instant } from '../../../domain/kernel/index.ts';
import type { DistrictIndex } from '../../../domain/places/index.ts';
import type { ScreenState } from '../../../domain/screen/index.ts';
import type { Trouble } from '../api.ts';
import { useDistrictData } from './district.ts';
import { LiveStore, type LiveView, nowOf } from './store.ts';
import { useWind, type Wind } from './wind.ts';

interface Live {
  readonly session: SessionAnswer;
  readonly actor: Actor;
  readonly district: DistrictIndex;
  readonly store: LiveStore;
}
const LiveContext = createContext<Live | undefined>(undefined);
const WindContext = createContext<Wind | undefined>(undefined);

/** Loads the district and its live state; the pages inside see nothing half loaded. */
export function LiveProvider({
  session,
  waiting,
  children,
}: {
  readonly session: SessionAnswer;
  /** Drawn while loading, and when loading failed. */
  readonly waiting: (trouble: Trouble | undefined, retry: () => void) => ReactNode;
  readonly children: ReactNode;
}) {
  const [store] = useState(() => new LiveStore());
  useEffect(() => {
    void store.start();
    return () => store.stop();
  }, [store]);
  const { district, trouble, retry } = useDistrictData(store);
  const actor = useMemo<Actor>(
    () => ({ person: session.person, unit: session.unit, area: session.area, roles: session.roles }),
    [session],
  );
  const live = useMemo(
    () => (district ? { session, actor, district, store } : undefined),
    [session, actor, district, store],
  );
  if (!live) return waiting(trouble, retry);
  return (
    <LiveContext value={live}>
      <Winding>{children}</Winding>
    </LiveContext>
  );
}

function Winding({ children }: { readonly children: ReactNode }) {
  const { store } = useLive();
  const now = useCallback(() => nowOf(store.current()), [store]);
  const wind = useWind(now);
  return <WindContext value={wind}>{children}</WindContext>;
}

function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('used outside LiveProvider');
  return live;
}
export function useActor(): Actor {
  return useLive().actor;
}
export function useSession(): SessionAnswer {
  return useLive().session;
}
export function useDistrict(): DistrictIndex {
  return useLive().district;
}
export function useStore(): LiveStore {
  return useLive().store;
}
export function useConnection(): LiveView {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.current);
}
export function useWinding(): Wind {
  const wind = useContext(WindContext);
  if (!wind) throw new Error('used outside LiveProvider');
  return wind;
}

/** What the screen shows: now, or another minute. `revision` changes whenever `state` has moved. */
export interface Shown {
  readonly state: ScreenState;
  readonly revision: string;
  readonly now: Instant;
  /** True while another minute is shown: nothing can be done then. */
  readonly past: boolean;
  readonly ready: boolean;
}

/** `every`: how often (ms) time alone redraws, for clocks and ages. */
export function useShown(every = 1_000): Shown {
  const view = useConnection();
  const wind = useWinding();
  useTick(every, wind.shown === undefined);
  if (wind.shown !== undefined && wind.state) {
    return { state: wind.state, revision: `w${wind.revision}`, now: wind.shown, past: true, ready: true };
  }
  return {
    state: view.state,
    revision: `l${view.seq}`,
    now: nowOf(view),
    past: wind.shown !== undefined,
    ready: view.connection !== 'loading' || view.seq > 0,
  };
}

export function useTick(every: number, running = true): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setTick((n) => n + 1), every);
    return () => clearInterval(timer);
  }, [every, running]);
  return tick;
}

/** A value that is passed on at most so often (ms): for what costs much and need not be told by the frame. */
export function useCalm<T>(value: T, every: number): T {
  const [calm, setCalm] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    const wait = last.current + every - performance.now();
    const take = (): void => {
      last.current = performance.now();
      setCalm(value);
    };
    if (wait <= 0) {
      take();
      return;
    }
    const timer = setTimeout(take, wait);
    return () => clearTimeout(timer);
  }, [value, every]);
  return calm;
}
