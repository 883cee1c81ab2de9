import { ClipboardList, DoorOpen, ListChecks, Plus, Send, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { hourMinute } from '../ui/format.ts';
import { go, useAddress } from '../ui/route.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { CasePage } from './CasePage.tsx';
import { FieldProvider, useField, useFieldNow, useFieldStore, useShift } from './context.tsx';
import { DoorsPage, DoorsTab } from './Doors.tsx';
import { useInstalled } from './installed.ts';
import { doorsJobs, roundJobs } from './jobs.ts';
import { OutboxTab } from './OutboxTab.tsx';
import { ReportPage } from './ReportPage.tsx';
import { RoundPage, RoundsTab } from './Rounds.tsx';
import { WorkTab } from './WorkTab.tsx';
import './field.css';

/** The phone of whoever is out in the rain: works the same with and without a network. */
export default function Field() {
  const { words } = useSpeech();
  useEffect(() => {
    document.title = `${words.field.title} · ${words.product}`;
  }, [words]);
  return (
    <FieldProvider>
      <Phone />
    </FieldProvider>
  );
}

function Phone() {
  const { words } = useSpeech();
  const view = useField();
  const update = useInstalled();
  useEffect(() => {
    if (view.phase === 'signed-out') go(`/?back=${encodeURIComponent('/field')}`, true);
  }, [view.phase]);
  if (view.phase !== 'ready')
    return (
      <main className="phone hollow" role="status">
        {view.line === 'offline' ? words.field.first : words.common.loading}
      </main>
    );
  return (
    <div className="phone">
      <Head />
      {update && (
        <div className="field-update" role="status">
          <span className="grow">{words.field.update}</span>
          <button type="button" className="button big main" onClick={update}>
            {words.field.updateNow}
          </button>
        </div>
      )}
      <main className="field-main">
        <Page />
      </main>
      <Tabs />
    </div>
  );
}

function Page() {
  const { path } = useAddress();
  const [, tab = 'work', id] = path;
  const known = id === undefined ? undefined : decodeURIComponent(id);
  if (tab === 'report') return <ReportPage />;
  if (tab === 'case' && known) return <CasePage id={known} />;
  if (tab === 'sweeps') return known ? <RoundPage id={known} /> : <RoundsTab />;
  if (tab === 'doors') return known ? <DoorsPage id={known} /> : <DoorsTab />;
  if (tab === 'outbox') return <OutboxTab />;
  return <WorkTab />;
}

function Head() {
  const { words, name } = useSpeech();
  const { session, line, outbox, heardAt } = useField();
  const store = useFieldStore();
  const now = useFieldNow();
  const waiting = outbox.filter((entry) => entry.state === 'kept').length;
  return (
    <header className={`field-head line-${line}`}>
      <span className="grow">
        <strong>{name(session?.tenant.name)}</strong>
        {session?.tenant.mode === 'drill' && <span className="tag accent">{words.entry.drill}</span>}
      </span>
      <span className="figure">{hourMinute(now)}</span>
      {line === 'signed-out' ? (
        <button type="button" className="line-chip" onClick={() => go('/?back=/field')}>
          {words.field.signIn}
        </button>
      ) : (
        <button type="button" className="line-chip" onClick={() => void store.sync()}>
          {line === 'offline' && <WifiOff size={16} aria-hidden />}
          {words.field.line[line]}
          {waiting > 0 && ` · ${words.field.waiting(String(waiting))}`}
        </button>
      )}
      {line !== 'online' && heardAt !== undefined && (
        <span className="soft field-heard">{words.field.heard(hourMinute(heardAt))}</span>
      )}
    </header>
  );
}

function Tabs() {
  const { words } = useSpeech();
  const { path } = useAddress();
  const { streams, outbox, district } = useShift();
  const w = words.field;
  const at = path[1] ?? 'work';
  const stuck = outbox.filter((entry) => entry.state !== 'agreed').length;
  const rounds = roundJobs(streams).reduce((sum, job) => sum + job.left, 0);
  const doors = doorsJobs(streams, district).reduce((sum, job) => sum + job.left, 0);
  return (
    <nav className="field-tabs" aria-label={w.title}>
      <Tab to="/field" on={at === 'work' || at === 'case'} icon={<ClipboardList aria-hidden />} label={w.work} />
      <Tab to="/field/sweeps" on={at === 'sweeps'} icon={<ListChecks aria-hidden />} label={w.sweeps} count={rounds} />
      <button
        type="button"
        className="field-report"
        aria-current={at === 'report' ? 'page' : undefined}
        onClick={() => go('/field/report')}
      >
        <Plus aria-hidden />
        {w.report}
      </button>
      <Tab to="/field/doors" on={at === 'doors'} icon={<DoorOpen aria-hidden />} label={w.doors} count={doors} />
      <Tab to="/field/outbox" on={at === 'outbox'} icon={<Send aria-hidden />} label={w.outbox} count={stuck} />
    </nav>
  );
}

function Tab({
  to,
  on,
  icon,
  label,
  count = 0,
}: {
  readonly to: string;
  readonly on: boolean;
  readonly icon: ReactNode;
  readonly label: string;
  readonly count?: number;
}) {
  return (
    <button type="button" aria-current={on ? 'page' : undefined} onClick={() => go(to)}>
      {icon}
      <span>
        {label}
        {count > 0 && <span className="count">{count > 999 ? '999+' : count}</span>}
      </span>
    </button>
  );
}
