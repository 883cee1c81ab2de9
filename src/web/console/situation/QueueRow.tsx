import { memo } from 'react';
import { STAGE_FACTS } from '../../../domain/cases/index.ts';
import type { Instant } from '../../../domain/kernel/index.ts';
import type { CaseRow } from '../../ui/derive/cases.ts';
import { unitName } from '../../ui/derive/names.ts';
import { hourMinute, span } from '../../ui/format.ts';
import { useDistrict } from '../../ui/live/LiveProvider.tsx';
import { GlyphSign } from '../../ui/map/GlyphSign.tsx';
import { Ring } from '../../ui/parts/Ring.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

export const QueueRow = memo(function QueueRow({
  row,
  now,
  selected,
  walked,
  first,
  onOpen,
}: {
  readonly row: CaseRow;
  readonly now: Instant;
  readonly selected: boolean;
  readonly walked: boolean;
  /** First of its group: says which. */
  readonly first: boolean;
  readonly onOpen: () => void;
}) {
  const { words, language } = useSpeech();
  const district = useDistrict();
  const { state, clock } = row;
  const category = district.categories.get(state.category)?.name[language] ?? state.category;
  const stage = STAGE_FACTS[state.stage].name[language];
  const left = clock
    ? clock.dueAt < now
      ? words.common.over(span(language, now - clock.dueAt))
      : words.common.in(span(language, clock.dueAt - now))
    : words.queue.noClock;
  const owner = unitName(district, state.unit, language);
  const tone = clock?.colour === 'red' ? 'late-ink' : clock?.colour === 'yellow' ? 'near-ink' : 'soft';
  return (
    <button
      type="button"
      className={`queue-row ${selected ? 'selected' : ''} ${walked ? 'walked' : ''} ${row.isNew ? 'new' : ''}`}
      aria-current={selected ? 'true' : undefined}
      onClick={onOpen}
      data-case={row.id}
      aria-label={`${category}, ${state.place?.address ?? ''}, ${words.queue.stepClock(stage, left)}, ${owner || words.queue.unowned}`}
    >
      <span className={`sign ${state.urgency !== 'normal' ? 'urgent' : ''}`}>
        <GlyphSign name={row.glyph} />
      </span>
      <span className="middle">
        <span className="line">
          <strong className="cut">{category}</strong>
          {state.urgency !== 'normal' && <span className="tag late">{words.urgency[state.urgency]}</span>}
          {first && (
            <span className="group-name">
              {
                { new: words.queue.new, late: words.queue.late, mine: words.queue.mine, open: words.left.open }[
                  row.group
                ]
              }
            </span>
          )}
        </span>
        <span className="line soft cut">{state.place?.address || state.description}</span>
        <span className="line muted cut">
          {stage} · {owner || words.queue.unowned} · {hourMinute(state.touchedAt)}
        </span>
      </span>
      <span className="clock-cell">
        {clock && <Ring share={clock.share} colour={clock.colour} label={words.queue.stepClock(stage, left)} />}
        <span className={tone}>{clock ? span(language, Math.abs(clock.dueAt - now)) : '—'}</span>
      </span>
    </button>
  );
});
