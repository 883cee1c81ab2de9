import { useMemo } from 'react';
import { all } from '../../../../domain/screen/index.ts';
import { count, dayTime } from '../../../ui/format.ts';
import { useShown } from '../../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../../ui/words/index.tsx';

/** As much of a notice's text as tells it from another. */
const WORDS_SHOWN = 22;

/** Only those who have not confirmed an earlier notice. */
export function EarlierNotice({
  chosen,
  onChange,
}: {
  readonly chosen: string | undefined;
  readonly onChange: (notice: string | undefined) => void;
}) {
  const { words, language } = useSpeech();
  const w = words.audience;
  const { state, revision } = useShown(60_000);
  const notices = useMemo(() => {
    const unconfirmed = new Map<string, number>();
    for (const doors of Object.values(all(state, 'doors')))
      unconfirmed.set(doors.notice, (unconfirmed.get(doors.notice) ?? 0) + doors.tally.unconfirmed);
    return Object.entries(all(state, 'notice'))
      .flatMap(([id, notice]) => {
        const { issuedAt, body } = notice;
        return issuedAt === undefined ? [] : [{ id, issuedAt, body, open: unconfirmed.get(id) ?? 0 }];
      })
      .sort((a, b) => b.issuedAt - a.issuedAt);
  }, [state, revision]);
  if (notices.length === 0) return null;
  return (
    <label className="field">
      <span className="soft">{w.earlier}</span>
      <select
        className="input"
        name="earlier"
        value={chosen ?? ''}
        onChange={(e) => onChange(e.target.value || undefined)}
      >
        <option value="">{w.earlierNone}</option>
        {notices.map((one) => (
          <option key={one.id} value={one.id} disabled={one.open === 0}>
            {w.earlierOption(
              dayTime(language, one.issuedAt),
              one.body[language].slice(0, WORDS_SHOWN),
              count(language, one.open),
            )}
          </option>
        ))}
      </select>
    </label>
  );
}
