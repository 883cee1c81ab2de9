import { NotebookText } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CaseEventType } from '../../../domain/cases/index.ts';
import { idOf, kindOf, type Recorded } from '../../../domain/kernel/index.ts';
import { all } from '../../../domain/screen/index.ts';
import { call } from '../../ui/api.ts';
import { personName, stairwellName, unitName } from '../../ui/derive/names.ts';
import { dayTime, hourMinute } from '../../ui/format.ts';
import { useDistrict, useShown, useStore } from '../../ui/live/LiveProvider.tsx';
import { Bones, Hollow } from '../../ui/parts/Hollow.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import type { OtherFact } from '../../ui/words/zh-facts.ts';
import { useDesk } from '../desk.tsx';

const PAGE = 300;
const KEPT = 2_000;

/** The journal as it is: every fact, newest first, with when it happened and when it was written down. */
export default function LogTab() {
  const { words, language } = useSpeech();
  const w = words.log;
  const desk = useDesk();
  const district = useDistrict();
  const store = useStore();
  const shown = useShown(60_000);
  const [kind, setKind] = useState('');
  const [events, setEvents] = useState<readonly Recorded[]>();
  const from = useRef(0);
  const upTo = shown.state.seq;
  const past = shown.past ? upTo : undefined;
  useEffect(() => {
    let left = false;
    const start = Math.max(0, (past ?? store.current().seq) - PAGE);
    from.current = start;
    void call<{ events: readonly Recorded[] }>(`/events?after=${start}&limit=${PAGE}`).then((answer) => {
      if (!left) setEvents(answer.ok ? answer.value.events : []);
    });
    const stop =
      past === undefined
        ? store.onEvents((fresh) => setEvents((known) => (known ? merged(known, fresh).slice(-KEPT) : known)))
        : undefined;
    return () => {
      left = true;
      stop?.();
    };
  }, [store, past]);
  const older = async (): Promise<void> => {
    const start = Math.max(0, from.current - PAGE);
    const answer = await call<{ events: readonly Recorded[] }>(`/events?after=${start}&limit=${from.current - start}`);
    from.current = start;
    if (answer.ok) setEvents((known) => merged(answer.value.events, known ?? []));
  };
  const rows = useMemo(
    () =>
      (events ?? [])
        .filter((event) => (!kind || kindOf(event.stream) === kind) && (past === undefined || event.seq <= past))
        .toReversed(),
    [events, kind, past],
  );
  return (
    <div className="tab-main">
      <div className="row">
        <h2 className="grow">{w.title}</h2>
        <label className="row">
          <span className="soft whole">{w.filter}</span>
          <select className="input" value={kind} onChange={(e) => setKind(e.target.value)}>
            <option value="">{w.all}</option>
            {Object.entries(w.kinds).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {!events ? (
        <Bones rows={12} />
      ) : rows.length === 0 ? (
        <Hollow icon={NotebookText} title={w.nothing} />
      ) : (
        <table className="plain log">
          <thead>
            <tr>
              <th scope="col">{w.at}</th>
              <th scope="col">{w.occurred}</th>
              <th scope="col">{w.stream}</th>
              <th scope="col">{w.what}</th>
              <th scope="col">{w.who}</th>
              <th scope="col" className="num">
                {w.seq}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 600).map((event) => (
              <tr key={event.seq}>
                <td>{dayTime(language, event.at)}</td>
                <td className={event.at - event.occurredAt > 60_000 ? 'near-ink' : 'muted'}>
                  {hourMinute(event.occurredAt)}
                </td>
                <td>
                  <button type="button" className="link-row" onClick={() => open(event)}>
                    <span>
                      <span className="tag">{w.kinds[kindOf(event.stream)] ?? kindOf(event.stream)}</span>{' '}
                      {about(event)}
                    </span>
                  </button>
                </td>
                <td>{words.happened[event.type as CaseEventType] ?? words.facts[event.type as OtherFact]}</td>
                <td className="soft">
                  {event.by.unit
                    ? unitName(district, event.by.unit, language)
                    : personName(shown.state, district, event.by.person, language, words)}
                </td>
                <td className="num muted">{event.seq}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {events && from.current > 0 && (
        <button type="button" className="button" onClick={() => void older()}>
          {w.older}
        </button>
      )}
    </div>
  );

  function about(event: Recorded): string {
    const id = idOf(event.stream);
    switch (kindOf(event.stream)) {
      case 'case': {
        const found = all(shown.state, 'case')[id];
        return found ? `${found.no} ${district.categories.get(found.category)?.name[language] ?? ''}` : '';
      }
      case 'task': {
        const task = all(shown.state, 'task')[id];
        return task ? `${task.row} ${unitName(district, task.unit, language)}` : '';
      }
      case 'doors':
        return stairwellName(district, id.slice(id.indexOf(':') + 1), language);
      case 'round':
        return all(shown.state, 'round')[id]?.title[language] ?? '';
      case 'transfer':
        return all(shown.state, 'transfer')[id]?.title ?? '';
      case 'ledger':
        return district.committees.get(id.slice(id.indexOf(':') + 1))?.name[language] ?? '';
      case 'shelter':
        return district.points.get(id)?.name[language] ?? id;
      case 'person':
        return personName(shown.state, district, id, language, words);
      default:
        return '';
    }
  }
  function open(event: Recorded): void {
    const id = idOf(event.stream);
    switch (kindOf(event.stream)) {
      case 'case':
        desk.select(id);
        break;
      case 'task':
        desk.open('responses', `task:${id}`);
        break;
      case 'response':
        desk.open('responses');
        break;
      case 'notice':
        desk.open('notices', id);
        break;
      case 'doors':
        desk.open('notices', `stairwell:${id.slice(id.indexOf(':') + 1)}`);
        break;
      case 'round':
        desk.open('sweeps', id);
        break;
      case 'transfer':
      case 'ledger':
        desk.open('transfers', id);
        break;
      case 'shelter':
        desk.open('transfers', `shelter:${id}`);
        break;
      case 'warning':
        desk.open('warnings', id);
        break;
      default:
        desk.open('duty');
    }
  }
}

function merged(a: readonly Recorded[], b: readonly Recorded[]): readonly Recorded[] {
  const bySeq = new Map([...a, ...b].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq);
}
