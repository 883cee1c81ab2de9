import { Phone } from 'lucide-react';
import { isLive, mayRespond, maySpeakFor, type TaskState, unconfirmed } from '../../../domain/responses/index.ts';
import { useAct } from '../../ui/act.ts';
import { personName } from '../../ui/derive/names.ts';
import { dayTime } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

/** Who of those asked has confirmed, n of m, and who has not; the desk can write down what it hears on the telephone. */
export function TaskReceipts({ task }: { readonly task: TaskState }) {
  const { words, language } = useSpeech();
  const w = words.task;
  const act = useAct();
  const actor = useActor();
  const district = useDistrict();
  const { state, past } = useShown(60_000);
  const name = (person: string): string => personName(state, district, person, language, words);
  const missing = unconfirmed(task);
  const asked = task.people.length;
  const maySpeak =
    !past && isLive(task) && maySpeakFor(actor) && mayRespond('task.confirm', actor, [task.unit]) === 'yes';
  const nobodyOnDuty = task.followsRoster && asked === 0 && isLive(task);
  if (asked === 0 && task.confirmations.length === 0 && !nobodyOnDuty) return null;
  return (
    <section className="case-part receipts">
      <h3>
        {w.receipts}
        {asked > 0 && (
          <span
            className={missing.length ? 'near-ink' : 'intime-ink'}
            data-receipts={`${asked - missing.length}/${asked}`}
          >
            {' '}
            {w.ofAsked(String(asked - missing.length), String(asked))}
          </span>
        )}
      </h3>
      {nobodyOnDuty && <p className="near-ink">{w.nobodyOnDuty}</p>}
      <ul>
        {missing.map((person) => (
          <li key={person} className="row" data-unconfirmed={person}>
            <span className="tag near">{w.notYet}</span>
            <span className="grow">{name(person)}</span>
            {maySpeak && person !== actor.person && (
              <button
                type="button"
                className="button small"
                onClick={() =>
                  void act({ type: 'task.confirm', stream: `task/${task.id}`, data: { person } }, w.byPhone)
                }
              >
                <Phone size={14} />
                {w.byPhone}
              </button>
            )}
          </li>
        ))}
        {task.confirmations.map((one) => (
          <li key={one.person} className="row">
            <span className="tag intime">{w.confirmed}</span>
            <span className="grow">{name(one.person)}</span>
            <span className="muted">{dayTime(language, one.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
