import { HeartHandshake } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type DoorsState, frontDoor, isFinal, unsaidHelp } from '../../domain/notices/index.ts';
import { stairwellName } from '../ui/derive/names.ts';
import { hourMinute } from '../ui/format.ts';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { go } from '../ui/route.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { useDo, useShift } from './context.tsx';
import { doorsJobs, noticeOf, toVisit } from './jobs.ts';
import { PageHead } from './PageHead.tsx';

export function DoorsTab() {
  const { words, language } = useSpeech();
  const { streams, district } = useShift();
  const w = words.field;
  const jobs = doorsJobs(streams, district);
  return (
    <>
      <h1 className="field-title">
        {w.doors} · {w.stairwellsLeft(String(jobs.length))}
      </h1>
      {jobs.length === 0 && (
        <div className="field-empty">
          <strong>{w.noDoors}</strong>
        </div>
      )}
      {jobs.map((job) => {
        const first = toVisit(job.state).filter((id) => job.state.doors[id]?.first).length;
        return (
          <button
            key={job.id}
            type="button"
            className="job"
            onClick={() => go(`/field/doors/${encodeURIComponent(job.id)}`)}
          >
            <span className="grow">
              <strong>{stairwellName(district, job.state.stairwell, language)}</strong>
              <span className="soft">
                {w.doorsLeft(String(job.left))} / {Object.keys(job.state.doors).length}
                {first > 0 && ` · ${words.notice.first} ${first}`}
              </span>
            </span>
            <span aria-hidden>›</span>
          </button>
        );
      })}
    </>
  );
}

const RESULTS = ['seen', 'nobody-home', 'refused', 'vacant'] as const;

/** One stairwell as one climbs it: one tap for each door. */
export function DoorsPage({ id }: { readonly id: string }) {
  const { words, language } = useSpeech();
  const { streams, district, shift } = useShift();
  const { refused } = useTeller();
  const act = useDo();
  const [all, setAll] = useState(false);
  const w = words.field;
  const stream = `doors/${id}`;
  const doors = streams[stream]?.state as DoorsState | undefined;
  const homes = useMemo(() => new Map(shift?.homes.map((home) => [home.id, home])), [shift]);
  if (!doors) return <PageHead title={w.noDoors} back="/field/doors" />;
  const left = toVisit(doors);
  const due = new Set(left);
  const rows = Object.entries(doors.doors)
    .filter(([home]) => all || due.has(home))
    .sort(([a, x], [b, y]) => {
      const [one, other] = [homes.get(a), homes.get(b)];
      return (
        Number(y.first) - Number(x.first) ||
        frontDoor(one?.room ?? '') - frontDoor(other?.room ?? '') ||
        (one?.floor ?? 0) - (other?.floor ?? 0) ||
        (one?.room ?? a).localeCompare(other?.room ?? b, 'zh', { numeric: true })
      );
    });

  // Whoever has to be spoken with is not settled in passing.
  const passing = left.filter((home) => !doors.doors[home]?.first);
  const visit = (households: readonly string[], result: (typeof RESULTS)[number]) =>
    act(
      { type: 'doors.visit', stream, data: { visits: households.map((household) => ({ household, result })) } },
      words.notice.tick[result],
    );
  const help = (household: string) => {
    const category = unsaidHelp(district.district);
    if (!category) return refused(words.notice.tick.help);
    return act({ type: 'doors.needs-help', stream, data: { household, category } }, words.notice.tick.help);
  };
  const say = noticeOf(streams, doors)?.body;
  return (
    <>
      <PageHead title={stairwellName(district, doors.stairwell, language)} back="/field/doors" />
      <section className="field-card">
        <p className="field-big" role="status">
          {w.doorsLeft(String(left.length))} / {Object.keys(doors.doors).length}
        </p>
        {say && (
          <details>
            <summary className="big">{w.say}</summary>
            <p>{say[language] ?? say.zh}</p>
          </details>
        )}
        <label className="field-check">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {w.showAll}
        </label>
      </section>
      <ol className="field-targets">
        {rows.map(([home, door]) => {
          const where = homes.get(home);
          const open = !isFinal(door, doors.visitsEnough);
          return (
            <li key={home} className="field-card">
              <p className="row">
                <strong className="field-big">{where?.room ?? home}</strong>
                <span className="grow soft">{where && words.notice.floor(String(where.floor))}</span>
                {door.first && (
                  <span className="tag near">
                    <HeartHandshake size={16} aria-hidden /> {words.notice.first}
                  </span>
                )}
                <span className={`door-state door-${door.state}`}>{words.notice.state[door.state]}</span>
              </p>
              {(door.by || door.way) && (
                <p className="soft">
                  {[
                    door.by && words.notice.by[door.by],
                    door.way && words.notice.answerWay[door.way],
                    hourMinute(door.since),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              )}
              {open && !doors.ended && (
                <div className="field-ticks">
                  {RESULTS.map((result) => (
                    <button
                      key={result}
                      type="button"
                      className={result === 'seen' ? 'button big main' : 'button big'}
                      onClick={() => void visit([home], result)}
                    >
                      {words.notice.tick[result]}
                    </button>
                  ))}
                  <button type="button" className="button big grave" onClick={() => void help(home)}>
                    {words.notice.tick.help}
                  </button>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {passing.length > 1 && !doors.ended && (
        <button
          type="button"
          className="button big field-send"
          onClick={() => {
            if (confirm(w.nobodyAllAsk(String(passing.length)))) void visit(passing, 'nobody-home');
          }}
        >
          {w.nobodyAll}（{passing.length}）
        </button>
      )}
    </>
  );
}
