import { useMemo, useState } from 'react';
import { screen } from '../../domain/screen/index.ts';
import { isLookedAt, type RoundState, type Target, type Tick, whereIs } from '../../domain/sweeps/index.ts';
import { personName, targetName } from '../ui/derive/names.ts';
import { hourMinute } from '../ui/format.ts';
import { FieldsForm } from '../ui/parts/FieldsForm.tsx';
import { go } from '../ui/route.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { useDo, useShift } from './context.tsx';
import { roundJobs, walkingOrder } from './jobs.ts';
import { PageHead } from './PageHead.tsx';

export function RoundsTab() {
  const { words, language } = useSpeech();
  const { streams } = useShift();
  const w = words.field;
  const jobs = roundJobs(streams);
  return (
    <>
      <h1 className="field-title">{w.myRound}</h1>
      {jobs.length === 0 && (
        <div className="field-empty">
          <strong>{w.noRounds}</strong>
        </div>
      )}
      {jobs.map((job) => (
        <button
          key={job.id}
          type="button"
          className="job"
          onClick={() => go(`/field/sweeps/${encodeURIComponent(job.id)}`)}
        >
          <span className="grow">
            <strong>{job.state.title[language]}</strong>
            <span className="soft">
              {w.leftOf(String(job.left), String(job.state.targets.length))} · {w.due(hourMinute(job.state.dueAt))}
            </span>
            <progress max={job.state.targets.length} value={job.state.targets.length - job.left} />
          </span>
          <span aria-hidden>›</span>
        </button>
      ))}
    </>
  );
}

/** The phone knows no appointments: a person is named by the post in the id. */
const NOBODY = screen.empty();
/** Rows drawn at once; more come when those are done. */
const SHOWN = 60;

/** One round as one walks it. A tick of a colleague takes the target off this list as well. */
export function RoundPage({ id }: { readonly id: string }) {
  const { words, language } = useSpeech();
  const { streams, district, actor } = useShift();
  const act = useDo();
  const [all, setAll] = useState(false);
  const [hazard, setHazard] = useState<string>();
  const w = words.field;
  const round = streams[`round/${id}`]?.state as RoundState | undefined;
  const targets = round?.targets;
  const order = useMemo(
    () => (targets ? walkingOrder(targets, (target) => whereIs(district.district, target)?.position) : []),
    [targets, district],
  );
  if (!round) return <PageHead title={w.noRounds} back="/field/sweeps" />;
  const open = order.filter((target) => !isLookedAt(round, target.id));
  const shown = (all ? order : open).slice(0, SHOWN);
  const tick = (one: Tick, told: string) =>
    act({ type: 'round.tick', stream: `round/${id}`, data: { ticks: [one] } }, told);
  const list = district.district.checklists.find((one) => one.id === round.checklist);
  const others = Object.keys(round.walkers).filter((person) => person !== actor.person);
  return (
    <>
      <PageHead title={round.title[language]} back="/field/sweeps" />
      <section className="field-card">
        <p className="field-big" role="status">
          {w.leftOf(String(open.length), String(round.targets.length))}
        </p>
        <progress max={round.targets.length} value={round.targets.length - open.length} />
        <p className="soft">
          {w.due(hourMinute(round.dueAt))}
          {round.absenceMinutes !== undefined && ` · ${w.absence(String(round.absenceMinutes))}`}
        </p>
        {others.length > 0 && (
          <p className="soft">
            {w.walkers}：{others.map((person) => personName(NOBODY, district, person, language, words)).join('、')}
          </p>
        )}
        <label className="field-check">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {w.showDone}
        </label>
      </section>
      <ol className="field-targets">
        {shown.map((target) => (
          <li key={target.id} className="field-card">
            <TargetHead round={round} target={target} name={targetName(district, target.id, language)} />
            <div className="field-ticks">
              <button
                type="button"
                className="button big main"
                onClick={() => void tick({ target: target.id, result: 'normal' }, w.normal)}
              >
                {w.normal}
              </button>
              <button
                type="button"
                className="button big grave"
                aria-expanded={hazard === target.id}
                onClick={() => setHazard(hazard === target.id ? undefined : target.id)}
              >
                {w.hazard}
              </button>
              <button
                type="button"
                className="button big"
                onClick={() => void tick({ target: target.id, result: 'not-reachable' }, w.notReachable)}
              >
                {w.notReachable}
              </button>
              <button
                type="button"
                className="button big"
                onClick={() => void tick({ target: target.id, result: 'not-applicable' }, w.notApplicable)}
              >
                {w.notApplicable}
              </button>
            </div>
            {hazard === target.id && (
              <FieldsForm
                fields={[
                  list
                    ? {
                        kind: 'choice',
                        name: 'item',
                        label: w.hazardWhat,
                        options: list.items.map((item) => ({ value: item.id, label: item.name[language] })),
                      }
                    : {
                        kind: 'choice',
                        name: 'category',
                        label: w.hazardWhat,
                        options: district.district.categories.map((row) => ({
                          value: row.code,
                          label: row.name[language],
                        })),
                      },
                  { kind: 'line', name: 'note', label: words.common.note, optional: true },
                  { kind: 'yes', name: 'fixed', label: w.fixed },
                ]}
                submit={w.hazard}
                onCancel={() => setHazard(undefined)}
                onSubmit={async (a) => {
                  const found: Tick = {
                    target: target.id,
                    result: 'hazard',
                    ...(a['item'] ? { item: a['item'] } : {}),
                    ...(a['category'] ? { category: a['category'] } : {}),
                    ...(a['note'] ? { note: a['note'] } : {}),
                    ...(a['fixed'] === 'yes' ? { fixed: true } : {}),
                  };
                  if (await tick(found, w.hazard)) setHazard(undefined);
                }}
              />
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function TargetHead({
  round,
  target,
  name,
}: {
  readonly round: RoundState;
  readonly target: Target;
  readonly name: string;
}) {
  const { words } = useSpeech();
  const last = round.looks[target.id]?.at(-1);
  return (
    <p className="row">
      <span className="grow">
        <strong>{name}</strong> <span className="soft">{words.sweep.point[target.kind]}</span>
      </span>
      {last && (
        <span className={`tag ${last.result === 'hazard' ? 'late' : last.result === 'normal' ? 'intime' : ''}`}>
          {words.sweep.result[last.result]}
        </span>
      )}
    </p>
  );
}
