import { Combine, Footprints } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { suggestionsAnswer } from '../../../contract/queries.ts';
import { type CaseState, mayCase } from '../../../domain/cases/index.ts';
import { MINUTE } from '../../../domain/kernel/index.ts';
import { useAct } from '../../ui/act.ts';
import { call } from '../../ui/api.ts';
import { unitName } from '../../ui/derive/names.ts';
import { metres, span } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

type Suggestions = z.infer<typeof suggestionsAnswer>;

/** Who could take it (one press dispatches) and what is probably the same (one press merges). */
export function Nearby({ id, state }: { readonly id: string; readonly state: CaseState }) {
  const { words, language } = useSpeech();
  const act = useAct();
  const actor = useActor();
  const desk = useDesk();
  const district = useDistrict();
  const { past } = useShown(60_000);
  const [found, setFound] = useState<Suggestions>();
  const mayDispatch = !past && mayCase(state, 'case.dispatch', actor);
  const mayMerge = !past && mayCase(state, 'case.merge', actor);
  const wanted = mayDispatch || mayMerge;
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    void call<Suggestions>(`/cases/${encodeURIComponent(id)}/suggestions`).then((answer) => {
      if (!left && answer.ok) setFound(answer.value);
    });
    return () => {
      left = true;
    };
  }, [id, wanted, state.stage, state.category]);
  if (!found || !wanted) return null;
  const stream = `case/${id}`;
  return (
    <>
      {mayDispatch && (
        <section className="case-part">
          <h3>{words.case.suggestions}</h3>
          {found.units.length === 0 && <p className="muted">{words.case.suggestionsNone}</p>}
          <ul className="suggestions">
            {found.units.slice(0, 4).map((one, i) => (
              <li key={one.unit}>
                <div className="grow">
                  <div className="cut">
                    {unitName(district, one.unit, language)}{' '}
                    {i === 0 && <span className="tag accent">{words.case.why}</span>}
                  </div>
                  <div className="muted">
                    {one.metres !== undefined && (
                      <>
                        <Footprints size={14} /> {metres(language, one.metres)} ·{' '}
                      </>
                    )}
                    <span className={one.load >= one.capacity ? 'late-ink' : ''}>
                      {words.case.load} {one.load}/{one.capacity}
                    </span>
                  </div>
                </div>
                <button
                  type="button"
                  className={i === 0 ? 'button main small' : 'button small'}
                  onClick={() =>
                    void act(
                      { type: one.upper ? 'case.hand-up' : 'case.dispatch', stream, data: { unit: one.unit } },
                      `${words.step['case.dispatch']} → ${unitName(district, one.unit, language)}`,
                    )
                  }
                >
                  {one.upper ? words.step['case.hand-up'] : words.case.dispatchTo}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayMerge && found.duplicates.length > 0 && (
        <section className="case-part">
          <h3>{words.case.duplicates}</h3>
          <ul className="suggestions">
            {found.duplicates.slice(0, 3).map((one) => (
              <li key={one.id}>
                <button type="button" className="link-row grow" onClick={() => desk.select(one.id)}>
                  <span>{one.no}</span>
                  <span className="muted">
                    {words.case.duplicateAt(metres(language, one.metres), span(language, one.minutes * MINUTE))}
                  </span>
                </button>
                <button
                  type="button"
                  className="button small"
                  onClick={() =>
                    void act({ type: 'case.merge', stream, data: { into: one.id } }, words.step['case.merge'])
                  }
                >
                  <Combine size={15} />
                  {words.step['case.merge']}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
