import {
  BellRing,
  BookUser,
  CloudRainWind,
  DoorOpen,
  ListChecks,
  type LucideIcon,
  Map as MapIcon,
  NotebookText,
  Route,
  Tent,
  UsersRound,
} from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { can } from '../../domain/people/index.ts';
import { caseRows } from '../ui/derive/cases.ts';
import { workLeft } from '../ui/derive/work.ts';
import { useKeys } from '../ui/keys.ts';
import { useActor, useCalm, useDistrict, useShown, useWinding } from '../ui/live/LiveProvider.tsx';
import { Bones } from '../ui/parts/Hollow.tsx';
import { go } from '../ui/route.ts';
import { currentTheme, setTheme } from '../ui/theme.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { TABS, type Tab, useDesk } from './desk.tsx';
import { KeysSheet } from './KeysSheet.tsx';
import { PastBar } from './PastBar.tsx';
import { StormBar } from './StormBar.tsx';
import { Situation } from './situation/Situation.tsx';
import { useSounds } from './sounds.ts';
import { TopBar } from './top/TopBar.tsx';
import { WorkStrip } from './WorkStrip.tsx';

const ResponsesTab = lazy(() => import('./responses/ResponsesTab.tsx'));
const NoticesTab = lazy(() => import('./notices/NoticesTab.tsx'));
const SweepsTab = lazy(() => import('./sweeps/SweepsTab.tsx'));
const TransfersTab = lazy(() => import('./transfers/TransfersTab.tsx'));
const DutyTab = lazy(() => import('./duty/DutyTab.tsx'));
const WarningsTab = lazy(() => import('./warnings/WarningsTab.tsx'));
const LogTab = lazy(() => import('./log/LogTab.tsx'));

const ICONS: Readonly<Record<Tab, LucideIcon>> = {
  map: MapIcon,
  responses: ListChecks,
  notices: DoorOpen,
  sweeps: Route,
  transfers: Tent,
  duty: UsersRound,
  warnings: CloudRainWind,
  log: NotebookText,
};

export function Shell() {
  const { words, switchLanguage } = useSpeech();
  const desk = useDesk();
  const wind = useWinding();
  const actor = useActor();
  const district = useDistrict();
  const shown = useShown();
  const [help, setHelp] = useState(false);
  const sounds = useSounds();
  // Clocks turn by the second, but no queue needs another order more often than every five.
  const beat = Math.floor(shown.now / 5_000);
  const rows = useMemo(
    () => caseRows(shown.state, district, actor, shown.now),
    [shown.revision, shown.state, district, actor, beat],
  );
  const slow = useCalm(shown.revision, 400);
  const figures = useMemo(() => workLeft(shown.state, rows), [slow, shown.state, rows]);
  useEffect(() => {
    document.title = `${words.tabs[desk.tab]} · ${words.product}`;
  }, [words, desk.tab]);

  const stepBack = (): void => {
    if (desk.reporting) desk.report(false);
    else if (wind.shown !== undefined) wind.seek(undefined);
    else if (desk.figure) desk.narrow(undefined);
    else if (desk.detail) desk.open(desk.tab);
    else if (desk.selected) desk.select(undefined);
  };
  useKeys({
    '?': () => setHelp(true),
    l: switchLanguage,
    r: () => !shown.past && desk.report(true),
    n: () => desk.open('notices', 'new'),
    m: sounds.toggle,
    t: () => setTheme(currentTheme() === 'dark' ? 'light' : 'dark'),
    Escape: stepBack,
    ...Object.fromEntries(TABS.map((tab, i) => [String(i + 1), () => desk.open(tab)])),
  });
  const tabs = {
    responses: ResponsesTab,
    notices: NoticesTab,
    sweeps: SweepsTab,
    transfers: TransfersTab,
    duty: DutyTab,
    warnings: WarningsTab,
    log: LogTab,
  };
  const Part = desk.tab === 'map' ? undefined : tabs[desk.tab];
  return (
    <div className={shown.past ? 'console past' : 'console'}>
      <TopBar sounds={sounds} onHelp={() => setHelp(true)} />
      {shown.past && <PastBar />}
      <nav className="rail" aria-label={words.bar.tabs}>
        {TABS.map((tab, i) => {
          const Icon = ICONS[tab];
          return (
            <button
              key={tab}
              type="button"
              className="rail-tab"
              aria-current={desk.tab === tab ? 'page' : undefined}
              title={`${words.tabs[tab]} (${i + 1})`}
              onClick={() => desk.open(tab)}
            >
              <Icon size={20} strokeWidth={1.7} />
              <span>{words.tabs[tab]}</span>
            </button>
          );
        })}
        <span className="grow" />
        {can(actor.roles, 'keep-roll') && (
          <button type="button" className="rail-tab" title={words.roll.title} onClick={() => go('/roll')}>
            <BookUser size={20} strokeWidth={1.7} />
            <span>{words.roll.title}</span>
          </button>
        )}
        <button
          type="button"
          className="rail-tab report"
          disabled={shown.past}
          onClick={() => desk.report(true)}
          title={`${words.keys.report} (R)`}
        >
          <BellRing size={20} strokeWidth={1.7} />
          <span>{words.step['case.report']}</span>
        </button>
      </nav>
      <div className="stage">
        <WorkStrip figures={figures} />
        <main className="part">
          <h1 className="unseen">{words.tabs[desk.tab]}</h1>
          {Part ? (
            <Suspense fallback={<Bones rows={8} />}>
              <Part />
            </Suspense>
          ) : (
            <Situation rows={rows} />
          )}
        </main>
      </div>
      <StormBar />
      {help && <KeysSheet onClose={() => setHelp(false)} />}
    </div>
  );
}
