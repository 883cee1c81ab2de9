import { FastForward, Pause, Play, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { mayDrill, NO_DRILL } from '../../../domain/drill/index.ts';
import { HOUR, type Instant } from '../../../domain/kernel/index.ts';
import { all } from '../../../domain/screen/index.ts';
import { useAct } from '../../ui/act.ts';
import { dayOf, fieldTime, fromFieldTime, hourMinuteSecond } from '../../ui/format.ts';
import { useActor, useConnection, useShown, useTick } from '../../ui/live/LiveProvider.tsx';
import { nowOf } from '../../ui/live/store.ts';
import { Popover } from '../../ui/parts/Popover.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

/** Speeds offered: real time, a minute a second, the default (five days in about half an hour), and fast. */
const SPEEDS = [1, 10, 60, 240, 600] as const;

/** Beijing time of the district, and in a drill the hand on its clock. */
export function ClockBox() {
  const { words, language } = useSpeech();
  const act = useAct();
  const actor = useActor();
  const view = useConnection();
  const shown = useShown(250);
  useTick(250);
  const drill = all(view.state, 'drill')['clock'] ?? NO_DRILL;
  const may = mayDrill(drill, 'drill.set-clock', actor) && !shown.past;
  const { speed } = view.clock;
  const [last, setLast] = useState(speed || 240);
  const setSpeed = (to: number): void => {
    if (to > 0) setLast(to);
    void act(
      { type: 'drill.set-clock', stream: 'drill/clock', data: { speed: to } },
      to === 0 ? words.bar.paused : words.bar.speed(String(to)),
    );
  };
  return (
    <fieldset className="clock-box" aria-label={words.bar.clock}>
      <time className="clock" dateTime={new Date(shown.now).toISOString()} title={words.common.beijing}>
        <span className="hms">{hourMinuteSecond(shown.now)}</span>
        <span className="day">
          {dayOf(language, shown.now)} · {words.common.beijing}
        </span>
      </time>
      {drill.open && (
        <>
          <span className={speed === 0 ? 'tag near' : 'tag'}>
            {speed === 0 ? words.bar.paused : words.bar.speed(String(speed))}
          </span>
          {may && (
            <>
              <button
                type="button"
                className="button quiet square"
                onClick={() => setSpeed(speed === 0 ? last : 0)}
                aria-label={speed === 0 ? words.bar.run : words.bar.pause}
                title={speed === 0 ? words.bar.run : words.bar.pause}
              >
                {speed === 0 ? <Play size={18} /> : <Pause size={18} />}
              </button>
              <Popover label={words.bar.faster} className="button quiet square" button={<Settings2 size={17} />}>
                {(close) => (
                  <Jump
                    now={nowOf(view)}
                    speed={speed}
                    onSpeed={setSpeed}
                    onJump={(to) => {
                      void act({ type: 'drill.advance', stream: 'drill/clock', data: { to } });
                      close();
                    }}
                  />
                )}
              </Popover>
            </>
          )}
        </>
      )}
    </fieldset>
  );
}

function Jump({
  now,
  speed,
  onSpeed,
  onJump,
}: {
  readonly now: Instant;
  readonly speed: number;
  readonly onSpeed: (speed: number) => void;
  readonly onJump: (to: Instant) => void;
}) {
  const { words, language } = useSpeech();
  const [to, setTo] = useState(() => fieldTime(now + 6 * HOUR));
  return (
    <div className="stack">
      <div className="row wrap">
        {SPEEDS.map((one) => (
          <button
            key={one}
            type="button"
            className="button small"
            aria-pressed={speed === one}
            onClick={() => onSpeed(one)}
          >
            {words.bar.speed(String(one))}
          </button>
        ))}
      </div>
      <label className="field">
        <span>{words.bar.jumpTitle}</span>
        <input
          className="input"
          type="datetime-local"
          value={to}
          min={fieldTime(now)}
          onChange={(e) => setTo(e.target.value)}
          lang={language === 'zh' ? 'zh-CN' : 'en-GB'}
        />
      </label>
      <p className="muted">{words.bar.jumpNote}</p>
      <div className="row wrap">
        {[1, 3, 6, 12].map((hours) => (
          <button key={hours} type="button" className="button small" onClick={() => onJump(now + hours * HOUR)}>
            <FastForward size={15} />+{hours} h
          </button>
        ))}
        <button
          type="button"
          className="button main small"
          onClick={() => {
            const at = fromFieldTime(to);
            if (at) onJump(at);
          }}
        >
          {words.bar.jump}
        </button>
      </div>
    </div>
  );
}
