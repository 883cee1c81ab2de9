import { ArrowRight, Moon } from 'lucide-react';
import type { HeadCountAnswer } from '../../../contract/queries.ts';
import { planOf, quietFor } from '../../../domain/notices/index.ts';
import type { NoticeLevel } from '../../../domain/places/index.ts';
import { count, dayTime, hourMinute } from '../../ui/format.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** What would be done when, if the notice went out this minute and nobody answered; and whether it waits for the morning. */
export function LadderPlan({
  level,
  head,
}: {
  readonly level: NoticeLevel;
  readonly head: HeadCountAnswer | undefined;
}) {
  const { words, language } = useSpeech();
  const { district } = useDistrict();
  const { now } = useShown(30_000);
  const w = words.sending;
  const n = (value: number): string => count(language, value);
  const quiet = quietFor(district, level);
  const plan = planOf(district, level, now);
  const first = plan[0];
  const time = (at: number): string => (at - now < 12 * 3_600_000 ? hourMinute(at) : dayTime(language, at));
  return (
    <div className="ladder-plan">
      {quiet ? (
        <p className={first && first.at > now ? 'near-ink' : 'muted'} data-quiet={first && first.at > now}>
          <Moon size={14} aria-hidden="true" /> {w.quiet(clockTime(quiet.from), clockTime(quiet.to))}
          {first && first.at > now && <strong> {w.waits(dayTime(language, first.at))}</strong>}
        </p>
      ) : (
        <p className="muted">{w.wakes}</p>
      )}
      <ol aria-label={`${w.ladder}：${w.ladderNote}`}>
        {plan.map((rung, i) => (
          <li key={`${rung.channel} ${rung.at}`} data-rung={rung.channel}>
            {i > 0 && <ArrowRight size={14} aria-hidden="true" />}
            <span>
              <strong className="num">{rung.at === now ? w.now : time(rung.at)}</strong> {w.rung[rung.channel]}
              {rung.tries > 1 && <span className="muted"> {w.tries(n(rung.tries))}</span>}
            </span>
          </li>
        ))}
      </ol>
      {head && head.households > 0 && (
        <p className="muted">{w.starts(n(head.starts.message), n(head.starts.spoken), n(head.starts.door))}</p>
      )}
    </div>
  );
}
