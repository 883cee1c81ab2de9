import { useState } from 'react';
import { leavesBlind, mayRound, type RoundState } from '../../../domain/sweeps/index.ts';
import { useAct } from '../../ui/act.ts';
import { personName, unitName } from '../../ui/derive/names.ts';
import { dayTime } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { SecondRound } from './SecondRound.tsx';
import { TargetList } from './TargetList.tsx';

/** One round: who walks, what it came from and what follows it, and its targets. */
export function RoundPanel({ id, round }: { readonly id: string; readonly round: RoundState }) {
  const { words, language } = useSpeech();
  const w = words.sweep;
  const act = useAct();
  const actor = useActor();
  const desk = useDesk();
  const district = useDistrict();
  const { state, past } = useShown(60_000);
  const [asking, setAsking] = useState<'stop' | 'finish'>();
  const stream = `round/${id}`;
  const may = (type: 'round.tick' | 'round.finish' | 'round.stop'): boolean =>
    !past && round.phase === 'open' && mayRound(round, type, actor);
  return (
    <aside className="panel" aria-label={round.title[language]}>
      <header className="case-head">
        <div className="grow">
          <h2>{round.title[language]}</h2>
          <div className="row wrap">
            <span className="tag accent">{w.phase[round.phase]}</span>
            {round.after !== undefined && (
              <button type="button" className="button small" onClick={() => desk.open('sweeps', round.after)}>
                {w.secondOf}
              </button>
            )}
            <span className="muted">
              {unitName(district, round.unit, language)} · {w.opened(dayTime(language, round.openedAt))}
            </span>
          </div>
        </div>
        <button type="button" className="button quiet" onClick={() => desk.open('sweeps')}>
          {words.common.close}
        </button>
      </header>
      {Object.keys(round.walkers).length > 0 && (
        <p className="case-where soft">
          {round.phase === 'open' ? w.on : w.walked}：
          {Object.keys(round.walkers)
            .map((person) => personName(state, district, person, language, words))
            .join('、')}
        </p>
      )}
      {leavesBlind(round) && <SecondRound id={id} round={round} />}
      {round.phase === 'open' && (
        <section className="case-part">
          <div className="row">
            {may('round.finish') && (
              <button type="button" className="button" onClick={() => setAsking('finish')}>
                {w.finish}
              </button>
            )}
            {may('round.stop') && (
              <button type="button" className="button grave" onClick={() => setAsking('stop')}>
                {w.stop}
              </button>
            )}
          </div>
          {asking && (
            <FieldsForm
              fields={[{ kind: 'text', name: 'reason', label: words.common.reason, optional: asking === 'finish' }]}
              submit={w[asking]}
              onCancel={() => setAsking(undefined)}
              onSubmit={async (a) => {
                if (
                  await act(
                    { type: `round.${asking}`, stream, data: a['reason'] ? { reason: a['reason'] } : {} },
                    w[asking],
                  )
                )
                  setAsking(undefined);
              }}
            />
          )}
        </section>
      )}
      <TargetList id={id} round={round} mayTick={may('round.tick')} />
    </aside>
  );
}
