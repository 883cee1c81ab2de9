import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { ticksAnswer } from '../../../contract/papers.ts';
import { PAPER_RESULTS, type PaperResult, readCode } from '../../../domain/notices/index.ts';
import { call, newId } from '../../ui/api.ts';
import { count, fromFieldTime } from '../../ui/format.ts';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { useTeller } from '../../ui/parts/Toasts.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

interface Tick {
  readonly code: string;
  readonly result: PaperResult;
}

/** A paper list comes back: code, result, next; all are sent at once. Those that were not taken stay to be looked at. */
export function PaperTicks({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { words, language } = useSpeech();
  const { done, refused } = useTeller();
  const w = words.paper;
  const field = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState('');
  const [time, setTime] = useState('');
  const [ticks, setTicks] = useState<readonly Tick[]>([]);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [sending, setSending] = useState(newId);
  const [busy, setBusy] = useState(false);
  const add = (result: PaperResult): void => {
    const plain = readCode(code);
    if (plain === '') return;
    setTicks((all) => [...all.filter((tick) => tick.code !== plain), { code: plain, result }]);
    setSending(newId());
    setCode('');
    field.current?.focus();
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    const occurredAt = fromFieldTime(time);
    const body = { id: sending, ticks, ...(occurredAt === undefined ? {} : { occurredAt }) };
    const answer = await call<z.infer<typeof ticksAnswer>>(`/notices/${id}/ticks`, { body });
    setBusy(false);
    if (!answer.ok) {
      refused(answer.trouble[language], answer.trouble.todo[language]);
      return;
    }
    const left = new Set(answer.value.refused.map((one) => one.code));
    if (answer.value.told > 0) done(w.told(count(language, answer.value.told)));
    if (left.size > 0) refused(w.notTold(count(language, left.size)));
    setWrong(left);
    setTicks((all) => all.filter((tick) => left.has(tick.code)));
    setSending(newId());
  };
  return (
    <Sheet
      title={w.ticksTitle}
      wide
      onClose={onClose}
      footer={
        <button
          type="button"
          className="button main"
          data-ticks="submit"
          disabled={busy || ticks.length === 0}
          onClick={() => void submit()}
        >
          {w.submit} · {w.waiting(count(language, ticks.length))}
        </button>
      }
    >
      <div className="stack">
        <p className="muted">{w.ticksNote}</p>
        <div className="row wrap">
          <label className="field">
            <span>{w.code}</span>
            <input
              ref={field}
              className="input num"
              name="code"
              maxLength={12}
              autoComplete="off"
              autoCapitalize="characters"
              value={code}
              onChange={(e) => setCode(e.target.value)}
            />
          </label>
          <label className="field">
            <span>{w.visitedAt}</span>
            <input
              className="input"
              type="datetime-local"
              name="visited"
              value={time}
              onChange={(e) => setTime(e.target.value)}
            />
          </label>
        </div>
        <div className="row wrap">
          {PAPER_RESULTS.map((result) => (
            <button
              key={result}
              type="button"
              className={result === 'needs-help' ? 'button grave' : 'button'}
              disabled={readCode(code) === ''}
              data-tick={result}
              onClick={() => add(result)}
            >
              {w.results[result]}
            </button>
          ))}
        </div>
        <ul className="tick-list">
          {ticks.map((tick) => (
            <li key={tick.code} className="row">
              <strong className={wrong.has(tick.code) ? 'late-ink num' : 'num'}>{tick.code}</strong>
              <span className="grow">{w.results[tick.result]}</span>
              <button
                type="button"
                className="button quiet square small"
                aria-label={w.drop(tick.code)}
                onClick={() => setTicks((all) => all.filter((one) => one !== tick))}
              >
                <X size={15} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
}
