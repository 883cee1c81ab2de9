import { HeartHandshake } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { householdAnswer } from '../../../contract/queries.ts';
import {
  type Door,
  type DoorsOnScreen,
  type DoorsState,
  doorsId,
  frontDoor,
  isFinal,
  mayDoors,
  unsaidHelp,
} from '../../../domain/notices/index.ts';
import { useAct } from '../../ui/act.ts';
import { call } from '../../ui/api.ts';
import { hourMinute } from '../../ui/format.ts';
import { useActor, useDistrict, useSession, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

type Household = z.infer<typeof householdAnswer>;

/** One stairwell as one climbs it: every household in its state, and what can be ticked for those still open. */
export function DoorList({ shown, openOnly }: { readonly shown: DoorsOnScreen; readonly openOnly: boolean }) {
  const doors = useDoors(shown);
  return doors ? (
    <Rows doors={doors} openOnly={openOnly} />
  ) : (
    <p className="muted" aria-live="polite">
      …
    </p>
  );
}

/** The doors themselves, asked for anew whenever the screen's count of them changes; as of the minute that is shown. */
function useDoors(shown: DoorsOnScreen): DoorsState | undefined {
  const { past, now } = useShown(60_000);
  const [doors, setDoors] = useState<DoorsState>();
  const id = doorsId(shown.notice, shown.stairwell);
  const { tally } = shown;
  // The tally stands among the dependencies because a changed count is what tells that something changed.
  useEffect(() => {
    let left = false;
    void call<{ state: DoorsState }>(`/doors/${encodeURIComponent(id)}${past ? `?at=${now}` : ''}`).then((answer) => {
      if (!left && answer.ok) setDoors(answer.value.state);
    });
    return () => {
      left = true;
    };
  }, [id, tally, past]);
  return doors && doorsId(doors.notice, doors.stairwell) === id ? doors : undefined;
}

function Rows({ doors, openOnly }: { readonly doors: DoorsState; readonly openOnly: boolean }) {
  const { words, language } = useSpeech();
  const act = useAct();
  const actor = useActor();
  const session = useSession();
  const district = useDistrict();
  const { past } = useShown(60_000);
  const [roll, setRoll] = useState<ReadonlyMap<string, Household>>(new Map());
  const mayRead = session.capabilities.includes('read-personal');
  useEffect(() => {
    if (!mayRead) return;
    let left = false;
    void call<{ households: readonly Household[] }>(
      `/households?stairwell=${encodeURIComponent(doors.stairwell)}`,
    ).then((answer) => {
      if (!left && answer.ok) setRoll(new Map(answer.value.households.map((one) => [one.id, one])));
    });
    return () => {
      left = true;
    };
  }, [doors.stairwell, mayRead]);
  const rows = useMemo(
    () =>
      Object.entries(doors.doors)
        .filter(([, door]) => !openOnly || !isFinal(door, doors.visitsEnough))
        .sort(
          ([a, x], [b, y]) =>
            Number(y.first) - Number(x.first) ||
            frontDoor(roll.get(a)?.room ?? '') - frontDoor(roll.get(b)?.room ?? '') ||
            (roll.get(a)?.floor ?? 0) - (roll.get(b)?.floor ?? 0) ||
            (roll.get(a)?.room ?? a).localeCompare(roll.get(b)?.room ?? b, 'zh', { numeric: true }),
        ),
    [doors, openOnly, roll],
  );
  const stream = `doors/${doorsId(doors.notice, doors.stairwell)}`;
  const mayVisit = !past && mayDoors(doors, 'doors.visit', actor) && !doors.ended;
  const mayHelp = !past && mayDoors(doors, 'doors.needs-help', actor) && !doors.ended;
  const visit = (household: string, result: string): void =>
    void act(
      { type: 'doors.visit', stream, data: { visits: [{ household, result }] } },
      words.notice.tick[result as 'seen'],
    );
  const helpWith = unsaidHelp(district.district) ?? '';
  return (
    <table className="plain door-list">
      <caption>
        {words.notice.doors} · {words.notice.doorsNote}
      </caption>
      <thead>
        <tr>
          <th scope="col">{words.notice.room}</th>
          <th scope="col">{words.common.people('')}</th>
          <th scope="col">{words.notice.board}</th>
          <th scope="col" className="no-print">
            {words.case.actions}
          </th>
          <th scope="col" className="print-only">
            ✓
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([id, door]) => {
          const household = roll.get(id);
          const open = !isFinal(door, doors.visitsEnough);
          return (
            <tr key={id}>
              <th scope="row">
                {household ? `${household.room} · ${words.notice.floor(String(household.floor))}` : id}
                {!household && roll.size > 0 && <span className="tag">{words.notice.left}</span>}
                {household?.name && (
                  <span className="muted">
                    {' '}
                    {household.name} {household.phone}
                  </span>
                )}
                {door.first && (
                  <span className="tag near">
                    <HeartHandshake size={14} />
                    {words.notice.first}
                  </span>
                )}
              </th>
              <td>{door.people}</td>
              <td>
                <span className={`door-state door-${door.state}`}>{words.notice.state[door.state]}</span>{' '}
                <span className="muted">
                  {told(door)} {hourMinute(door.since)}
                </span>
              </td>
              <td className="no-print">
                {open && (
                  <span className="row wrap">
                    {mayVisit &&
                      (['seen', 'nobody-home', 'refused', 'vacant'] as const).map((result) => (
                        <button key={result} type="button" className="button small" onClick={() => visit(id, result)}>
                          {words.notice.tick[result]}
                        </button>
                      ))}
                    {mayHelp && (
                      <button
                        type="button"
                        className="button small grave"
                        onClick={() =>
                          void act(
                            { type: 'doors.needs-help', stream, data: { household: id, category: helpWith } },
                            words.notice.tick.help,
                          )
                        }
                      >
                        {words.notice.tick.help}
                      </button>
                    )}
                  </span>
                )}
              </td>
              <td className="print-only">□</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );

  function told(door: Door): string {
    return [door.by && words.notice.by[door.by], door.way && words.notice.answerWay[door.way]]
      .filter(Boolean)
      .join(language === 'zh' ? '·' : ', ');
  }
}
