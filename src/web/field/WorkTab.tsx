import { type CaseState, STAGE_FACTS } from '../../domain/cases/index.ts';
import { clockColour, HOUR, MINUTE } from '../../domain/kernel/index.ts';
import { stairwellName, unitName } from '../ui/derive/names.ts';
import { hourMinute } from '../ui/format.ts';
import { Ring } from '../ui/parts/Ring.tsx';
import { go } from '../ui/route.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { useFieldNow, useShift } from './context.tsx';
import { type CaseJob, caseJobs, type Job, nextJob } from './jobs.ts';
import { useAway } from './place.ts';

/** Home: the one thing to do next, large; then the rest. */
export function WorkTab() {
  const { words } = useSpeech();
  const { streams, actor, district } = useShift();
  const w = words.field;
  const cases = caseJobs(streams, actor.unit);
  const next = nextJob(streams, actor.unit, district);
  const mine = cases.filter((job) => job.mine && job !== next && job.id !== next?.id);
  const followed = cases.filter((job) => !job.mine);
  return (
    <>
      <h1 className="unseen">{w.work}</h1>
      {next ? (
        <section aria-label={w.next}>
          <h2 className="field-title">{w.next}</h2>
          <JobCard job={next} large />
        </section>
      ) : (
        <div className="field-empty">
          <strong>{w.nothing}</strong>
          <p className="soft">{w.nothingNote}</p>
        </div>
      )}
      {mine.length > 0 && (
        <section>
          <h2 className="field-title">
            {w.more} {mine.length}
          </h2>
          {mine.map((job) => (
            <JobCard key={job.id} job={job} />
          ))}
        </section>
      )}
      {followed.length > 0 && (
        <section>
          <h2 className="field-title">
            {w.followed} {followed.length}
          </h2>
          {followed.map((job) => (
            <JobCard key={job.id} job={job} />
          ))}
        </section>
      )}
    </>
  );
}

function JobCard({ job, large }: { readonly job: Job; readonly large?: boolean }) {
  const { words, language } = useSpeech();
  const { district } = useShift();
  const w = words.field;
  if (job.kind === 'case') return <CaseCard job={job} large={large} />;
  const [title, left, to] =
    job.kind === 'round'
      ? [job.state.title[language], w.leftOf(String(job.left), String(job.state.targets.length)), 'sweeps']
      : [stairwellName(district, job.state.stairwell, language), w.doorsLeft(String(job.left)), 'doors'];
  return (
    <button
      type="button"
      className={large ? 'job large' : 'job'}
      onClick={() => go(`/field/${to}/${encodeURIComponent(job.id)}`)}
    >
      <span className="grow">
        <strong>{title}</strong>
        <span className="soft">
          {words.field[to as 'sweeps' | 'doors']} · {left}
        </span>
      </span>
      <span aria-hidden>›</span>
    </button>
  );
}

function CaseCard({ job, large }: { readonly job: CaseJob; readonly large: boolean | undefined }) {
  const { words, language } = useSpeech();
  const { district } = useShift();
  const now = useFieldNow();
  const { state } = job;
  const away = useAway(state.place?.position);
  const category = district.categories.get(state.category)?.name[language] ?? state.category;
  return (
    <button type="button" className={large ? 'job large' : 'job'} onClick={() => go(`/field/case/${job.id}`)}>
      <CaseClock state={state} now={now} />
      <span className="grow">
        <strong>
          {category}
          {state.urgency !== 'normal' && <span className="tag late">{words.urgency[state.urgency]}</span>}
        </strong>
        <span>{state.place?.address || state.description}</span>
        <span className="soft">
          {STAGE_FACTS[state.stage].name[language]}
          {state.unit ? ` · ${unitName(district, state.unit, language)}` : ''}
          {away !== undefined ? ` · ${words.field.metres(String(away))}` : ''}
        </span>
      </span>
      <span aria-hidden>›</span>
    </button>
  );
}

/** The clock of the step, and in words how long is left. */
export function CaseClock({ state, now }: { readonly state: CaseState; readonly now: number }) {
  const { words } = useSpeech();
  const step = state.clocks.step;
  if (!step || step.stoppedAt !== undefined) return null;
  const share = (now - step.startedAt) / Math.max(1, step.dueAt - step.startedAt);
  const colour = clockColour(step.startedAt, step.dueAt, now);
  const text = now > step.dueAt ? words.field.late(span(now - step.dueAt)) : words.field.left(span(step.dueAt - now));
  return (
    <span className={`job-clock clock-${colour}`}>
      <Ring share={share} colour={colour} size={40} label={`${text}，${words.field.due(hourMinute(step.dueAt))}`} />
      <span>{span(Math.abs(step.dueAt - now))}</span>
    </span>
  );
}

/** '25′', '3 h', '2 d' */
function span(ms: number): string {
  if (ms < 100 * MINUTE) return `${Math.max(1, Math.round(ms / MINUTE))}′`;
  return ms < 48 * HOUR ? `${Math.round(ms / HOUR)} h` : `${Math.round(ms / (24 * HOUR))} d`;
}
