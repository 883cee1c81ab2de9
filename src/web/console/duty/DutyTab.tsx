import { BookOpenText, UsersRound } from 'lucide-react';
import { useMemo, useState } from 'react';
import { DAY, HOUR } from '../../../domain/kernel/index.ts';
import { gaps, mayDuty, type OpenItem, onDuty, type RosterState, type Shift } from '../../../domain/people/index.ts';
import { isOpen as isOpenTask } from '../../../domain/responses/index.ts';
import { all } from '../../../domain/screen/index.ts';
import { useAct } from '../../ui/act.ts';
import { caseRows } from '../../ui/derive/cases.ts';
import { personName, unitName } from '../../ui/derive/names.ts';
import { roster as rosterOf } from '../../ui/derive/standing.ts';
import { dayTime } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { Hollow } from '../../ui/parts/Hollow.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

const STREAM = 'duty/roster';
const EMPTY: RosterState = { shifts: {}, log: [], handovers: [] };

/** Who is on, who should be, what is handed over, and what was said on the phone. */
export default function DutyTab() {
  const { words, language } = useSpeech();
  const w = words.duty;
  const act = useAct();
  const actor = useActor();
  const district = useDistrict();
  const { state, revision, now, past } = useShown(30_000);
  const [asking, setAsking] = useState<'log' | 'hand-over'>();
  const roster = useMemo(() => rosterOf(state) ?? EMPTY, [state, revision]);
  const on = onDuty(roster);
  const planned = Object.values(roster.shifts)
    .filter((shift) => shift.phase !== 'cancelled' && shift.to > now - 12 * HOUR)
    .sort((a, b) => a.from - b.from)
    .slice(0, 60);
  const holes = planned.length ? gaps(roster, { from: now, to: now + DAY }) : [];
  const who = (person: string): string => personName(state, district, person, language, words);
  const may = (type: Parameters<typeof mayDuty>[1], shift?: Shift): boolean =>
    !past && mayDuty(roster, type, actor, shift);
  const others = on.filter((shift) => shift.person !== actor.person);
  return (
    <div className="tab-main duty">
      <section className="card">
        <div className="row">
          <h2 className="grow">{w.now}</h2>
          {may('duty.hand-over') && others.length > 0 && (
            <button type="button" className="button" onClick={() => setAsking('hand-over')}>
              {w.handOver}
            </button>
          )}
        </div>
        {on.length === 0 && <p className="late-ink">{w.nobody}</p>}
        <div className="on-duty">
          {on.map((shift) => (
            <div key={shift.id} className="on-card">
              <span className="tag accent">{w.role[shift.role]}</span>
              <strong>{who(shift.person)}</strong>
              <span className="muted">
                {unitName(district, shift.unit, language)} ·{' '}
                <span className="whole">
                  {w.to} {dayTime(language, shift.to)}
                </span>
              </span>
              {may('duty.sign-off', shift) && (
                <button
                  type="button"
                  className="button small"
                  onClick={() =>
                    void act({ type: 'duty.sign-off', stream: STREAM, data: { shift: shift.id } }, w.signOff)
                  }
                >
                  {w.signOff}
                </button>
              )}
            </div>
          ))}
        </div>
        {holes.length > 0 && (
          <p className="near-ink">
            {w.gap}：
            {holes
              .slice(0, 4)
              .map((hole) => `${w.role[hole.role]} ${dayTime(language, hole.from)}–${dayTime(language, hole.to)}`)
              .join('；')}
          </p>
        )}
        {asking === 'hand-over' && (
          <FieldsForm
            fields={[
              {
                kind: 'choice',
                name: 'to',
                label: w.to_,
                options: others.map((shift) => ({ value: shift.person, label: who(shift.person) })),
              },
              { kind: 'text', name: 'note', label: `${w.note}（${w.collect}）` },
            ]}
            submit={w.handOver}
            onCancel={() => setAsking(undefined)}
            onSubmit={async (a) => {
              if (
                await act(
                  { type: 'duty.hand-over', stream: STREAM, data: { to: a['to'], open: openItems(), note: a['note'] } },
                  w.handOver,
                )
              )
                setAsking(undefined);
            }}
          />
        )}
      </section>
      <section className="card">
        <h2>{w.planned}</h2>
        {planned.length === 0 ? (
          <Hollow icon={UsersRound} title={w.none} />
        ) : (
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{w.title}</th>
                <th scope="col">{w.person}</th>
                <th scope="col">{w.from}</th>
                <th scope="col">{w.to}</th>
                <th scope="col">{words.common.note}</th>
              </tr>
            </thead>
            <tbody>
              {planned.map((shift) => (
                <tr key={shift.id}>
                  <td>{w.role[shift.role]}</td>
                  <td>{who(shift.person)}</td>
                  <td>{dayTime(language, shift.from)}</td>
                  <td>{dayTime(language, shift.to)}</td>
                  <td className="row">
                    <span className={`tag ${shift.phase === 'on' ? 'intime' : shift.phase === 'missed' ? 'late' : ''}`}>
                      {w.phase[shift.phase]}
                    </span>
                    {(shift.phase === 'planned' || shift.phase === 'missed') && may('duty.sign-on', shift) && (
                      <button
                        type="button"
                        className="button main small"
                        onClick={() =>
                          void act({ type: 'duty.sign-on', stream: STREAM, data: { shift: shift.id } }, w.signOn)
                        }
                      >
                        {w.signOn}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="card">
        <h2>{w.handovers}</h2>
        {roster.handovers.length === 0 && <p className="muted">{w.noHandovers}</p>}
        {roster.handovers.toReversed().map((one) => (
          <div key={one.id} className="handover">
            <div className="row wrap">
              <strong>
                {who(one.from)} → {who(one.to)}
              </strong>
              <span className="muted">{dayTime(language, one.offeredAt)}</span>
              {one.takenAt ? (
                <span className="tag intime">{w.taken(dayTime(language, one.takenAt))}</span>
              ) : (
                <span className="tag near">{w.waiting}</span>
              )}
              {!one.takenAt && one.to === actor.person && may('duty.take-over') && (
                <button
                  type="button"
                  className="button main small"
                  onClick={() =>
                    void act({ type: 'duty.take-over', stream: STREAM, data: { handover: one.id } }, w.takeOver)
                  }
                >
                  {w.takeOver}
                </button>
              )}
            </div>
            <p>{one.note}</p>
            <p className="muted">
              {w.open}：{one.open.length}
            </p>
          </div>
        ))}
      </section>
      <section className="card">
        <div className="row">
          <h2 className="grow">{w.log}</h2>
          {may('duty.log') && (
            <button type="button" className="button" onClick={() => setAsking('log')}>
              {w.logAdd}
            </button>
          )}
        </div>
        {asking === 'log' && (
          <FieldsForm
            fields={[
              {
                kind: 'choice',
                name: 'kind',
                label: w.title,
                value: 'call',
                options: Object.entries(w.kind).map(([value, label]) => ({ value, label })),
              },
              {
                kind: 'choice',
                name: 'direction',
                label: '↔',
                value: 'in',
                options: Object.entries(w.direction).map(([value, label]) => ({ value, label })),
              },
              { kind: 'line', name: 'counterpart', label: w.counterpart },
              { kind: 'text', name: 'what', label: w.what },
              { kind: 'text', name: 'done', label: w.doneWhat },
            ]}
            submit={w.logAdd}
            onCancel={() => setAsking(undefined)}
            onSubmit={async (a) => {
              if (await act({ type: 'duty.log', stream: STREAM, data: { ...a } }, w.logAdd)) setAsking(undefined);
            }}
          />
        )}
        {roster.log.length === 0 ? (
          <Hollow icon={BookOpenText} title={w.noLog} />
        ) : (
          <table className="plain">
            <tbody>
              {roster.log
                .toReversed()
                .slice(0, 60)
                .map((entry) => (
                  <tr key={entry.id}>
                    <td className="muted">{dayTime(language, entry.at)}</td>
                    <td>
                      {w.kind[entry.kind]} {w.direction[entry.direction]}
                    </td>
                    <td>{unitName(district, entry.counterpart, language)}</td>
                    <td>{entry.what}</td>
                    <td className="soft">{entry.done}</td>
                    <td className="muted">{who(entry.by)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );

  /** What is still open, so that nobody hands over from a notebook: late cases, late tasks, running notices. */
  function openItems(): readonly OpenItem[] {
    const cases = caseRows(state, district, actor, now)
      .filter((row) => row.late || row.isNew)
      .slice(0, 60)
      .map((row) => ({
        stream: `case/${row.id}`,
        note: `${row.state.no} ${district.categories.get(row.state.category)?.name[language] ?? ''}`,
      }));
    const tasks = Object.entries(all(state, 'task'))
      .filter(([, task]) => isOpenTask(task) && task.lateAt !== null)
      .slice(0, 60)
      .map(([id, task]) => ({ stream: `task/${id}`, note: `${task.row} ${unitName(district, task.unit, language)}` }));
    const notices = Object.entries(all(state, 'notice'))
      .filter(([, notice]) => notice.phase === 'issued')
      .map(([id, notice]) => ({ stream: `notice/${id}`, note: notice.body[language].slice(0, 60) }));
    return [...cases, ...tasks, ...notices];
  }
}
