import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Instant, MINUTE, type Recorded } from '../../../domain/kernel/index.ts';
import { type ScreenState, screen } from '../../../domain/screen/index.ts';
import { call, type Trouble } from '../api.ts';
import type { ScreenAnswer } from './store.ts';

/** Another minute on the whole screen: wound back to, played forward from, left again. */
export interface Wind {
  /** The minute looked at; undefined: live. */
  readonly shown: Instant | undefined;
  readonly state: ScreenState | undefined;
  readonly revision: number;
  readonly loading: boolean;
  readonly trouble: Trouble | undefined;
  readonly playing: boolean;
  /** Minutes of the storm per second of play. */
  readonly pace: number;
  readonly seek: (at: Instant | undefined) => void;
  readonly play: (on: boolean) => void;
  readonly setPace: (pace: number) => void;
}

/** While dragging, the server is asked at most this often (ms). */
const ASK_EVERY = 120;
const STEP = 200;
const PAGE = 2_000;

export function useWind(now: () => Instant): Wind {
  const [shown, setShown] = useState<Instant>();
  const [state, setState] = useState<ScreenState>();
  const [revision, setRevision] = useState(0);
  const [loading, setLoading] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const [playing, setPlaying] = useState(false);
  const [pace, setPace] = useState(5);
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ahead = useRef<{ events: Recorded[]; next: number; done: boolean; loading: boolean }>(undefined);

  const fetchAt = useCallback(async (at: Instant) => {
    const mine = ++asked.current;
    setLoading(true);
    const answer = await call<ScreenAnswer>(`/screen?at=${at}`);
    if (mine !== asked.current) return;
    setLoading(false);
    if (!answer.ok) {
      setTrouble(answer.trouble);
      return;
    }
    const { state: then, seq } = answer.value;
    then.seq = seq;
    ahead.current = { events: [], next: seq, done: false, loading: false };
    setTrouble(undefined);
    setState(then);
    setRevision((n) => n + 1);
  }, []);

  const seek = useCallback(
    (at: Instant | undefined) => {
      clearTimeout(timer.current);
      setShown(at);
      if (at === undefined) {
        asked.current++;
        setPlaying(false);
        setState(undefined);
        setLoading(false);
        setTrouble(undefined);
        return;
      }
      setLoading(true);
      timer.current = setTimeout(() => void fetchAt(at), ASK_EVERY);
    },
    [fetchAt],
  );

  const shownRef = useRef(shown);
  shownRef.current = shown;
  useEffect(() => {
    if (!playing || !state) return;
    const tick = setInterval(() => {
      const buffer = ahead.current;
      const from = shownRef.current;
      if (!buffer || from === undefined) return;
      if (buffer.events.length < PAGE / 4 && !buffer.done && !buffer.loading) {
        buffer.loading = true;
        void call<{ events: Recorded[]; next: number; head: number }>(
          `/events?after=${buffer.next}&limit=${PAGE}`,
        ).then((answer) => {
          buffer.loading = false;
          if (!answer.ok) return;
          buffer.events.push(...answer.value.events);
          buffer.next = answer.value.next;
          buffer.done = answer.value.next >= answer.value.head;
        });
      }
      // Time waits for the facts: without them a minute would look empty that was not.
      if (buffer.events.length === 0 && !buffer.done) return;
      const to = from + (pace * MINUTE * STEP) / 1_000;
      if (to >= now()) {
        seek(undefined);
        return;
      }
      let moved = 0;
      for (const event of buffer.events) {
        if (event.at > to) break;
        screen.fold(state, event);
        moved++;
      }
      buffer.events.splice(0, moved);
      setShown(to);
      if (moved) setRevision((n) => n + 1);
    }, STEP);
    return () => clearInterval(tick);
  }, [playing, state, pace, now, seek]);

  return useMemo(
    () => ({ shown, state, revision, loading, trouble, playing, pace, seek, play: setPlaying, setPace }),
    [shown, state, revision, loading, trouble, playing, pace, seek],
  );
}
