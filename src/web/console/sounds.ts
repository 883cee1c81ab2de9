import { useEffect, useRef, useState } from 'react';
import { useDistrict, useStore } from '../ui/live/LiveProvider.tsx';

export interface Sounds {
  readonly on: boolean;
  readonly toggle: () => void;
}
const KEPT = 'yiping.muted';

/**
 * Sound for two things only: a new emergency (two high tones) and nobody answered (one low tone, twice). Everything
 * else stays quiet, so that these are heard at four in the morning.
 */
export function useSounds(): Sounds {
  const store = useStore();
  const district = useDistrict();
  const [on, setOn] = useState(() => localStorage.getItem(KEPT) !== 'yes');
  const audio = useRef<AudioContext>(undefined);
  useEffect(() => {
    localStorage.setItem(KEPT, on ? 'no' : 'yes');
    if (!on) return;
    // Browsers start sound only after somebody has touched the page.
    const wake = (): void => {
      audio.current ??= new AudioContext();
      void audio.current.resume();
    };
    window.addEventListener('pointerdown', wake);
    window.addEventListener('keydown', wake);
    const stop = store.onEvents((events) => {
      let emergency = false;
      let unanswered = false;
      for (const event of events) {
        if (event.type === 'case.reported') {
          const { category, urgency } = event.data as { category: string; urgency: string };
          emergency ||= urgency === 'very-urgent' || district.categories.get(category)?.urgent === true;
        }
        unanswered ||=
          event.type === 'case.escalated' || event.type === 'task.escalated' || event.type === 'duty.shift-missed';
      }
      if (emergency) tones(audio.current, [880, 1_175]);
      else if (unanswered) tones(audio.current, [330, 330]);
    });
    return () => {
      stop();
      window.removeEventListener('pointerdown', wake);
      window.removeEventListener('keydown', wake);
    };
  }, [on, store, district]);
  return { on, toggle: () => setOn((now) => !now) };
}

let lastAt = 0;
function tones(audio: AudioContext | undefined, pitches: readonly number[]): void {
  // In a fast drill alarms come by the dozen; one every three seconds is enough to look up.
  if (audio?.state !== 'running' || Date.now() - lastAt < 3_000) return;
  lastAt = Date.now();
  for (const [i, pitch] of pitches.entries()) {
    const at = audio.currentTime + i * 0.22;
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.12, at + 0.02);
    gain.gain.linearRampToValueAtTime(0, at + 0.18);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.2);
  }
}
