import { useState } from 'react';
import { mayShelter, type ShelterState } from '../../../domain/transfers/index.ts';
import { useAct } from '../../ui/act.ts';
import { count, dayTime } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

/** Who stays in a shelter, with the bed; a press leads to the ledger that they are on. */
export function Guests({
  id,
  shelter,
  opened,
}: {
  readonly id: string;
  readonly shelter: ShelterState;
  readonly opened: boolean;
}) {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const act = useAct();
  const desk = useDesk();
  const actor = useActor();
  const { district, committees } = useDistrict();
  const { past } = useShown(60_000);
  const [asking, setAsking] = useState<string>();
  const mayAssign = !past && mayShelter(district, id, 'shelter.assign-bed', actor);
  const guests = Object.entries(shelter.guests).sort(([, a], [, b]) => a.since - b.since);
  return (
    <details open={opened}>
      <summary>{w.guestsOf(count(language, guests.length))}</summary>
      <ul className="guest-list">
        {guests.map(([household, guest]) => (
          <li key={household} data-guest={household}>
            <div className="row">
              <button type="button" className="link-row grow" onClick={() => desk.open('transfers', guest.ledger)}>
                <span>
                  {committees.get(guest.ledger.slice(guest.ledger.indexOf(':') + 1))?.name[language]} {household}
                </span>
              </button>
              <span className="num">{words.common.people(count(language, guest.people))}</span>
              <span className={guest.bed ? '' : 'muted'}>{guest.bed ?? w.noBed}</span>
              <span className="muted">{dayTime(language, guest.since)}</span>
              {mayAssign && (
                <button type="button" className="button small no-print" onClick={() => setAsking(household)}>
                  {w.bedDo}
                </button>
              )}
            </div>
            {asking === household && (
              <FieldsForm
                fields={[{ kind: 'line', name: 'bed', label: w.bed, value: guest.bed }]}
                submit={w.bedDo}
                onCancel={() => setAsking(undefined)}
                onSubmit={async (a) => {
                  const wish = {
                    type: 'shelter.assign-bed',
                    stream: `shelter/${id}`,
                    data: { household, bed: a['bed'] },
                  };
                  if (await act(wish, w.bedDo)) setAsking(undefined);
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
