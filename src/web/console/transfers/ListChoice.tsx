import { useMemo, useState } from 'react';
import type { ListSpec } from '../../../domain/transfers/index.ts';
import { useActor } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { AudiencePicker } from '../notices/audience/AudiencePicker.tsx';
import { type Chosen, nothingChosen, unfitDraft } from '../notices/audience/chosen.ts';
import { HeadCount } from '../notices/audience/HeadCount.tsx';
import { useHeadCount } from '../notices/audience/headCount.ts';
import { listOf } from './choose.ts';
import { PasteList } from './PasteList.tsx';

export interface ListChosen {
  readonly spec: ListSpec;
  /** Nothing may be sent yet: nobody is meant, the drawing is unfit, or the count is of an earlier choice. */
  readonly ready: boolean;
}

/** Which households: an audience, or a list that is pasted. What it comes to is counted while one chooses. */
export function ListChoice({ children }: { readonly children: (chosen: ListChosen) => React.ReactNode }) {
  const { words } = useSpeech();
  const w = words.transfer;
  const actor = useActor();
  const [way, setWay] = useState<'audience' | 'paste'>('audience');
  const [chosen, setChosen] = useState<Chosen>(() => nothingChosen(actor.area, undefined));
  const [pasted, setPasted] = useState<readonly string[]>([]);
  const spec = useMemo(() => listOf(chosen, way === 'paste' ? pasted : undefined), [chosen, way, pasted]);
  const named = way === 'paste' ? pasted.length > 0 : true;
  const { head, trouble, stale } = useHeadCount(spec);
  const ready = named && !stale && (head?.households ?? 0) > 0 && !(way === 'audience' && unfitDraft(chosen));
  return (
    <>
      <div className="message">
        <section className="card stack">
          {children({ spec, ready })}
          {named && <HeadCount head={head} trouble={trouble} stale={stale} />}
        </section>
      </div>
      <div className="list-choice">
        <fieldset className="row" aria-label={w.drawUp}>
          {(['audience', 'paste'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className="button small"
              data-list={one}
              aria-pressed={way === one}
              onClick={() => setWay(one)}
            >
              {one === 'audience' ? w.byAudience : w.paste}
            </button>
          ))}
        </fieldset>
        {way === 'audience' ? (
          <AudiencePicker
            chosen={chosen}
            title={w.byAudience}
            earlier={false}
            onChange={(change) => setChosen((before) => ({ ...before, ...change }))}
          />
        ) : (
          <PasteList onRead={setPasted} />
        )}
      </div>
    </>
  );
}
