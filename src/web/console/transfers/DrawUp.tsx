import { useState } from 'react';
import { RISKS, type Risk } from '../../../domain/transfers/index.ts';
import { useAct } from '../../ui/act.ts';
import { newId } from '../../ui/api.ts';
import { standingResponse } from '../../ui/derive/standing.ts';
import { useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { ListChoice } from './ListChoice.tsx';

/** A list before the order: what it is called, which danger, which households. */
export function DrawUp() {
  const { words } = useSpeech();
  const w = words.transfer;
  const act = useAct();
  const desk = useDesk();
  const response = standingResponse(useShown(60_000).state);
  const [title, setTitle] = useState('');
  const [risk, setRisk] = useState<Risk>('old-house');
  return (
    <div className="compose">
      <ListChoice>
        {({ spec, ready }) => (
          <form
            className="stack"
            aria-label={w.drawUp}
            onSubmit={(e) => {
              e.preventDefault();
              const id = newId();
              const data = { title, risk, households: spec, ...(response ? { response: response.key } : {}) };
              void act({ type: 'transfer.draw-up', stream: `transfer/${id}`, data }, w.drawUp).then(
                (done) => done && desk.open('transfers', id),
              );
            }}
          >
            <h2>{w.drawUp}</h2>
            <p className="soft">{w.waits}</p>
            <label className="field">
              <span>{w.name}</span>
              <input
                className="input"
                name="title"
                value={title}
                placeholder={w.namePlaceholder}
                maxLength={100}
                required
                onChange={(e) => setTitle(e.target.value)}
              />
            </label>
            <label className="field">
              <span>{w.risk}</span>
              <select className="input" name="risk" value={risk} onChange={(e) => setRisk(e.target.value as Risk)}>
                {RISKS.map((one) => (
                  <option key={one} value={one}>
                    {w.risks[one]}
                  </option>
                ))}
              </select>
            </label>
            <div className="row">
              <button type="submit" className="button main" data-transfer="draw-up" disabled={!ready || !title.trim()}>
                {w.drawUp}
              </button>
              <button type="button" className="button quiet" onClick={() => desk.open('transfers')}>
                {words.common.cancel}
              </button>
            </div>
          </form>
        )}
      </ListChoice>
    </div>
  );
}
