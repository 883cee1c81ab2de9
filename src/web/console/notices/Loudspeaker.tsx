import { useState } from 'react';
import { LOUDSPEAKER_SECONDS, type NoticeState, numberIn, spokenSeconds } from '../../../domain/notices/index.ts';
import { useDistrict } from '../../ui/live/LiveProvider.tsx';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { useTeller } from '../../ui/parts/Toasts.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

/** Id of the district's template for the loudspeaker (domain.md §8.3, 13). */
const TEMPLATE = 'loudspeaker';

/** Text for the loudspeaker, from the district's template or the notice itself, with the time that it takes to read out. */
export function Loudspeaker({ notice, onClose }: { readonly notice: NoticeState; readonly onClose: () => void }) {
  const { words, language } = useSpeech();
  const { done } = useTeller();
  const { district } = useDistrict();
  const w = words.paper;
  const own = notice.body[language].replace(/^【[^】]*】|^\[[^\]]*\]\s*/, '');
  const template = district.noticeTemplates.find((row) => row.id === TEMPLATE)?.body[language];
  const number = numberIn(notice.body[language]);
  const filled = template && number ? template.replace(/\{电话\}/g, number) : template;
  const [text, setText] = useState(filled ?? own);
  const seconds = spokenSeconds(text);
  const long = seconds > LOUDSPEAKER_SECONDS;
  const empty = /\{[^}]*\}/.test(text);
  const limit = String(LOUDSPEAKER_SECONDS);
  return (
    <Sheet
      title={w.speakTitle}
      wide
      onClose={onClose}
      footer={
        <button
          type="button"
          className="button main"
          disabled={long || empty || text.trim() === ''}
          onClick={() => void navigator.clipboard?.writeText(text).then(() => done(w.copied))}
        >
          {w.copy}
        </button>
      }
    >
      <div className="stack">
        <div className="row wrap">
          {filled && (
            <button type="button" className="button small" onClick={() => setText(filled)}>
              {w.fromTemplate}
            </button>
          )}
          <button type="button" className="button small" data-speak="notice" onClick={() => setText(own)}>
            {w.fromNotice}
          </button>
        </div>
        <label className="field">
          <span>{w.text}</span>
          <textarea
            className="input"
            name="loudspeaker"
            rows={5}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        </label>
        <p aria-live="polite" data-seconds={seconds} className={long || empty ? 'late-ink' : 'intime-ink'}>
          {w.seconds(String(seconds))} · {empty ? w.unfilled : long ? w.tooLong(limit) : w.fits(limit)}
        </p>
      </div>
    </Sheet>
  );
}
