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
  const warnings = useMemo(
    () => standingWarnings(shown.state, shown.now, session.tenant.mode),
    [shown.state, shown.revision, minute, session],
  );
  // City and district often say the same: one chip, and how many stand behind it.
  const chips = useMemo(() => {
    const found = new Map<string, typeof warnings>();
    for (const one of warnings) {
      const key = `${one.state.message.kind} ${one.state.message.colour}`;
      found.set(key, [...(found.get(key) ?? []), one]);
    }
    return [...found.values()];
  }, [warnings]);
  const since = response?.timeline.at(-1)?.from;
  return (
    <div className="level-box">
      <button
        type="button"
        className={`level-badge solid-${response?.level ?? 'none'}`}
        onClick={() => desk.open('responses')}
        title={since ? words.common.since(dayTime(language, since)) : undefined}
      >
        <strong>{response?.level ? words.level[response.level] : words.bar.noLevel}</strong>
        {since !== undefined && (
          <span>
            {words.common.since(dayTime(language, since))} · {span(language, shown.now - since)}
          </span>
        )}
      </button>
      <fieldset className="warning-chips" aria-label={words.bar.warnings}>
        {warnings.length === 0 && <span className="muted">{words.bar.noWarnings}</span>}
        {chips.slice(0, 3).map((group) => {
          const first = group[0];
          if (!first) return null;
          const { message } = first.state;
          return (
            <button
              key={first.id}
              type="button"
              className={`chip solid-${message.colour ?? 'none'}`}
              onClick={() => desk.open('warnings', first.id)}
              title={group
                .map((one) => `${one.state.message.issuer} · ${dayTime(language, one.state.message.sent)}`)
                .join('\n')}
            >
              {warningTitle(message, words.colour, language)}
              {group.length > 1 && ` ×${group.length}`}
            </button>
          );
        })}
        {chips.length > 3 && (
          <button type="button" className="chip solid-none" onClick={() => desk.open('warnings')}>
            +{chips.length - 3}
          </button>
        )}
      </fieldset>
    </div>
  );
}
