import { History, Pause, Play } from 'lucide-react';
import { dayTime } from '../ui/format.ts';
import { useWinding } from '../ui/live/LiveProvider.tsx';
import { useSpeech } from '../ui/words/index.tsx';

const PACES = [1, 5, 20, 60] as const;

/** Says without doubt that this is not now, and how to get back. */
export function PastBar() {
  const { words, language } = useSpeech();
  const wind = useWinding();
  if (wind.shown === undefined) return null;
  return (
    <div className="past-bar" role="status">
      <History size={18} />
      <strong>{words.time.looking(dayTime(language, wind.shown))}</strong>
      <span className="grow cut">
        {wind.trouble
          ? `${words.time.windFailed}：${wind.trouble[language]}`
          : wind.loading
            ? words.time.winding
            : words.time.lookingNote}
      </span>
      <button type="button" className="button small" onClick={() => wind.play(!wind.playing)}>
        {wind.playing ? <Pause size={16} /> : <Play size={16} />}
        {wind.playing ? words.time.pausePlay : words.time.play}
      </button>
      <fieldset className="paces">
        {PACES.map((pace) => (
          <button
            key={pace}
            type="button"
            className="button small"
            aria-pressed={wind.pace === pace}
            onClick={() => wind.setPace(pace)}
          >
            {words.time.playSpeed(String(pace))}
          </button>
        ))}
      </fieldset>
      <button type="button" className="button main small" onClick={() => wind.seek(undefined)}>
        {words.time.backToLive} <kbd className="key">Esc</kbd>
      </button>
    </div>
  );
}
