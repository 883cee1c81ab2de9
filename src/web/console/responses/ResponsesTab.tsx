import { ListChecks } from 'lucide-react';
import { useMemo, useState } from 'react';
import { board, cellColour, type ResponseState, type TaskState } from '../../../domain/responses/index.ts';
import { all } from '../../../domain/screen/index.ts';
import { personName, unitName } from '../../ui/derive/names.ts';
import { dayTime, span } from '../../ui/format.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { Hollow } from '../../ui/parts/Hollow.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { BoardTable } from './BoardTable.tsx';
import { Decision } from './Decision.tsx';
import { TaskPanel } from './TaskPanel.tsx';

/** Recommendation → signature → a task for every unit, counted to done. */
export default function ResponsesTab() {
  const { words, language } = useSpeech();
  const desk = useDesk();
  const district = useDistrict();
  const { state, revision, now } = useShown(30_000);
  const [openOnly, setOpenOnly] = useState(false);
  const found = useMemo(
    () =>
      Object.entries(all(state, 'response'))
        .filter(([, one]) => one.phase !== 'none')
        .sort(([, a], [, b]) => order(a) - order(b) || (b.startedAt ?? 0) - (a.startedAt ?? 0)),
    [state, revision],
  );
  const [chosen, setChosen] = useState<string>();
  const [id, response] = found.find(([key]) => key === chosen) ?? found[0] ?? [];
  const made = useMemo(
    () => board(Object.values(all(state, 'task')), district.district.units, response?.id ?? null),
    [state, revision, district, response?.id],
  );
  const [kind, taskId] = (desk.detail ?? '').split(/:(.*)/s);
  const task: TaskState | undefined = kind === 'task' && taskId ? all(state, 'task')[taskId] : undefined;
  return (
    <div className={task ? 'tab-body with-panel' : 'tab-body'}>
      <div className="tab-main">
        <Decision id={id} response={response} />
        {found.length > 1 && (
          <div className="row wrap">
            {found.map(([key, one]) => (
              <button
                key={key}
                type="button"
                className="button small"
                aria-pressed={key === id}
                onClick={() => setChosen(key)}
              >
                {one.kind ? words.response.kind[one.kind] : ''} ·{' '}
                {one.level ? words.level[one.level] : words.response.lifted}{' '}
                {one.startedAt ? dayTime(language, one.startedAt) : ''}
              </button>
            ))}
          </div>
        )}
        {response && (
          <>
            <div className="row wrap board-head">
              <h2>{words.response.board}</h2>
              <span className="tag intime">
                {words.response.done(String(made.counts.done + made.counts.notApplicable), String(made.counts.total))}
              </span>
              {made.counts.late > 0 && (
                <span className="tag late">{words.response.lateTasks(String(made.counts.late))}</span>
              )}
              {made.counts.unanswered > 0 && (
                <span className="tag near">
                  {words.task.unanswered} {made.counts.unanswered}
                </span>
              )}
              <span className="muted grow">{words.response.boardNote}</span>
              <label className="check">
                <input type="checkbox" checked={openOnly} onChange={(e) => setOpenOnly(e.target.checked)} />
                {words.response.openOnly}
              </label>
            </div>
            {made.units.length === 0 ? (
              <Hollow icon={ListChecks} title={words.response.noTasks} />
            ) : (
              <BoardTable
                made={made}
                openOnly={openOnly}
                selected={task?.id}
                name={(unit) => unitName(district, unit, language)}
                person={(one) => personName(state, district, one, language, words)}
                onTask={(one) => desk.open('responses', `task:${one.id}`)}
                colour={cellColour}
              />
            )}
          </>
        )}
        {response && response.history.length > 0 && <History response={response} now={now} />}
      </div>
      {task && <TaskPanel key={task.id} task={task} />}
    </div>
  );

  function order(one: ResponseState): number {
    return { active: 0, waiting: 1, lifted: 2, none: 3 }[one.phase];
  }
}

function History({ response, now }: { readonly response: ResponseState; readonly now: number }) {
  const { words, language } = useSpeech();
  return (
    <details className="history">
      <summary>
        {words.response.history} · {response.history.length}
      </summary>
      <table className="plain">
        <tbody>
          {response.history.toReversed().map((change) => (
            <tr key={`${change.at}${change.step}`}>
              <td className="muted">{dayTime(language, change.at)}</td>
              <td>
                <span className={`tag solid-${change.to ?? 'none'}`}>
                  {words.response.step[change.step]} {change.to ? words.level[change.to] : ''}
                </span>
              </td>
              <td>{change.reason}</td>
              <td className="muted">
                {words.response.order} {change.order}
              </td>
              <td className="muted">{words.common.ago(span(language, now - change.at))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
