import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { HOUR, type Instant } from '../../domain/kernel/index.ts';
import { stormFacts } from '../ui/derive/storm.ts';
import { useCalm, useConnection, useShown, useWinding } from '../ui/live/LiveProvider.tsx';
import { nowOf } from '../ui/live/store.ts';
import { useObservations } from '../ui/time/observations.ts';
import { TimeLine } from '../ui/time/TimeLine.tsx';
import { useSpeech } from '../ui/words/index.tsx';

/** At least a day is shown, so that a quiet morning does not stretch over the whole width. */
const LEAST = 24 * HOUR;

/** The storm from its first warning to now, always that of today: the past is chosen on it, not shown in its place. */
export function StormBar() {
  const { words, language } = useSpeech();
  const view = useConnection();
  const wind = useWinding();
  const shown = useShown(5_000);
  const [small, setSmall] = useState(false);
  const now = nowOf(view);
  const minute = Math.floor(now / 60_000);
  const slow = useCalm(view.seq, 1_000);
  const facts = useMemo(() => stormFacts(view.state, words, language), [slow, view.state, words, language, minute]);
  const from: Instant = Math.min(facts.first ?? now - LEAST, now - LEAST / 2);
  const start = Math.floor(from / HOUR) * HOUR - HOUR;
  const end = Math.max(now + 2 * HOUR, start + LEAST);
  const rain = useObservations('weather/rain-10min', start, end, HOUR, 'sum');
  const gale = useObservations('weather/wind-mean', start, end, HOUR);
  const times = useMemo(
    () => ({
      from: start,
      to: end,
      warnings: facts.warnings,
      levels: facts.levels,
      cases: facts.cases,
      notices: facts.notices,
      rain: rain.filter((p) => p.at <= now + HOUR),
      wind: gale.filter((p) => p.at <= now),
    }),
    [start, end, facts, rain, gale],
  );
  useEffect(() => {
    document.documentElement.dataset['timeline'] = small ? 'small' : 'full';
  }, [small]);
  return (
    <section className={small ? 'storm small' : 'storm'} aria-label={words.time.line}>
      <button
        type="button"
        className="storm-fold"
        onClick={() => setSmall(!small)}
        aria-expanded={!small}
        aria-label={small ? words.common.more : words.common.less}
      >
        {small ? <ChevronUp size={16} /> : <ChevronDown size={16} />}
      </button>
      <TimeLine times={times} now={now} shown={wind.shown} onSeek={wind.seek} small={small} />
      {shown.past && (
        <span className="unseen" role="status">
          {words.time.lookingNote}
        </span>
      )}
    </section>
  );
}
