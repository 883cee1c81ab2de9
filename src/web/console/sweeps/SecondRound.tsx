import { useState } from 'react';
import type { DistrictIndex } from '../../../domain/places/index.ts';
import { isLive } from '../../../domain/responses/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';
import { blindOf, mayRound, type RoundState, secondRound, secondRoundId } from '../../../domain/sweeps/index.ts';
import { useAct } from '../../ui/act.ts';
import { count } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm, type Option } from '../../ui/parts/FieldsForm.tsx';
import { type Language, useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

/** Minutes offered for a second round: an hour, or the time of the first where that was shorter. */
const MINUTES = 60;

/** A round that is over and left blind spots: sends somebody to exactly these, or leads to the round that goes. */
export function SecondRound({ id, round }: { readonly id: string; readonly round: RoundState }) {
  const { words, language } = useSpeech();
  const w = words.sweep;
  const act = useAct();
  const actor = useActor();
  const desk = useDesk();
  const district = useDistrict();
  const { state, past } = useShown(60_000);
  const [asking, setAsking] = useState(false);
  const blind = blindOf(round);
  const next = secondRoundId(id);
  const follows = all(state, 'round')[next];
  const mayOpen = (unit: string): boolean => !past && mayRound({ unit, targets: blind }, 'round.open', actor);
  const units = unitOptions(district, language).filter(({ value }) => mayOpen(value));
  return (
    <section className="case-part" aria-label={w.secondRound}>
      <p className="near-ink">{w.leftBlind(count(language, blind.length))}</p>
      <div className="row">
        {follows ? (
          <button type="button" className="button" data-second="open" onClick={() => desk.open('sweeps', next)}>
            {w.toSecond(w.phase[follows.phase], count(language, blindOf(follows).length))}
          </button>
        ) : (
          units.length > 0 && (
            <button
              type="button"
              className="button main"
              data-second="ask"
              aria-expanded={asking}
              onClick={() => setAsking(true)}
            >
              {w.secondRound}
            </button>
          )
        )}
      </div>
      {asking && !follows && (
        <FieldsForm
          fields={[
            {
              kind: 'choice',
              name: 'by',
              label: w.way,
              // Feet reach what a camera does not see.
              value: 'foot',
              options: [
                { value: 'foot', label: w.foot },
                { value: 'video', label: w.video },
              ],
            },
            {
              kind: 'choice',
              name: 'unit',
              label: w.unit,
              value: mayOpen(round.unit) ? round.unit : units[0]?.value,
              options: units,
            },
            {
              kind: 'number',
              name: 'minutes',
              label: w.minutes,
              value: Math.min(MINUTES, round.dueMinutes),
              min: 1,
              max: 1_440,
            },
          ]}
          submit={w.secondRound}
          onCancel={() => setAsking(false)}
          onSubmit={async (a) => {
            const command = secondRound(id, round, {
              by: a['by'] === 'video' ? 'video' : 'foot',
              unit: a['unit'] ?? round.unit,
              dueMinutes: Number(a['minutes'] ?? MINUTES),
              ...taskOf(state, id, round),
            });
            if (await act(command, w.secondRound)) desk.open('sweeps', next);
          }}
        />
      )}
    </section>
  );
}

/** The task that still waits for this very round; a later turn of it has a round of its own and must not be counted by this one. */
function taskOf(screen: ScreenState, id: string, round: RoundState): { readonly task?: string } {
  const task = round.task === undefined ? undefined : all(screen, 'task')[round.task];
  if (!task || !isLive(task)) return {};
  const counts = task.progress ? task.progress.ref === `round/${id}` : task.rounds.at(-1)?.number === round.nth;
  return counts ? { task: task.id } : {};
}

/** Units of the district that can be sent; those of the level above cannot. */
export function unitOptions(district: DistrictIndex, language: Language): readonly Option[] {
  return district.district.units
    .filter((unit) => !unit.upper)
    .map((unit) => ({ value: unit.id, label: unit.name[language] }));
}
