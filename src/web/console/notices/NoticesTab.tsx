import { DoorOpen, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { boardRow, type DoorsOnScreen, mayNotice, type NoticeState } from '../../../domain/notices/index.ts';
import { all } from '../../../domain/screen/index.ts';
import { count, dayTime, percent } from '../../ui/format.ts';
import { useActor, useShown } from '../../ui/live/LiveProvider.tsx';
import { Hollow } from '../../ui/parts/Hollow.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { Compose } from './Compose.tsx';
import { NoticeBoard } from './NoticeBoard.tsx';
import './notices.css';

const NO_NOTICE = { composedBy: '', committees: [] as readonly string[] } as NoticeState;

/** Every notice, and for one of them every household in a state. `detail`: 'new', 'new:<notice to remind of>', a notice id, '<notice>:<stairwell>' (the code on a printed list), or 'stairwell:<id>'. */
export default function NoticesTab() {
  const { words, language } = useSpeech();
  const desk = useDesk();
  const actor = useActor();
  const { state, revision, past } = useShown(30_000);
  const notices = useMemo(
    () =>
      Object.entries(all(state, 'notice'))
        .filter(([, one]) => one.phase !== 'none')
        .sort(([, a], [, b]) => (b.issuedAt ?? b.composedAt) - (a.issuedAt ?? a.composedAt)),
    [state, revision],
  );
  const doorsOf = useMemo(() => {
    const found = new Map<string, DoorsOnScreen[]>();
    for (const doors of Object.values(all(state, 'doors'))) {
      const list = found.get(doors.notice);
      if (list) list.push(doors);
      else found.set(doors.notice, [doors]);
    }
    return found;
  }, [state, revision]);
  const [kind, given] = (desk.detail ?? '').split(/:(.*)/s);
  const composing = kind === 'new' && !past;
  const chosen =
    notices.find(([id]) => id === kind) ??
    (kind === 'stairwell'
      ? notices.find(([id]) => doorsOf.get(id)?.some((doors) => doors.stairwell === given))
      : undefined) ??
    notices[0];
  const mayCompose = !past && mayNotice(NO_NOTICE, 'notice.compose', actor, actor.area ? [actor.area] : []);
  return (
    <div className="notices">
      <div className="notice-list">
        <button
          type="button"
          className="button main"
          disabled={!mayCompose}
          onClick={() => desk.open('notices', 'new')}
        >
          <Plus size={16} />
          {words.notice.compose} <kbd className="key">N</kbd>
        </button>
        {notices.length === 0 && (
          <Hollow icon={DoorOpen} title={words.notice.none}>
            {words.notice.noneNote}
          </Hollow>
        )}
        {notices.map(([id, notice]) => {
          const row = boardRow(doorsOf.get(id) ?? []);
          return (
            <button
              key={id}
              type="button"
              className="notice-item"
              aria-current={chosen?.[0] === id && !composing ? 'true' : undefined}
              onClick={() => desk.open('notices', id)}
            >
              <span className="row">
                <span className={`tag solid-${notice.level}`}>{words.level[notice.level]}</span>
                <span
                  className={`tag ${notice.phase === 'issued' ? 'accent' : notice.phase === 'settled' || notice.phase === 'closed' ? 'intime' : ''}`}
                >
                  {words.notice.phase[notice.phase]}
                </span>
                <span className="muted grow num">{dayTime(language, notice.issuedAt ?? notice.composedAt)}</span>
              </span>
              <span className="two-lines">{notice.body[language]}</span>
              <span className="row soft">
                <span className="bar-track">
                  <i style={{ width: percent(row.households ? row.confirmed / row.households : 0) }} />
                </span>
                {row.households > 0
                  ? `${count(language, row.confirmed)}/${count(language, row.households)} · ${percent(row.confirmed / row.households)}`
                  : words.common.households(count(language, notice.headCount.households))}
              </span>
            </button>
          );
        })}
      </div>
      <div className="tab-main">
        {composing ? (
          <Compose key={given} earlier={given} />
        ) : chosen ? (
          <NoticeBoard
            key={`${chosen[0]}:${given ?? ''}`}
            id={chosen[0]}
            notice={chosen[1]}
            doors={doorsOf.get(chosen[0]) ?? []}
            at={kind === 'stairwell' || kind === chosen[0] ? given : undefined}
          />
        ) : null}
      </div>
    </div>
  );
}
