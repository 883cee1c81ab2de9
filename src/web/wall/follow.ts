import { useEffect, useState } from 'react';
import type { Instant } from '../../domain/kernel/index.ts';
import type { CaseRow } from '../ui/derive/cases.ts';

export interface Follow {
  readonly row: CaseRow | undefined;
  readonly why: 'newest' | 'latest';
  readonly key: string;
}

/** Long enough to read from 5 m, short enough to see everything within a minute. */
const TURN = 12_000;

/**
 * What the map of the wall looks at: the whole district, the newest case, the one that is late longest, in turn.
 * An emergency comes at once and stays for a turn.
 */
export function useFollow(rows: readonly CaseRow[], now: Instant): Follow {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), TURN);
    return () => clearInterval(timer);
  }, []);
  const [held, setHeld] = useState<{ turn: number; id: string | undefined; why: Follow['why'] }>({
    turn: -1,
    id: undefined,
    why: 'newest',
  });
  const placed = rows.filter((row) => row.state.place);
  const emergency = placed.find(
    (row) =>
      row.state.urgency === 'very-urgent' && now - row.state.recordedAt < 10 * 60_000 && row.state.stage === 'reported',
  );
  useEffect(() => {
    if (held.turn === turn) return;
    const newest = placed.reduce<CaseRow | undefined>(
      (best, row) => (!best || row.state.recordedAt > best.state.recordedAt ? row : best),
      undefined,
    );
    const latest = placed
      .filter((row) => row.late)
      .reduce<CaseRow | undefined>(
        (best, row) => (!best || (row.clock?.dueAt ?? now) < (best.clock?.dueAt ?? now) ? row : best),
        undefined,
      );
    const pick = [undefined, newest, undefined, latest][turn % 4];
    setHeld({ turn, id: pick?.id, why: turn % 4 === 1 ? 'newest' : 'latest' });
  }, [turn, held.turn, placed, now]);
  const row = emergency ?? rows.find((one) => one.id === held.id);
  return { row, why: emergency ? 'newest' : held.why, key: row ? row.id : 'whole' };
}
