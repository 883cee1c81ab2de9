import { useMemo } from 'react';
import { standingResponse, standingWarnings, warningTitle } from '../../ui/derive/standing.ts';
import { dayTime, span } from '../../ui/format.ts';
import { useSession, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

/** Response level in its colour with since when, and the warnings in force; each opens to what it is. */
export function LevelBox() {
  const { words, language } = useSpeech();
  const session = useSession();
  const desk = useDesk();
  const shown = useShown(10_000);
  const minute = Math.floor(shown.now / 60_000);
  const response = useMemo(() => standingResponse(shown.state), [shown.state, shown.revision]);
  const warnings = useMemo(() => standingWarnings(shown.state, shown.now, session.tenant.mode), [shown.state, shown.revision, minute, session]);
  const since = response?.timeline.at(-1)?.from;
  return (
    <div className="level-box">
      <button type="button" className={`level-badge solid-${response?.level ?? 'none'}`} onClick={() => desk.open('responses')} title={since ? words.common.since(dayTime(language, since)) : undefined}>
        <strong>{response?.level ? words.level[response.level] : words.bar.noLevel}</strong>
        {since !== undefined && <span>{words.common.since(dayTime(language, since))} · {span(language, shown.now - since)}</span>}
      </button>
      <div className="warning-chips" aria-label={words.bar.warnings} role="group">
        {warnings.length === 0 && <span className="muted">{words.bar.noWarnings}</span>}
        {warnings.slice(0, 3).map(({ id, state }) => (
          <button key={id} type="button" className={`chip solid-${state.message.colour ?? 'none'}`} onClick={() => desk.open('warnings', id)} title={`${state.message.issuer} · ${dayTime(language, state.message.sent)}`}>
            {warningTitle(state.message, words.colour, language)}
          </button>
        ))}
        {warnings.length > 3 && <button type="button" className="chip solid-none" onClick={() => desk.open('warnings')}>+{warnings.length - 3}</button>}
      </div>
    </div>
  );
}
