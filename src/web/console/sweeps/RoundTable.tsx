import { blindOf, leavesBlind, type RoundState } from '../../../domain/sweeps/index.ts';
import { unitName } from '../../ui/derive/names.ts';
import { count, dayTime, percent, span } from '../../ui/format.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

/** The rounds: how far each is, and what the ended ones left unseen. */
export function RoundTable({ rounds }: { readonly rounds: readonly (readonly [string, RoundState])[] }) {
  const { words, language } = useSpeech();
  const w = words.sweep;
  const desk = useDesk();
  const district = useDistrict();
  const { now } = useShown(15_000);
  return (
    <section className="card">
      <h3>{w.rounds}</h3>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{w.title}</th>
            <th scope="col">{w.unit}</th>
            <th scope="col">{w.coverage}</th>
            <th scope="col" className="num">
              {w.hazards}
            </th>
            <th scope="col">{w.due}</th>
            <th scope="col">{words.common.note}</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map(([id, round]) => {
            const looked = round.targets.length - blindOf(round).length;
            const hazards = Object.values(round.looks).filter((looks) =>
              looks.some((look) => look.result === 'hazard'),
            ).length;
            const late = round.phase === 'open' && now > round.dueAt;
            return (
              <tr key={id}>
                <th scope="row">
                  <button type="button" className="link-row" onClick={() => desk.open('sweeps', id)}>
                    <span>
                      {round.title[language]}
                      {round.nth > 1 ? ` · ${words.task.rounds(String(round.nth))}` : ''}
                    </span>
                  </button>
                </th>
                <td>
                  {unitName(district, round.unit, language)}{' '}
                  <span className="muted">{round.by === 'foot' ? w.foot : w.video}</span>
                </td>
                <td>
                  <span className="row">
                    <span className="bar-track">
                      <i style={{ width: percent(round.targets.length ? looked / round.targets.length : 1) }} />
                    </span>
                    {looked}/{round.targets.length}
                  </span>
                </td>
                <td className={`num ${hazards ? 'late-ink' : 'muted'}`}>{hazards}</td>
                <td className={late ? 'late-ink' : 'soft'}>{dayTime(language, round.dueAt)}</td>
                <td>
                  <span
                    className={`tag ${round.phase === 'open' ? 'accent' : round.phase === 'finished' ? 'intime' : 'near'}`}
                  >
                    {w.phase[round.phase]}
                  </span>{' '}
                  {round.after !== undefined && <span className="tag">{w.second}</span>}
                  {leavesBlind(round) && (
                    <span className="near-ink">
                      {w.blind} {count(language, blindOf(round).length)}
                    </span>
                  )}
                  {round.absentSince && round.phase === 'open' && (
                    <span className="late-ink">{w.absent(span(language, now - round.absentSince))}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
