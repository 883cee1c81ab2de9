import { useMemo } from 'react';
import { HOUR } from '../../domain/kernel/index.ts';
import { stormFacts } from '../ui/derive/storm.ts';
import { hourMinute } from '../ui/format.ts';
import { useConnection } from '../ui/live/LiveProvider.tsx';
import { nowOf } from '../ui/live/store.ts';
import { useObservations } from '../ui/time/observations.ts';
import { TimeLine } from '../ui/time/TimeLine.tsx';
import { useSpeech } from '../ui/words/index.tsx';

/** The storm so far, and rain and wind of this hour. */
export function WallStorm({ stale }: { readonly stale: boolean }) {
  const { words, language } = useSpeech();
  const view = useConnection();
  const now = nowOf(view);
  const minute = Math.floor(now / 60_000);
  const facts = useMemo(() => stormFacts(view.state, words, language), [view.seq, view.state, words, language, minute]);
  const start = Math.floor(Math.min(facts.first ?? now - 24 * HOUR, now - 12 * HOUR) / HOUR) * HOUR - HOUR;
  const end = Math.max(now + 2 * HOUR, start + 24 * HOUR);
  const rain = useObservations('weather/rain-10min', start, end, HOUR, 'sum');
  const wind = useObservations('weather/wind-mean', start, end, HOUR);
  const gust = useObservations('weather/wind-gust', start, end, HOUR, 'highest');
  const times = useMemo(
    () => ({
      from: start,
      to: end,
      warnings: facts.warnings,
      levels: facts.levels,
      cases: facts.cases,
      notices: facts.notices,
      rain,
      wind,
    }),
    [start, end, facts, rain, wind],
  );
  const total = rain.reduce((sum, point) => sum + point.value, 0);
  const latest = (curve: typeof rain): string => curve.at(-1)?.value.toFixed(curve === rain ? 1 : 0) ?? '—';
  const figures: readonly (readonly [string, string, string])[] = [
    [words.wall.rain, latest(rain), 'mm'],
    [words.wall.rainTotal, total.toFixed(0), 'mm'],
    [words.wall.wind, latest(wind), 'm/s'],
    [words.wall.gust, latest(gust), 'm/s'],
  ];
  return (
    <footer className="wall-storm">
      <div className="wall-weather">
        {figures.map(([label, value, unit]) => (
          <div key={label}>
            <span className="soft">{label}</span>
            <span>
              <strong>{value}</strong> {unit}
            </span>
          </div>
        ))}
      </div>
      <div className="wall-line" inert>
        <TimeLine times={times} now={now} shown={undefined} onSeek={() => undefined} />
      </div>
      {stale && (
        <div className="wall-stale" role="alert">
          {words.bar.broken} · {words.left.upTo(hourMinute(now))}
        </div>
      )}
    </footer>
  );
}
